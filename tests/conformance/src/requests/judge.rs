//! Judges a request that has arrived, by the document and by the values that were filled in.

use super::binding::placeholder;
use super::captured::{Captured, decoded, of_query, without_parameters};
use super::generate::{Filling, place_of_param};
use super::judge_body;
use super::schema::Schemas;
use crate::document::{Document, Param};
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use serde_json::Value;

/// The headers that every HTTP request has.
const OF_HTTP: [&str; 8] = [
    "accept",
    "accept-encoding",
    "authorization",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// Judges one request.
pub(crate) struct Judge<'a> {
    pub(crate) pair: &'a Pair<'a>,
    pub(crate) schemas: &'a Schemas,
    pub(crate) filling: &'a Filling,
    pub(crate) captured: &'a Captured,
}

impl Judge<'_> {
    pub(crate) fn all(&self, findings: &mut Findings) -> Result<(), String> {
        let method = self.pair.operation.method.to_uppercase();
        findings.compare("method", Aspect::Value, method.as_str(), &self.captured.method);
        self.path(findings)?;
        self.query(findings)?;
        self.headers(findings)?;
        judge_body::judge(self, findings)
    }

    fn path(&self, findings: &mut Findings) -> Result<(), String> {
        let template: Vec<&str> = self.pair.operation.path.split('/').collect();
        let sent: Vec<&str> = self.captured.path.split('/').collect();
        let fits = |(wanted, sent): (&&str, &&str)| placeholder(wanted).is_some() || wanted == sent;
        if template.len() != sent.len() || !template.iter().zip(&sent).all(fits) {
            findings.add("path", Aspect::Value, format!("sent {}", self.captured.path));
            return Ok(());
        }
        for (wanted, sent) in template.into_iter().zip(sent) {
            if let Some(name) = placeholder(wanted) {
                match self.param("path", name) {
                    Some(index) => self.texts(index, &[decoded(sent)], findings)?,
                    None => findings.add(&format!("path {name}"), Aspect::Undeclared, "is not in the document"),
                }
            }
        }
        Ok(())
    }

    fn query(&self, findings: &mut Findings) -> Result<(), String> {
        for (name, _) in self.captured.pairs() {
            if self.param("query", &name).is_none() {
                findings.add(&format!("query {name}"), Aspect::Undeclared, "is not in the document");
            }
        }
        for index in self.params_in("query") {
            let name = &self.pair.operation.params[index].name;
            let pairs = self.captured.pairs().filter(|(sent, _)| sent == name);
            let raw: Vec<&str> = pairs.map(|(_, value)| value).collect();
            self.style(index, &raw, findings);
            let texts: Vec<String> = if self.is_list(index) {
                raw.iter().flat_map(|value| value.split(',')).map(of_query).collect()
            } else {
                raw.into_iter().map(of_query).collect()
            };
            self.presence(index, !texts.is_empty(), findings);
            self.texts(index, &texts, findings)?;
        }
        Ok(())
    }

    /// A list is sent as a repeated parameter, unless the document says otherwise.
    fn style(&self, index: usize, raw: &[&str], findings: &mut Findings) {
        let repeated = self.is_list(index) && self.pair.operation.params[index].explode != Some(false);
        let place = place_of_param(self.pair.operation, index);
        if repeated && raw.iter().any(|value| value.contains(',')) {
            findings.add(&place, Aspect::Style, "repeated in the document, sent with commas");
        }
        if !repeated && raw.len() > 1 {
            findings.add(&place, Aspect::Style, "once in the document, sent repeatedly");
        }
    }

    fn headers(&self, findings: &mut Findings) -> Result<(), String> {
        for index in self.params_in("header") {
            let sent = self.captured.header(&self.pair.operation.params[index].name);
            self.presence(index, sent.is_some(), findings);
            let texts: Vec<String> = sent.into_iter().map(str::to_owned).collect();
            self.texts(index, &texts, findings)?;
        }
        for (name, _) in &self.captured.headers {
            if !OF_HTTP.contains(&name.as_str()) && self.param("header", name).is_none() {
                findings.add(&format!("header {name}"), Aspect::Undeclared, "is not in the document");
            }
        }
        for (name, value) in self.pair.declaration.headers {
            findings.compare(
                &format!("header {name}"),
                Aspect::Value,
                Some(*value),
                self.captured.header(name),
            );
        }
        self.accept(findings);
        Ok(())
    }

    /// The `Accept` header must fit an answer of the operation.
    fn accept(&self, findings: &mut Findings) {
        let accept = self.captured.header("accept").unwrap_or("*/*");
        let mut answers = self
            .pair
            .operation
            .responses
            .iter()
            .flat_map(|answer| &answer.media_types)
            .peekable();
        if accept != "*/*"
            && answers.peek().is_some()
            && !answers.any(|answer| [accept, "*/*"].contains(&without_parameters(answer)))
        {
            findings.add("header accept", Aspect::Value, format!("sent {accept}"));
        }
    }

    fn presence(&self, index: usize, sent: bool, findings: &mut Findings) {
        let place = place_of_param(self.pair.operation, index);
        match (self.filling.params.contains_key(&index), sent) {
            (true, false) => findings.add(&place, Aspect::Missing, "filled in, but not sent"),
            (false, true) => findings.add(&place, Aspect::Unasked, "sent, but not filled in"),
            _ => {}
        }
    }

    /// Judges the decoded texts of one parameter. There are several if it is a list.
    fn texts(&self, index: usize, sent: &[String], findings: &mut Findings) -> Result<(), String> {
        let (Some(filled), false) = (self.filling.params.get(&index), sent.is_empty()) else {
            return Ok(());
        };
        let Param { schema, .. } = &self.pair.operation.params[index];
        let place = place_of_param(self.pair.operation, index);
        let wanted: Vec<String> = match filled {
            Value::Array(filled) => filled.iter().map(as_text).collect(),
            one => vec![as_text(one)],
        };
        if !wanted
            .iter()
            .map(|text| as_json(text))
            .eq(sent.iter().map(|text| as_json(text)))
        {
            findings.add(&place, Aspect::Value, format!("filled in {wanted:?}, sent {sent:?}"));
        }
        let doc = self.pair.doc;
        let value = if self.is_list(index) {
            sent.iter()
                .map(|text| typed(doc, &doc.resolve(schema)["items"], text))
                .collect()
        } else {
            typed(doc, schema, &sent.join(","))
        };
        for violation in self.schemas.violations(schema, &value)? {
            findings.add(&place, violation.aspect, violation.problem);
        }
        Ok(())
    }

    fn is_list(&self, index: usize) -> bool {
        self.pair.doc.resolve(&self.pair.operation.params[index].schema)["type"] == "array"
    }

    fn params_in(&self, place: &'static str) -> impl Iterator<Item = usize> {
        let params = self.pair.operation.params.iter().enumerate();
        params
            .filter(move |(_, param)| param.place == place)
            .map(|(index, _)| index)
    }

    fn param(&self, place: &'static str, name: &str) -> Option<usize> {
        self.params_in(place).find(|index| {
            let known = &self.pair.operation.params[*index].name;
            known == name || place == "header" && known.eq_ignore_ascii_case(name)
        })
    }
}

/// A value as it is written into a path or a query.
pub(crate) fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text as a value. If it is an object in JSON, the order of its members does not matter. Any other text stays a
/// text.
fn as_json(text: &str) -> Value {
    let object = serde_json::from_str(text).ok().filter(Value::is_object);
    object.unwrap_or_else(|| text.into())
}

/// A text as a value of the type that the schema requires, if possible.
fn typed(doc: &Document, schema: &Value, text: &str) -> Value {
    let parsed = match doc.resolve(schema)["type"].as_str() {
        Some("integer") => text.parse::<i64>().ok().map(Value::from),
        Some("number") => text.parse::<f64>().ok().map(Value::from),
        Some("boolean") => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    parsed.unwrap_or_else(|| text.into())
}
