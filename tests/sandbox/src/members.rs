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
/// exceptions. What has several kinds is checked where it is used.
fn kind(operation: &Declaration, name: &str) -> Option<Kind> {
    Some(match name {
        "description" if operation.id.ends_with("Space") => Kind::Object,
        "description" if operation.id.ends_with("Template") || operation.id.ends_with("SpaceRole") => Kind::Text,
        "search" if operation.id == "copyPageHierarchy" => Kind::Text,
        "comment" | "mediaType" if operation.id == "updateAttachmentProperties" => Kind::Text,
        "access" | "allowCache" | "anonymousAccess" | "cleanHistory" | "copyAttachments" | "copyCustomContents"
        | "copyDescendants" | "copyLabels" | "copyPermissions" | "copyProperties" | "createPrivateSpace"
        | "minorEdit" | "removeAccess" | "resolved" | "restoreTitle" | "sysAdmin" => Kind::Flag,
        "attachmentId" | "blogPostId" | "customContentId" | "destinationPageId" | "id" | "pageId"
        | "parentCommentId" | "parentId" | "spaceId" | "templateId" => Kind::Id,
        "ancestors" | "assignments" | "contentIds" | "conversionInputs" | "operations" | "pages" | "permissions"
        | "redactions" | "results" | "roleAssignments" | "spacePermissions" => Kind::List,
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
const OTHERS: [&str; 3] = ["postRedactBlog", "postRedactPage", "registerModules"];

/// What is in these members belongs to an app, or was read from an answer and is not looked at.
const OPAQUE: [&str; 5] = ["_expandable", "_links", "extensions", "properties", "value"];

/// The longest title, in characters.
const LONGEST_TITLE: usize = 255;

/// Refuses a body with a member that cannot be read.
pub(crate) fn check(operation: &Declaration, body: &Value) -> Result<(), Problem> {
    if OTHERS.contains(&operation.id) {
        return Ok(());
    }
    match body {
        Value::Array(items) => items.iter().try_for_each(|item| check(operation, item)),
        Value::Object(members) => {
            // The value of a body is a text. That of a property can be anything.
            let value = members.get("value").filter(|_| members.contains_key("representation"));
            if let Some(value) = value.filter(|value| !value.is_null() && !value.is_string()) {
                return Err(wrong("value", value, Kind::Text.name()));
            }
            let mut present = members.iter().filter(|(_, value)| !value.is_null());
            present.try_for_each(|(name, value)| member(operation, name, value))
        }
        _ => Ok(()),
    }
}

fn member(operation: &Declaration, name: &str, value: &Value) -> Result<(), Problem> {
    if let Some(kind) = kind(operation, name).filter(|kind| !kind.fits(value)) {
        return Err(wrong(name, value, kind.name()));
    }
    let is_title = matches!(name, "title" | "pageTitle");
    if is_title && let Some(title) = value.as_str() {
        title_fits(title)?;
    }
    if OPAQUE.contains(&name) {
        Ok(())
    } else {
        check(operation, value)
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

/// Refuses a parameter that is neither yes nor no although it must be.
pub(crate) fn flag(name: &str, value: &str) -> Result<(), Problem> {
    if FLAGS.contains(&name) && truth(value).is_none() {
        return Err(Problem::wrong_type(value, name, "boolean"));
    }
    Ok(())
}

/// `true` or `false`. Many programs write them as `True` and `False`.
pub(crate) fn truth(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("true") {
        Some(true)
    } else if is("false") {
        Some(false)
    } else {
        None
    }
}
