//! Checks a query of `cql!` by the tables of `vocabulary/cql.rs`, and lays out what is written of it.

mod value;

use crate::errors::Errors;
use crate::input::cql::{Braces, Clause, Condition, Order, Query, Word};
use crate::vocabulary::{CQL_FIELDS, CqlField, nearest};
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::fmt::Display;

/// Which search a query is for. It decides which fields there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Searched {
    Content,
    Users,
}

/// A query in the order in which it is written.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) pieces: Vec<Piece>,
    /// The fields behind `ORDER BY`.
    pub(crate) order: Option<String>,
    pub(crate) joined: Joined,
}

/// How the outermost clauses are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Joined {
    #[default]
    One,
    And,
    Or,
}

/// A part of what is written.
pub(crate) enum Piece {
    /// Text of the language.
    Plain(String),
    /// A value, which the SDK writes and quotes.
    Value {
        put: Put,
        /// Where a value of a wrong type is shown.
        at: proc_macro2::Span,
        value: TokenStream,
    },
}

/// What writes a value: its trait in the SDK, or a method.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Put {
    /// One value of this trait.
    One(&'static str),
    /// Values of this trait, in parentheses.
    Several(&'static str),
    /// A query of this type, as a part of the condition.
    Part(&'static str),
    /// An argument of a function, by this method.
    Argument(&'static str),
}

/// Checks a query. What is laid out is of use only if there are no mistakes.
pub(crate) fn check(query: Query, searched: Searched, errors: &mut Errors) -> Written {
    let Query { condition, order } = query;
    let mut writer = Writer {
        written: Written::default(),
        searched,
        errors,
    };
    writer.refuse_first_negation(&condition);
    writer.written.joined = match &condition {
        Condition::All(_) => Joined::And,
        Condition::Any(_) => Joined::Or,
        _ => Joined::One,
    };
    writer.condition(condition);
    writer.order(&order);
    writer.written
}

/// Records a mistake at these tokens.
fn refuse(errors: &mut Errors, at: impl ToTokens, message: impl Display) {
    errors.take::<()>(Err(syn::Error::new_spanned(at, message)));
}

struct Writer<'e> {
    written: Written,
    searched: Searched,
    errors: &'e mut Errors,
}

impl Writer<'_> {
    fn plain(&mut self, text: &str) {
        match self.written.pieces.last_mut() {
            Some(Piece::Plain(before)) => before.push_str(text),
            _ => self.written.pieces.push(Piece::Plain(text.to_owned())),
        }
    }

    fn value(&mut self, put: Put, braces: Braces) {
        let Braces { tokens, span } = braces;
        self.written.pieces.push(Piece::Value {
            put,
            at: span,
            value: tokens,
        });
    }

    fn refuse_first_negation(&mut self, condition: &Condition) {
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                if let Some(first) = list.first() {
                    self.refuse_first_negation(first);
                }
            }
            Condition::Enclosed(inner) => self.refuse_first_negation(inner),
            Condition::Not(at, _) => self.errors.push(
                *at,
                "`not` cannot stand before the first clause of a query; help: put another clause first, or negate the operator, as in `label != \"done\"`",
            ),
            Condition::Part(_) | Condition::Clause(_) => {}
        }
    }

    fn condition(&mut self, condition: Condition) {
        let between = if matches!(condition, Condition::All(_)) {
            " AND "
        } else {
            " OR "
        };
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                for (i, inner) in list.into_iter().enumerate() {
                    self.plain(if i > 0 { between } else { "" });
                    self.condition(inner);
                }
            }
            Condition::Not(_, inner) => {
                self.plain("NOT ");
                self.condition(*inner);
            }
            Condition::Enclosed(inner) => {
                self.plain("(");
                self.condition(*inner);
                self.plain(")");
            }
            Condition::Part(query) => {
                let of = match self.searched {
                    Searched::Content => "Cql",
                    Searched::Users => "UserCql",
                };
                self.value(Put::Part(of), query);
            }
            Condition::Clause(clause) => self.clause(clause),
        }
    }

    fn clause(&mut self, clause: Clause) {
        let Clause {
            field,
            operator: (operator, at),
            values,
        } = clause;
        let Some(known) = self.field(&field) else {
            return;
        };
        if !takes(known, operator) {
            let allowed: Vec<String> = OPERATORS
                .iter()
                .filter(|one| takes(known, one))
                .map(|one| quoted(one))
                .collect();
            let name = known.spellings[0];
            let message = format!(
                "`{name}` does not take `{}`; help: it takes {}",
                operator.to_lowercase(),
                allowed.join(", ")
            );
            return refuse(self.errors, at, message);
        }
        self.plain(&format!("{} {operator} ", known.spellings[0]));
        self.values(known, operator, values);
    }

    /// The field with this name, if it is one of this search.
    fn field(&mut self, word: &Word) -> Option<&'static CqlField> {
        let searched = self.searched;
        let Some(field) = find(&word.text) else {
            let names = CQL_FIELDS
                .iter()
                .filter(|field| searched.has(field))
                .flat_map(|field| field.spellings);
            let help = match nearest(&word.text, names.copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "fields are {}",
                    list(CQL_FIELDS.iter().filter(|field| searched.has(field)))
                ),
            };
            refuse(
                self.errors,
                &word.tokens,
                format!("there is no field `{}`; help: {help}", word.text),
            );
            return None;
        };
        if searched.has(field) {
            return Some(field);
        }
        let name = field.spellings[0];
        let message = match searched {
            Searched::Content => format!(
                "`{name}` belongs to the search for users; help: write `user_cql!`, and give the query to `search_user`"
            ),
            Searched::Users => format!(
                "`{name}` does not belong to the search for users; help: write `cql!`, and give the query to `search_by_cql`"
            ),
        };
        refuse(self.errors, &word.tokens, message);
        None
    }

    fn order(&mut self, order: &[Order]) {
        let mut fields = Vec::new();
        for Order { field, descending } in order {
            let Some(known) = self.field(field) else { continue };
            if !known.facts.contains(&"sorts") {
                let sorting = list(CQL_FIELDS.iter().filter(|field| field.facts.contains(&"sorts")));
                let message = format!(
                    "results cannot be ordered by `{}`; help: fields for the order are {sorting}",
                    known.spellings[0]
                );
                refuse(self.errors, &field.tokens, message);
            }
            fields.push(format!(
                "{}{}",
                known.spellings[0],
                if *descending { " DESC" } else { "" }
            ));
        }
        self.written.order = (!fields.is_empty()).then(|| fields.join(", "));
    }
}

impl Searched {
    /// Users are of one type, so `type` belongs to both searches.
    fn has(self, field: &CqlField) -> bool {
        field.facts.contains(&"users") == (self == Self::Users) || field.name == "Type"
    }
}

fn find(name: &str) -> Option<&'static CqlField> {
    let spelt = |field: &&CqlField| {
        field
            .spellings
            .iter()
            .any(|spelling| spelling.eq_ignore_ascii_case(name))
    };
    CQL_FIELDS.iter().find(spelt)
}

const OPERATORS: [&str; 10] = ["=", "!=", "~", "!~", ">", ">=", "<", "<=", "IN", "NOT IN"];

/// Whether a field takes an operator: the words of the table.
fn takes(field: &CqlField, operator: &str) -> bool {
    let operators = |fact: &&str| match *fact {
        "equality" => &["=", "!=", "IN", "NOT IN"][..],
        "text" => &["~", "!~"],
        "range" => &["=", "!=", ">", ">=", "<", "<="],
        _ => &[],
    };
    field.facts.iter().flat_map(operators).any(|known| *known == operator)
}

fn quoted(word: &str) -> String {
    format!("`{}`", word.to_lowercase())
}

fn list<'f>(fields: impl Iterator<Item = &'f CqlField>) -> String {
    let names: Vec<String> = fields.map(|field| format!("`{}`", field.spellings[0])).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
