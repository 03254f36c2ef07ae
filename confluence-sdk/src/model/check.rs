//! Checks the values of a request before it is sent.

use super::{Fail, Node, Object, Step, ToNode};
use std::{error, fmt};

/// Why a request is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// The member that is wrong, such as `body.value` or `pages[2].id`. Empty if it is the whole value.
    pub path: String,
    /// What is wrong with it. It continues a sentence that begins with the path.
    pub problem: String,
}

impl Invalid {
    #[cold]
    pub(crate) fn new(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the value {}", self.problem),
            path => write!(f, "`{path}` {}", self.problem),
        }
    }
}

impl error::Error for Invalid {}

/// What a value is limited to; of a list, the first two hold for each element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Smallest and largest number.
    pub range: Option<(i64, i64)>,
    /// Most characters of a text.
    pub max_len: Option<u32>,
    /// Most elements of a list.
    pub max_items: Option<u32>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        range: None,
        max_len: None,
        max_items: None,
    };
}

/// Checks a value against these limits, and all that it holds against the rules of its models. `not_empty`: a text, a
/// list or a map has to hold anything.
pub fn check(node: &Node<'_>, limits: Limits, not_empty: bool) -> Result<(), Invalid> {
    obey(limits, not_empty, node)
        .and_then(|()| walk(node, true))
        .map_err(invalid)
}

/// Checks that all numbers are finite, because JSON cannot write others.
pub(super) fn finite(v: &dyn ToNode) -> Result<(), Invalid> {
    walk(&v.node(), false).map_err(invalid)
}

#[cold]
fn invalid(fail: Fail) -> Invalid {
    let path = fail.path();
    let path = path.trim_start_matches('$');
    Invalid::new(
        path.strip_prefix('.').unwrap_or(path),
        fail.problem().unwrap_or_default(),
    )
}

fn walk(node: &Node<'_>, rules: bool) -> Result<(), Fail> {
    match node {
        Node::Float(v) if !v.is_finite() => Err(Fail::other(format!("must be a finite number, is {v}"))),
        Node::Invalid(problem) if rules => Err(Fail::other(*problem)),
        Node::List(list) => {
            for i in 0..list.size() {
                walk(&list.at(i), rules).map_err(|fail| fail.within(Step::Index(i)))?;
            }
            Ok(())
        }
        Node::Dict(dict) => {
            let mut done = Ok(());
            dict.each(&mut |key, value| {
                if done.is_ok() {
                    done = walk(&value, rules).map_err(|fail| fail.within(Step::Key(key.to_owned())));
                }
            });
            done
        }
        Node::Object(object) => members(*object, rules),
        _ => Ok(()),
    }
}

fn members(object: &dyn Object, rules: bool) -> Result<(), Fail> {
    let shape = object.shape();
    for (i, name) in shape.fields.iter().enumerate() {
        let node = object.get(i).node();
        let mut done = Ok(());
        if rules {
            done = shape.rules.iter().filter(|rule| rule.field == i).try_for_each(|rule| {
                obey(rule.limits, rule.not_empty, &node)?;
                if rule.label { label(&node) } else { Ok(()) }
            });
        }
        done.and_then(|()| walk(&node, rules))
            .map_err(|fail| fail.within(Step::Field(name)))?;
    }
    Ok(())
}

/// The site changes some names of labels silently. It reads a blank and a comma as the end of a label, so
/// `release notes` becomes two labels, and it writes every letter small. Both were seen by users of other clients:
/// n8n-io/n8n#37002 and kovetskiy/mark#160.
fn label(node: &Node<'_>) -> Result<(), Fail> {
    let Node::Text(name) = node else { return Ok(()) };
    if name.contains(|c: char| c.is_whitespace() || c == ',') {
        let problem = "has a blank or a comma, where the site would divide it into several labels";
        return Err(Fail::other(format!("{problem}: {name:?}")));
    }
    let small = name.to_lowercase();
    if small != **name {
        return Err(Fail::other(format!(
            "has capital letters, which labels cannot have: write {small:?}"
        )));
    }
    Ok(())
}

fn obey(limits: Limits, not_empty: bool, node: &Node<'_>) -> Result<(), Fail> {
    if not_empty && is_empty(node) {
        return Err(Fail::other("must not be empty"));
    }
    let Node::List(list) = node else {
        return keep(limits, node);
    };
    if let Some(most) = limits.max_items
        && list.size() > most as usize
    {
        return Err(Fail::other(format!(
            "must have {most} elements at most, has {}",
            list.size()
        )));
    }
    (0..list.size()).try_for_each(|i| keep(limits, &list.at(i)).map_err(|fail| fail.within(Step::Index(i))))
}

fn is_empty(node: &Node<'_>) -> bool {
    match node {
        Node::Text(v) => v.is_empty(),
        Node::List(v) => v.size() == 0,
        Node::Dict(v) => {
            let mut empty = true;
            v.each(&mut |_, _| empty = false);
            empty
        }
        _ => false,
    }
}

fn keep(limits: Limits, node: &Node<'_>) -> Result<(), Fail> {
    if let Some((least, most)) = limits.range {
        let within = match node {
            Node::Int(v) => (least..=most).contains(v),
            Node::Uint(_) => false,
            Node::Float(v) => *v >= least as f64 && *v <= most as f64,
            _ => true,
        };
        if !within {
            return Err(Fail::other(format!("must be from {least} to {most}, is {node:?}")));
        }
    }
    if let (Some(most), Node::Text(text)) = (limits.max_len, node) {
        // A text never has more characters than bytes, so characters are counted only if there are too many bytes.
        if text.len() > most as usize {
            let length = text.chars().count();
            if length > most as usize {
                return Err(Fail::other(format!(
                    "must have {most} characters at most, has {length}"
                )));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::*;

    fn check(v: &dyn ToNode) -> Result<(), Invalid> {
        super::check(&v.node(), Limits::NONE, false)
    }

    fn refusal(v: &dyn ToNode) -> String {
        check(v).unwrap_err().to_string()
    }

    #[test]
    fn rules_reach_every_level() {
        let good = || Draft {
            title: "A".to_owned(),
            limit: Some(10),
            tags: vec!["x".to_owned()],
            body: None,
            more: Vec::new(),
        };
        assert_eq!(check(&good()), Ok(()));
        assert_eq!(
            refusal(&Draft {
                title: String::new(),
                ..good()
            }),
            "`title` must not be empty"
        );
        assert_eq!(
            refusal(&Draft {
                title: "abcdef".to_owned(),
                ..good()
            }),
            "`title` must have 5 characters at most, has 6"
        );
        assert_eq!(
            check(&Draft {
                title: "ääääö".to_owned(),
                ..good()
            }),
            Ok(())
        );
        assert_eq!(
            refusal(&Draft {
                limit: Some(251),
                ..good()
            }),
            "`limit` must be from 1 to 250, is 251"
        );
        assert_eq!(check(&Draft { limit: None, ..good() }), Ok(()));
        assert_eq!(
            refusal(&Draft {
                tags: Vec::new(),
                ..good()
            }),
            "`tags` must not be empty"
        );
        let many = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        assert_eq!(
            refusal(&Draft { tags: many, ..good() }),
            "`tags` must have 3 elements at most, has 4"
        );
        let long = vec!["ok".to_owned(), "too long".to_owned()];
        assert_eq!(
            refusal(&Draft { tags: long, ..good() }),
            "`tags[1]` must have 5 characters at most, has 8"
        );
        let body = Box::new(Draft {
            limit: Some(0),
            ..good()
        });
        let inner = check(&Draft {
            body: Some(body.clone()),
            ..good()
        })
        .unwrap_err();
        assert_eq!(
            (inner.path.as_str(), inner.problem.as_str()),
            ("body.limit", "must be from 1 to 250, is 0")
        );
        assert_eq!(
            refusal(&Draft {
                more: vec![good(), *body],
                ..good()
            }),
            "`more[1].limit` must be from 1 to 250, is 0"
        );
        assert_eq!(
            refusal(&vec![
                good(),
                Draft {
                    title: String::new(),
                    ..good()
                }
            ]),
            "`[1].title` must not be empty"
        );
    }

    #[test]
    fn limits_of_the_whole_value() {
        let few = Limits {
            max_items: Some(2),
            range: Some((1, 9)),
            ..Limits::NONE
        };
        let refusal =
            |list: &[i64]| super::check(&list.to_vec().node(), few, true).map_err(|invalid| invalid.to_string());
        assert_eq!(refusal(&[1, 9]), Ok(()));
        assert_eq!(refusal(&[]), Err("the value must not be empty".to_owned()));
        assert_eq!(
            refusal(&[1, 2, 3]),
            Err("the value must have 2 elements at most, has 3".to_owned())
        );
        assert_eq!(refusal(&[1, 10]), Err("`[1]` must be from 1 to 9, is 10".to_owned()));
    }

    #[test]
    fn numbers_are_finite() {
        let map = std::collections::BTreeMap::from([("a b".to_owned(), f64::NAN)]);
        assert_eq!(refusal(&map), "`[\"a b\"]` must be a finite number, is NaN");
    }
}
