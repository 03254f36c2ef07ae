//! The files of the site. Each operation, scope and permission has a page whose address is made of its name only, so
//! the address stays when others come or go.

mod address;
mod data;
mod frame;
mod html;
mod index;
mod operation;
mod paste;
mod permission;
mod rows;
mod scope;

use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{self, PermissionGrant};

/// Parts of one script. They share a scope, which is why they are joined.
const SCRIPT: [&str; 10] = [
    include_str!("script/spec.js"),
    include_str!("script/state.js"),
    include_str!("script/smallest.js"),
    include_str!("script/paste.js"),
    include_str!("script/search.js"),
    include_str!("script/elements.js"),
    include_str!("script/answers.js"),
    include_str!("script/judge.js"),
    include_str!("script/results.js"),
    include_str!("script/start.js"),
];

/// All files of the site: paths and texts.
pub(super) fn files() -> Vec<(String, String)> {
    let mut files = vec![
        ("explorer.css".to_owned(), include_str!("style.css").to_owned()),
        (
            "explorer.js".to_owned(),
            format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPT.join("\n")),
        ),
        ("data.js".to_owned(), data::script()),
        ("index.html".to_owned(), index::page()),
        ("scopes.html".to_owned(), scope::list()),
        ("permissions.html".to_owned(), permission::list()),
    ];
    files.extend(spec::operations().map(|one| (address::operation(one), operation::page(one))));
    files.extend(Scope::all().map(|one| (address::scope(one), scope::page(one))));
    files.extend(PermissionGrant::all().map(|one| (address::permission(one), permission::page(one))));
    files
}
