//! Lists of tasks.

use super::Writer;
use super::block::{is_blocks, is_line};
use super::tag::{Tag, close};
use crate::adf::{Node, NodeKind};
use crate::escape::push_text;

impl Writer<'_> {
    pub(super) fn task_list(&mut self, node: &Node) -> bool {
        let fits = is_list(node);
        if fits {
            self.tasks(node);
        }
        fits
    }

    fn tasks(&mut self, node: &Node) {
        let mut tag = Tag::of("ac:task-list", node);
        match tag.take("localId") {
            Some(id) if id.is_empty() => {}
            Some(id) => tag.attribute("ac:task-list-id", id),
            None => tag.expect("localId", &"".into()),
        }
        tag.open(&mut self.out);
        let mut items = node.content.iter().peekable();
        while let Some(item) = items.next() {
            if item.kind == NodeKind::TaskList {
                self.tasks(item);
                continue;
            }
            self.task(item);
            // A list below a task is within it.
            while let Some(below) = items.next_if(|next| next.kind == NodeKind::TaskList) {
                self.tasks(below);
            }
            close(&mut self.out, "ac:task");
        }
        close(&mut self.out, "ac:task-list");
    }

    fn task(&mut self, node: &Node) {
        let mut tag = Tag::of("ac:task", node);
        let done = node.attr_str("state") == Some("DONE");
        tag.expect("state", &if done { "DONE" } else { "TODO" }.into());
        let id = tag.take("localId");
        if id.is_none() {
            tag.expect("localId", &"".into());
        }
        let (uuid, id) = match (id.filter(|id| !id.is_empty()), tag.take_kept("ac:task-id")) {
            (id, None)
                if id
                    .as_ref()
                    .is_some_and(|id| id.bytes().all(|digit| digit.is_ascii_digit())) =>
            {
                (None, id)
            }
            (uuid, id) => (uuid, id),
        };
        tag.open(&mut self.out);
        for (name, id) in [("ac:task-id", id), ("ac:task-uuid", uuid)] {
            if let Some(id) = id {
                Tag::new(name, &serde_json::Map::new()).open(&mut self.out);
                push_text(&mut self.out, &id);
                close(&mut self.out, name);
            }
        }
        let status = if done { "complete" } else { "incomplete" };
        self.out
            .push_str(&format!("<ac:task-status>{status}</ac:task-status><ac:task-body>"));
        match node.kind {
            NodeKind::BlockTaskItem => self.blocks(&node.content),
            _ => self.line(&node.content),
        }
        close(&mut self.out, "ac:task-body");
    }
}

fn is_list(node: &Node) -> bool {
    node.content.iter().all(|item| match item.kind {
        NodeKind::TaskItem => is_line(item),
        NodeKind::BlockTaskItem => is_blocks(item),
        NodeKind::TaskList => is_list(item),
        _ => false,
    })
}
