//! The search for users.

use super::{USERS, ask, list};
use crate::caller::Caller;
use confluence_sandbox::{Role, Sandbox};

#[tokio::test]
async fn users_are_found_by_name_and_id() {
    let sandbox = Sandbox::builder()
        .user("Joan of Arc", Role::Reader)
        .user("Marjory", Role::Reader)
        .user("Visitor", Role::Guest)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let id = sandbox.user("writer").account_id().to_owned();
    let me = admin.user.account_id();
    let found = async |cql: &str| {
        let (status, page) = ask(&admin, USERS, &[("cql", cql)]).await;
        assert_eq!(status, 200, "{page}");
        let mut names = list(&page, "title");
        names.sort();
        names
    };
    assert_eq!(
        found("type = user").await,
        ["Joan of Arc", "Marjory", "admin", "reader", "writer"]
    );
    assert_eq!(found("user.fullname ~ jo").await, ["Joan of Arc"]);
    assert_eq!(found("user.fullname ~ \"arc jo\"").await, ["Joan of Arc"]);
    assert_eq!(found("user.fullname = \"joan of arc\"").await, ["Joan of Arc"]);
    assert_eq!(
        found("user.fullname !~ jo and user != currentUser()").await,
        ["Marjory", "reader", "writer"]
    );
    assert_eq!(
        found(&format!("user in (\"{id}\", \"{me}\")")).await,
        ["admin", "writer"]
    );
    assert_eq!(found(&format!("user.accountid = \"{id}\"")).await, ["writer"]);
    assert_eq!(found("user.accountid = \"unknown\"").await, [""; 0]);
    assert_eq!(found("type = page").await, [""; 0]);

    let (_, page) = ask(&admin, USERS, &[("cql", &format!("user = \"{id}\""))]).await;
    let user = &page["results"][0];
    assert_eq!(
        (&user["entityType"], &user["user"]["accountId"]),
        (&"user".into(), &id.as_str().into())
    );
    assert_eq!(page["totalSize"], 1);
    for (filter, expected) in [("none", 5), ("externalCollaborator", 1), ("all", 6)] {
        let pairs = [("cql", "type = user"), ("sitePermissionTypeFilter", filter)];
        assert_eq!(ask(&admin, USERS, &pairs).await.1["totalSize"], expected, "{filter}");
    }
}
