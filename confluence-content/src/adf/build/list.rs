//! Lists, tasks and decisions.

use crate::adf::{Node, NodeKind};

impl Node {
    /// A list with bullets. Each item is a list of blocks.
    ///
    /// ```
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let item = |text: &str| [Node::paragraph([Node::text(text)])];
    /// let document = Document::new([Node::bullet_list([item("Fish"), item("Chips")])]);
    /// assert_eq!(document.text(), "Fish\nChips");
    /// ```
    pub fn bullet_list<I: IntoIterator<Item = Self>>(items: impl IntoIterator<Item = I>) -> Self {
        Self::new(NodeKind::BulletList).content(items.into_iter().map(Self::list_item))
    }

    /// A list with numbers. Each item is a list of blocks.
    pub fn ordered_list<I: IntoIterator<Item = Self>>(items: impl IntoIterator<Item = I>) -> Self {
        Self::new(NodeKind::OrderedList).content(items.into_iter().map(Self::list_item))
    }

    fn list_item(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::ListItem).content(content)
    }

    /// A list of tasks, each made by [`Node::task`]. A list within the list holds the tasks below the one before it.
    ///
    /// ```
    /// use confluence_content::adf::{Document, Node};
    /// use confluence_content::{NoSite, Storage};
    ///
    /// let tasks = Node::task_list([
    ///     Node::task("1", true, [Node::text("Buy fish")]),
    ///     Node::task("2", false, [Node::mention("557058:1", "@Ann"), Node::text(" fries it")]),
    /// ]);
    /// let storage = Document::new([tasks]).to_storage(&NoSite)?.value;
    /// let tasks = Storage::parse(&storage)?.tasks();
    /// assert!(tasks[0].complete);
    /// assert_eq!(tasks[1].assignee.as_deref(), Some("557058:1"));
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn task_list(tasks: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::TaskList).attr("localId", "").content(tasks)
    }

    /// A task. The id tells it from the other tasks of the body: a number, or a UUID.
    pub fn task(id: &str, done: bool, content: impl IntoIterator<Item = Self>) -> Self {
        let node = Self::new(NodeKind::TaskItem).attr("localId", id);
        let state = if done { "DONE" } else { "TODO" };
        node.attr("state", state).content(content)
    }

    /// A list of decisions: each is a list of what is in its line.
    pub fn decision_list<I: IntoIterator<Item = Self>>(decisions: impl IntoIterator<Item = I>) -> Self {
        let decision = |(number, content): (usize, I)| {
            let node = Self::new(NodeKind::DecisionItem).attr("localId", (number + 1).to_string());
            node.attr("state", "DECIDED").content(content)
        };
        let list = Self::new(NodeKind::DecisionList).attr("localId", "");
        list.content(decisions.into_iter().enumerate().map(decision))
    }
}
