//! Properties of spaces, and who may do what in them: single permissions, roles, and the way from the ones to the
//! others.

use crate::caller::{Caller, bearer, plain_http, read, text};
use confluence_sandbox::{Access, Role, Sandbox, TokenRequest};
use serde_json::{Value, json};

async fn space_id(caller: &Caller<'_>, key: &str) -> String {
    text(&caller.get(&format!("/wiki/api/v2/spaces?keys={key}")).await.1["results"][0]["id"])
}

#[tokio::test]
async fn properties_of_spaces() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = space_id(&admin, "DEMO").await;
    let path = format!("/wiki/api/v2/spaces/{space}/properties");
    let new = json!({ "key": "mine", "value": { "a": 1 } });
    assert_eq!(reader.post(&path, new.clone()).await.0, 404);
    let (status, made) = admin.post(&path, new.clone()).await;
    assert_eq!((status, &made["value"]), (201, &json!({ "a": 1 })));
    assert_eq!(
        (&made["createdBy"], &made["version"]["number"]),
        (&json!(admin.user.account_id()), &json!(1))
    );
    assert_eq!(admin.post(&path, new).await.0, 409);
    admin.post(&path, json!({ "key": "other", "value": true })).await;
    let one = format!("{path}/{}", text(&made["id"]));
    let change = |number: u64| json!({ "key": "mine", "value": 2, "version": { "number": number, "message": "m" } });
    assert_eq!(admin.put(&one, change(3)).await.0, 409);
    assert_eq!(admin.put(&one, change(2)).await.1["version"]["message"], "m");
    assert_eq!(reader.get(&one).await.1["value"], 2);
    let (_, found) = reader.get(&format!("{path}?key=mine")).await;
    assert_eq!(
        (found["results"].as_array().unwrap().len(), &found["results"][0]["id"]),
        (1, &made["id"])
    );
    let (_, all) = reader.get(&format!("{path}?limit=1")).await;
    let (_, rest) = reader.get(&text(&all["_links"]["next"])).await;
    assert_eq!(rest["results"][0]["key"], "other");
    let (_, included) = reader
        .get(&format!("/wiki/api/v2/spaces/{space}?include-properties=true"))
        .await;
    assert_eq!(included["properties"]["results"].as_array().unwrap().len(), 2);
    assert_eq!(reader.delete(&one).await.0, 404);
    assert_eq!(admin.delete(&one).await.0, 204);
    assert_eq!(admin.get(&one).await.0, 404);
}

#[tokio::test]
async fn permissions_say_who_may_do_what() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .access("DEMO", "reader", Access::none())
        .start()
        .await
        .unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    let space = space_id(&writer, "DEMO").await;
    let path = format!("/wiki/api/v2/spaces/{space}/permissions");
    assert_eq!(reader.get(&path).await.0, 404);
    let (_, held) = writer.get(&format!("{path}?limit=250")).await;
    let held = held["results"].as_array().unwrap();
    let of = |id: &str| held.iter().filter(|one| one["principal"]["id"] == id).count();
    assert_eq!(
        (of(sandbox.admin().account_id()), of(reader.user.account_id())),
        (10, 0)
    );
    assert!(
        held.iter()
            .all(|one| one["id"].is_string() && one["operation"]["key"].is_string())
    );
    let (_, available) = writer.get("/wiki/api/v2/space-permissions").await;
    let ids: Vec<_> = available["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["id"]))
        .collect();
    assert!(
        ids.contains(&"read/space".to_owned()) && ids.contains(&"create/blogpost".to_owned()),
        "{ids:?}"
    );
    let create = available["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == "create/page")
        .unwrap();
    assert_eq!(
        (&create["displayName"], &create["requiredPermissionIds"]),
        (&json!("Create page"), &json!(["read/space"]))
    );
}

/// A site with a space and with Gina, who is a guest.
async fn with_guest() -> Sandbox {
    let site = Sandbox::builder()
        .user("gina", Role::Guest)
        .space("DEMO", "Demonstration");
    site.start().await.unwrap()
}

/// The id of the role with this name.
async fn role(admin: &Caller<'_>, name: &str) -> String {
    let (_, roles) = admin.get("/wiki/api/v2/space-roles").await;
    let found = roles["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["name"] == name);
    text(&found.unwrap()["id"])
}

#[tokio::test]
async fn a_role_gives_its_permissions() {
    let sandbox = with_guest().await;
    let (admin, gina) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "gina"));
    let space = space_id(&admin, "DEMO").await;
    assert_eq!(
        gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0,
        404,
        "guests see what they were given"
    );
    let (viewer, collaborator) = (role(&admin, "Viewer").await, role(&admin, "Collaborator").await);
    let path = format!("/wiki/api/v2/spaces/{space}/role-assignments");
    let principal = json!({ "principalType": "USER", "principalId": gina.user.account_id() });
    let assign = |role: Value| json!([{ "principal": principal, "roleId": role }]);
    assert_eq!(gina.post(&path, assign(json!(viewer))).await.0, 404);
    let (status, assigned) = admin.post(&path, assign(json!(viewer))).await;
    assert_eq!(
        (status, &assigned["results"][0]),
        (200, &json!({ "principal": principal, "roleId": viewer }))
    );
    assert_eq!(gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 200);
    let new = json!({ "spaceId": space, "title": "By a guest" });
    assert_eq!(gina.post("/wiki/api/v2/pages", new.clone()).await.0, 404);
    admin.post(&path, assign(json!(collaborator))).await;
    assert_eq!(gina.post("/wiki/api/v2/pages", new).await.0, 200);

    let count = async |query: String| {
        let (status, found) = admin.get(&format!("{path}?{query}")).await;
        assert_eq!(status, 200, "{found}");
        found["results"].as_array().unwrap().len()
    };
    assert_eq!(count(format!("role-id={collaborator}")).await, 1);
    assert_eq!(count(format!("role-id={viewer}")).await, 0);
    assert_eq!(count("role-type=CUSTOM".to_owned()).await, 0);
    let of_gina = format!("principal-type=USER&principal-id={}", gina.user.account_id());
    assert_eq!(count(of_gina.clone()).await, 1);
    assert_eq!(admin.get(&format!("{path}?principal-type=USER")).await.0, 400);
    let (_, held) = admin.get(&format!("/wiki/api/v2/space-roles?{of_gina}")).await;
    assert_eq!(held["results"][0]["name"], "Collaborator");

    for nonsense in [
        json!([{ "principal": { "principalType": "USER", "principalId": "nobody" }, "roleId": viewer }]),
        json!([{ "principal": { "principalType": "TEAM", "principalId": "x" }, "roleId": viewer }]),
        assign(json!("no-role")),
        json!({}),
    ] {
        assert_eq!(admin.post(&path, nonsense.clone()).await.0, 400, "{nonsense}");
    }
    admin.post(&path, json!([{ "principal": principal }])).await;
    assert_eq!(gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 404);

    // A group, and all who may use the site.
    let everyone = json!({ "principalType": "ACCESS_CLASS", "principalId": "all-licensed-users" });
    admin
        .post(&path, json!([{ "principal": everyone, "roleId": viewer }]))
        .await;
    assert_eq!(gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 200);
    let (_, me) = gina.get("/wiki/rest/api/user/current").await;
    assert_eq!(
        (&me["isGuest"], &me["isExternalCollaborator"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn a_deleted_role_gives_nothing() {
    let sandbox = with_guest().await;
    let (admin, gina) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "gina"));
    let space = space_id(&admin, "DEMO").await;
    let new = json!({ "name": "Mine", "description": "d", "spacePermissions": ["read/space"] });
    let role = text(&admin.post("/wiki/api/v2/space-roles", new.clone()).await.1["id"]);
    let principal = json!({ "principalType": "USER", "principalId": gina.user.account_id() });
    let assignments = format!("/wiki/api/v2/spaces/{space}/role-assignments");
    admin
        .post(&assignments, json!([{ "principal": principal, "roleId": role }]))
        .await;
    assert_eq!(gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 200);
    let path = format!("/wiki/api/v2/space-roles/{role}");
    let mut other = new;
    other["guestReassignmentRoleId"] = json!("no-role");
    assert_eq!(admin.put(&path, other).await.0, 400);
    assert_eq!(gina.delete(&path).await.0, 404);
    let (status, task) = admin.delete(&path).await;
    assert!(status == 202 && task["taskId"].is_string(), "{task}");
    assert_eq!(admin.get(&path).await.0, 404);
    assert_eq!(gina.get(&format!("/wiki/api/v2/spaces/{space}")).await.0, 404);
    let system = self::role(&admin, "Viewer").await;
    assert_eq!(admin.delete(&format!("/wiki/api/v2/space-roles/{system}")).await.0, 400);
    assert_eq!(
        admin.get("/wiki/api/v2/space-role-mode").await.1["mode"],
        "ROLES_TRANSITION"
    );
}

#[tokio::test]
async fn roles_take_the_place_of_permissions() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("OTHER", "Other")
        .access("DEMO", "reader", Access::write())
        .access("OTHER", "reader", Access::write())
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (demo, other) = (space_id(&admin, "DEMO").await, space_id(&admin, "OTHER").await);
    let path = "/wiki/api/v2/space-permissions/transition";
    let combinations = format!("{path}/combinations");
    let (_, before) = admin.get(&combinations).await;
    assert_eq!((&before["results"], &before["generatedAt"]), (&json!([]), &Value::Null));
    let finish = async |task: Value| {
        assert_eq!(task["status"], "IN_PROGRESS", "{task}");
        let url = text(&task["statusUrl"]);
        let address = url.strip_prefix(sandbox.url()).unwrap();
        for _ in 0..10 {
            if admin.get(address).await.1["status"] == "COMPLETED" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        }
        panic!("the task does not end");
    };
    assert_eq!(reader.post(&combinations, json!({})).await.0, 404);
    let (status, task) = admin.post(&combinations, json!({})).await;
    assert_eq!(status, 202);
    finish(task).await;
    let (_, found) = admin.get(&combinations).await;
    let [combination] = &found["results"].as_array().unwrap()[..] else {
        panic!("administrators have a role, so one combination is left: {found}");
    };
    assert_eq!(
        (&combination["spaceCount"], &combination["principalCount"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(combination["principalTypes"], json!(["USER"]));

    let viewer = role(&admin, "Viewer").await;
    let only_demo = json!({ "spaceType": "SPECIFIC", "selectedSpaces": [{ "id": demo, "key": "DEMO" }] });
    let assign = |selection: &Value, role: Value| {
        let of_type = json!({ "principalType": "USER", "removeAccess": false, "roleId": role });
        let assignment =
            json!({ "permissionCombinationId": combination["combinationId"], "principalTypeAssignments": [of_type] });
        json!({ "assignments": [assignment], "spaceSelection": selection })
    };
    let assignments = format!("{path}/role-assignments");
    assert_eq!(admin.post(&assignments, assign(&only_demo, Value::Null)).await.0, 400);
    assert_eq!(
        admin
            .post(&assignments, assign(&json!({ "spaceType": "SPECIFIC" }), json!(viewer)))
            .await
            .0,
        400
    );
    let wrong_key = json!({ "spaceType": "SPECIFIC", "selectedSpaces": [{ "id": demo, "key": "OTHER" }] });
    assert_eq!(admin.post(&assignments, assign(&wrong_key, json!(viewer))).await.0, 400);
    let page = |space: &str| json!({ "spaceId": space, "title": "By the reader" });
    assert_eq!(reader.post("/wiki/api/v2/pages", page(&demo)).await.0, 200);
    let (status, task) = admin.post(&assignments, assign(&only_demo, json!(viewer))).await;
    assert_eq!(status, 202, "{task}");
    finish(task).await;
    let again = json!({ "spaceId": demo, "title": "Again" });
    assert_eq!(reader.post("/wiki/api/v2/pages", again).await.0, 404);
    assert_eq!(reader.get(&format!("/wiki/api/v2/spaces/{demo}")).await.0, 200);
    assert_eq!(reader.post("/wiki/api/v2/pages", page(&other)).await.0, 200);

    let removal = json!({
        "permissionCombinationIds": [combination["combinationId"]],
        "spaceSelection": { "spaceType": "ALL_EXCEPT_PERSONAL" },
    });
    let (_, task) = admin.post(&format!("{path}/access-removals"), removal).await;
    finish(task).await;
    assert_eq!(reader.get(&format!("/wiki/api/v2/spaces/{other}")).await.0, 404);
    let nothing = json!({ "permissionCombinationIds": [], "spaceSelection": { "spaceType": "ALL" } });
    assert_eq!(admin.post(&format!("{path}/access-removals"), nothing).await.0, 400);
    assert_eq!(admin.get(&format!("{path}/tasks/1")).await.0, 404);
}

#[tokio::test]
async fn apps_see_what_data_policies_do() {
    let sandbox = Sandbox::builder()
        .space("BETA", "Beta")
        .space("ALPHA", "Alpha")
        .start()
        .await
        .unwrap();
    let app = sandbox.issue(TokenRequest::forge_app("mine").scopes(["read:space:confluence"]));
    let url = format!("{}/wiki/api/v2/data-policies/spaces", sandbox.gateway_url());
    let (status, page) = read(bearer(format!("{url}?sort=key&limit=1"), &app).await).await;
    assert_eq!((status, &page["results"][0]["key"]), (200, &json!("ALPHA")), "{page}");
    assert_eq!(page["results"][0]["dataPolicy"], json!({ "anyContentBlocked": false }));
    assert!(page["_links"]["next"].is_string());
    let (_, one) = read(bearer(format!("{url}?keys=BETA"), &app).await).await;
    assert_eq!(one["results"].as_array().unwrap().len(), 1);
    let admin = Caller::new(&sandbox, "admin");
    assert_eq!(admin.get("/wiki/api/v2/data-policies/spaces").await.0, 403);
}

#[tokio::test]
async fn people_are_invited_by_address() {
    let sandbox = Sandbox::start().await.unwrap();
    let reader = Caller::new(&sandbox, "reader");
    let (outsider, new) = (sandbox.user("outsider"), "new.person@example.com");
    let emails = json!({ "emails": [reader.user.email(), outsider.email(), new, "no address"] });
    let check = "/wiki/api/v2/user/access/check-access-by-email";
    let (status, found) = reader.post(check, emails.clone()).await;
    assert_eq!(status, 200);
    assert_eq!(
        found,
        json!({ "emailsWithoutAccess": [outsider.email(), new], "invalidEmails": ["no address"] })
    );
    let invite = reader.request(reqwest::Method::POST, "/wiki/api/v2/user/access/invite-by-email");
    assert_eq!(invite.json(&emails).send().await.unwrap().status(), 200);
    assert_eq!(reader.post(check, emails).await.1["emailsWithoutAccess"], json!([]));
    let site = plain_http().get(format!("{}/wiki/rest/api/user/current", sandbox.url()));
    let answer = site
        .basic_auth(outsider.email(), Some(outsider.api_token()))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    for nonsense in [json!({ "emails": [] }), json!({ "emails": [1] }), json!({})] {
        assert_eq!(reader.post(check, nonsense).await.0, 400);
    }
}
