//! Content - macro body: macros in a version of content, and their bodies in other representations.

use super::content_body::context;
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, Context, convertible};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use confluence_content::Storage;
use confluence_content::storage::{Element, Macro, MacroBody, Node};
use serde_json::{Map, Value, json};

pub(super) const TABLE: Table = &[
    ("getMacroBodyByMacroId", read(get_macro_body)),
    ("getAndConvertMacroBodyByMacroId", read(get_and_convert)),
    ("getAndAsyncConvertMacroBodyByMacroId", write(get_and_convert_later)),
];

/// A macro, taken out of its page.
struct Found {
    name: String,
    body: String,
    parameters: Map<String, Value>,
    /// The macro with its tags.
    whole: String,
}

impl Found {
    fn of_macro(found: Macro<'_, '_>) -> Self {
        let body = match found.body() {
            MacroBody::Rich(element) => element.inner().to_owned(),
            other => other.plain().unwrap_or_default(),
        };
        let parameters = found
            .parameters()
            .map(|parameter| (parameter.name().into_owned(), json!({ "value": parameter.value() })));
        Self {
            name: found.name().into_owned(),
            body,
            parameters: parameters.collect(),
            whole: found.element().outer().to_owned(),
        }
    }

    /// A macro of a Forge app. Its id is among its parameters.
    fn of_forge(node: &Element<'_>, id: &str) -> Option<Self> {
        let attribute = |key: &str| {
            let mut attributes = node.elements();
            attributes.find(|element| {
                element.name() == "ac:adf-attribute" && element.attribute("key").is_some_and(|own| own == key)
            })
        };
        let parameters = attribute("parameters")?
            .elements()
            .filter(|element| element.name() == "ac:adf-parameter");
        let parameters: Map<String, Value> = parameters
            .filter_map(|element| {
                Some((
                    element.attribute("key")?.into_owned(),
                    json!({ "value": element.inner() }),
                ))
            })
            .collect();
        (parameters.get("local-id")?["value"] == id).then(|| Self {
            name: attribute("extension-key")
                .map(|key| key.inner().to_owned())
                .unwrap_or_default(),
            body: String::new(),
            parameters,
            whole: node.outer().to_owned(),
        })
    }
}

/// The first macro with this id, however deep it lies.
fn find(nodes: &[Node<'_>], id: &str) -> Option<Found> {
    nodes.iter().filter_map(Node::as_element).find_map(|element| {
        let found = match element.as_macro() {
            Some(found) if found.id().is_some_and(|own| own == id) => Some(Found::of_macro(found)),
            None if element.name() == "ac:adf-node" => Found::of_forge(element, id),
            _ => None,
        };
        found.or_else(|| find(element.children(), id))
    })
}

/// The macro that the path names. Version 0 is the newest.
fn found(state: &State, call: &Call<'_>) -> Result<Found, Problem> {
    let content = show::visible(state, call, "id")?;
    let (number, id) = (call.path("version"), call.path("macroId"));
    let revision = match number.parse() {
        Ok(0) => Some(content.latest()),
        Ok(number) => content.version(number),
        Err(_) => return Err(Problem::bad_request(format!("`version` is not a number: {number}"))),
    };
    let missing = || {
        Problem::missing(format!(
            "There is no macro {id} in version {number} of {}",
            content.id_text()
        ))
    };
    let site = Context::of(state, content);
    let storage = revision.ok_or_else(missing)?.body.storage(&site);
    let parsed = Storage::parse(&storage).map_err(|_| missing())?;
    find(parsed.nodes(), id).ok_or_else(missing)
}

fn get_macro_body(state: &State, call: &Call<'_>) -> Outcome {
    let Found {
        name, body, parameters, ..
    } = found(state, call)?;
    let path = call.path.strip_prefix("/wiki").unwrap_or(call.path);
    Ok(Reply::ok(json!({
        "name": name,
        "body": body,
        "parameters": parameters,
        "_links": { "self": path },
    })))
}

/// The macro, and what it becomes in the representation that the path asks for.
fn converted(state: &State, call: &Call<'_>, to: &str) -> Result<(Body, String), Problem> {
    let source = Body {
        representation: "storage".to_owned(),
        value: found(state, call)?.whole,
    };
    let [space, render] = ["spaceKeyContext", "embeddedContentRender"].map(|name| call.query(name));
    context(state, call, space, None, render)?;
    if !convertible("storage", to) {
        return Err(Problem::bad_request(format!("A macro cannot be converted to {to}")));
    }
    // The space of the content counts, unless another one is given.
    let content = Some(call.path("id")).filter(|_| space.is_none());
    let value = source.as_format(to, &Context::in_context(state, space, content));
    Ok((source, value))
}

fn get_and_convert(state: &State, call: &Call<'_>) -> Outcome {
    let to = call.path("to");
    let (_, value) = converted(state, call, to)?;
    let mut shown = json!({ "value": value, "representation": to, "_expandable": {} });
    if call.list("expand").contains(&"embeddedContent") {
        shown["embeddedContent"] = json!([]);
    } else {
        shown["_expandable"]["embeddedContent"] = "".into();
    }
    Ok(Reply::ok(shown))
}

fn get_and_convert_later(state: &mut State, call: &Call<'_>) -> Outcome {
    let to = call.path("to");
    if !matches!(to, "export_view" | "styled_view" | "view") {
        return Err(Problem::bad_request(format!(
            "A macro cannot be converted to {to} by a task"
        )));
    }
    let (source, value) = converted(state, call, to)?;
    let id = state.convert(&call.caller.account, source, to, value, call.flag("allowCache"));
    Ok(Reply::ok(json!({ "asyncId": id })))
}
