//! Steps about spaces and the people in them: properties, roles, permissions and invitations.

use super::{As, Tour};
use serde_json::json;

pub(super) async fn properties(tour: &mut Tour<'_>) {
    let path = "2/spaces/{space}/properties";
    let new = json!({ "key": "k", "value": 1 });
    tour.keep("property_of_space", "/id", &format!("201 POST {path}"), new)
        .await;
    tour.go(&format!("200 GET {path}")).await;
    let one = format!("{path}/{{property_of_space}}");
    tour.go(&format!("200 GET {one}")).await;
    let change = json!({ "key": "k", "value": 2, "version": { "number": 2 } });
    tour.write(&format!("200 PUT {one}"), change).await;
    tour.go(&format!("204 DELETE {one}")).await;
}

pub(super) async fn roles(tour: &mut Tour<'_>) {
    let role = json!({ "name": "Short", "description": "d", "spacePermissions": ["read/space"] });
    tour.keep("short_role", "/id", "201 POST 2/space-roles", role).await;
    let principal = json!({ "principalType": "USER", "principalId": "{me}" });
    let assignment = json!([{ "principal": principal, "roleId": "{short_role}" }]);
    tour.write("200 POST 2/spaces/{space}/role-assignments", assignment)
        .await;
    for step in [
        "200 GET 2/spaces/{space}/role-assignments",
        "200 GET 2/spaces/{space}/permissions",
        "200 GET 2/space-permissions",
        "200 GET 2/space-role-mode",
        "202 DELETE 2/space-roles/{short_role}",
    ] {
        tour.go(step).await;
    }
}

pub(super) async fn transition(tour: &mut Tour<'_>) {
    let path = "2/space-permissions/transition";
    let task = tour.go(&format!("202 POST {path}/combinations")).await;
    tour.hold("transition", "/taskId", &task);
    tour.go(&format!("200 GET {path}/tasks/{{transition}}")).await;
    let spaces = json!({ "spaceType": "ALL" });
    let of_type = json!({ "principalType": "USER", "removeAccess": true });
    let unknown = json!({ "permissionCombinationId": "0", "principalTypeAssignments": [of_type] });
    let assign = json!({ "assignments": [unknown], "spaceSelection": spaces });
    tour.write(&format!("400 POST {path}/role-assignments"), assign).await;
    let remove = json!({ "permissionCombinationIds": ["0"], "spaceSelection": spaces });
    tour.write(&format!("400 POST {path}/access-removals"), remove).await;
}

pub(super) async fn people_and_tasks(tour: &mut Tour<'_>) {
    let emails = json!({ "emails": ["new.person@example.com"] });
    tour.write("200 POST 2/user/access/check-access-by-email", emails.clone())
        .await;
    tour.write("200 POST 2/user/access/invite-by-email", emails).await;
    tour.send(As::Forge, "200 GET 2/data-policies/spaces", None, None).await;
    let task = "<ac:task><ac:task-id>9</ac:task-id><ac:task-status>incomplete</ac:task-status>\
                <ac:task-body>x</ac:task-body></ac:task>";
    let body = json!({ "representation": "storage", "value": format!("<ac:task-list>{task}</ac:task-list>") });
    let page = json!({ "spaceId": "{space}", "title": "To do", "body": body });
    tour.keep("to_do", "/id", "200 POST 2/pages", page).await;
    let found = tour.go("200 GET 2/tasks?page-id={to_do}").await;
    tour.hold("box", "/results/0/id", &found);
    tour.write("200 PUT 2/tasks/{box}", json!({ "status": "complete" }))
        .await;
}
