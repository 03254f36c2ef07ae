//! Lists of tasks.

use super::Reader;
use super::attributes::Attributes;
use super::block::{has_only, is_inline, unsupported};
use crate::adf::{Node, NodeKind};
use crate::convert::private::keep;
use crate::storage::Element;

impl Reader<'_> {
    pub(super) fn task_list(&mut self, element: &Element<'_>, blocks: &mut Vec<Node>) {
        if !element.elements().all(is_task) {
            blocks.push(unsupported(element));
            return;
        }
        let list = self.tasks(element);
        blocks.push(list);
    }

    fn tasks(&mut self, element: &Element<'_>) -> Node {
        let mut node = Node::new(NodeKind::TaskList);
        let mut attributes = Attributes::of(element);
        let id = attributes.take("ac:task-list-id").unwrap_or_default();
        node = node.attr("localId", id);
        attributes.finish(&mut node);
        for child in element.elements() {
            if child.name() == "ac:task-list" {
                let inner = self.tasks(child);
                node.content.push(inner);
                continue;
            }
            let task = self.task(child);
            node.content.push(task);
            for inner in child.elements().filter(|inner| inner.name() == "ac:task-list") {
                let inner = self.tasks(inner);
                node.content.push(inner);
            }
        }
        node
    }

    fn task(&mut self, element: &Element<'_>) -> Node {
        let own = |name: &str| {
            element
                .element(name)
                .map(|element| element.own_text().trim().to_owned())
        };
        let body = element.element("ac:task-body");
        let has_blocks = body.is_some_and(|body| !body.elements().all(is_inline));
        let mut node = Node::new(if has_blocks {
            NodeKind::BlockTaskItem
        } else {
            NodeKind::TaskItem
        });
        let done = own("ac:task-status").as_deref() == Some("complete");
        node = node.attr("state", if done { "DONE" } else { "TODO" });
        let mut attributes = Attributes::of(element);
        match (own("ac:task-uuid"), own("ac:task-id")) {
            (Some(uuid), id) => {
                node = node.attr("localId", uuid);
                if let Some(id) = id {
                    keep(&mut node.attrs, "ac:task-id", &id);
                }
            }
            (None, id) => node = node.attr("localId", id.unwrap_or_default()),
        }
        attributes.take("ac:task-list-id");
        attributes.finish(&mut node);
        let parts = body.map(Element::children).unwrap_or_default();
        node.content = if has_blocks {
            self.blocks(parts)
        } else {
            self.line(parts)
        };
        node
    }
}

/// Whether a task has nothing but what tasks have, and the same is true for those below it.
fn is_task(element: &Element<'_>) -> bool {
    let parts = [
        "ac:task-id",
        "ac:task-uuid",
        "ac:task-status",
        "ac:task-body",
        "ac:task-list",
    ];
    let twice = |name: &str| element.elements().filter(|child| child.name() == name).count() > 1;
    match element.name() {
        "ac:task-list" => has_only(element, &["ac:task", "ac:task-list"]) && element.elements().all(is_task),
        "ac:task" => {
            has_only(element, &parts)
                && !parts[..4].iter().any(|name| twice(name))
                && element
                    .elements()
                    .all(|child| child.name() != "ac:task-list" || is_task(child))
        }
        _ => false,
    }
}
