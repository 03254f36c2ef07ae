//! The files by themselves, without a browser.

use super::site;
use confluence_sdk::spec;
use std::collections::{HashMap, HashSet};

/// The values of an attribute in a page.
fn attributes<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    html.split(&start[..])
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect()
}

/// An address beside a page, as one from the root.
fn from_root(page: &str, address: &str) -> String {
    match (address.strip_prefix("../"), page.rsplit_once('/')) {
        (Some(rest), _) => rest.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{address}"),
        (None, None) => address.to_owned(),
    }
}

#[test]
fn every_link_leads_somewhere() {
    let files: HashMap<String, String> = site::files().into_iter().collect();
    let ids: HashMap<&String, HashSet<&str>> = files
        .iter()
        .map(|(path, text)| (path, attributes(text, "id").into_iter().collect()))
        .collect();
    let mut seen = 0;
    for (page, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for address in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
            if address.starts_with("https://") || address.starts_with("data:") || address.starts_with("#q=") {
                continue;
            }
            let (file, place) = address.split_once('#').unwrap_or((address, ""));
            let file = if file.is_empty() {
                page.clone()
            } else {
                from_root(page, file)
            };
            let target = ids
                .get(&file)
                .unwrap_or_else(|| panic!("{page} leads to {file}, which is not there"));
            assert!(
                place.is_empty() || target.contains(place),
                "{page} leads to {file}#{place}"
            );
            seen += 1;
        }
    }
    assert!(seen > 8_000, "{seen}");
}

#[test]
fn every_operation_has_a_page_whose_name_every_file_system_takes() {
    let mut names = HashSet::new();
    let files = site::files();
    for (path, _) in &files {
        assert!(
            path.chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_')),
            "{path}"
        );
        assert!(
            names.insert(path.to_lowercase()),
            "two files are {path} where case does not count"
        );
    }
    for operation in spec::operations() {
        let path = format!("{}/{}.html", operation.version, operation.id);
        let (_, html) = files
            .iter()
            .find(|(file, _)| *file == path)
            .unwrap_or_else(|| panic!("{path}"));
        assert!(html.contains(operation.path), "{path}");
        for scope in operation.scopes.iter().copied().flatten() {
            assert!(html.contains(&format!("<code>{scope}</code></a>")), "{path}: {scope}");
        }
    }
}

#[test]
fn nothing_is_asked_of_another_host() {
    for (path, text) in site::files() {
        if path.ends_with(".html") {
            assert!(
                attributes(&text, "src").iter().all(|address| !address.contains(':')),
                "{path}"
            );
            assert!(text.contains("default-src &#39;none&#39;"), "{path}");
            assert!(!text.contains(" style=") && !text.contains(" onclick="), "{path}");
        }
        assert!(!text.contains("@import") && !text.contains("url("), "{path}");
    }
}
