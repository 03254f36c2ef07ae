//! Answers that are kept, and what later lines take from them.

use super::script::Call;
use serde_json::Value;
use std::collections::BTreeMap;

/// Answers by their name.
#[derive(Default)]
pub(crate) struct Kept(BTreeMap<String, Value>);

impl Kept {
    pub(crate) fn keep(&mut self, call: &Call, answer: Option<Value>) {
        if let (Some(name), Some(answer)) = (&call.name, answer) {
            self.0.insert(name.clone(), answer);
        }
    }

    /// The text with the values that it refers to, such as `${page.id}`.
    pub(crate) fn fill(&self, text: &str) -> Result<String, String> {
        let mut pieces = text.split("${");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (reference, rest) = piece.split_once('}').ok_or_else(|| format!("`{piece}` has no end"))?;
            filled += &self.find(reference)?;
            filled += rest;
        }
        Ok(filled)
    }

    fn find(&self, reference: &str) -> Result<String, String> {
        let (name, path) = reference.split_once('.').unwrap_or((reference, ""));
        let answer = self.0.get(name).ok_or_else(|| format!("there is no answer `{name}`"))?;
        match answer.pointer(&format!("/{}", path.replace('.', "/"))) {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(value.to_string()),
            _ => Err(format!("the answer `{name}` has no `{path}`: {answer}")),
        }
    }
}
