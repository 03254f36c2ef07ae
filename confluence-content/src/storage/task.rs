//! Tasks: the checkboxes in a body.

use super::{Element, Node, Storage};

/// A task in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task {
    /// The id within its body. Confluence gives one to a task that was written without.
    pub id: Option<String>,
    /// The id that it keeps when it is copied.
    pub uuid: Option<String>,
    /// Whether it is done.
    pub complete: bool,
    /// What is to be done, without markup.
    pub text: String,
    /// What is to be done, in storage format.
    pub body: String,
    /// The account id of the first person who is mentioned in it.
    pub assignee: Option<String>,
    /// The first date in it, as `2026-10-01`.
    pub due: Option<String>,
}

impl Storage<'_> {
    /// The tasks of the body, in order.
    ///
    /// ```
    /// use confluence_content::Storage;
    ///
    /// let body = Storage::parse(
    ///     "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status>\
    ///      <ac:task-body>Eat by <time datetime=\"2026-10-01\"/></ac:task-body></ac:task></ac:task-list>",
    /// )?;
    /// let tasks = body.tasks();
    /// assert_eq!(tasks[0].due.as_deref(), Some("2026-10-01"));
    ///
    /// let done = body.with_task_status("1", true).expect("there is a task 1");
    /// assert!(Storage::parse(&done)?.tasks()[0].complete);
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn tasks(&self) -> Vec<Task> {
        let mut found = Vec::new();
        each_task(&self.nodes, &mut |element| {
            found.push(read(element));
            false
        });
        found
    }

    /// The body with another status of the task with this id. `None` if there is no such task.
    pub fn with_task_status(&self, id: &str, complete: bool) -> Option<String> {
        let status = if complete { "complete" } else { "incomplete" };
        let mut changed = None;
        each_task(&self.nodes, &mut |element| {
            let own = element.element("ac:task-id").map(Element::own_text);
            if own.as_deref().map(str::trim) != Some(id) {
                return false;
            }
            let (place, text) = match element.element("ac:task-status") {
                Some(old) if old.inner.is_empty() && old.outer().ends_with("/>") => {
                    (old.outer.clone(), status_element(status))
                }
                Some(old) => (old.inner.clone(), status.to_owned()),
                None => (element.inner.end..element.inner.end, status_element(status)),
            };
            let mut body = self.source.to_owned();
            body.replace_range(place, &text);
            changed = Some(body);
            true
        });
        changed
    }
}

fn status_element(status: &str) -> String {
    format!("<ac:task-status>{status}</ac:task-status>")
}

/// Calls `visit` for each task, until it answers that it has found what it looks for.
fn each_task<'e, 'a>(nodes: &'e [Node<'a>], visit: &mut impl FnMut(&'e Element<'a>) -> bool) -> bool {
    nodes
        .iter()
        .filter_map(Node::as_element)
        .any(|element| (element.name == "ac:task" && visit(element)) || each_task(&element.children, visit))
}

fn read(element: &Element<'_>) -> Task {
    let trimmed = |name: &str| {
        let text = element.element(name)?.own_text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let body = element.element("ac:task-body");
    let first = |name: &str, attribute: &str| {
        let found = find(&body?.children, name)?;
        found.attribute(attribute).map(|value| value.into_owned())
    };
    Task {
        id: trimmed("ac:task-id"),
        uuid: trimmed("ac:task-uuid"),
        complete: trimmed("ac:task-status").as_deref() == Some("complete"),
        text: body.map(Element::text).unwrap_or_default(),
        body: body.map(|body| body.inner().to_owned()).unwrap_or_default(),
        assignee: first("ri:user", "ri:account-id"),
        due: first("time", "datetime"),
    }
}

/// The first element of this name.
fn find<'e, 'a>(nodes: &'e [Node<'a>], name: &str) -> Option<&'e Element<'a>> {
    nodes.iter().filter_map(Node::as_element).find_map(|element| {
        if element.name == name {
            Some(element)
        } else {
            find(&element.children, name)
        }
    })
}
