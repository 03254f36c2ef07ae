//! Paths for content and spaces that are in no document of the vendor any more. On the site they still work, and many
//! tools call them. The gateway says that they are gone.

mod action;
mod children;
mod content;
mod content_write;
mod download;
pub(crate) mod export;
pub(crate) mod people;
mod property;
mod space;
mod version;

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Handler, read};
use crate::server::Site;
use crate::state::State;
use confluence_sdk::spec::{self, ApiVersion, Declaration};
use serde_json::json;

/// A path that is not in the spec.
pub(crate) struct Legacy {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// The operation of the spec that decides about it: a caller needs the scopes and permissions of that one, and the
    /// body has the same media type.
    like: &'static str,
    pub(crate) handler: Handler,
}

pub(crate) type Table = &'static [Legacy];

/// All paths that are not in the spec.
pub(crate) const TABLES: &[Table] = &[
    action::TABLE,
    children::TABLE,
    content::TABLE,
    content_write::TABLE,
    download::TABLE,
    export::TABLE,
    people::TABLE,
    property::TABLE,
    space::TABLE,
    version::TABLE,
];

/// For what anyone may ask. The answer shows what the caller may see.
const READS: &str = "searchByCQL";
/// For changes of content. If the path names none, there is no permission to check.
const EDITS_CONTENT: &str = "addLabelsToContent";
const DELETES_CONTENT: &str = "deleteRestrictions";
const ADMINISTERS_SPACE: &str = "updateSpace";
const DELETES_SPACE: &str = "deleteSpace";

const fn get(path: &'static str, handler: fn(&State, &Call<'_>) -> Outcome) -> Legacy {
    legacy("GET", path, READS, read(handler))
}

const fn legacy(method: &'static str, path: &'static str, like: &'static str, handler: Handler) -> Legacy {
    Legacy {
        method,
        path,
        like,
        handler,
    }
}

impl Legacy {
    /// The operation of the spec that decides who may call this path.
    pub(crate) fn like(&self) -> &'static Declaration {
        spec::find(self.like)
            .find(|operation| operation.version == ApiVersion::V1)
            .expect("each path is like an operation of v1; a test looks them all up")
    }

    /// Says in the headers that the path is deprecated, as the site does for what is in its older API.
    pub(crate) fn deprecated(&self, reply: Reply) -> Reply {
        if !self.path.starts_with("/wiki/rest/") {
            return reply;
        }
        let notice = "<https://developer.atlassian.com/cloud/confluence/changelog/#CHANGE-864>; rel=\"deprecation\"";
        reply
            .header("deprecation", "Wed, 1 Mar 2023 00:00:00 GMT")
            .header("link", notice)
    }

    /// The answer of the gateway, no matter what the token allows.
    pub(crate) fn at_the_gateway(&self, site: &Site) -> Outcome {
        if self.path.starts_with(download::START) {
            let realm = format!("OAuth realm=\"{}\"", site.wiki_url());
            return Err(Problem::bad_credentials().with_header("www-authenticate", realm));
        }
        let message = "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated \
                       endpoint has been removed.";
        Ok(Reply::json(
            410,
            json!({
                "statusCode": 410,
                "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
                "message": message,
            }),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::TABLES;
    use confluence_sdk::spec;

    #[test]
    fn every_path_is_like_an_operation_and_is_none() {
        for legacy in TABLES.iter().copied().flatten() {
            assert!(legacy.path.starts_with("/wiki/"), "{}", legacy.path);
            assert!(!legacy.like().id.is_empty());
            let documented = spec::operations()
                .any(|operation| operation.method.as_str() == legacy.method && operation.path == legacy.path);
            assert!(!documented, "{} {} is in the spec", legacy.method, legacy.path);
        }
    }
}
