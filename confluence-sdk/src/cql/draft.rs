//! A query while it is written. Every text that is not part of the language goes through [`Draft::quoted`].

use super::query::{Joined, Text};
use super::value::{ContentValue, DateValue, SpaceValue, TextValue, TypeValue, UserValue, WordsValue};
use super::{Cql, Increment, IntoQuery, UserCql};

/// A query while it is written. What expansions of `cql!` put into it is known while compiling, or a value.
#[derive(Clone, Debug)]
pub struct Draft {
    text: String,
    /// Where the condition ends, if an order follows.
    condition: Option<usize>,
    /// The orders of the queries that are part of this one.
    orders: Vec<String>,
    problem: Option<Box<str>>,
}

impl Draft {
    pub(super) fn quoted(&mut self, value: &str) {
        self.text.push('"');
        for letter in value.chars() {
            if letter == '"' || letter == '\\' {
                self.text.push('\\');
            }
            self.text.push(letter);
        }
        self.text.push('"');
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Remembers that a value cannot be written. What is said continues a sentence that begins with the query.
    pub(super) fn refuse(&mut self, problem: impl Into<Box<str>>) {
        self.problem.get_or_insert(problem.into());
    }

    /// The values of a list, in parentheses.
    pub(super) fn list<T>(mut self, values: impl IntoIterator<Item = T>, put: impl Fn(T, &mut Self)) -> Self {
        let before = self.text.len();
        for value in values {
            self.push(if self.text.len() == before { "(" } else { ", " });
            put(value, &mut self);
        }
        if self.text.len() == before {
            let words: Vec<&str> = self.text.split_whitespace().collect();
            let length = if words.iter().rev().nth(1) == Some(&"NOT") {
                3
            } else {
                2
            };
            let clause = words[words.len().saturating_sub(length)..].join(" ");
            self.refuse(format!("has an empty list behind `{clause}`, which CQL cannot write"));
            self.push("(");
        }
        self.push(")");
        self
    }

    pub(super) fn text(mut self, joined: Joined) -> Text {
        let condition = self.condition.unwrap_or(self.text.len());
        let problem = self.problem.take();
        let mut text = Text::written(self.text, condition, joined, problem);
        self.orders.iter().for_each(|order| text.order_by(order));
        text
    }
}

macro_rules! one { ($($method:ident $value:ident;)*) => {$(
    /// A value.
    pub fn $method<V: $value + ?Sized>(mut self, value: &V) -> Self {
        value.put(&mut self);
        self
    }
)*} }

macro_rules! several { ($($method:ident $value:ident;)*) => {$(
    /// Several values, in parentheses.
    pub fn $method<L: IntoIterator<Item: $value>>(self, values: L) -> Self {
        self.list(values, |value, draft| value.put(draft))
    }
)*} }

/// What expansions of `cql!` call, and what builds clauses.
impl Draft {
    /// Begins with this text of the language.
    pub fn new(start: &'static str) -> Self {
        Self {
            text: start.to_owned(),
            condition: None,
            orders: Vec::new(),
            problem: None,
        }
    }

    /// Text of the language.
    pub fn plain(mut self, text: &'static str) -> Self {
        self.push(text);
        self
    }

    one! {
        content ContentValue;
        date DateValue;
        kind TypeValue;
        space SpaceValue;
        text_value TextValue;
        user UserValue;
        words WordsValue;
    }

    several! {
        contents ContentValue;
        kinds TypeValue;
        spaces SpaceValue;
        texts TextValue;
        users UserValue;
    }

    /// The argument of a function of time.
    pub fn increment(mut self, increment: &Increment) -> Self {
        self.quoted(&increment.to_string());
        self
    }

    /// The argument of a function that gives several results.
    pub fn number(mut self, number: &u32) -> Self {
        self.push(&number.to_string());
        self
    }

    /// Another query as a part of the condition.
    pub fn part(self, part: impl IntoQuery<Cql>) -> Self {
        self.part_of(part.into_query().as_ref())
    }

    /// Another query for users as a part of the condition.
    pub fn user_part(self, part: impl IntoQuery<UserCql>) -> Self {
        self.part_of(part.into_query().as_ref())
    }

    fn part_of(mut self, part: &Text) -> Self {
        part.put(&mut self.text);
        if !part.order().is_empty() {
            self.orders.push(part.order().to_owned());
        }
        if let Some(problem) = part.problem() {
            self.refuse(problem);
        }
        self
    }

    /// The fields behind `ORDER BY`.
    pub fn order(mut self, fields: &'static str) -> Self {
        self.condition = Some(self.text.len());
        self.push(" ORDER BY ");
        self.push(fields);
        self
    }

    /// The query, whose outermost clauses are joined so.
    pub fn cql(self, joined: Joined) -> Cql {
        Cql(self.text(joined))
    }

    /// The query for users, whose outermost clauses are joined so.
    pub fn user_cql(self, joined: Joined) -> UserCql {
        UserCql(self.text(joined))
    }
}
