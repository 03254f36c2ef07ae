//! The types of what is in a body and in a query. A site refuses another type. A handler that looks for a text would
//! take a list for nothing, and would do something else than it was asked for.

use crate::answer::Problem;
use confluence_sdk::spec::Declaration;
use serde_json::Value;

/// What the values of a member are. `null` is always the same as nothing.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Flag,
    /// The number of a thing, as text or as a number.
    Id,
    List,
    Number,
    Object,
    Text,
    Texts,
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Flag => value.is_boolean(),
            Self::Id => value.is_string() || value.is_u64(),
            Self::List => value.is_array(),
            Self::Number => value.is_u64() || value.is_i64(),
            Self::Object => value.is_object(),
            Self::Text => value.is_string(),
            Self::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
        }
    }

    /// What the site calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Flag => "Boolean",
            Self::Id => "Long",
            Self::List | Self::Texts => "List",
            Self::Number => "Integer",
            Self::Object => "Object",
            Self::Text => "String",
        }
    }
}

/// The kind of the members with this name. In the vendor's documents, a name has the same kind everywhere, with few
/// exceptions. What has several kinds is checked where it is used. `own` says that it is one of the thing itself, and
/// not of what the thing has or lies in: programs send back all that they have read.
fn kind(operation: &Declaration, name: &str, own: bool) -> Option<Kind> {
    Some(match name {
        "description" if own && operation.id.ends_with("Space") => Kind::Object,
        "description" if own && (operation.id.ends_with("Template") || operation.id.ends_with("SpaceRole")) => {
            Kind::Text
        }
        "search" if operation.id == "copyPageHierarchy" => Kind::Text,
        "comment" | "mediaType" if own && operation.id == "updateAttachmentProperties" => Kind::Text,
        // In v2, those of a page are an object.
        "operations" if operation.id == "addCustomContentPermissions" => Kind::List,
        "access" | "allowCache" | "anonymousAccess" | "cleanHistory" | "copyAttachments" | "copyCustomContents"
        | "copyDescendants" | "copyLabels" | "copyPermissions" | "copyProperties" | "createPrivateSpace"
        | "minorEdit" | "removeAccess" | "resolved" | "restoreTitle" | "sysAdmin" => Kind::Flag,
        "attachmentId" | "blogPostId" | "customContentId" | "destinationPageId" | "id" | "pageId"
        | "parentCommentId" | "parentId" | "spaceId" | "templateId" => Kind::Id,
        "ancestors" | "assignments" | "contentIds" | "conversionInputs" | "pages" | "permissions" | "redactions"
        | "results" | "roleAssignments" | "spacePermissions" => Kind::List,
        "copySpaceAccessConfiguration"
        | "durationInMinutes"
        | "number"
        | "textSelectionMatchCount"
        | "textSelectionMatchIndex"
        | "versionNumber" => Kind::Number,
        "atlas_doc_format"
        | "body"
        | "container"
        | "destination"
        | "editor"
        | "inlineCommentProperties"
        | "metadata"
        | "params"
        | "plain"
        | "principal"
        | "properties"
        | "restrictions"
        | "space"
        | "storage"
        | "subject"
        | "titleOptions"
        | "version"
        | "view"
        | "wiki" => Kind::Object,
        "accountId" | "alias" | "createdAt" | "embedUrl" | "identifier" | "key" | "locale" | "message" | "name"
        | "operationKey" | "ownerId" | "pageTitle" | "prefix" | "principalId" | "principalType" | "replace"
        | "representation" | "roleId" | "spaceKey" | "status" | "subtype" | "templateKey" | "templateType"
        | "textSelection" | "title" | "type" | "units" => Kind::Text,
        "accountIds" | "emails" => Kind::Texts,
        _ => return None,
    })
}

/// Operations in whose bodies the same names mean other things.
const OTHERS: [&str; 4] = [
    "postRedactBlog",
    "postRedactPage",
    "putForgeAppProperty",
    "registerModules",
];

/// What is in these members belongs to an app, or was read from an answer and is not looked at.
const OPAQUE: [&str; 5] = ["_expandable", "_links", "extensions", "properties", "value"];

/// The longest title, in characters.
const LONGEST_TITLE: usize = 255;

/// Refuses a body with a member that cannot be read.
pub(crate) fn check(operation: &Declaration, body: &Value) -> Result<(), Problem> {
    if OTHERS.contains(&operation.id) {
        return Ok(());
    }
    walk(operation, body, true)
}

fn walk(operation: &Declaration, body: &Value, own: bool) -> Result<(), Problem> {
    match body {
        Value::Array(items) => items.iter().try_for_each(|item| walk(operation, item, own)),
        Value::Object(members) => {
            // The value of a body is a text. That of a property can be anything.
            let value = members.get("value").filter(|_| members.contains_key("representation"));
            if let Some(value) = value.filter(|value| !value.is_null() && !value.is_string()) {
                return Err(wrong("value", value, Kind::Text.name()));
            }
            let mut present = members.iter().filter(|(_, value)| !value.is_null());
            // What a comment is called follows from its page.
            let titled = own && members.get("type").is_none_or(|kind| kind != "comment");
            present.try_for_each(|(name, value)| match value.as_str() {
                Some(title) if titled && matches!(name.as_str(), "title" | "pageTitle") => title_fits(title),
                _ => member(operation, name, value, own),
            })
        }
        _ => Ok(()),
    }
}

fn member(operation: &Declaration, name: &str, value: &Value, own: bool) -> Result<(), Problem> {
    if let Some(kind) = kind(operation, name, own).filter(|kind| !kind.fits(value)) {
        return Err(wrong(name, value, kind.name()));
    }
    if OPAQUE.contains(&name) {
        Ok(())
    } else {
        walk(operation, value, false)
    }
}

/// Refuses a title that is longer than a site takes.
pub(crate) fn title_fits(title: &str) -> Result<(), Problem> {
    if title.chars().count() > LONGEST_TITLE {
        return Err(Problem::bad_request(format!(
            "`title` cannot be longer than {LONGEST_TITLE} characters"
        )));
    }
    Ok(())
}

fn wrong(name: &str, value: &Value, expected: &str) -> Problem {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Problem::wrong_type(&text, name, expected)
}

/// The parameters of queries that are yes or no.
const FLAGS: [&str; 26] = [
    "allowCache",
    "draft",
    "embedded",
    "excludeCurrentSpaces",
    "get-draft",
    "include-blank-tasks",
    "include-collaborators",
    "include-direct-children",
    "include-favorited-by-current-user-status",
    "include-icon",
    "include-labels",
    "include-likes",
    "include-operations",
    "include-permissions",
    "include-properties",
    "include-role-assignments",
    "include-version",
    "include-versions",
    "include-webresources",
    "includeArchivedSpaces",
    "next",
    "prev",
    "private",
    "purge",
    "root-level",
    "shouldReturnTotalSize",
];

/// Refuses a parameter that is neither yes nor no although it must be. An empty one says nothing.
pub(crate) fn flag(name: &str, value: &str) -> Result<(), Problem> {
    if FLAGS.contains(&name) && !value.is_empty() && truth(value).is_none() {
        return Err(Problem::wrong_type(value, name, "boolean"));
    }
    Ok(())
}

/// `true` or `false`, or another word for them. Many programs write `True` and `False`, others 1 and 0.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}
