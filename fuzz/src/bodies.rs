//! What holds for bodies, whatever they say.

use confluence_content::adf::Document;
use confluence_content::{Converted, NoSite, Storage, View, markdown};

/// Converts a body in storage format into everything else and back.
pub fn convert_storage(source: &str) {
    let Ok(body) = Storage::parse(source) else {
        return;
    };
    body.tasks();
    body.to_html(View::View, &NoSite);
    let document = body.to_adf(&NoSite).value;
    let back = document.to_storage(&NoSite).expect("it is not too deep").value;
    let again = Storage::parse(&back).unwrap_or_else(|error| panic!("{back}\n{error}"));
    assert_eq!(letters(&document.text()), letters(&body.text()), "{source}");
    assert_eq!(letters(&again.text()), letters(&body.text()), "{source}\n{back}");
    let written = body.to_markdown(&NoSite);
    let back = to_storage(&written);
    if back.notes.is_empty() {
        let again = Storage::parse(&back.value).expect("what is written is right");
        assert_eq!(letters(&again.text()), letters(&body.text()), "{source}\n{}", written.value);
    }
}

/// Converts a document into everything else and back.
pub fn convert_adf(json: &str) {
    let Ok(document) = Document::parse(json) else {
        return;
    };
    let _ = document.check();
    assert_eq!(Document::parse(&document.to_json()).as_ref(), Ok(&document));
    let Ok(storage) = document.to_storage(&NoSite) else {
        return;
    };
    let body = Storage::parse(&storage.value).expect("what is written is right");
    assert_eq!(letters(&body.text()), letters(&document.text()), "{json}\n{}", storage.value);
    let written = document.to_markdown(&NoSite).expect("it is not too deep");
    let back = to_storage(&written);
    if back.notes.is_empty() {
        let again = Storage::parse(&back.value).expect("what is written is right");
        assert_eq!(letters(&again.text()), letters(&document.text()), "{json}\n{}", written.value);
    }
}

/// Converts Markdown into everything else and back.
pub fn convert_markdown(text: &str) {
    let storage = markdown::to_storage(text, &NoSite);
    let body = Storage::parse(&storage.value).unwrap_or_else(|error| panic!("{text}\n{}\n{error}", storage.value));
    markdown::to_adf(text, &NoSite).expect("what is written is right");
    let written = body.to_markdown(&NoSite);
    let back = to_storage(&written);
    if back.notes.is_empty() {
        let again = Storage::parse(&back.value).expect("what is written is right");
        assert_eq!(letters(&again.text()), letters(&body.text()), "{text}\n{}\n{}", storage.value, written.value);
    }
}

fn to_storage(written: &Converted<String>) -> Converted<String> {
    let mut back = markdown::to_storage(&written.value, &NoSite);
    back.notes.extend(written.notes.iter().cloned());
    back
}

/// The letters of a text, so that lines may be cut in another way.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
