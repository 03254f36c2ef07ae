//! The vendor's two OpenAPI documents: the parts that declarations need.
//!
//! Operations are read into plain structs. Schemas stay JSON; [`Document`] gives access to them and follows references.

#[cfg(test)]
pub(crate) mod example;
mod operation;
pub(crate) mod order;
mod view;

use serde_json::Value;
use std::path::Path;
use std::{fmt, fs};

pub(crate) use operation::{Body, Operation, Param, Response};
pub(crate) use view::{Member, Others, SchemaKind, View, Words};

/// One of the two APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiVersion {
    V1,
    V2,
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        })
    }
}

/// Both documents.
pub(crate) struct Documents {
    pub(crate) v1: Document,
    pub(crate) v2: Document,
}

impl Documents {
    /// Reads `confluence-v1.openapi.json` and `confluence-v2.openapi.json` below `dir`.
    pub(crate) fn load(dir: &Path) -> Result<Self, String> {
        Ok(Self {
            v1: Document::load(dir, ApiVersion::V1)?,
            v2: Document::load(dir, ApiVersion::V2)?,
        })
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.v1.operations.iter().chain(&self.v2.operations)
    }

    /// The operation with this name: `getPages`, or `v1:getTasks` if both APIs have the name.
    pub(crate) fn find(&self, name: &str) -> Result<(&Document, &Operation), String> {
        let (prefix, id) = name.split_once(':').unwrap_or(("", name));
        let mut found = [&self.v1, &self.v2]
            .into_iter()
            .filter(|doc| prefix.is_empty() || doc.version.to_string() == prefix)
            .filter_map(|doc| Some((doc, doc.operations.iter().find(|op| op.id == id)?)));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(format!("`{id}` is in both APIs: write `v1:{id}` or `v2:{id}`")),
            (None, _) => Err(format!("no operation `{name}`")),
        }
    }
}

/// One document.
pub(crate) struct Document {
    pub(crate) version: ApiVersion,
    pub(crate) operations: Vec<Operation>,
    root: Value,
}

impl Document {
    fn load(dir: &Path, version: ApiVersion) -> Result<Self, String> {
        let file = dir.join(format!("confluence-{version}.openapi.json"));
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        Self::read(&text, version).map_err(|e| format!("{}: {e}", file.display()))
    }

    fn read(text: &str, version: ApiVersion) -> Result<Self, String> {
        let root = order::read(text).map_err(|e| e.to_string())?;
        if let Some(reference) = dangling(&root, &root) {
            return Err(format!("nothing is at {reference}"));
        }
        let mut document = Self {
            version,
            operations: Vec::new(),
            root,
        };
        document.operations = document.read_operations();
        if document.operations.is_empty() {
            return Err("has no operations".to_owned());
        }
        Ok(document)
    }

    /// The named schemas.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        order::members(&self.root["components"], "schemas").into_iter()
    }

    /// Everything that references can point to.
    pub(crate) fn components(&self) -> &Value {
        &self.root["components"]
    }

    /// The schema with this name, if there is one.
    pub(crate) fn schema(&self, name: &str) -> Option<&Value> {
        self.root["components"]["schemas"].get(name)
    }

    /// The target of a reference, or the value itself if it is not a reference.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let target = target(&self.root, reference).expect("references are checked when a document is read");
                self.resolve(target)
            }
            None => value,
        }
    }

    /// The members of an object, and the names of its required members. Members of all `allOf` branches are included.
    pub(crate) fn members<'a>(&'a self, schema: &'a Value) -> Members<'a> {
        let schema = self.resolve(schema);
        let mut members = Members {
            properties: Vec::new(),
            required: Vec::new(),
        };
        for branch in list(&schema["allOf"]) {
            members.merge(self.members(branch));
        }
        members.merge(Members {
            properties: order::members(schema, "properties"),
            required: list(&schema["required"]).iter().filter_map(Value::as_str).collect(),
        });
        members
    }

    /// The model inside an `allOf` that only adds `_links.base` to it.
    pub(crate) fn wrapped<'a>(&'a self, schema: &'a Value) -> Option<&'a Value> {
        let (models, rest): (Vec<_>, Vec<_>) = list(&schema["allOf"])
            .iter()
            .partition(|branch| branch.get("$ref").is_some());
        let adds_links_only = rest
            .iter()
            .all(|branch| self.members(branch).properties.iter().all(|(k, _)| *k == "_links"));
        (models.len() == 1 && adds_links_only).then(|| models[0])
    }

    fn read_operations(&self) -> Vec<Operation> {
        let methods = ["get", "post", "put", "delete", "patch"];
        order::members(&self.root, "paths")
            .into_iter()
            .flat_map(|(path, item)| methods.map(|method| (path, method, &item[method])))
            .filter(|(_, _, operation)| operation.is_object())
            .map(|(path, method, operation)| self.read_operation(path, method, operation))
            .collect()
    }
}

/// The members of an object, in the document's order.
pub(crate) struct Members<'a> {
    pub(crate) properties: Vec<(&'a String, &'a Value)>,
    pub(crate) required: Vec<&'a str>,
}

impl<'a> Members<'a> {
    fn merge(&mut self, other: Members<'a>) {
        for (name, schema) in other.properties {
            if self.properties.iter().all(|(n, _)| *n != name) {
                self.properties.push((name, schema));
            }
        }
        self.required.extend(other.required);
    }
}

fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(reference.strip_prefix('#')?)
}

/// A reference in the value that points to nothing.
fn dangling<'a>(root: &Value, value: &'a Value) -> Option<&'a str> {
    match value {
        Value::Object(members) => members
            .get("$ref")
            .and_then(Value::as_str)
            .filter(|reference| target(root, reference).is_none())
            .or_else(|| members.values().find_map(|member| dangling(root, member))),
        Value::Array(items) => items.iter().find_map(|item| dangling(root, item)),
        _ => None,
    }
}

/// The items of an array; empty if the value is not an array.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The strings of an array.
pub(crate) fn strings(value: &Value) -> Vec<String> {
    list(value)
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The name of the schema that a reference points to.
pub(crate) fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_that_leads_nowhere_is_an_error() {
        let text = r##"{"paths": {"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/x"}]}}}}"##;
        let error = Document::read(text, ApiVersion::V1).err();
        assert_eq!(error.as_deref(), Some("nothing is at #/components/parameters/x"));
    }

    #[test]
    fn a_document_without_operations_is_an_error() {
        assert_eq!(
            Document::read("{}", ApiVersion::V1).err().as_deref(),
            Some("has no operations")
        );
    }
}
