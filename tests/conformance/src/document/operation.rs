//! One operation of a document, read into a plain struct.

use super::{ApiVersion, Document, list, strings};
use serde_json::{Map, Value};

/// One operation, with the facts that its declaration states.
pub(crate) struct Operation {
    pub(crate) version: ApiVersion,
    pub(crate) id: String,
    pub(crate) method: String,
    /// The whole path, from the site's root.
    pub(crate) path: String,
    pub(crate) tag: String,
    pub(crate) description: String,
    pub(crate) params: Vec<Param>,
    pub(crate) body: Option<Body>,
    /// The successful ones.
    pub(crate) responses: Vec<Response>,
    /// The statuses of the others.
    pub(crate) refusals: Vec<u16>,
    /// Alternatives. All scopes of one alternative are needed.
    pub(crate) scopes: Vec<Vec<String>>,
    pub(crate) connect: Option<String>,
    /// The names of the accepted security schemes; `None` if the document does not say.
    pub(crate) security: Option<Vec<String>>,
    pub(crate) deprecated: bool,
    pub(crate) experimental: bool,
    pub(crate) app_access_exempt: Option<bool>,
}

impl Operation {
    /// What the vendor says about permissions, without markup; `None` if the vendor says nothing.
    pub(crate) fn permission(&self) -> Option<String> {
        let start = ["**[Permissions]", "**Permissions"]
            .iter()
            .filter_map(|m| self.description.find(m))
            .min()?;
        let rest = &self.description[start + 2..];
        let end = rest.find("**")?;
        let sentence = plain(rest[end + 2..].trim_start_matches(':'));
        (!sentence.is_empty()).then_some(sentence)
    }

    pub(crate) fn has_param(&self, name: &str) -> bool {
        self.params.iter().any(|p| p.name == name)
    }
}

pub(crate) struct Param {
    pub(crate) name: String,
    /// `path`, `query` or `header`.
    pub(crate) place: String,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) explode: Option<bool>,
    pub(crate) schema: Value,
}

pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) media_type: String,
    pub(crate) schema: Value,
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) media_types: Vec<String>,
    pub(crate) schema: Option<Value>,
}

impl Document {
    pub(super) fn read_operation(&self, path: &str, method: &str, op: &Value) -> Operation {
        let prefix = if self.version == ApiVersion::V2 {
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
            refusals: {
                let statuses = op["responses"].as_object().into_iter().flat_map(Map::keys);
                statuses
                    .filter_map(|status| status.parse().ok())
                    .filter(|status| *status >= 400)
                    .collect()
            },
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
                let content = response["content"].as_object();
                Response {
                    status,
                    media_types: content.into_iter().flat_map(Map::keys).cloned().collect(),
                    schema: content.and_then(|c| c.values().next()?.get("schema").cloned()),
                }
            })
            .collect()
    }
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

/// Prose on one line, with the text of its links and without their targets.
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
