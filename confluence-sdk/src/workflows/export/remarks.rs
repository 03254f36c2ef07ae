//! How it is noted what Markdown could not say of a page, so that a later run tells it too.

use crate::content::{Loss, Note};
use serde_json::{Value, json};

const WORDS: [(Loss, &str); 3] = [
    (Loss::Rewritten, "rewritten"),
    (Loss::Unwrapped, "unwrapped"),
    (Loss::Dropped, "dropped"),
];

pub(super) fn write(notes: &[Note]) -> Value {
    let word = |loss| WORDS.iter().find(|(known, _)| *known == loss).map(|(_, word)| *word);
    notes.iter().map(|note| json!([word(note.loss), note.what])).collect()
}

pub(super) fn read(written: &Value) -> impl Iterator<Item = Note> {
    written.as_array().into_iter().flatten().filter_map(|remark| {
        let (loss, _) = WORDS.iter().find(|(_, word)| remark[0] == **word)?;
        Some(Note::new(*loss, remark[1].as_str()?))
    })
}
