//! Parts of a line: text with its marks, dates, emojis, people, cards.

use super::Writer;
use super::tag::{Tag, close};
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::emoticon;
use crate::convert::private::kept_text;
use crate::date::{day, timestamp};
use crate::escape::{push_cdata, push_text};
use std::borrow::Cow;

/// The marks that an element goes into. A line break goes into those around it.
type Around<'n> = Cow<'n, [Mark]>;

impl Writer<'_> {
    /// Writes the parts of a line.
    pub(super) fn line(&mut self, nodes: &[Node]) {
        let marks = around(nodes);
        self.marked(nodes, &marks, 0);
    }

    /// Writes nodes of which all have the same marks above this level.
    fn marked(&mut self, nodes: &[Node], marks: &[Around<'_>], level: usize) {
        let mut start = 0;
        while start < nodes.len() {
            let mark = marks[start].get(level);
            let same = marks[start..]
                .iter()
                .take_while(|other| other.get(level) == mark)
                .count();
            let group = start..start + same;
            match mark {
                Some(mark) => {
                    let only_text = match &nodes[group.clone()] {
                        [only] if only.kind == NodeKind::Text && marks[start].len() == level + 1 => Some(&*only.text),
                        _ => None,
                    };
                    if let Some(end) = self.open_mark(mark, only_text) {
                        self.marked(&nodes[group.clone()], &marks[group.clone()], level + 1);
                        self.out.push_str(&end);
                    }
                }
                None => nodes[group.clone()].iter().for_each(|node| self.part(node)),
            }
            start = group.end;
        }
    }

    fn part(&mut self, node: &Node) {
        let written = match node.kind {
            NodeKind::Text => {
                push_text(&mut self.out, &node.text);
                true
            }
            _ if !node.content.is_empty() => false,
            NodeKind::HardBreak => {
                let mut tag = atom("br", node);
                tag.take_to("localId", "local-id");
                tag.empty(&mut self.out);
                true
            }
            NodeKind::Date => self.date(node),
            NodeKind::Emoji => self.emoji(node),
            NodeKind::Mention => self.mention(node),
            NodeKind::Placeholder => self.placeholder(node),
            NodeKind::Status => self.status(node),
            NodeKind::InlineCard => self.card(node),
            NodeKind::InlineExtension => self.macro_block(node),
            NodeKind::MediaInline => self.inline_image(node),
            NodeKind::ConfluenceUnsupportedInline => self.as_written(node),
            _ => false,
        };
        if !written {
            self.extension(node);
        }
    }

    fn date(&mut self, node: &Node) -> bool {
        let Some(day) = node.attr_str("timestamp").and_then(day) else {
            return false;
        };
        let mut tag = atom("time", node);
        tag.expect("timestamp", &timestamp(&day).into());
        tag.attribute("datetime", day);
        tag.take_to("localId", "local-id");
        tag.empty(&mut self.out);
        true
    }

    fn emoji(&mut self, node: &Node) -> bool {
        let mut tag = atom("ac:emoticon", node);
        let Some(short) = tag.take("shortName") else {
            return false;
        };
        let name = emoticon::name(&short);
        let text = node.attr_str("text");
        let alone = name
            .and_then(emoticon::emoji)
            .is_some_and(|known| Some(known) == text.map(|text| (&*short, text)));
        if let (true, 2, true, Some(name)) = (
            alone,
            node.attrs.len(),
            node.marks.is_empty() || is_annotated(node),
            name,
        ) {
            tag.take("text");
            tag.attribute("ac:name", name);
            tag.empty(&mut self.out);
            return true;
        }
        let written = tag
            .take_kept("ac:name")
            .unwrap_or_else(|| name.unwrap_or(emoticon::OTHER).to_owned());
        tag.attribute("ac:name", written);
        tag.attribute("ac:emoji-shortname", short);
        tag.take_to("id", "ac:emoji-id");
        tag.take_to("text", "ac:emoji-fallback");
        tag.take_to("localId", "ac:local-id");
        tag.empty(&mut self.out);
        true
    }

    fn mention(&mut self, node: &Node) -> bool {
        let mut tag = atom("ac:link", node);
        let Some(id) = tag.take("id") else {
            return false;
        };
        let mut user = Tag::new("ri:user", &serde_json::Map::new());
        user.attribute("ri:account-id", &*id);
        if let Some(local) = tag.take("localId") {
            user.attribute("ri:local-id", local);
        }
        let known = self.site.user_name(&id).map(|name| format!("@{name}"));
        let text = match (node.attr_str("text"), known) {
            (own, Some(known)) if own.is_none() || own == Some(&*known) => {
                tag.expect("text", &known.into());
                None
            }
            _ => tag.take("text"),
        };
        tag.open(&mut self.out);
        user.empty(&mut self.out);
        if let Some(text) = text {
            self.out.push_str("<ac:plain-text-link-body>");
            push_cdata(&mut self.out, &text);
            self.out.push_str("</ac:plain-text-link-body>");
        }
        close(&mut self.out, "ac:link");
        true
    }

    fn placeholder(&mut self, node: &Node) -> bool {
        let mut tag = atom("ac:placeholder", node);
        let Some(text) = tag.take("text") else {
            return false;
        };
        tag.take_to("localId", "ac:local-id");
        tag.open(&mut self.out);
        push_text(&mut self.out, &text);
        close(&mut self.out, "ac:placeholder");
        true
    }

    /// A link that is shown as a card: in a line, or in a paragraph of its own.
    pub(super) fn card(&mut self, node: &Node) -> bool {
        let mut tag = atom("a", node);
        let Some(url) = tag.take("url") else {
            return false;
        };
        let appearance = match node.kind {
            NodeKind::BlockCard => "block",
            NodeKind::EmbedCard => "embed",
            _ => "inline",
        };
        tag.attribute("href", &*url);
        tag.attribute("data-card-appearance", appearance);
        if node.kind == NodeKind::EmbedCard {
            match tag.take("layout") {
                Some(layout) => tag.attribute("data-layout", layout),
                None => tag.expect("layout", &"center".into()),
            }
            tag.take_number_to("width", "data-width");
        }
        tag.take_to("localId", "local-id");
        let text = kept_text(&node.attrs, "text").unwrap_or(&url).to_owned();
        if text != url {
            tag.take_kept("text");
        }
        let block = node.kind != NodeKind::InlineCard;
        self.out.push_str(if block { "<p>" } else { "" });
        tag.open(&mut self.out);
        push_text(&mut self.out, &text);
        self.out.push_str(if block { "</a></p>" } else { "</a>" });
        true
    }
}

/// The tag of a node in a line. The marks around it are written around it.
pub(super) fn atom<'n>(name: &'n str, node: &'n Node) -> Tag<'n> {
    let mut tag = Tag::of(name, node);
    if is_annotated(node) {
        tag.no_marks();
    }
    tag
}

/// Whether a node that is no text has only the marks that one can have.
pub(super) fn is_annotated(node: &Node) -> bool {
    node.marks.iter().all(|mark| fits(node, mark))
}

fn fits(node: &Node, mark: &Mark) -> bool {
    match mark.kind {
        MarkKind::Annotation => true,
        MarkKind::Link => node.kind == NodeKind::MediaInline,
        _ => false,
    }
}

/// The marks that each node of a line goes into.
fn around(nodes: &[Node]) -> Vec<Around<'_>> {
    let mut next: Vec<&[Mark]> = vec![&[]; nodes.len()];
    for at in (0..nodes.len().saturating_sub(1)).rev() {
        let after = &nodes[at + 1];
        next[at] = if after.kind == NodeKind::Text {
            &after.marks
        } else {
            next[at + 1]
        };
    }
    let mut all: Vec<Around<'_>> = Vec::with_capacity(nodes.len());
    for (node, next) in nodes.iter().zip(next) {
        if node.kind == NodeKind::Text {
            all.push(Cow::Borrowed(&node.marks));
            continue;
        }
        let before = all.last().map_or(&[][..], |marks| marks);
        let common = before
            .iter()
            .zip(next)
            .take_while(|(left, right)| left == right)
            .count();
        let shared = &next[..common];
        let wanted: Vec<&Mark> = node.marks.iter().filter(|mark| fits(node, mark)).collect();
        let fitting: Vec<&Mark> = shared.iter().filter(|mark| fits(node, mark)).collect();
        let own = match node.kind {
            NodeKind::Unknown(_) => Vec::new(),
            NodeKind::MediaInline => wanted,
            _ if is_annotated(node) => wanted,
            _ => Vec::new(),
        };
        all.push(match fitting == own && node.kind != NodeKind::MediaInline {
            true => Cow::Borrowed(shared),
            false => Cow::Owned(own.into_iter().cloned().collect()),
        });
    }
    all
}
