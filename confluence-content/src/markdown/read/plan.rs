//! What has to be known of lists before they are written.

use pulldown_cmark::{Event, Tag, TagEnd};

/// For each event that starts a list or an item, what it is.
pub(super) struct Plan(Vec<bool>);

/// A list or an item that is open.
struct Place {
    at: usize,
    /// Of a list: whether all of its items are tasks. Of an item: whether there is one paragraph and lists, no more.
    right: bool,
    /// Whether an item has a block already.
    begun: bool,
    /// The lists right in an item.
    lists: Vec<usize>,
}

impl Plan {
    pub(super) fn of(events: &[Event<'_>]) -> Self {
        let mut plan = vec![false; events.len()];
        let mut open: Vec<Place> = Vec::new();
        // How deep the event is in blocks that are right in the item.
        let mut depth = vec![0_usize];
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::List(_) | Tag::Item) => {
                    let is_item = matches!(event, Event::Start(Tag::Item));
                    if let Some(above) = open.last_mut() {
                        match is_item {
                            true => above.right &= is_task(events, at),
                            false if depth.last() == Some(&0) => above.lists.push(at),
                            false => {}
                        }
                        above.begun = true;
                    }
                    open.push(Place {
                        at,
                        right: true,
                        begun: false,
                        lists: Vec::new(),
                    });
                    depth.push(0);
                }
                Event::End(TagEnd::List(_) | TagEnd::Item) => {
                    depth.pop();
                    if let Some(place) = open.pop() {
                        let lists = place.lists.iter().all(|list| plan[*list]);
                        plan[place.at] = place.right && lists;
                    }
                }
                Event::Start(tag) => {
                    if let (Some(item), Some(0)) = (open.last_mut(), depth.last()) {
                        let is_first_line = matches!(tag, Tag::Paragraph) && !item.begun;
                        item.right &= is_first_line || is_inline(tag);
                        item.begun = true;
                    }
                    if let Some(depth) = depth.last_mut() {
                        *depth += 1;
                    }
                }
                Event::End(_) => {
                    if let Some(depth) = depth.last_mut() {
                        *depth = depth.saturating_sub(1);
                    }
                }
                Event::Rule => {
                    if let (Some(item), Some(0)) = (open.last_mut(), depth.last()) {
                        item.right = false;
                    }
                }
                _ => {}
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
