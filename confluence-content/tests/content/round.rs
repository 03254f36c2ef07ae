//! Storage format to documents and back, and documents to storage format and back.

use crate::corpus;
use confluence_content::adf::Document;
use confluence_content::{NoSite, Storage};

fn there_and_back(body: &str) -> (Document, String) {
    let read = Storage::parse(body).unwrap_or_else(|error| panic!("{body}\n{error}"));
    let document = read.to_adf(&NoSite).value;
    let back = document
        .to_storage(&NoSite)
        .unwrap_or_else(|error| panic!("{body}\n{error}"));
    assert!(back.notes.is_empty(), "{body}\n{:?}", back.notes);
    (document, back.value)
}

#[test]
fn every_body_of_the_corpus_is_a_document_and_back_without_a_change() {
    let mut wrong = String::new();
    for body in corpus::storage() {
        let (document, back) = there_and_back(&body);
        if back != body {
            wrong.push_str(&format!("\n  {body}\n→ {back}\n  {}\n", document.to_json()));
        }
        let text = Storage::parse(&body).expect("read before").text();
        if document.text() != text {
            wrong.push_str(&format!("\n  {body}\n  {text:?}\n→ {:?}\n", document.text()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_document_of_the_corpus_is_storage_format_and_back_without_a_change() {
    let mut wrong = String::new();
    for json in include_str!("../corpus/adf.jsonl").lines() {
        let document = Document::parse(json).unwrap_or_else(|error| panic!("{json}\n{error}"));
        for block in document.content {
            let document = Document::new([block]);
            let written = document.to_storage(&NoSite).expect("not too deep");
            assert!(written.notes.is_empty(), "{:?}", written.notes);
            let body = Storage::parse(&written.value).expect("what is written is right");
            let back = body.to_adf(&NoSite).value;
            if back != document {
                wrong.push_str(&format!(
                    "\n  {}\n  {}\n→ {}\n",
                    document.to_json(),
                    written.value,
                    back.to_json()
                ));
            }
            if body.text() != document.text() {
                wrong.push_str(&format!(
                    "\n  {}\n  {:?}\n→ {:?}\n",
                    written.value,
                    document.text(),
                    body.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
