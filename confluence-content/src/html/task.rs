//! Lists of tasks.

use super::Writer;
use crate::escape::push_attribute;
use crate::storage::Element;

impl Writer<'_, '_> {
    pub(super) fn task_list(&mut self, element: &Element<'_>) {
        self.out.push_str("<ul class=\"inline-task-list\"");
        if let Some(id) = self.site.content_id() {
            push_attribute(&mut self.out, "data-inline-tasks-content-id", &id);
        }
        self.out.push('>');
        for child in element.elements() {
            match child.name() {
                "ac:task" => self.task(child),
                "ac:task-list" => self.task_list(child),
                _ => {}
            }
        }
        self.out.push_str("</ul>");
    }

    fn task(&mut self, element: &Element<'_>) {
        let text = |name: &str| {
            element
                .element(name)
                .map(|element| element.own_text().trim().to_owned())
        };
        self.out.push_str("<li");
        if text("ac:task-status").as_deref() == Some("complete") {
            self.out.push_str(" class=\"checked\"");
        }
        if let Some(id) = text("ac:task-id") {
            push_attribute(&mut self.out, "data-inline-task-id", &id);
        }
        self.out.push('>');
        for child in element.elements() {
            match child.name() {
                "ac:task-body" => self.within("<span class=\"placeholder-inline-tasks\">", child, "</span>"),
                "ac:task-list" => self.task_list(child),
                _ => {}
            }
        }
        self.out.push_str("</li>");
    }
}
