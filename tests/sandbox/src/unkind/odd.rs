//! Answers that are legal at real sites, or at least sent by them, and that few clients expect.

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

/// How an answer is odd. An answer that has nothing of the kind stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Odd {
    /// A page of results has no link to the next one, neither in the body nor in a header. JSON: `"noNextLink"`.
    NoNextLink,
    /// The link to the next page is in the `Link` header only. JSON: `"linkHeaderOnly"`.
    LinkHeaderOnly,
    /// `totalSize` is the number of results on the page. JSON: `"totalOfThePage"`.
    TotalOfThePage,
    /// A page without results has a link to the next page, which leads to itself. JSON: `"emptyPageToItself"`.
    EmptyPageToItself,
    /// Members that may be absent are `null`. JSON: `"nullMembers"`.
    NullMembers,
    /// Members that may be absent are absent. JSON: `"absentMembers"`.
    AbsentMembers,
    /// Words of a fixed list are ones that no document has. JSON: `"unknownWords"`.
    UnknownWords,
    /// Dates and ids of others are empty texts. JSON: `"emptyTexts"`.
    EmptyTexts,
    /// The values of `_expandable` are objects. JSON: `"expandableObjects"`.
    ExpandableObjects,
    /// Objects have members that no document has. JSON: `"moreMembers"`.
    MoreMembers,
    /// The answer is `{}`, with the same status. JSON: `"emptyAnswer"`.
    EmptyAnswer,
    /// Counts and positions are -1. JSON: `"negativeCounts"`.
    NegativeCounts,
    /// A page of a listing by offset has half of its results, and its link goes on as if it had all of them. JSON:
    /// `"shortPages"`.
    ShortPages,
}

impl Odd {
    const ALL: [(Self, &'static str); 13] = [
        (Self::NoNextLink, "noNextLink"),
        (Self::LinkHeaderOnly, "linkHeaderOnly"),
        (Self::TotalOfThePage, "totalOfThePage"),
        (Self::EmptyPageToItself, "emptyPageToItself"),
        (Self::NullMembers, "nullMembers"),
        (Self::AbsentMembers, "absentMembers"),
        (Self::UnknownWords, "unknownWords"),
        (Self::EmptyTexts, "emptyTexts"),
        (Self::ExpandableObjects, "expandableObjects"),
        (Self::MoreMembers, "moreMembers"),
        (Self::EmptyAnswer, "emptyAnswer"),
        (Self::NegativeCounts, "negativeCounts"),
        (Self::ShortPages, "shortPages"),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(odd, _)| *odd)
    }

    pub(super) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(odd, _)| *odd == self)
            .map_or("", |(_, name)| name)
    }

    /// Changes an answer. `address` is the path and query of the request.
    pub(super) fn change(self, answer: &mut Value, headers: &mut HeaderMap, address: &str) {
        match self {
            Self::NoNextLink => {
                headers.remove("link");
                drop_next(answer);
            }
            Self::LinkHeaderOnly => {
                if headers.contains_key("link") {
                    drop_next(answer);
                }
            }
            Self::TotalOfThePage => total_of_the_page(answer),
            Self::EmptyPageToItself => empty_page_to_itself(answer, address),
            Self::NullMembers => each(answer, &mut |object| {
                for (_, value) in object.iter_mut().filter(|(name, _)| may_be_absent(name)) {
                    *value = Value::Null;
                }
            }),
            Self::AbsentMembers => each(answer, &mut |object| object.retain(|name, _| !may_be_absent(name))),
            Self::UnknownWords => each(answer, &mut |object| {
                for (_, value) in object
                    .iter_mut()
                    .filter(|(name, value)| is_word(name) && value.is_string())
                {
                    *value = "no_such_word".into();
                }
            }),
            Self::EmptyTexts => each(answer, &mut |object| {
                for (_, value) in object
                    .iter_mut()
                    .filter(|(name, value)| may_be_empty(name) && value.is_string())
                {
                    *value = "".into();
                }
            }),
            Self::ExpandableObjects => each(answer, &mut |object| {
                let expandable = object.get_mut("_expandable").and_then(Value::as_object_mut);
                for (_, value) in expandable.into_iter().flatten() {
                    *value = json!({ "href": value.clone() });
                }
            }),
            Self::MoreMembers => each(answer, &mut |object| {
                object.insert("sandboxExtra".to_owned(), json!({ "a": [1, null, "x"] }));
            }),
            Self::EmptyAnswer => {
                headers.remove("link");
                *answer = json!({});
            }
            Self::NegativeCounts => each(answer, &mut |object| {
                for (_, value) in object
                    .iter_mut()
                    .filter(|(name, value)| is_count(name) && value.is_number())
                {
                    *value = (-1).into();
                }
            }),
            Self::ShortPages => halve(answer),
        }
    }
}

fn total_of_the_page(answer: &mut Value) {
    let found = answer.get("results").and_then(Value::as_array).map(Vec::len);
    if let (Some(found), Some(total)) = (found, answer.get_mut("totalSize")) {
        *total = found.into();
    }
}

fn empty_page_to_itself(answer: &mut Value, address: &str) {
    let results = answer.get("results").and_then(Value::as_array);
    let empty = results.is_some_and(Vec::is_empty);
    let links = answer.get_mut("_links").and_then(Value::as_object_mut);
    if let Some(links) = links.filter(|_| empty) {
        links.insert("next".to_owned(), address.into());
    }
}

/// Takes the second half of the results away. A listing by offset has them again where its next page should start.
fn halve(answer: &mut Value) {
    let by_offset = answer.get("start").is_some();
    let Some(results) = answer
        .get_mut("results")
        .and_then(Value::as_array_mut)
        .filter(|_| by_offset)
    else {
        return;
    };
    results.truncate(results.len().div_ceil(2));
    let left = results.len();
    if let Some(size) = answer.get_mut("size") {
        *size = left.into();
    }
}

fn drop_next(answer: &mut Value) {
    if let Some(links) = answer.get_mut("_links").and_then(Value::as_object_mut) {
        links.remove("next");
    }
}

/// Members that the vendor's schemas do not require, of content, versions, users and spaces.
fn may_be_absent(name: &str) -> bool {
    const NAMES: [&str; 18] = [
        "authorId",
        "ownerId",
        "lastOwnerId",
        "parentId",
        "parentType",
        "position",
        "createdAt",
        "minorEdit",
        "message",
        "fileSize",
        "mediaTypeDescription",
        "comment",
        "profilePicture",
        "publicName",
        "email",
        "icon",
        "description",
        "homepageId",
    ];
    NAMES.contains(&name)
}

fn is_count(name: &str) -> bool {
    ["childPosition", "count", "fileSize", "position", "totalSize"].contains(&name)
}

fn may_be_empty(name: &str) -> bool {
    [
        "createdAt",
        "ownerId",
        "lastOwnerId",
        "parentId",
        "homepageId",
        "friendlyWhen",
    ]
    .contains(&name)
}

fn is_word(name: &str) -> bool {
    ["parentType", "accountType", "subtype", "resolutionStatus"].contains(&name)
}

/// Visits each object in the answer, except in bodies and property values, which belong to the user.
fn each(value: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            for (_, value) in object
                .iter_mut()
                .filter(|(name, _)| *name != "value" && *name != "body")
            {
                each(value, visit);
            }
            // After its members, so that an object which is added is not visited too.
            visit(object);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, visit)),
        _ => {}
    }
}
