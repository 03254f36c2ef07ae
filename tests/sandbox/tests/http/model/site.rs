//! The sandbox: how an action is done there, and what is read back.

use super::wiki::{Action, State, Wiki};
use crate::caller::Caller;
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A sandbox with one space.
pub(super) struct Site {
    sandbox: Sandbox,
    space: String,
}

type Answer = (u16, Value);

impl Site {
    pub(super) async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let space = Caller::new(&sandbox, "admin").space("DEMO").await;
        Self { sandbox, space }
    }

    fn admin(&self) -> Caller<'_> {
        Caller::new(&self.sandbox, "admin")
    }

    /// Does it as the admin.
    pub(super) async fn perform(&self, wiki: &Wiki, action: &Action) -> Answer {
        let (admin, nothing) = (self.admin(), (0, Value::Null));
        let id = |number: usize| wiki.page(number).map(|page| &*wiki.pages[page].id);
        match *action {
            Action::Create { title, parent } => {
                let mut page = json!({ "spaceId": self.space, "title": title_of(title), "body": body(title) });
                let mut path = "/wiki/api/v2/pages";
                match parent {
                    Some(parent) => match id(parent) {
                        Some(parent) => page["parentId"] = parent.into(),
                        None => return nothing,
                    },
                    None => path = "/wiki/api/v2/pages?root-level=true",
                }
                admin.post(path, page).await
            }
            Action::Update { page, title, ahead } => self.put(wiki, page, title, ahead).await.unwrap_or(nothing),
            Action::Restore(page) => self.put(wiki, page, 0, 1).await.unwrap_or(nothing),
            Action::Rename { page, title } => match id(page) {
                Some(id) => {
                    let title = json!({ "status": "current", "title": title_of(title) });
                    admin.put(&format!("/wiki/api/v2/pages/{id}/title"), title).await
                }
                None => nothing,
            },
            Action::Trash(page) => match id(page) {
                Some(id) => admin.delete(&format!("/wiki/api/v2/pages/{id}")).await,
                None => nothing,
            },
            Action::Purge(page) => match id(page) {
                Some(id) => admin.delete(&format!("/wiki/api/v2/pages/{id}?purge=true")).await,
                None => nothing,
            },
            Action::Move { page, target, place } => match (id(page), id(target)) {
                (Some(page), Some(target)) => {
                    let place = ["before", "after", "append"][place];
                    let path = format!("/wiki/rest/api/content/{page}/move/{place}/{target}");
                    admin.put(&path, json!({})).await
                }
                _ => nothing,
            },
            Action::Label { page, label } => match id(page) {
                Some(id) => {
                    let label = json!([{ "prefix": "global", "name": format!("label{label}") }]);
                    admin.post(&format!("/wiki/rest/api/content/{id}/label"), label).await
                }
                None => nothing,
            },
            Action::Unlabel { page, label } => match id(page) {
                Some(id) => {
                    admin
                        .delete(&format!("/wiki/rest/api/content/{id}/label/label{label}"))
                        .await
                }
                None => nothing,
            },
            Action::Comment(page) => match id(page) {
                Some(id) => {
                    let comment = json!({ "pageId": id, "body": body(0) });
                    admin.post("/wiki/api/v2/footer-comments", comment).await
                }
                None => nothing,
            },
            Action::RemoveComment(comment) => match wiki.comment(comment) {
                Some(comment) => {
                    let id = &wiki.comments[comment].id;
                    admin.delete(&format!("/wiki/api/v2/footer-comments/{id}")).await
                }
                None => nothing,
            },
            Action::Hide { page, hidden } => match id(page) {
                Some(id) => {
                    let path = format!("/wiki/rest/api/content/{id}/restriction");
                    let account = admin.user.account_id();
                    let user = json!([{ "type": "known", "accountId": account }]);
                    let only = json!([{ "operation": "read", "restrictions": { "user": user } }]);
                    match hidden {
                        true => admin.put(&path, only).await,
                        false => admin.delete(&path).await,
                    }
                }
                None => nothing,
            },
        }
    }

    async fn put(&self, wiki: &Wiki, page: usize, title: usize, ahead: i64) -> Option<Answer> {
        let page = &wiki.pages[wiki.page(page)?];
        let (id, number) = (&page.id, page.version + ahead);
        let update = json!({
            "id": id, "status": "current", "title": title_of(title), "body": body(title), "version": { "number": number },
        });
        Some(self.admin().put(&format!("/wiki/api/v2/pages/{id}"), update).await)
    }

    /// Reads everything back, as the admin and as a reader.
    pub(super) async fn compare(&self, wiki: &Wiki) -> Result<(), String> {
        for page in 0..wiki.pages.len() {
            self.compare_page(wiki, page).await?;
        }
        for (caller, sees) in [(self.admin(), true), (Caller::new(&self.sandbox, "reader"), false)] {
            let path = format!("/wiki/api/v2/spaces/{}/pages?limit=250", self.space);
            let listed = ids(&caller.get(&path).await.1);
            let pages = wiki.pages.iter().enumerate();
            let expected = pages.filter(|(page, held)| held.state == State::Current && (sees || wiki.is_open(*page)));
            let expected: BTreeSet<&str> = expected.map(|(_, held)| &*held.id).collect();
            // The home page of the space is not in the model.
            let known = |id: &str| wiki.pages.iter().any(|page| page.id == id);
            let found = listed.iter().map(String::as_str).filter(|id| known(id)).collect();
            equal::<BTreeSet<&str>>("pages of the space", &found, &expected)?;
        }
        Ok(())
    }

    async fn compare_page(&self, wiki: &Wiki, page: usize) -> Result<(), String> {
        let held = &wiki.pages[page];
        let path = format!("/wiki/api/v2/pages/{}", held.id);
        let (admin, reader) = (self.admin(), Caller::new(&self.sandbox, "reader"));
        let (status, shown) = admin
            .get(&format!("{path}?include-labels=true&body-format=storage"))
            .await;
        if held.state == State::Purged {
            return equal("status of a page that is gone", &status, &404);
        }
        equal("status", &status, &200)?;
        let state = if held.state == State::Current {
            "current"
        } else {
            "trashed"
        };
        equal("state", &shown["status"], &json!(state))?;
        equal("title", &shown["title"], &json!(title_of(held.title)))?;
        equal("version", &shown["version"]["number"], &json!(held.version))?;
        if held.state == State::Trashed {
            return Ok(());
        }
        equal(
            "parent",
            &shown["parentId"].as_str(),
            &held.parent.map(|parent| &*wiki.pages[parent].id),
        )?;
        let labels = shown["labels"]["results"].as_array().into_iter().flatten();
        let labels: BTreeSet<&str> = labels.filter_map(|label| label["name"].as_str()).collect();
        let expected: Vec<String> = held.labels.iter().map(|label| format!("label{label}")).collect();
        equal::<BTreeSet<&str>>("labels", &labels, &expected.iter().map(String::as_str).collect())?;
        let children = ids(&admin.get(&format!("{path}/children?limit=250")).await.1);
        equal::<BTreeSet<&str>>(
            "children",
            &children.iter().map(String::as_str).collect(),
            &wiki.children(Some(page)),
        )?;
        let above = &admin.get(&format!("{path}/ancestors?limit=250")).await.1["results"];
        let above: Vec<&str> = above
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|page| page["id"].as_str())
            .collect();
        let path_up = wiki.path(page);
        let expected: Vec<&str> = path_up
            .iter()
            .skip(1)
            .rev()
            .map(|above| &*wiki.pages[*above].id)
            .collect();
        equal("ancestors", &above, &expected)?;
        let comments = ids(&admin.get(&format!("{path}/footer-comments?limit=250")).await.1);
        let expected = wiki
            .comments
            .iter()
            .filter(|comment| comment.page == page && comment.is_there);
        let expected = expected.map(|comment| &*comment.id).collect();
        equal::<BTreeSet<&str>>("comments", &comments.iter().map(String::as_str).collect(), &expected)?;
        let versions = &admin.get(&format!("{path}/versions?limit=250")).await.1["results"];
        equal(
            "versions",
            &versions.as_array().map(Vec::len),
            &Some(held.version as usize),
        )?;
        let seen = if wiki.is_open(page) { 200 } else { 404 };
        equal("status for a reader", &reader.get(&path).await.0, &seen)
    }
}

fn title_of(title: usize) -> String {
    format!("Title {title}")
}

fn body(title: usize) -> Value {
    json!({ "representation": "storage", "value": format!("<p>Text {title}</p>") })
}

fn ids(list: &Value) -> BTreeSet<String> {
    let results = list["results"].as_array().into_iter().flatten();
    results
        .filter_map(|result| result["id"].as_str().map(str::to_owned))
        .collect()
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    match found == expected {
        true => Ok(()),
        false => Err(format!("{what}: {found:?}, not {expected:?}")),
    }
}
