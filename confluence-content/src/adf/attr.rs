//! An attribute of a node or mark: when it must be there, and which values it can have.

use serde_json::{Map, Value};

/// What is known of an attribute.
pub(super) struct Attr {
    name: &'static str,
    need: Need,
    form: Form,
}

/// When an attribute must be there.
enum Need {
    Always,
    Never,
    /// If none of these others is there.
    Without(&'static [&'static str]),
    /// If the attribute `type` is one of these.
    OfType(&'static [&'static str]),
}

/// The values of an attribute.
pub(super) enum Form {
    Any,
    Bool,
    /// `#` and this many hexadecimal digits.
    Color(&'static [usize]),
    /// One of these words, or a colour of six digits.
    ColorOr(&'static [&'static str]),
    Filled,
    Number(f64, f64),
    Numbers,
    Text,
    Whole(u64, u64),
    Word(&'static [&'static str]),
}

pub(super) const fn needs(name: &'static str, form: Form) -> Attr {
    Attr {
        name,
        need: Need::Always,
        form,
    }
}

pub(super) const fn may(name: &'static str, form: Form) -> Attr {
    Attr {
        name,
        need: Need::Never,
        form,
    }
}

pub(super) const fn without(others: &'static [&'static str], name: &'static str, form: Form) -> Attr {
    Attr {
        name,
        need: Need::Without(others),
        form,
    }
}

pub(super) const fn of_type(types: &'static [&'static str], name: &'static str, form: Form) -> Attr {
    Attr {
        name,
        need: Need::OfType(types),
        form,
    }
}

impl Attr {
    /// What is wrong with this attribute among the others.
    pub(super) fn mistake(&self, attrs: &Map<String, Value>) -> Option<String> {
        // Editors write `null` for what is not there.
        let is_there = |name: &str| attrs.get(name).is_some_and(|value| !value.is_null());
        let name = self.name;
        match attrs.get(name).filter(|value| !value.is_null()) {
            Some(value) => (!self.form.takes(value)).then(|| format!("`{name}` must be {}", self.form.words())),
            None => match self.need {
                Need::Always => true,
                Need::Never => false,
                Need::Without(others) => !others.iter().any(|other| is_there(other)),
                Need::OfType(types) => attrs
                    .get("type")
                    .and_then(Value::as_str)
                    .is_some_and(|kind| types.contains(&kind)),
            }
            .then(|| format!("`{name}` is missing, it must be {}", self.form.words())),
        }
    }
}

impl Form {
    /// Whether a value is one of these.
    fn takes(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Any => true,
            Self::Bool => value.is_boolean(),
            Self::Color(lengths) => text.is_some_and(|text| is_color(text, lengths)),
            Self::ColorOr(words) => text.is_some_and(|text| words.contains(&text) || is_color(text, &[6])),
            Self::Filled => text.is_some_and(|text| !text.is_empty()),
            Self::Number(least, most) => value.as_f64().is_some_and(|number| (*least..=*most).contains(&number)),
            Self::Numbers => value
                .as_array()
                .is_some_and(|values| values.iter().all(Value::is_number)),
            Self::Text => text.is_some(),
            Self::Whole(least, most) => value.as_u64().is_some_and(|number| (*least..=*most).contains(&number)),
            Self::Word(words) => text.is_some_and(|text| words.contains(&text)),
        }
    }

    fn words(&self) -> String {
        let list = |words: &[&str]| format!("`{}`", words.join("`, `"));
        match self {
            Self::Any => "a value".to_owned(),
            Self::Bool => "true or false".to_owned(),
            Self::Color(_) => "a colour such as `#ff5630`".to_owned(),
            Self::ColorOr(words) => format!("one of {}, or a colour such as `#ff5630`", list(words)),
            Self::Filled => "a text that is not empty".to_owned(),
            Self::Number(least, _) if least.is_infinite() => "a number".to_owned(),
            Self::Number(least, most) if most.is_infinite() => format!("a number from {least}"),
            Self::Number(least, most) => format!("a number from {least} to {most}"),
            Self::Numbers => "a list of numbers".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Word(words) => format!("one of {}", list(words)),
        }
    }
}

fn is_color(text: &str, lengths: &[usize]) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    lengths.contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
