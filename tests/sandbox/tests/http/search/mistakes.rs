//! What is said of mistakes in a query.

use super::{CONTENT, SEARCH, USERS, ask};
use crate::caller::Caller;
use confluence_sandbox::Sandbox;

#[tokio::test]
async fn a_mistake_is_a_400_in_the_form_of_v1_that_names_the_place() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    for (path, cql, place) in [
        (
            SEARCH,
            "type =",
            "line 1, column 7: expected a value, found the end of the query",
        ),
        (CONTENT, "colour = red", "line 1, column 1: there is no field `colour`"),
        (
            SEARCH,
            "text = red",
            "line 1, column 6: `text` does not take `=`, only ~, !~",
        ),
        (
            SEARCH,
            "creator = nobody()",
            "line 1, column 11: there is no function `nobody`",
        ),
        (
            CONTENT,
            "created > yesterday",
            "line 1, column 11: `yesterday` is not a date",
        ),
        (
            SEARCH,
            "user.fullname ~ jo",
            "line 1, column 1: `user.fullname` is only for searches of users",
        ),
        (
            USERS,
            "title ~ jo",
            "line 1, column 1: `title` is not for searches of users",
        ),
    ] {
        let (status, answer) = ask(&admin, path, &[("cql", cql)]).await;
        assert_eq!(status, 400, "{cql}: {answer}");
        assert_eq!(answer["statusCode"], 400, "{answer}");
        assert_eq!(answer["data"]["successful"], false, "{answer}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(&format!("Could not parse cql : {cql}")), "{message}");
        assert!(message.contains(place), "{message}");
    }
}

#[tokio::test]
async fn values_that_the_document_does_not_have_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    for (path, name, value) in [
        (SEARCH, "excerpt", "long"),
        (SEARCH, "sitePermissionTypeFilter", "everybody"),
        (USERS, "sitePermissionTypeFilter", "everybody"),
        (SEARCH, "cursor", "abc"),
        (CONTENT, "cursor", "abc"),
        (SEARCH, "cqlcontext", "abc"),
        (SEARCH, "limit", "many"),
    ] {
        let (status, answer) = ask(&admin, path, &[("cql", "type = user"), (name, value)]).await;
        assert_eq!(status, 400, "{path} {name}: {answer}");
    }
    let (status, answer) = ask(&admin, SEARCH, &[]).await;
    assert_eq!(status, 400, "{answer}");
}
