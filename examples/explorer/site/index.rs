//! The list of all operations, which is the first page.

use super::frame::{List, Page};
use super::html::{Html, html};
use super::{address, rows};
use confluence_sdk::spec;

pub(super) fn page() -> String {
    let groups = rows::groups();
    let entries = groups.iter().map(|(version, tag, operations)| {
        html!(
            "<li><a href=\"#{}\">{} <small>{}</small></a></li>\n",
            address::group(*version, tag),
            *tag,
            operations.len()
        )
    });
    let (newer, older) = groups
        .iter()
        .partition::<Vec<_>, _>(|(version, ..)| *version == spec::ApiVersion::V2);
    let mut entries = entries;
    let newer: Html = entries.by_ref().take(newer.len()).collect();
    let older_entries: Html = entries.take(older.len()).collect();
    let sections: Html = groups
        .iter()
        .map(|(version, tag, operations)| {
            let list: Html = operations
                .iter()
                .map(|operation| rows::operation("", operation, rows::needs(operation)))
                .collect();
            html!(
                "<section class=\"group\"><h2 id=\"{}\" tabindex=\"-1\">{} <small>{}</small></h2>\n\
                 <ul class=\"rows\">\n{}</ul></section>\n",
                address::group(*version, tag),
                *tag,
                version.to_string(),
                list
            )
        })
        .collect();
    let count = spec::operations().count();
    let main = html!(
        "<div class=\"three\">\n<nav class=\"groups\" aria-label=\"Groups of operations\">\
         <details open><summary>Groups</summary>\n\
         <h2>API v2</h2><ul>{}</ul>\n<h2>API v1</h2><ul>{}</ul></details></nav>\n\
         <div class=\"list\"><h1>Which scopes do I need?</h1>\n\
         <p class=\"lede\">All {} operations of Confluence Cloud, and what each of them needs. \
         <span class=\"js\">Tick the ones that \
         you call: the smallest sets of scopes appear at once, ready to paste.</span></p>\n\
         <p class=\"hints js\">Try <a href=\"#q=create%20page\">create page</a>, <a href=\"#q=upload\">upload</a>, \
         <a href=\"#q=read%3Aspace%3Aconfluence\">read:space:confluence</a>, or paste the address that was refused: \
         <a href=\"#q=GET%20%2Fwiki%2Fapi%2Fv2%2Fpages%2F12%2Flabels\">GET /wiki/api/v2/pages/12/labels</a></p>\n\
         <noscript><p class=\"note\">Searching and choosing need JavaScript. Everything else is here: use your \
         browser&#39;s own search on this page.</p></noscript>\n\
         <div id=\"found\" hidden></div>\n<div id=\"all\">\n{}</div></div>\n\
         <aside id=\"answer\" class=\"answer js\" aria-label=\"Your choice\"></aside>\n</div>",
        newer,
        older_entries,
        count,
        sections
    );
    Page {
        list: List::Operations,
        depth: 0,
        title: "Which scopes do I need? Confluence Cloud".to_owned(),
        description: format!(
            "The scopes, permissions and callers of all {count} operations of the Confluence Cloud REST API."
        ),
        main,
    }
    .text()
}
