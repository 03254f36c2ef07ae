//! The vendor's two OpenAPI documents, as far as a declaration needs them.
//!
//! Operations are read into plain structs once; schemas stay JSON and are looked at through [`Document`], which follows references.

use std::{fmt, fs, path::Path};

use serde_json::{Map, Value};

/// Which of the two APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    V1,
    V2,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        })
    }
}

/// Both documents.
pub struct Documents {
    pub v1: Document,
    pub v2: Document,
}

impl Documents {
    /// Reads `confluence-v1.openapi.json` and `confluence-v2.openapi.json` below `dir`.
    pub fn load(dir: &Path) -> Result<Self, String> {
        Ok(Self {
            v1: Document::load(dir, Version::V1)?,
            v2: Document::load(dir, Version::V2)?,
        })
    }

    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.v1.operations.iter().chain(&self.v2.operations)
    }

    /// The operation called `getPages`, or `v1:getTasks` where both APIs have one of the name.
    pub fn find(&self, name: &str) -> Result<(&Document, &Operation), String> {
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
pub struct Document {
    pub version: Version,
    pub operations: Vec<Operation>,
    root: Value,
}

/// One operation, with the facts that its declaration states.
pub struct Operation {
    pub version: Version,
    pub id: String,
    pub method: String,
    /// The whole path, from the site's root.
    pub path: String,
    pub tag: String,
    pub description: String,
    pub params: Vec<Param>,
    pub body: Option<Body>,
    /// The successful ones.
    pub responses: Vec<Response>,
    /// Alternatives, each needed wholly.
    pub scopes: Vec<Vec<String>>,
    pub connect: Option<String>,
    /// Names of the accepted security schemes; `None` where the document says nothing.
    pub security: Option<Vec<String>>,
    pub deprecated: bool,
    pub experimental: bool,
    pub app_access_exempt: Option<bool>,
}

impl Operation {
    /// What the vendor says of permissions, without markup; `None` where he says nothing.
    pub fn permission(&self) -> Option<String> {
        let start = ["**[Permissions]", "**Permissions"]
            .iter()
            .filter_map(|m| self.description.find(m))
            .min()?;
        let rest = &self.description[start + 2..];
        let end = rest.find("**")?;
        let sentence = plain(rest[end + 2..].trim_start_matches(':'));
        (!sentence.is_empty()).then_some(sentence)
    }

    pub fn has_param(&self, name: &str) -> bool {
        self.params.iter().any(|p| p.name == name)
    }
}

pub struct Param {
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    pub required: bool,
    pub description: String,
    pub explode: Option<bool>,
    pub schema: Value,
}

pub struct Body {
    pub required: bool,
    pub media_type: String,
    pub schema: Value,
}

pub struct Response {
    pub status: u16,
    pub schema: Option<Value>,
}

impl Document {
    fn load(dir: &Path, version: Version) -> Result<Self, String> {
        let file = dir.join(format!("confluence-{version}.openapi.json"));
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let root = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
        let mut document = Self {
            version,
            operations: Vec::new(),
            root,
        };
        document.operations = document.read_operations();
        Ok(document)
    }

    /// The named schemas.
    pub fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.root["components"]["schemas"].as_object().into_iter().flatten()
    }

    /// The named schema, if there is one of the name.
    pub fn schema(&self, name: &str) -> Option<&Value> {
        self.root["components"]["schemas"].get(name)
    }

    /// What a reference leads to, or the value itself if it is none.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let target = reference.trim_start_matches('#');
                self.resolve(
                    self.root
                        .pointer(target)
                        .unwrap_or_else(|| panic!("dangling reference {reference}")),
                )
            }
            None => value,
        }
    }

    /// The members of an object and the names of those required, those of every `allOf` branch included.
    pub fn members<'a>(&'a self, schema: &'a Value) -> Members<'a> {
        let schema = self.resolve(schema);
        let mut members = Members {
            properties: Vec::new(),
            required: Vec::new(),
        };
        for branch in list(&schema["allOf"]) {
            members.merge(self.members(branch));
        }
        members.merge(Members {
            properties: schema["properties"].as_object().into_iter().flatten().collect(),
            required: list(&schema["required"]).iter().filter_map(Value::as_str).collect(),
        });
        members
    }

    /// The model inside an `allOf` that adds nothing but `_links.base` to it.
    pub fn wrapped<'a>(&'a self, schema: &'a Value) -> Option<&'a Value> {
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
        let paths = self.root["paths"].as_object().into_iter().flatten();
        paths
            .flat_map(|(path, item)| {
                item.as_object()
                    .into_iter()
                    .flatten()
                    .map(move |(method, op)| (path, method, op))
            })
            .filter(|(_, method, _)| methods.contains(&method.as_str()))
            .map(|(path, method, op)| self.read_operation(path, method, op))
            .collect()
    }

    fn read_operation(&self, path: &str, method: &str, op: &Value) -> Operation {
        let prefix = if self.version == Version::V2 {
            "/wiki/api/v2"
        } else {
            ""
        };
        Operation {
            version: self.version,
            id: text(&op["operationId"]),
            method: method.to_owned(),
            path: format!("{prefix}{path}"),
            tag: text(&op["tags"][0]),
            description: text(&op["description"]),
            params: list(&op["parameters"])
                .iter()
                .map(|p| read_param(self.resolve(p)))
                .collect(),
            body: op.get("requestBody").and_then(|body| read_body(self.resolve(body))),
            responses: self.read_responses(&op["responses"]),
            scopes: list(&op["x-atlassian-oauth2-scopes"])
                .iter()
                .map(|a| strings(&a["scopes"]))
                .collect(),
            connect: op["x-atlassian-connect-scope"].as_str().map(str::to_owned),
            security: op.get("security").map(|s| {
                list(s)
                    .iter()
                    .filter_map(Value::as_object)
                    .flat_map(Map::keys)
                    .cloned()
                    .collect()
            }),
            deprecated: op["deprecated"] == true,
            experimental: op["x-experimental"] == true,
            app_access_exempt: op["x-atlassian-data-security-policy"][0]["app-access-rule-exempt"].as_bool(),
        }
    }

    fn read_responses(&self, responses: &Value) -> Vec<Response> {
        let all = responses.as_object().into_iter().flatten();
        all.filter_map(|(status, response)| Some((status.parse().ok().filter(|s| *s < 400)?, self.resolve(response))))
            .map(|(status, response)| {
                let content = response["content"].as_object().and_then(|c| c.values().next());
                Response {
                    status,
                    schema: content.and_then(|c| c.get("schema").cloned()),
                }
            })
            .collect()
    }
}

/// The members of an object, in the document's order.
pub struct Members<'a> {
    pub properties: Vec<(&'a String, &'a Value)>,
    pub required: Vec<&'a str>,
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

/// The items of an array; none if it is none.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The strings of an array.
pub fn strings(value: &Value) -> Vec<String> {
    list(value)
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The name of the schema that a reference leads to.
pub fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn read_param(param: &Value) -> Param {
    Param {
        name: text(&param["name"]),
        place: text(&param["in"]),
        required: param["required"] == true,
        description: text(&param["description"]),
        explode: param["explode"].as_bool(),
        schema: param["schema"].clone(),
    }
}

fn read_body(body: &Value) -> Option<Body> {
    let (media_type, content) = body["content"].as_object()?.iter().next()?;
    Some(Body {
        required: body["required"] != false,
        media_type: media_type.clone(),
        schema: content["schema"].clone(),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Prose on one line, with the text of its links but not their targets.
fn plain(prose: &str) -> String {
    let mut out = String::new();
    let mut rest = prose;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out.replace('[', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
