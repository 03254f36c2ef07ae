//! Models for the tests in this folder, written by hand as `#[model]` would expand them.

use super::{
    Blank, Done, Event, Limits, Node, Nullable, Object, Rule, Shape, Slot, Text, ToNode, accept_text, de_slot, debug,
    fed, out_of_range, serialize, untagged,
};
use crate::id::{AccountId, PageId};
use crate::timestamp::Timestamp;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

macro_rules! sample {
    ($name:ident, $required:expr, [$($rule:expr),*], {$($i:literal $wire:literal $field:ident: $type:ty,)*}) => {
        #[derive(Clone)]
        pub(super) struct $name {
            $(pub(super) $field: $type,)*
        }
        impl Object for $name {
            fn empty() -> Self {
                Self { $($field: Blank::blank(),)* }
            }
            fn shape(&self) -> &'static Shape {
                &Shape {
                    name: stringify!($name),
                    fields: &[$($wire),*],
                    rust: &[$(stringify!($field)),*],
                    required: $required,
                    lenient: 0,
                    needed: 0,
                    raw: 0,
                    rest: None,
                    may_be_empty: false,
                    rules: &[$($rule),*],
                }
            }
            fn slot(&mut self, i: usize) -> &mut dyn Slot {
                match i {
                    $($i => &mut self.$field,)*
                    _ => out_of_range(),
                }
            }
            fn get(&self, i: usize) -> &dyn ToNode {
                match i {
                    $($i => &self.$field,)*
                    _ => out_of_range(),
                }
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug(self, f)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                serialize(self, s)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                de_slot(d)
            }
        }
    };
}

sample!(Page, 0b1, [], {
    0 "id" id: PageId,
    1 "status" status: Option<Status>,
    2 "title" title: Option<String>,
    3 "labels" labels: Vec<String>,
    4 "counts" counts: BTreeMap<String, i64>,
    5 "version" version: Option<Box<Version>>,
    6 "owner" owner: Option<Person>,
    7 "score" score: Option<f64>,
    8 "children" child_pages: Vec<Page>,
    9 "body" body: Option<Body>,
});

sample!(Version, 0b1, [], {
    0 "number" number: i32,
    1 "createdAt" created_at: Option<Timestamp>,
    2 "parent" parent: Option<Nullable<i64>>,
});

sample!(Person, 0b1, [], {
    0 "id" id: AccountId,
    1 "name" name: Option<String>,
});

sample!(Pair, 0b11, [], {
    0 "left" left: Person,
    1 "right" right: Box<Person>,
});

const SHORT: Rule = Rule {
    field: 0,
    limits: Limits {
        range: None,
        max_len: Some(5),
        max_items: None,
    },
    not_empty: true,
    label: false,
};

const FEW: Rule = Rule {
    field: 2,
    limits: Limits {
        max_items: Some(3),
        ..SHORT.limits
    },
    not_empty: true,
    label: false,
};

const RANGE: Rule = Rule {
    field: 1,
    limits: Limits {
        range: Some((1, 250)),
        ..Limits::NONE
    },
    not_empty: false,
    label: false,
};

sample!(Draft, 0b1, [SHORT, FEW, RANGE], {
    0 "title" title: String,
    1 "limit" limit: Option<i32>,
    2 "tags" tags: Vec<String>,
    3 "body" body: Option<Box<Draft>>,
    4 "more" more: Vec<Draft>,
});

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Status {
    Current,
    Draft,
    Unknown(Box<str>),
}

impl Text for Status {
    const TABLE: &'static [(&'static str, Self)] = &[("current", Self::Current), ("draft", Self::Draft)];
    const UNKNOWN: fn(Box<str>) -> Self = Self::Unknown;
}

impl Status {
    fn as_str(&self) -> &str {
        match self {
            Self::Current => "current",
            Self::Draft => "draft",
            Self::Unknown(s) => s,
        }
    }
}

impl Blank for Status {
    fn blank() -> Self {
        Self::Unknown("".into())
    }
}

impl Slot for Status {
    fn accept(&mut self, e: Event<'_>) -> Done {
        accept_text(self, e)
    }
}

impl ToNode for Status {
    fn node(&self) -> Node<'_> {
        Node::Text(Cow::Borrowed(self.as_str()))
    }
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Word(String),
    Person(Person),
    People(Vec<Person>),
}

impl Blank for Body {
    fn blank() -> Self {
        Self::Word(Blank::blank())
    }
}

impl Slot for Body {
    fn accept(&mut self, e: Event<'_>) -> Done {
        untagged(
            self,
            e,
            &[
                |v| fed(v).map(Self::Word),
                |v| fed(v).map(Self::Person),
                |v| fed(v).map(Self::People),
            ],
            &["", "", ""],
        )
    }
}

impl ToNode for Body {
    fn node(&self) -> Node<'_> {
        match self {
            Self::Word(v) => v.node(),
            Self::Person(v) => v.node(),
            Self::People(v) => v.node(),
        }
    }
}
