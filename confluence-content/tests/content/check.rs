//! Documents that keep to the rules of their format, and documents that do not.

use crate::corpus;
use confluence_content::adf::Document;
use confluence_content::serde_json::{Value, json};
use confluence_content::{NoSite, Storage};

fn checked(content: &Value) -> Result<(), String> {
    let document = json!({ "type": "doc", "version": 1, "content": content }).to_string();
    let document = Document::parse(&document).expect("it is a document");
    document.check().map_err(|error| error.to_string())
}

fn text() -> Value {
    json!({ "type": "text", "text": "x" })
}

fn paragraph() -> Value {
    json!({ "type": "paragraph", "content": [text()] })
}

fn in_cell(block: &Value) -> Value {
    let cell = json!({ "type": "tableCell", "content": [block] });
    json!({ "type": "table", "content": [{ "type": "tableRow", "content": [cell] }] })
}

fn in_item(block: &Value) -> Value {
    json!({ "type": "bulletList", "content": [{ "type": "listItem", "content": [block] }] })
}

fn with_mark(mark: &Value) -> Value {
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": "x", "marks": [mark] }] })
}

fn in_line(node: &Value) -> Value {
    json!({ "type": "paragraph", "content": [node] })
}

/// A block, and what is said about it.
fn mistakes() -> Vec<(Value, &'static str)> {
    let panel = json!({ "type": "panel", "attrs": { "panelType": "info" }, "content": [paragraph()] });
    let expand = json!({ "type": "expand", "content": [paragraph()] });
    vec![
        (
            json!({ "type": "heading" }),
            "`heading` in `doc`: `level` is missing, it must be a whole number from 1 to 6",
        ),
        (
            json!({ "type": "heading", "attrs": { "level": "2" } }),
            "`heading` in `doc`: `level` must be a whole number",
        ),
        (
            json!({ "type": "panel", "content": [paragraph()] }),
            "`panel` in `doc`: `panelType` is missing",
        ),
        (
            json!({ "type": "panel", "attrs": { "panelType": "blue" } }),
            "`panelType` must be one of `custom`, `error`",
        ),
        (
            json!({ "type": "codeBlock", "attrs": { "language": 1 } }),
            "`codeBlock` in `doc`: `language` must be a text",
        ),
        (
            json!({ "type": "codeBlock", "content": [{ "type": "text", "text": "x", "marks": [{ "type": "em" }] }] }),
            "`text` in `codeBlock`: it cannot have the mark `em`",
        ),
        (
            json!({ "type": "extension", "attrs": { "extensionKey": "k" } }),
            "`extension` in `doc`: `extensionType` is",
        ),
        (json!({ "type": "blockCard" }), "`blockCard` in `doc`: `url` is missing"),
        (
            json!({ "type": "embedCard", "attrs": { "url": "u", "layout": "left" } }),
            "`layout` must be one of",
        ),
        (
            json!({ "type": "mediaGroup", "content": [{ "type": "media", "attrs": { "type": "file", "id": "i" } }] }),
            "`media` in `mediaGroup`: `collection` is missing",
        ),
        (
            json!({ "type": "mediaGroup", "content": [{ "type": "media", "attrs": { "type": "external" } }] }),
            "`media` in `mediaGroup`: `url` is missing",
        ),
        (
            json!({ "type": "taskList", "attrs": { "localId": "l" }, "content": [
            { "type": "taskItem", "attrs": { "localId": "1", "state": "done" } }] }),
            "`taskItem` in `taskList`: `state` must be one of `DONE`, `TODO`",
        ),
        (
            json!({ "type": "layoutSection", "content": [{ "type": "layoutColumn", "attrs": { "width": 120 } }] }),
            "`layoutColumn` in `layoutSection`: `width` must be a number from 0 to 100",
        ),
        (
            json!({ "type": "paragraph", "attrs": { "localId": 1 } }),
            "`paragraph` in `doc`: `localId` must be a text",
        ),
        (
            in_line(&json!({ "type": "status", "attrs": { "text": "x", "color": "pink" } })),
            "`status` in `paragraph`",
        ),
        (
            in_line(&json!({ "type": "status", "attrs": { "text": "", "color": "red" } })),
            "`text` must be a text that",
        ),
        (
            in_line(&json!({ "type": "mention", "attrs": { "text": "@a" } })),
            "`mention` in `paragraph`: `id` is missing",
        ),
        (
            in_line(&json!({ "type": "emoji", "attrs": { "id": "1" } })),
            "`shortName` is missing",
        ),
        (
            in_line(&json!({ "type": "date", "attrs": { "timestamp": 1 } })),
            "`date` in `paragraph`: `timestamp` must be",
        ),
        (
            in_line(&json!({ "type": "inlineCard", "attrs": {} })),
            "`inlineCard` in `paragraph`: `url` is missing",
        ),
        (
            in_line(&json!({ "type": "text", "text": "" })),
            "`text` in `paragraph`: its text is empty",
        ),
        (
            in_line(&paragraph()),
            "`paragraph` in `paragraph`: `paragraph` cannot hold it",
        ),
        (text(), "`text` in `doc`: `doc` cannot hold it"),
        (
            json!({ "type": "listItem", "content": [paragraph()] }),
            "`listItem` in `doc`",
        ),
        (
            json!({ "type": "bulletList", "content": [paragraph()] }),
            "`paragraph` in `bulletList`",
        ),
        (
            json!({ "type": "table", "content": [{ "type": "tableRow", "content": [paragraph()] }] }),
            "`paragraph` in `tableRow`",
        ),
        (
            json!({ "type": "nestedExpand", "attrs": {}, "content": [paragraph()] }),
            "`nestedExpand` in `doc`",
        ),
        (in_cell(&expand), "`expand` in `tableCell`"),
        (in_cell(&in_cell(&paragraph())), "`table` in `tableCell`"),
        (in_item(&panel), "`panel` in `listItem`"),
        (in_item(&text()), "`text` in `listItem`"),
        (
            with_mark(&json!({ "type": "textColor", "attrs": { "color": "red" } })),
            "in the mark `textColor`, `color` must",
        ),
        (
            with_mark(&json!({ "type": "subsup", "attrs": { "type": "up" } })),
            "in the mark `subsup`",
        ),
        (
            with_mark(&json!({ "type": "link" })),
            "in the mark `link`, `href` is missing",
        ),
        (
            with_mark(&json!({ "type": "alignment", "attrs": { "align": "end" } })),
            "cannot have the mark `alignment`",
        ),
        (
            json!({ "type": "paragraph", "marks": [{ "type": "strong" }] }),
            "`paragraph` in `doc`: it cannot have the mark",
        ),
        (
            json!({ "type": "paragraph", "marks": [{ "type": "indentation", "attrs": { "level": 7 } }] }),
            "`indentation`",
        ),
    ]
}

#[test]
fn a_mistake_is_named_with_its_node() {
    for (block, said) in mistakes() {
        let error = checked(&json!([block])).expect_err(&block.to_string());
        assert!(
            error.starts_with("Error parsing ADF: ") && error.contains(said),
            "{block}\n{error}"
        );
    }
}

#[test]
fn what_is_not_known_is_no_mistake() {
    for block in [
        json!({ "type": "syncBlock", "attrs": { "resourceId": 1 } }),
        json!({ "type": "future", "attrs": { "level": 9 }, "content": [text(), { "type": "tableRow" }] }),
        in_line(&json!({ "type": "future", "content": [paragraph()] })),
        in_cell(&json!({ "type": "confluenceUnsupportedBlock", "attrs": { "cxhtml": "<div/>" } })),
        with_mark(&json!({ "type": "future", "attrs": { "x": 1 } })),
        json!({ "type": "rule", "attrs": { "future": [1] } }),
        // Editors write `null` for what is not there.
        json!({ "type": "codeBlock", "attrs": { "language": null, "localId": null } }),
    ] {
        assert_eq!(checked(&json!([block])), Ok(()), "{block}");
    }
}

#[test]
fn what_confluence_takes_is_no_mistake() {
    let marks = [json!({ "type": "code" }), json!({ "type": "strong" })];
    let both = json!({ "type": "text", "text": "x", "marks": marks });
    assert_eq!(checked(&json!([in_line(&both)])), Ok(()));
    assert_eq!(checked(&json!([])), Ok(()));
    let version = Document::parse(r#"{"type":"doc","version":2,"content":[]}"#).expect("it is a document");
    assert!(version.check().is_err());
}

#[test]
fn bodies_in_storage_format_are_documents_that_can_be_written_again() {
    for body in corpus::storage() {
        let read = Storage::parse(&body).expect("it is well-formed");
        let document = read.to_adf(&NoSite).value.with_oddities_marked();
        assert_eq!(document.check(), Ok(()), "{body}");
        assert_eq!(document.to_storage(&NoSite).expect("it is not too deep").value, body);
    }
}
