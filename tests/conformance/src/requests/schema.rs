//! The document's schemas as JSON Schema, and the violations of a value.

use crate::document::{Document, list, reference};
use crate::findings::Aspect;
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// The base address of the components, for references to them.
const BASE: &str = "urn:components";

/// The named schemas of one document.
pub(crate) struct Schemas {
    registry: Registry<'static>,
    /// The recursive ones.
    recursive: BTreeSet<String>,
    /// The validators that were built so far, by the text of their schema.
    validators: RefCell<HashMap<String, Rc<Validator>>>,
}

/// A violation of a schema by a value.
pub(crate) struct Violation {
    /// The place in the value: `.version.number` or `[].id`. Empty for the value itself.
    pub(crate) path: String,
    pub(crate) aspect: Aspect,
    pub(crate) problem: String,
}

impl Schemas {
    pub(crate) fn of(doc: &Document) -> Result<Self, String> {
        let schemas = translated_names(&doc.components()["schemas"]);
        let registry = Registry::new()
            .draft(Draft::Draft7)
            .add(BASE, json!({"components": {"schemas": schemas}}))
            .and_then(|registry| registry.prepare())
            .map_err(|error| format!("{}: {error}", doc.version))?;
        Ok(Self {
            registry,
            recursive: recursive(doc),
            validators: RefCell::default(),
        })
    }

    /// Whether a named schema is recursive.
    pub(crate) fn is_recursive(&self, name: &str) -> bool {
        self.recursive.contains(name)
    }

    pub(crate) fn accept(&self, schema: &Value, value: &Value) -> Result<bool, String> {
        Ok(self.violations(schema, value)?.is_empty())
    }

    pub(crate) fn violations(&self, schema: &Value, value: &Value) -> Result<Vec<Violation>, String> {
        let validator = self.validator(schema)?;
        let mut violations = Vec::new();
        for error in validator.iter_errors(value) {
            collect(&error, &mut violations);
        }
        Ok(violations)
    }

    fn validator(&self, schema: &Value) -> Result<Rc<Validator>, String> {
        let text = schema.to_string();
        if let Some(known) = self.validators.borrow().get(&text) {
            return Ok(known.clone());
        }
        let built = jsonschema::options()
            .with_draft(Draft::Draft7)
            .with_registry(&self.registry)
            .offline()
            .build(&translated(schema))
            .map_err(|error| format!("{text}: {error}"))?;
        let built = Rc::new(built);
        self.validators.borrow_mut().insert(text, built.clone());
        Ok(built)
    }
}

/// The names of all recursive schemas.
pub(crate) fn recursive(doc: &Document) -> BTreeSet<String> {
    let leads_back = |name: &str, schema: &Value| {
        let (mut seen, mut open) = (BTreeSet::new(), references(schema));
        while let Some(next) = open.pop() {
            if next == name {
                return true;
            }
            if let Some(schema) = doc.schema(&next).filter(|_| seen.insert(next)) {
                open.extend(references(schema));
            }
        }
        false
    };
    let named = doc.schemas().filter(|(name, schema)| leads_back(name, schema));
    named.map(|(name, _)| name.clone()).collect()
}

/// The names of the schemas that a schema refers to.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => {
            let own = reference(schema).map(str::to_owned);
            own.into_iter().chain(members.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// If a value fits no branch, the violations of the closest branch are reported.
fn collect(error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
    let whole = error.instance_path().as_str();
    let closeness = |branch: &&Vec<ValidationError<'_>>| {
        let depth = branch.iter().map(|e| e.instance_path().into_iter().count()).min();
        let wrong_type = |e: &ValidationError<'_>| {
            e.instance_path().as_str() == whole && matches!(e.kind(), ValidationErrorKind::Type { .. })
        };
        (!branch.iter().any(wrong_type), depth)
    };
    match error.kind() {
        ValidationErrorKind::AnyOf { context } => match context.iter().max_by_key(closeness) {
            Some(closest) => closest.iter().for_each(|error| collect(error, violations)),
            None => violations.push(violation(error)),
        },
        _ => violations.push(violation(error)),
    }
}

fn violation(error: &ValidationError<'_>) -> Violation {
    let mut path = String::new();
    for segment in error.instance_path() {
        match segment {
            LocationSegment::Property(name) => path += &format!(".{name}"),
            LocationSegment::Index(_) => path += "[]",
        }
    }
    let mut aspect = Aspect::Value;
    if let ValidationErrorKind::Required { property } = error.kind() {
        path += &format!(".{}", property.as_str().unwrap_or_default());
        aspect = Aspect::Required;
    }
    Violation {
        path,
        aspect,
        problem: error.to_string(),
    }
}

/// A schema of OpenAPI 3.0 as one of JSON Schema, for values that are sent.
fn translated(schema: &Value) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let mut out = Map::new();
    if let Some(reference) = schema["$ref"].as_str() {
        out.insert("$ref".to_owned(), format!("{BASE}{reference}").into());
    } else {
        for (keyword, value) in keywords {
            if let Some((keyword, value)) = translated_keyword(keyword, value, schema) {
                out.insert(keyword, value);
            }
        }
    }
    let out = Value::Object(out);
    if schema["nullable"] == true {
        return json!({"anyOf": [out, {"type": "null"}]});
    }
    out
}

fn translated_keyword(keyword: &str, value: &Value, schema: &Value) -> Option<(String, Value)> {
    let translated = match keyword {
        "type" | "enum" | "format" | "pattern" | "minimum" | "maximum" | "minLength" | "maxLength" | "minItems"
        | "maxItems" | "uniqueItems" => value.clone(),
        "required" => {
            let sent = |name: &&Value| schema["properties"][name.as_str().unwrap_or_default()]["readOnly"] != true;
            list(value).iter().filter(sent).cloned().collect()
        }
        "properties" => translated_names(value),
        // A few parameters with one value list the possible values below `items`.
        "items" if schema["type"] == "string" => return Some(("allOf".to_owned(), json!([translated(value)]))),
        "items" | "additionalProperties" => translated(value),
        "allOf" | "anyOf" => list(value).iter().map(translated).collect(),
        // The branches overlap: every object fits the branches that require nothing. So a value would never fit exactly
        // one.
        "oneOf" => return Some(("anyOf".to_owned(), list(value).iter().map(translated).collect())),
        _ => return None,
    };
    Some((keyword.to_owned(), translated))
}

/// Schemas by name.
fn translated_names(schemas: &Value) -> Value {
    let members = schemas.as_object().into_iter().flatten();
    members
        .map(|(name, schema)| (name.clone(), translated(schema)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_allowed_where_the_document_says_so() {
        let schema = json!({"nullable": true, "$ref": "#/components/schemas/A"});
        let expected = json!({"anyOf": [{"$ref": "urn:components#/components/schemas/A"}, {"type": "null"}]});
        assert_eq!(translated(&schema), expected);
    }

    #[test]
    fn a_member_may_be_called_like_a_keyword() {
        let schema = json!({"properties": {"required": {"type": "string", "xml": {}}}, "example": {}});
        assert_eq!(
            translated(&schema),
            json!({"properties": {"required": {"type": "string"}}})
        );
    }
}
