//! Random changes of a space, against a model that is much simpler than the sandbox.

mod reference;

use self::reference::{Change, Model, Node, Standing};
use crate::caller::{Caller, text};
use confluence_sandbox::{Access, Sandbox};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The space that is changed, with the ids that its content has got, in the order of the model.
struct Site<'s> {
    space: String,
    writer: Caller<'s>,
    reader: Caller<'s>,
    ids: Vec<String>,
}

impl Site<'_> {
    fn path(&self, model: &Model, node: usize) -> String {
        format!("/wiki/api/v2/{}/{}", model.nodes[node].segment, self.ids[node])
    }

    /// Makes a change, and answers with the status.
    async fn make(&mut self, model: &Model, change: &Change) -> u16 {
        let writer = &self.writer;
        match change {
            Change::Create { segment, title, parent } => {
                let mut new = json!({ "spaceId": self.space, "title": title });
                new["parentId"] = parent.map(|parent| json!(self.ids[parent])).unwrap_or_default();
                let (status, created) = writer.post(&format!("/wiki/api/v2/{segment}"), new).await;
                if status == 200 {
                    self.ids.push(text(&created["id"]));
                }
                status
            }
            Change::Update {
                node,
                title,
                number,
                parent,
            } => {
                let body = json!({ "representation": "storage", "value": format!("<p>{number}</p>") });
                let mut update = json!({ "id": self.ids[*node], "status": "current", "title": title, "body": body,
                    "version": { "number": number } });
                update["parentId"] = parent.map(|parent| json!(self.ids[parent])).unwrap_or_default();
                writer.put(&self.path(model, *node), update).await.0
            }
            Change::Delete { node } => writer.delete(&self.path(model, *node)).await.0,
            Change::Purge { node } => {
                writer
                    .delete(&format!("{}?purge=true", self.path(model, *node)))
                    .await
                    .0
            }
            Change::Comment { node } => {
                let body = json!({ "representation": "storage", "value": "<p>!</p>" });
                let comment = json!({ "pageId": self.ids[*node], "body": body });
                writer.post("/wiki/api/v2/footer-comments", comment).await.0
            }
            Change::Label { .. }
            | Change::Unlabel { .. }
            | Change::Move { .. }
            | Change::Restrict { .. }
            | Change::Open { .. } => self.make_by_v1(change).await,
        }
    }

    /// Makes a change that only the older API has.
    async fn make_by_v1(&self, change: &Change) -> u16 {
        let path = |node: usize, end: &str| format!("/wiki/rest/api/content/{}/{end}", self.ids[node]);
        match *change {
            Change::Label { node, name } => {
                let labels = json!([{ "prefix": "global", "name": name }]);
                self.writer.post(&path(node, "label"), labels).await.0
            }
            Change::Unlabel { node, name } => {
                let label = path(node, &format!("label/{name}"));
                self.writer.delete(&label).await.0
            }
            Change::Move { node, target, below } => {
                let position = if below { "append" } else { "after" };
                let place = path(node, &format!("move/{position}/{}", self.ids[target]));
                self.writer.put(&place, json!({})).await.0
            }
            Change::Restrict { node } => {
                let only = json!({ "user": [{ "accountId": self.writer.user.account_id() }] });
                let restriction = json!([{ "operation": "read", "restrictions": only }]);
                self.writer.put(&path(node, "restriction"), restriction).await.0
            }
            Change::Open { node } => self.writer.delete(&path(node, "restriction")).await.0,
            _ => unreachable!("the newer API has {change:?}"),
        }
    }

    /// Compares everything that can be read with the model.
    async fn compare(&self, model: &Model) {
        for (place, node) in model.nodes.iter().enumerate() {
            let path = self.path(model, place);
            let (status, held) = self.writer.get(&path).await;
            if node.standing == Standing::Gone {
                assert_eq!(status, 404, "{path}");
                continue;
            }
            let parent = node.parent.map(|parent| json!(self.ids[parent]));
            let expected = json!([node.standing.word(), node.title, node.version, parent]);
            let shown = json!([
                held["status"],
                held["title"],
                held["version"]["number"],
                held["parentId"]
            ]);
            assert_eq!(shown, expected, "{held}");
            let seen = self.reader.get(&path).await.0;
            assert_eq!(seen == 200, model.is_open(place), "{path}");
            if node.standing == Standing::Current {
                self.compare_what_is_on(model, place, node).await;
            }
        }
        let pages = self
            .listed(
                &self.writer,
                &format!("/wiki/api/v2/spaces/{}/pages?limit=250", self.space),
            )
            .await;
        let expected = model.current().filter(|(_, node)| node.segment == "pages");
        assert_eq!(pages, expected.map(|(place, _)| self.ids[place].clone()).collect());
    }

    async fn compare_what_is_on(&self, model: &Model, place: usize, node: &Node) {
        let path = self.path(model, place);
        let children = model.current().filter(|(_, child)| child.parent == Some(place));
        let children: BTreeSet<String> = children.map(|(child, _)| self.ids[child].clone()).collect();
        assert_eq!(
            self.listed(&self.writer, &format!("{path}/direct-children")).await,
            children
        );
        let (_, above) = self.writer.get(&format!("{path}/ancestors?limit=250")).await;
        let found: Vec<&str> = results(&above).filter_map(|above| above["id"].as_str()).collect();
        let line: Vec<usize> = model.line(place).skip(1).collect();
        assert_eq!(
            found,
            line.iter().rev().map(|above| &*self.ids[*above]).collect::<Vec<_>>()
        );
        if node.segment == "pages" {
            let (_, comments) = self.writer.get(&format!("{path}/footer-comments?limit=250")).await;
            assert_eq!(
                comments["results"].as_array().map(Vec::len),
                Some(node.comments),
                "{comments}"
            );
            let (_, labels) = self.writer.get(&format!("{path}/labels")).await;
            let names: BTreeSet<&str> = results(&labels).filter_map(|label| label["name"].as_str()).collect();
            assert_eq!(names, node.labels.iter().copied().collect());
        }
    }

    async fn listed(&self, caller: &Caller<'_>, path: &str) -> BTreeSet<String> {
        let (status, page) = caller.get(path).await;
        assert_eq!(status, 200, "{page}");
        results(&page).map(|result| text(&result["id"])).collect()
    }
}

fn results(page: &Value) -> impl Iterator<Item = &Value> {
    page["results"].as_array().into_iter().flatten()
}

async fn play(plan: Vec<reference::Draw>) {
    let builder = Sandbox::builder().space("DEMO", "Home");
    let builder = builder.access("DEMO", "writer", Access::administer());
    let sandbox = builder.start().await.unwrap();
    let caller = |user| Caller::new(&sandbox, user);
    let mut site = Site {
        space: String::new(),
        writer: caller("writer"),
        reader: caller("reader"),
        ids: Vec::new(),
    };
    let (_, spaces) = site.writer.get("/wiki/api/v2/spaces?keys=DEMO").await;
    site.space = text(&spaces["results"][0]["id"]);
    site.ids.push(text(&spaces["results"][0]["homepageId"]));
    let mut model = Model::with_homepage("Home");
    for draw in plan {
        let change = model.change(draw);
        let status = site.make(&model, &change).await;
        let expected = model.apply(&change);
        assert_eq!(status, expected, "{change:?}\n{model:?}");
    }
    site.compare(&model).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sandbox_and_the_model_agree(plan in prop::collection::vec(any::<[u8; 5]>(), 1..50)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(plan));
    }
}
