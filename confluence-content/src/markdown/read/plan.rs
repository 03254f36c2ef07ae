//! What has to be known of lists before they are written.

use pulldown_cmark::{Event, Tag, TagEnd};

/// For each event that starts a list, whether every item is a task; for each that starts an item, whether there is
/// nothing in it but a line, and tasks below it.
pub(super) struct Plan(Vec<bool>);

/// A list or an item that is open.
struct Place {
    at: usize,
    /// Of a list: whether all of its items so far are tasks. Of an item: whether it has a line and lists, and no more.
    right: bool,
    /// Whether an item has a block already.
    begun: bool,
    /// How many blocks and marks are open within it.
    depth: usize,
    /// The lists right in an item.
    lists: Vec<usize>,
}

impl Plan {
    pub(super) fn of(events: &[Event<'_>]) -> Self {
        let mut plan = vec![false; events.len()];
        let mut open: Vec<Place> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Start(tag @ (Tag::List(_) | Tag::Item)) => {
                    if let Some(above) = open.last_mut() {
                        above.holds(tag, at, events);
                    }
                    open.push(Place::new(at));
                }
                Event::End(TagEnd::List(_) | TagEnd::Item) => {
                    if let Some(place) = open.pop() {
                        plan[place.at] = place.right && place.lists.iter().all(|list| plan[*list]);
                    }
                }
                _ => {
                    if let Some(place) = open.last_mut() {
                        place.passes(event);
                    }
                }
            }
        }
        Self(plan)
    }

    /// Whether every item of the list is a task.
    pub(super) fn is_tasks(&self, list: usize) -> bool {
        self.0.get(list).copied().unwrap_or_default()
    }

    /// Whether there is nothing in the item but a line, and tasks below it.
    pub(super) fn is_line(&self, item: usize) -> bool {
        self.0.get(item).copied().unwrap_or_default()
    }
}

impl Place {
    fn new(at: usize) -> Self {
        Self {
            at,
            right: true,
            begun: false,
            depth: 0,
            lists: Vec::new(),
        }
    }

    /// An item of this list begins, or a list in this item.
    fn holds(&mut self, tag: &Tag<'_>, at: usize, events: &[Event<'_>]) {
        self.begun = true;
        match tag {
            Tag::Item => self.right &= is_task(events, at),
            _ if self.depth == 0 => self.lists.push(at),
            _ => {}
        }
    }

    /// Anything else is in the item.
    fn passes(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    let is_first_line = matches!(tag, Tag::Paragraph) && !self.begun;
                    self.right &= is_first_line || is_inline(tag);
                    self.begun = true;
                }
                self.depth += 1;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Rule if self.depth == 0 => self.right = false,
            _ => {}
        }
    }
}

fn is_task(events: &[Event<'_>], item: usize) -> bool {
    let mut after = events.iter().skip(item + 1);
    let first = after.find(|event| !matches!(event, Event::Start(Tag::Paragraph)));
    matches!(first, Some(Event::TaskListMarker(_)))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}
