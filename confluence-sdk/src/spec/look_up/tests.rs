//! Every operation is found by its name and by its path.

use super::*;
use crate::spec::ApiVersion;

#[test]
fn every_operation_is_found_by_its_name() {
    for operation in operations() {
        for name in [operation.id, operation.name] {
            let full = format!("{}:{name}", operation.version);
            assert!(std::ptr::eq(look_up(&full).unwrap(), operation), "{full}");
            match look_up(name) {
                Ok(found) => assert!(std::ptr::eq(found, operation), "{name}"),
                Err(several) => assert_eq!(several.nearest().len(), 2, "{several}"),
            }
        }
    }
}

#[test]
fn every_operation_is_found_by_a_path_of_its_own() {
    for operation in operations() {
        let path: String = operation
            .path
            .split('/')
            .map(|segment| if parameter(segment).is_some() { "~1%2F" } else { segment })
            .collect::<Vec<_>>()
            .join("/");
        let (found, values) = route(operation.method.as_str(), &path).expect(operation.path);
        assert!(std::ptr::eq(found, operation), "{path}: {}", found.path);
        assert_eq!(values.len(), operation.path.matches('{').count());
        assert!(values.iter().all(|(_, value)| *value == "~1%2F"));
    }
}

#[test]
fn a_fixed_segment_wins_and_nonsense_is_not_found() {
    let id = |method, path| route(method, path).map(|(operation, _)| operation.id);
    assert_eq!(id("POST", "/wiki/rest/api/space/_private"), Some("createPrivateSpace"));
    assert_eq!(id("GET", "/wiki/rest/api/space/_private"), None);
    assert_eq!(id("GET", "/wiki/api/v2/pages/12?x=/y#z"), Some("getPageById"));
    for path in [
        "",
        "/",
        "/wiki/api/v2/pages/",
        "/wiki/api/v2/pages/12/",
        "wiki/api/v2/pages/12",
        "/wiki/api/v2/Pages/12",
    ] {
        assert_eq!(id("GET", path), None, "{path}");
    }
    assert_eq!(id("get", "/wiki/api/v2/pages/12"), None);
}

#[test]
fn what_was_probably_meant_is_named() {
    let error = |name| look_up(name).unwrap_err().to_string();
    assert_eq!(
        error("getPageByIdd"),
        "no operation is called `getPageByIdd`; did you mean `getPageById`?"
    );
    assert_eq!(
        error("get_page_by_ids"),
        "no operation is called `get_page_by_ids`; did you mean `getPageById`?"
    );
    assert_eq!(error("xyzzy"), "no operation is called `xyzzy`");
    assert_eq!(error(""), "no operation is called ``");
    assert_eq!(
        error("getTasks"),
        "`getTasks` is the name of several operations: write `v1:getTasks` or `v2:getTasks`"
    );
    assert!(error("v3:getTasks").starts_with("no operation is called `v3:getTasks`"));
    let both: Vec<_> = look_up("getTasks")
        .unwrap_err()
        .nearest()
        .iter()
        .map(|operation| operation.version)
        .collect();
    assert_eq!(both, [ApiVersion::V1, ApiVersion::V2]);
}
