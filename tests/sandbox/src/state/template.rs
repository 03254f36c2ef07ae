//! Templates: what new pages start from.

use crate::body::Body;
use std::collections::{BTreeMap, BTreeSet};

/// A template of a space, or of all spaces.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Without a space, the template is for all spaces.
    pub(crate) space: Option<u64>,
    pub(crate) labels: BTreeSet<u64>,
    pub(crate) body: Body,
    /// The blueprint that provides it. Users make templates without one.
    pub(crate) blueprint: Option<&'static Blueprint>,
}

/// A set of templates that comes with the product.
#[derive(Clone, Debug)]
pub(crate) struct Blueprint {
    name: &'static str,
    description: &'static str,
    pub(crate) plugin: &'static str,
    pub(crate) module: &'static str,
    body: &'static str,
}

/// Ids of the blueprints' templates start here, below the ids of everything that is made later.
const FIRST_ID: u64 = 1_024;

const BUSINESS: &str = "com.atlassian.confluence.plugins.confluence-business-blueprints";

const BLUEPRINTS: [Blueprint; 4] = [
    Blueprint {
        name: "Decision",
        description: "Records what was decided, by whom and why.",
        plugin: BUSINESS,
        module: "decisions-blueprint",
        body: "<h2>Background</h2><p /><h2>Decision</h2><p />",
    },
    Blueprint {
        name: "File list",
        description: "Collects files in one place.",
        plugin: BUSINESS,
        module: "file-list-blueprint",
        body: "<ac:structured-macro ac:name=\"attachments\" />",
    },
    Blueprint {
        name: "How-to article",
        description: "Explains how something is done, step by step.",
        plugin: "com.atlassian.confluence.plugins.confluence-knowledge-base",
        module: "kb-how-to-article-blueprint",
        body: "<h2>Steps</h2><ol><li><p /></li></ol>",
    },
    Blueprint {
        name: "Meeting notes",
        description: "Keeps the agenda of a meeting and what came out of it.",
        plugin: BUSINESS,
        module: "meeting-notes-blueprint",
        body: "<h2>Participants</h2><ul><li><p /></li></ul><h2>Notes</h2><p />",
    },
];

/// The templates that every site has.
pub(super) fn of_blueprints() -> BTreeMap<u64, Template> {
    let template = |blueprint: &'static Blueprint| Template {
        name: blueprint.name.to_owned(),
        description: blueprint.description.to_owned(),
        space: None,
        labels: BTreeSet::new(),
        body: Body {
            representation: "storage".to_owned(),
            value: blueprint.body.to_owned(),
        },
        blueprint: Some(blueprint),
    };
    (FIRST_ID..).zip(BLUEPRINTS.iter().map(template)).collect()
}
