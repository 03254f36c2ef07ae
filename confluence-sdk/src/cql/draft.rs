//! A query while it is written. Every text that is not part of the language goes through [`Draft::quoted`].

use super::query::{Joined, Text};
use super::{Cql, Increment, UserCql};

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
    pub(super) fn list<T>(&mut self, values: impl IntoIterator<Item = T>, put: impl Fn(T, &mut Self)) {
        let list = self.open();
        for value in values {
            self.next(list);
            put(value, self);
        }
        self.close(list);
    }

    pub(super) fn text(mut self, joined: Joined) -> Text {
        let condition = self.condition.unwrap_or(self.text.len());
        let problem = self.problem.take();
        let mut text = Text::written(self.text, condition, joined, problem);
        self.orders.iter().for_each(|order| text.order_by(order));
        text
    }
}

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
    pub fn plain(&mut self, text: &'static str) {
        self.push(text);
    }

    /// Begins a list: where it stands.
    pub fn open(&mut self) -> usize {
        self.push("(");
        self.text.len()
    }

    /// Makes room for the next value of a list.
    pub fn next(&mut self, list: usize) {
        self.push(if self.text.len() == list { "" } else { ", " });
    }

    /// Ends a list.
    pub fn close(&mut self, list: usize) {
        if self.text.len() == list {
            let words: Vec<&str> = self.text[..list - 1].split_whitespace().collect();
            let length = if words.iter().rev().nth(1) == Some(&"NOT") {
                3
            } else {
                2
            };
            let clause = words[words.len().saturating_sub(length)..].join(" ");
            self.refuse(format!("has an empty list behind `{clause}`, which CQL cannot write"));
        }
        self.push(")");
    }

    /// The argument of a function of time.
    pub fn increment(&mut self, increment: &Increment) {
        self.quoted(&increment.to_string());
    }

    /// The argument of a function that gives several results.
    pub fn number(&mut self, number: &u32) {
        self.push(&number.to_string());
    }

    /// Another query as a part of the condition.
    pub fn part(&mut self, part: impl AsRef<Text>) {
        let part = part.as_ref();
        part.put(&mut self.text);
        if !part.order().is_empty() {
            self.orders.push(part.order().to_owned());
        }
        if let Some(problem) = part.problem() {
            self.refuse(problem);
        }
    }

    /// The fields behind `ORDER BY`.
    pub fn order(&mut self, fields: &'static str) {
        self.condition = Some(self.text.len());
        self.push(" ORDER BY ");
        self.push(fields);
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
