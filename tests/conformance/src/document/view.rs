//! A schema as one thing: references are followed and `allOf` is joined.

use super::{Document, list, order, reference};
use serde_json::Value;

/// A schema whose references are followed.
#[derive(Clone)]
pub(crate) struct View<'d> {
    doc: &'d Document,
    /// The name, if a reference led here.
    pub(crate) name: Option<&'d str>,
    pub(crate) nullable: bool,
    /// Schemas that all apply together. None of them is a reference or an `allOf`.
    parts: Vec<&'d Value>,
}

/// The type that a schema describes.
pub(crate) enum SchemaKind<'d> {
    /// The schema says nothing about the type.
    Any,
    Bool,
    /// With its format.
    Integer(Option<&'d str>),
    Number,
    /// A date and a time.
    Time,
    Text(Words<'d>),
    List(View<'d>),
    Object(Vec<Member<'d>>, Others<'d>),
    /// One of several.
    OneOf(Vec<View<'d>>),
}

/// The values of a text.
pub(crate) struct Words<'d> {
    pub(crate) listed: Vec<&'d str>,
    /// Whether other values are allowed too.
    pub(crate) open: bool,
}

/// A member of an object.
pub(crate) struct Member<'d> {
    pub(crate) name: &'d str,
    pub(crate) view: View<'d>,
    pub(crate) required: bool,
}

/// The members of an object that the schema does not name.
pub(crate) enum Others<'d> {
    /// The schema says nothing about them, or that there are none.
    Unsaid,
    /// They can be anything.
    Any,
    /// They have this type.
    Typed(View<'d>),
}

impl Document {
    /// The view of a schema.
    pub(crate) fn view<'d>(&'d self, schema: &'d Value) -> View<'d> {
        View::of(self, &[schema])
    }
}

impl<'d> View<'d> {
    fn of(doc: &'d Document, schemas: &[&'d Value]) -> Self {
        let mut view = Self {
            doc,
            name: match schemas {
                [one] => doc.wrapped(one).map_or_else(|| reference(one), reference),
                _ => None,
            },
            nullable: false,
            parts: Vec::new(),
        };
        for schema in schemas {
            view.add(schema);
        }
        view
    }

    fn add(&mut self, schema: &'d Value) {
        self.nullable |= schema["nullable"] == true;
        if schema.get("$ref").is_some() {
            self.add(self.doc.resolve(schema));
            return;
        }
        for part in list(&schema["allOf"]) {
            self.add(part);
        }
        self.parts.push(schema);
    }

    /// The example that the document gives.
    pub(crate) fn example(&self) -> Option<&'d Value> {
        self.parts.iter().find_map(|part| part.get("example"))
    }

    pub(crate) fn description(&self) -> &'d str {
        self.keyword("description").unwrap_or_default()
    }

    pub(crate) fn minimum(&self) -> Option<i64> {
        self.parts.iter().find_map(|part| part["minimum"].as_i64())
    }

    pub(crate) fn maximum(&self) -> Option<i64> {
        self.parts.iter().find_map(|part| part["maximum"].as_i64())
    }

    /// The type that the schema describes.
    pub(crate) fn kind(&self) -> SchemaKind<'d> {
        let branches = self
            .parts
            .iter()
            .find_map(|part| part.get("oneOf").or(part.get("anyOf")));
        if let Some(branches) = branches {
            let branches: Vec<_> = list(branches).iter().map(|branch| self.doc.view(branch)).collect();
            return texts(&branches).unwrap_or(SchemaKind::OneOf(branches));
        }
        // In some members the vendor has put the type into `format`.
        let word = self.keyword("type").or_else(|| self.keyword("format"));
        match word {
            Some("boolean") => SchemaKind::Bool,
            Some("integer") => SchemaKind::Integer(self.keyword("format")),
            Some("number") => SchemaKind::Number,
            Some("string") if self.keyword("format") == Some("date-time") => SchemaKind::Time,
            Some("string") => {
                let mut listed = Vec::new();
                for value in self.parts.iter().flat_map(|part| list(&part["enum"])) {
                    listed.extend(value.as_str().filter(|value| !listed.contains(value)));
                }
                // A few parameters with one value list the possible values below `items`.
                if let Some(items) = self.parts.iter().find_map(|part| part.get("items"))
                    && let SchemaKind::Text(below) = self.doc.view(items).kind()
                {
                    listed.extend(below.listed);
                }
                let open = listed.is_empty();
                SchemaKind::Text(Words { listed, open })
            }
            Some("array") => match self.parts.iter().find_map(|part| part.get("items")) {
                Some(items) => SchemaKind::List(self.doc.view(items)),
                None => SchemaKind::Any,
            },
            Some("object") => SchemaKind::Object(self.members(), self.others()),
            _ if self.parts.iter().any(|part| part.get("properties").is_some()) => {
                SchemaKind::Object(self.members(), self.others())
            }
            _ => SchemaKind::Any,
        }
    }

    fn keyword(&self, name: &str) -> Option<&'d str> {
        self.parts.iter().find_map(|part| part[name].as_str())
    }

    fn members(&self) -> Vec<Member<'d>> {
        let mut found: Vec<(&str, Vec<&Value>)> = Vec::new();
        for (name, schema) in self.parts.iter().flat_map(|part| order::members(part, "properties")) {
            match found.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => found.push((name, vec![schema])),
            }
        }
        let required = |name: &str| {
            self.parts
                .iter()
                .any(|part| list(&part["required"]).iter().any(|r| r == name))
        };
        let member = |(name, schemas): (&'d str, Vec<&'d Value>)| Member {
            name,
            view: View::of(self.doc, &schemas),
            required: required(name),
        };
        found.into_iter().map(member).collect()
    }

    fn others(&self) -> Others<'d> {
        match self.parts.iter().find_map(|part| part.get("additionalProperties")) {
            Some(schema) if schema.as_object().is_some_and(|schema| !schema.is_empty()) => {
                Others::Typed(self.doc.view(schema))
            }
            None | Some(Value::Bool(false)) => Others::Unsaid,
            Some(_) => Others::Any,
        }
    }
}

/// If all branches are texts, they are joined into one text.
fn texts<'d>(branches: &[View<'d>]) -> Option<SchemaKind<'d>> {
    let mut words = Words {
        listed: Vec::new(),
        open: false,
    };
    for branch in branches {
        let SchemaKind::Text(more) = branch.kind() else {
            return None;
        };
        words.listed.extend(more.listed);
        words.open |= more.open;
    }
    Some(SchemaKind::Text(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ApiVersion;

    #[test]
    fn parts_are_put_together() {
        let text = r##"{"paths": {"/a": {"get": {"operationId": "a"}}}, "components": {"schemas": {
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"properties": {"_links": {"properties": {"base": {"type": "string"}}}}}]},
            "B": {"type": "object", "nullable": true, "required": ["x"], "properties": {
                "x": {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]},
                "_links": {"type": "object", "properties": {"next": {"type": "string"}}}}}
        }}}"##;
        let document = Document::read(text, ApiVersion::V2).unwrap();
        let view = document.view(document.schema("A").unwrap());
        assert_eq!((view.name, view.nullable), (Some("B"), true));
        let SchemaKind::Object(members, Others::Unsaid) = view.kind() else {
            panic!("no object")
        };
        assert_eq!(
            members.iter().map(|m| (m.name, m.required)).collect::<Vec<_>>(),
            [("x", true), ("_links", false)]
        );
        let SchemaKind::Text(words) = members[0].view.kind() else {
            panic!("no text")
        };
        assert_eq!((words.listed, words.open), (vec!["a"], true));
        let SchemaKind::Object(links, _) = members[1].view.kind() else {
            panic!("no object")
        };
        assert_eq!(links.iter().map(|m| m.name).collect::<Vec<_>>(), ["next", "base"]);
    }
}
