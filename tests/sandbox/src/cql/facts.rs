//! What the index knows of content and of spaces.

use super::text::words;
use crate::body::Body;
use crate::state::State;
use crate::state::content::{Content, Status};
use crate::state::space::Space;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;

/// What a search can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    Content,
    Space,
}

/// The facts about one thing that a search can find.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) id: u64,
    pub(super) entity: Entity,
    pub(super) kind: String,
    pub(super) status: Status,
    pub(super) space: u64,
    /// What it lies below or is on.
    pub(super) below: Option<u64>,
    /// What an attachment or a comment is on, at the end of the comments that are replied to.
    pub(super) container: Option<u64>,
    /// What content of the tree lies below.
    pub(super) parent: Option<u64>,
    pub(super) title: String,
    /// The title in small letters, for the order.
    pub(super) title_key: String,
    pub(super) text: String,
    /// The words of labels, text and title, in which phrases are looked for. Each of these texts is a line, and each
    /// word has blanks around it. The title is the last line.
    spoken: String,
    pub(super) labels: Vec<String>,
    pub(super) macros: BTreeSet<String>,
    pub(super) mentions: BTreeSet<String>,
    pub(super) creator: String,
    pub(super) contributors: BTreeSet<String>,
    pub(super) watchers: BTreeSet<String>,
    pub(super) created: Timestamp,
    pub(super) modified: Timestamp,
    /// Whether only some may read it.
    pub(super) restricted: bool,
}

/// A list of words that the index has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Contributor,
    Creator,
    Label,
    Macro,
    Mention,
    Status,
    /// The words of title, text and labels.
    Text,
    /// The whole title.
    Title,
    TitleWord,
    Type,
    Watcher,
}

impl Column {
    /// Whether it has the words of texts, which a search knows by their stems.
    pub(super) fn is_of_texts(self) -> bool {
        matches!(self, Self::Text | Self::TitleWord)
    }
}

/// How many columns there are.
pub(super) const COLUMNS: usize = Column::Watcher as usize + 1;

/// A relation to something with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Link {
    Below,
    Container,
    Parent,
    Space,
}

impl Facts {
    pub(super) fn of_content(state: &State, content: &Content) -> Self {
        let mut facts = Self::about_content(state, content);
        facts.speak();
        facts
    }

    pub(super) fn of_space(state: &State, space: &Space) -> Self {
        let mut facts = Self::about_space(state, space);
        facts.speak();
        facts
    }

    fn speak(&mut self) {
        let mut spoken = String::new();
        for text in self.texts(Column::Text) {
            spoken.push_str("\n ");
            for (_, word) in words(text) {
                spoken.push_str(&word);
                spoken.push(' ');
            }
        }
        spoken.shrink_to_fit();
        self.spoken = spoken;
    }

    /// Whether these words stand together in a text of the column. They are written as ` one two `.
    pub(super) fn says(&self, column: Column, phrase: &str) -> bool {
        let spoken = match column {
            Column::Text => Some(self.spoken.as_str()),
            _ => self.spoken.rsplit('\n').next(),
        };
        spoken.is_some_and(|spoken| spoken.contains(phrase))
    }

    fn about_content(state: &State, content: &Content) -> Self {
        let latest = content.latest();
        let above = content.container.filter(|_| content.kind.is_in_tree());
        let (macros, mentions) = in_body(&latest.body);
        Self {
            id: content.id,
            entity: Entity::Content,
            kind: content.search_type().to_owned(),
            status: content.status,
            space: content.space,
            below: content.container,
            container: carrier(state, content),
            parent: above,
            title: content.title.clone(),
            title_key: content.title.to_lowercase(),
            text: latest.body.text(),
            spoken: String::new(),
            labels: labels(state, &content.labels),
            macros,
            mentions,
            creator: content.author.clone(),
            contributors: content
                .versions
                .iter()
                .map(|revision| revision.author.clone())
                .collect(),
            watchers: content.watchers.clone(),
            created: content.created,
            modified: latest.at,
            restricted: !content.restrictions.read.is_empty(),
        }
    }

    fn about_space(state: &State, space: &Space) -> Self {
        Self {
            id: space.id,
            entity: Entity::Space,
            kind: "space".to_owned(),
            status: Status::Current,
            space: space.id,
            below: None,
            container: None,
            parent: None,
            title: space.name.clone(),
            title_key: space.name.to_lowercase(),
            text: space.description.clone(),
            spoken: String::new(),
            labels: labels(state, &space.labels),
            macros: BTreeSet::new(),
            mentions: BTreeSet::new(),
            creator: space.author.clone(),
            contributors: BTreeSet::from([space.author.clone()]),
            watchers: space.watchers.clone(),
            created: space.created,
            modified: space.created,
            restricted: false,
        }
    }

    /// The texts in which a phrase can stand.
    pub(super) fn texts(&self, column: Column) -> impl Iterator<Item = &str> {
        let others = (column == Column::Text).then_some(&self.labels).into_iter().flatten();
        let text = (column == Column::Text).then_some(&self.text);
        others.chain(text).chain([&self.title]).map(String::as_str)
    }

    /// Everything that the index has a list for.
    pub(super) fn each_word(&self, mut each: impl FnMut(Column, String)) {
        let texts = [Column::Text, Column::TitleWord];
        for column in texts {
            for text in self.texts(column) {
                words(text).for_each(|(_, word)| each(column, word));
            }
        }
        each(Column::Title, self.title_key.clone());
        each(Column::Type, self.kind.to_lowercase());
        each(Column::Status, self.status.name().to_owned());
        each(Column::Creator, self.creator.to_lowercase());
        let sets = [
            (Column::Contributor, &self.contributors),
            (Column::Macro, &self.macros),
            (Column::Mention, &self.mentions),
            (Column::Watcher, &self.watchers),
        ];
        for (column, set) in sets {
            set.iter().for_each(|value| each(column, value.to_lowercase()));
        }
        self.labels
            .iter()
            .for_each(|label| each(Column::Label, label.to_lowercase()));
    }

    /// What it is linked to.
    pub(super) fn links(&self) -> impl Iterator<Item = (Link, u64)> {
        let some = [
            (Link::Below, self.below),
            (Link::Container, self.container),
            (Link::Parent, self.parent),
            (Link::Space, Some(self.space)),
        ];
        some.into_iter().filter_map(|(link, id)| Some((link, id?)))
    }
}

/// What an attachment or a comment is on.
fn carrier(state: &State, content: &Content) -> Option<u64> {
    if content.kind.is_in_tree() {
        return None;
    }
    let mut above = state.contents.get(&content.container?)?;
    while let (true, Some(next)) = (above.kind.is_comment(), above.container) {
        above = state.contents.get(&next)?;
    }
    Some(above.id)
}

/// Labels as queries write them.
fn labels<'s>(state: &State, ids: impl IntoIterator<Item = &'s u64>) -> Vec<String> {
    let known = ids.into_iter().filter_map(|id| state.labels.get(id));
    let spelt = known.map(|label| match label.prefix.as_str() {
        "global" => label.name.clone(),
        prefix => format!("{prefix}:{}", label.name),
    });
    spelt.collect()
}

/// The macros and the mentioned accounts in a body.
fn in_body(body: &Body) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut found = (BTreeSet::new(), BTreeSet::new());
    if body.representation == "atlas_doc_format" {
        if let Ok(document) = serde_json::from_str(&body.value) {
            in_node(&document, &mut found);
        }
        return found;
    }
    for name in ["<ac:structured-macro ", "<ac:macro "] {
        let tags = body.value.split(name).skip(1);
        found.0.extend(tags.filter_map(|tag| attribute(tag, "ac:name")));
    }
    let tags = body.value.split("<ri:user ").skip(1);
    found.1.extend(tags.filter_map(|tag| attribute(tag, "ri:account-id")));
    found
}

/// An attribute of the tag that a text starts with.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next().map(str::to_owned)
}

fn in_node(node: &Value, found: &mut (BTreeSet<String>, BTreeSet<String>)) {
    let attrs = &node["attrs"];
    let text = |name: &str| attrs[name].as_str().map(str::to_owned);
    match node["type"].as_str() {
        Some("extension" | "inlineExtension" | "bodiedExtension") => found.0.extend(text("extensionKey")),
        Some("mention") => found.1.extend(text("id")),
        _ => {}
    }
    for child in node["content"].as_array().into_iter().flatten() {
        in_node(child, found);
    }
}
