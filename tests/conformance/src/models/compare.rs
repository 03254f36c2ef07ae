//! Compares one schema with one model, part by part.

use super::shapes::{bare, closeness, kind, words};
use super::{Comparison, Direction};
use crate::document::{self, Document, Others, SchemaKind, View};
use crate::findings::{Aspect, Findings};
use crate::requests::sample::is_id;
use confluence_sdk::__rt::model::{Form, Part, Type, Words};

pub(super) struct Walk<'w, 'd> {
    pub(super) doc: &'d Document,
    pub(super) direction: Direction,
    pub(super) findings: &'w mut Findings,
    pub(super) comparison: &'w mut Comparison<'d>,
}

impl<'d> Walk<'_, 'd> {
    /// Compares a parameter. If it is a list on only one side, the elements of the list are compared.
    pub(super) fn argument(&mut self, view: &View<'d>, model: Type, place: &str) {
        match (view.kind(), bare(model)) {
            (SchemaKind::List(items), Type::List(part)) => self.part(&items, part(), place),
            (SchemaKind::List(items), model) => self.part(&items, model, place),
            (_, Type::List(part)) => self.part(view, part(), place),
            (_, model) => self.part(view, model, place),
        }
    }

    /// Compares a value at a place. If it has a name, it is compared under this name.
    pub(super) fn part(&mut self, view: &View<'d>, model: Type, place: &str) {
        if !self.comparison.put_aside(self.doc, self.direction, view, model) {
            self.content(view, model, place);
        }
    }

    /// Compares the parts of a value.
    pub(super) fn content(&mut self, view: &View<'d>, model: Type, place: &str) {
        let model = bare(model);
        match (view.kind(), model) {
            (SchemaKind::OneOf(branches), Type::Shapes(_, parts)) => self.shapes(&branches, parts, place),
            (SchemaKind::OneOf(branches), Type::Object(form)) => self.merged(&branches, form, place),
            (SchemaKind::OneOf(_), Type::Json) | (SchemaKind::Any, Type::Json) => {}
            (SchemaKind::OneOf(branches), model) => {
                for branch in &branches {
                    self.part(branch, model, place);
                }
            }
            (_, Type::Shapes(_, parts)) => self.shapes(std::slice::from_ref(view), parts, place),
            (SchemaKind::List(items), Type::List(part)) => self.part(&items, part(), &format!("{place}[]")),
            (SchemaKind::Object(members, _), Type::Object(form)) => self.members(&members, form, place),
            (SchemaKind::Object(members, others), Type::Map(part)) => self.map(&members, &others, part, place),
            (SchemaKind::Object(members, Others::Unsaid | Others::Any), Type::Json) if members.is_empty() => {}
            (SchemaKind::Text(document), Type::Words(known)) => self.words(&document, known, place),
            _ if fits(view, model, place) => {}
            _ => self.other_type(view, model, place),
        }
    }

    /// Compares each branch with the closest shape. A shape that is closest to no branch is reported.
    fn shapes(&mut self, branches: &[View<'d>], parts: &'static [Part], place: &str) {
        let mut used = vec![false; parts.len()];
        for branch in branches {
            let closest = (0..parts.len()).max_by_key(|index| (closeness(branch, parts[*index]()), usize::MAX - index));
            if let Some(index) = closest {
                used[index] = true;
                self.part(branch, parts[index](), &format!("{place}?"));
            }
        }
        for (part, _) in parts.iter().zip(used).filter(|(_, used)| !used) {
            let place = format!("{place}? {}", words(part()));
            self.add(
                &place,
                Aspect::Undeclared,
                "no branch of the document has this shape".to_owned(),
            );
        }
    }

    /// Compares one model with all branches: each member must be in one of them.
    fn merged(&mut self, branches: &[View<'d>], form: Form, place: &str) {
        let mut members = Vec::new();
        for branch in branches {
            match branch.kind() {
                SchemaKind::Object(found, _) => members.extend(found),
                _ => self.other_type(branch, Type::Object(form), place),
            }
        }
        self.members(&members, form, place);
    }

    fn members(&mut self, members: &[document::Member<'d>], form: Form, place: &str) {
        for member in members {
            let place = format!("{place}.{}", member.name);
            let Some(ours) = form.members.iter().find(|ours| ours.wire == member.name) else {
                self.add(&place, Aspect::Missing, format!("{} has no such member", form.name));
                continue;
            };
            if ours.required && (!member.required || member.view.nullable) {
                let problem = format!("{} cannot be read without it, the document has it optional", form.name);
                self.add(&place, Aspect::Required, problem);
            }
            self.part(&member.view, (ours.part)(), &place);
        }
        // `*` is where what is not declared is put.
        for ours in form.members.iter().filter(|ours| ours.wire != "*") {
            if members.iter().all(|member| member.name != ours.wire) {
                let place = format!("{place}.{}", ours.wire);
                self.add(&place, Aspect::Undeclared, "is not in the document".to_owned());
            }
        }
    }

    /// Compares every member with the type of the map's values.
    fn map(&mut self, members: &[document::Member<'d>], others: &Others<'d>, part: Part, place: &str) {
        for member in members {
            self.part(&member.view, part(), &format!("{place}.{}", member.name));
        }
        match others {
            Others::Typed(view) => self.part(view, part(), &format!("{place}{{}}")),
            Others::Any | Others::Unsaid if members.is_empty() && !matches!(bare(part()), Type::Json) => {
                let problem = format!("document any values, SDK {}", words(part()));
                self.add(&format!("{place}{{}}"), Aspect::Type, problem);
            }
            Others::Any | Others::Unsaid => {}
        }
    }

    /// Compares the values of a text. In requests, only these are compared here.
    fn words(&mut self, document: &document::Words<'_>, known: Words, place: &str) {
        for value in document.listed.iter().filter(|value| !known.values.contains(value)) {
            let problem = format!("{} does not know it", known.name);
            self.findings
                .add(&format!("{place} {value:?}"), Aspect::Missing, problem);
        }
        if document.listed.is_empty() {
            let problem = format!("document any text, SDK the words of {}", known.name);
            self.findings
                .add(&format!("{place} words"), Aspect::Undeclared, problem);
            return;
        }
        for value in known.values.iter().filter(|value| !document.listed.contains(value)) {
            let problem = format!("a value of {} that is not in the document", known.name);
            self.findings
                .add(&format!("{place} {value:?}"), Aspect::Undeclared, problem);
        }
    }

    fn other_type(&mut self, view: &View<'d>, model: Type, place: &str) {
        if let (SchemaKind::Text(document), Direction::Request) = (view.kind(), self.direction)
            && !document.listed.is_empty()
        {
            let problem = format!("document {}, SDK {}", kind(view), words(model));
            self.findings.add(&format!("{place} words"), Aspect::Missing, problem);
            return;
        }
        self.add(
            place,
            Aspect::Type,
            format!("document {}, SDK {}", kind(view), words(model)),
        );
    }

    fn add(&mut self, place: &str, aspect: Aspect, problem: String) {
        if self.direction == Direction::Answer {
            self.findings.add(place, aspect, problem);
        }
    }
}

/// Whether a simple type accepts everything that the schema allows.
fn fits(view: &View<'_>, model: Type, place: &str) -> bool {
    let name = place
        .rsplit(['.', ' '])
        .next()
        .unwrap_or_default()
        .trim_end_matches("[]");
    match (view.kind(), model) {
        (SchemaKind::Bool, Type::Bool) | (SchemaKind::Number, Type::Number) | (SchemaKind::Time, Type::Time) => true,
        (SchemaKind::Integer(_), Type::Number | Type::Id(_, true)) => true,
        (SchemaKind::Integer(_) | SchemaKind::Number, Type::Id(..)) => is_id(name),
        // The document does not say whether a count can be negative.
        (SchemaKind::Integer(format), Type::Integer(least, most)) => {
            let largest = if format == Some("int64") {
                i64::MAX.into()
            } else {
                i32::MAX.into()
            };
            most >= largest && (least < 0 || view.minimum().unwrap_or(0) >= 0)
        }
        (SchemaKind::Text(words), Type::Text | Type::Id(_, false)) => words.listed.is_empty(),
        (SchemaKind::Text(words), Type::Id(_, true)) => words.listed.is_empty() && is_id(name),
        _ => false,
    }
}
