//! Takes people out of a recording: their account ids, names and e-mail addresses. The same person has the same
//! stand-in everywhere, so that a recording still fits together.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Members whose value is an account id.
const IDS: [&str; 8] = [
    "accountid",
    "assignedto",
    "authorid",
    "completedby",
    "createdby",
    "lastownerid",
    "ownerid",
    "principalid",
];
/// Members whose value is the name of a person.
const NAMES: [&str; 3] = ["displayname", "publicname", "username"];

/// The recording without people.
pub(super) fn without_people(recording: &Value) -> Value {
    let mut people = People::default();
    people.learn(recording);
    // The longest first: one id can be a part of another.
    let mut known: Vec<(&String, &String)> = people.stand_ins.iter().collect();
    known.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
    replaced(recording, &known)
}

/// Account ids and names, each with its stand-in.
#[derive(Default)]
struct People {
    stand_ins: BTreeMap<String, String>,
    count: usize,
}

impl People {
    fn learn(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.learn(value)),
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.to_ascii_lowercase();
                    match value {
                        Value::String(id) if IDS.contains(&name.as_str()) => self.add(id, "account"),
                        Value::String(person) if NAMES.contains(&name.as_str()) => self.add(person, "person"),
                        value => self.learn(value),
                    }
                }
            }
            Value::String(text) => account_ids(text).for_each(|id| self.add(id, "account")),
            _ => {}
        }
    }

    fn add(&mut self, text: &str, kind: &str) {
        // A shorter one would be found within other words.
        const SHORTEST: usize = 3;
        if text.len() >= SHORTEST && !self.stand_ins.contains_key(text) {
            let stand_in = format!("{kind}-{}", self.count + 1);
            self.count += 1;
            // In a path it is percent-encoded.
            self.stand_ins.insert(crate::request::encode(text), stand_in.clone());
            self.stand_ins.insert(text.to_owned(), stand_in);
        }
    }
}

/// Account ids by their form: digits, a colon and a UUID.
fn account_ids(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| !(c.is_ascii_hexdigit() || matches!(c, '-' | ':'));
    text.split(between).filter(|word| {
        word.split_once(':').is_some_and(|(digits, uuid)| {
            let is_uuid = uuid.len() == 36 && uuid.bytes().filter(|byte| *byte == b'-').count() == 4;
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && is_uuid
        })
    })
}

fn replaced(value: &Value, known: &[(&String, &String)]) -> Value {
    let text = |text: &str| {
        let text = known.iter().fold(text.to_owned(), |text, (id, stand_in)| {
            text.replace(id.as_str(), stand_in)
        });
        without_addresses(&text)
    };
    match value {
        Value::String(value) => text(value).into(),
        Value::Array(list) => list.iter().map(|value| replaced(value, known)).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (text(name), replaced(value, known)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// The text without e-mail addresses.
fn without_addresses(text: &str) -> String {
    const STAND_IN: &str = "somebody@example.invalid";
    let in_address = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    let mut clean = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !in_address(c)) {
        let word = piece.trim_end_matches(|c: char| !in_address(c));
        match word.split_once('@') {
            Some((name, host)) if !name.is_empty() && host.contains('.') => {
                clean.extend([STAND_IN, &piece[word.len()..]]);
            }
            _ => clean += piece,
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn the_same_person_is_the_same_everywhere() {
        let uuid = "557058:12345678-1234-1234-1234-123456789abc";
        let recording = json!([
            { "authorId": "5b10ac8d82e05b22cc7d4ef5", "displayName": "Ada L." },
            { "query": "creator = 5b10ac8d82e05b22cc7d4ef5", "text": format!("<p>{uuid} or ada@example.com, Ada L.</p>") },
            { "title": "@home", "number": 1 },
        ]);
        let clean = without_people(&recording);
        assert_eq!(
            clean,
            json!([
                { "authorId": "account-1", "displayName": "person-2" },
                { "query": "creator = account-1", "text": "<p>account-3 or somebody@example.invalid, person-2</p>" },
                { "title": "@home", "number": 1 },
            ])
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned_without_panic(text in ".*", id in ".*") {
            let _ = without_people(&json!({ "accountId": id, "x": text }));
        }
    }
}
