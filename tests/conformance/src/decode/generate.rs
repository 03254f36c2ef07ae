//! Makes an answer from the document alone: all members of all schemas, with values that look random.

use super::instant;
use crate::document::{Member, Others, SchemaKind, View};
use crate::random::Random;
use crate::requests::sample::{is_id, is_time};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An answer, and the places in it that can be changed.
#[derive(Default)]
pub(crate) struct Sample {
    pub(crate) value: Value,
    pub(crate) members: Vec<MemberPlace>,
    /// Pointers to texts with values that the document lists.
    pub(crate) words: Vec<String>,
    /// Pointers to objects.
    pub(crate) objects: Vec<String>,
    /// The seed that it was made from.
    pub(crate) seed: u64,
    /// The number of values that are examples of the document.
    pub(crate) examples: usize,
}

/// A member of an object.
pub(crate) struct MemberPlace {
    /// The JSON pointer to it.
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
}

/// Makes one answer.
pub(crate) struct Generator<'a> {
    /// The names of recursive schemas.
    recursive: &'a BTreeSet<String>,
    random: Random,
    /// Whether the document's examples are used.
    examples: bool,
    sample: Sample,
}

/// The position of a value.
#[derive(Clone)]
struct Spot<'d> {
    name: &'d str,
    pointer: String,
    /// The number of recursive schemas around it.
    within: usize,
}

/// From this depth in recursive schemas on, only required members are filled in.
const DEEP: usize = 5;
/// No schema requires this many levels of itself.
const DEEPEST: usize = 10;

/// Whether a member of this name holds an id or a key of something.
fn names_a_thing(name: &str) -> bool {
    ["By", "To", "Key", "key", "collaborators"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Names for members that the document does not name. Names that identify a thing come first.
const OTHER_NAMES: [&str; 5] = ["id", "key", "one", "/two~ \"2\"", ""];
/// Names of links whose values are addresses.
const LINKS: [&str; 3] = ["self", "webui", "next"];

impl<'a> Generator<'a> {
    pub(crate) fn new(recursive: &'a BTreeSet<String>, seed: u64, examples: bool) -> Self {
        Self {
            recursive,
            random: Random::seeded(seed),
            examples,
            sample: Sample {
                seed,
                ..Sample::default()
            },
        }
    }

    pub(crate) fn answer(mut self, view: &View<'_>) -> Sample {
        let spot = Spot {
            name: "",
            pointer: String::new(),
            within: 0,
        };
        self.sample.value = self.value(view, &spot);
        self.sample
    }

    fn value(&mut self, view: &View<'_>, spot: &Spot<'_>) -> Value {
        if self.examples
            && let Some(example) = view.example()
        {
            self.sample.examples += 1;
            return example.clone();
        }
        let mut spot = spot.clone();
        if view.name.is_some_and(|name| self.recursive.contains(name)) {
            spot.within += 1;
        }
        match view.kind() {
            SchemaKind::Any => self.anything(0),
            SchemaKind::Bool => self.chance(2).into(),
            SchemaKind::Integer(format) => self.integer(view, format, &spot),
            SchemaKind::Number => json!(self.small() as f64 / 8.0),
            SchemaKind::Time => instant::spelled(self.millis(), self.random.below(4)).into(),
            SchemaKind::Text(words) if words.listed.is_empty() || words.open && self.chance(2) => {
                self.text(view, &spot)
            }
            SchemaKind::Text(words) => {
                self.sample.words.push(spot.pointer);
                self.random.pick(&words.listed).copied().into()
            }
            SchemaKind::List(items) => {
                let size = if spot.within >= DEEP { 0 } else { self.random.below(3) };
                let size = if spot.within <= 1 { size.max(1) } else { size };
                (0..size).map(|index| self.value(&items, &spot.item(index))).collect()
            }
            SchemaKind::Object(members, others) => self.object(&members, &others, &spot),
            SchemaKind::OneOf(branches) => {
                let turn = self.random.below(branches.len());
                self.value(&branches[turn], &spot)
            }
        }
    }

    fn object(&mut self, members: &[Member<'_>], others: &Others<'_>, spot: &Spot<'_>) -> Value {
        let mut object = Map::new();
        for member in members {
            let inner = spot.member(member.name);
            if self.includes(member, spot.within) {
                self.sample.members.push(MemberPlace {
                    pointer: inner.pointer.clone(),
                    required: member.required,
                    nullable: member.view.nullable,
                });
                object.insert(member.name.to_owned(), self.value(&member.view, &inner));
            }
        }
        self.sample.objects.push(spot.pointer.clone());
        if members.is_empty() || matches!(others, Others::Typed(_)) {
            self.unnamed(others, spot, &mut object);
        }
        object.into()
    }

    /// Members that the document does not name.
    fn unnamed(&mut self, others: &Others<'_>, spot: &Spot<'_>, object: &mut Map<String, Value>) {
        if spot.name == "_links" {
            // The document allows objects as links too.
            for name in LINKS.into_iter().take(self.random.below(LINKS.len() + 1)) {
                let address: Value = format!("/any/{}?cursor=eyJ%3D", self.small()).into();
                // The link to the next page is always a text, because without it the rest of the list would be lost.
                let link = if name != "next" && self.chance(4) {
                    json!({ "href": address })
                } else {
                    address
                };
                object.insert(name.to_owned(), link);
            }
        }
        let from = if spot.name == "_links" { 2 } else { 0 };
        for name in &OTHER_NAMES[from..OTHER_NAMES.len() - self.random.below(4)] {
            let value = match others {
                Others::Typed(view) => self.value(view, &spot.member(name)),
                _ if spot.name.starts_with('_') || *name == "key" => format!("KEY{}", self.small()).into(),
                _ if *name == "id" => self.small().to_string().into(),
                _ => self.anything(0),
            };
            object.insert((*name).to_owned(), value);
        }
    }

    /// Whether to include this member. Deep inside recursive schemas, fewer optional members are included.
    fn includes(&mut self, member: &Member<'_>, within: usize) -> bool {
        let holds_more = !matches!(
            member.view.kind(),
            SchemaKind::Bool | SchemaKind::Integer(_) | SchemaKind::Number | SchemaKind::Time | SchemaKind::Text(_)
        );
        match (member.required, within) {
            (_, 0 | 1) => true,
            (true, _) => within < DEEPEST,
            (false, DEEP..) => false,
            (false, _) if holds_more => self.chance(12),
            (false, _) => self.chance(3),
        }
    }

    fn integer(&mut self, view: &View<'_>, format: Option<&str>, spot: &Spot<'_>) -> Value {
        let small = self.small();
        if is_time(spot.name, &Value::Null) {
            return self.millis().into();
        }
        if let (Some(least), Some(most)) = (view.minimum(), view.maximum()) {
            return [least, most][self.random.below(2)].into();
        }
        let large = match format {
            // The largest whole number up to which floating-point numbers of 64 bits are exact.
            Some("int64") => (1 << 53) - 1,
            _ => i32::MAX.into(),
        };
        [view.minimum().unwrap_or(0), small, large][self.random.below(3)].into()
    }

    fn text(&mut self, view: &View<'_>, spot: &Spot<'_>) -> Value {
        let number = self.small();
        if is_id(spot.name) {
            return number.to_string().into();
        }
        if is_time(spot.name, &Value::Null) || view.description().contains("Timestamp") {
            return instant::spelled(self.millis(), self.random.below(4)).into();
        }
        let texts = [
            format!("text {number}"),
            format!("Ä \"b\"\\ \u{1f980} \n\u{7}{number}"),
            number.to_string(),
            "true".to_owned(),
            "x".repeat(60),
            // An empty text is no id and no key.
            if names_a_thing(spot.name) {
                number.to_string()
            } else {
                String::new()
            },
        ];
        self.random.pick(&texts).cloned().into()
    }

    fn anything(&mut self, depth: usize) -> Value {
        let number = self.small();
        match self.random.below(if depth < 2 { 7 } else { 5 }) {
            0 => number.into(),
            1 => json!(number as f64 / 8.0),
            2 => format!("any {number}").into(),
            3 => self.chance(2).into(),
            4 => Value::Null,
            5 => (0..self.random.below(3)).map(|_| self.anything(depth + 1)).collect(),
            _ => json!({"a": self.anything(depth + 1), "b c": self.anything(depth + 1)}),
        }
    }

    fn chance(&mut self, of: usize) -> bool {
        self.random.below(of) == 0
    }

    fn small(&mut self) -> i64 {
        i64::try_from(self.random.below(1_000_000)).unwrap_or_default()
    }

    /// A point in time after 2001.
    fn millis(&mut self) -> i64 {
        1_000_000_000_000 + i64::try_from(self.random.below(900_000_000_000)).unwrap_or_default()
    }
}

impl<'d> Spot<'d> {
    fn member<'m>(&self, name: &'m str) -> Spot<'m> {
        Spot {
            name,
            pointer: format!("{}/{}", self.pointer, escaped(name)),
            within: self.within,
        }
    }

    fn item(&self, index: usize) -> Self {
        Self {
            pointer: format!("{}/{index}", self.pointer),
            ..self.clone()
        }
    }
}

/// A name in a JSON pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
