//! Takes people out of a recording: their account ids, names and e-mail addresses, and the cursors, into which a site
//! can put them. The same person has the same stand-in everywhere, so that a recording still fits together.

use crate::request::encode;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Members whose value is an account id.
const IDS: [&str; 9] = [
    "accountid",
    "assignedto",
    "authorid",
    "completedby",
    "createdby",
    "lastownerid",
    "ownerid",
    "principalid",
    "userkey",
];
/// Members whose value is the name of a person.
const NAMES: [&str; 3] = ["displayname", "publicname", "username"];
/// Members and parameters whose value is a cursor.
const CURSORS: [&str; 2] = ["cursor", "nextcursor"];
/// Attributes of bodies whose value is an account id or another key of a person.
const ATTRIBUTES: [&str; 2] = ["account-id=", "userkey="];

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
            Value::Array(list) => match list.as_slice() {
                // It can be a parameter.
                [Value::String(name), value @ Value::String(_)] => {
                    self.learn_text(name);
                    self.learn_member(name, value);
                }
                list => list.iter().for_each(|value| self.learn(value)),
            },
            Value::Object(members) => {
                for (name, value) in members {
                    self.learn_text(name);
                    self.learn_member(name, value);
                }
                if members.get("type").is_some_and(|kind| kind == "mention") {
                    self.learn_mention(&value["attrs"]);
                }
            }
            Value::String(text) => self.learn_text(text),
            _ => {}
        }
    }

    /// One value or a list of them, by the name of the member.
    fn learn_member(&mut self, name: &str, value: &Value) {
        let name = name.to_ascii_lowercase();
        let kind = kind_of(&name).or_else(|| kind_of(name.strip_suffix('s')?));
        match (kind, value) {
            (Some(kind), Value::String(text)) => self.add(text, kind),
            (Some(kind), Value::Array(list)) => list.iter().for_each(|value| match value {
                Value::String(text) => self.add(text, kind),
                value => self.learn(value),
            }),
            (_, value) => self.learn(value),
        }
    }

    /// A mention in a document of the editor's format.
    fn learn_mention(&mut self, attrs: &Value) {
        if let Some(id) = attrs["id"].as_str() {
            self.add(id, "account");
        }
        if let Some(name) = attrs["text"].as_str() {
            self.add(name.trim_start_matches('@'), "person");
        }
    }

    fn learn_text(&mut self, text: &str) {
        // A body can be JSON in a text.
        if text.starts_with(['{', '['])
            && let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
        {
            self.learn(&value);
        }
        account_ids(text).for_each(|id| self.add(id, "account"));
        for attribute in ATTRIBUTES {
            for behind in text.split(attribute).skip(1) {
                let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
                if let Some((id, _)) = quote.and_then(|quote| behind[1..].split_once(quote)) {
                    self.add(id, "account");
                }
            }
        }
        for behind in text.split("cursor=").skip(1) {
            let ends = |c: char| matches!(c, '&' | '#' | '"' | '\'' | '<' | '>') || c.is_whitespace();
            let raw = behind.split(ends).next().unwrap_or_default();
            self.add(&percent_decode_str(raw).decode_utf8_lossy(), "cursor");
            // A site can encode it in another way than is done here.
            let stand_in = self.stand_ins.get(&*percent_decode_str(raw).decode_utf8_lossy());
            if let Some(stand_in) = stand_in.cloned() {
                self.stand_ins.entry(raw.to_owned()).or_insert(stand_in);
            }
        }
    }

    fn add(&mut self, text: &str, kind: &str) {
        // A shorter one would be found within other words, and says nothing of people.
        let shortest = if kind == "cursor" { 8 } else { 3 };
        if text.len() >= shortest && !self.stand_ins.contains_key(text) {
            let stand_in = format!("{kind}-{}", self.count + 1);
            self.count += 1;
            // In a path it is percent-encoded.
            self.stand_ins.insert(encode(text), stand_in.clone());
            self.stand_ins.insert(text.to_owned(), stand_in);
        }
    }
}

fn kind_of(name: &str) -> Option<&'static str> {
    let kinds: [(&[&str], _); 3] = [(&IDS, "account"), (&NAMES, "person"), (&CURSORS, "cursor")];
    let found = kinds.iter().find(|(names, _)| names.contains(&name));
    found.map(|(_, kind)| *kind)
}

/// Account ids by their form: digits, a colon and a UUID, or 24 hexadecimal digits.
fn account_ids(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| !(c.is_ascii_hexdigit() || matches!(c, '-' | ':'));
    let long = text.split(between).filter(|word| {
        word.split_once(':').is_some_and(|(digits, uuid)| {
            let is_uuid = uuid.len() == 36 && uuid.bytes().filter(|byte| *byte == b'-').count() == 4;
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && is_uuid
        })
    });
    let short = text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.len() == 24 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) && (1..24).contains(&digits)
    });
    long.chain(short)
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

/// The text without e-mail addresses, also without percent-encoded ones.
fn without_addresses(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, length) = word_of_an_address(rest);
        let (raw, behind) = rest.split_at(length);
        match word.split_once('@') {
            Some((name, host)) if !name.is_empty() && host.contains('.') => {
                // Where the `@` is encoded, a plus is a blank, and what is before it is no part of the address.
                let (before, at) = match raw.split_once("%40") {
                    Some((name, _)) => (name.rfind('+').map_or("", |plus| &name[..=plus]), "%40"),
                    None => ("", "@"),
                };
                clean.extend([before, "somebody", at, "example.invalid"]);
            }
            _ => clean += raw,
        }
        // What ends a word.
        let end = behind.len() - letter(behind).1.len();
        clean += &behind[..end];
        rest = &behind[end..];
    }
    clean
}

/// The letters that a text begins with and that an address can have, and how long they are in the text.
fn word_of_an_address(text: &str) -> (String, usize) {
    let mut word = String::new();
    let mut rest = text;
    loop {
        match letter(rest) {
            (Some(c), behind)
                if c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@') || c == '+' && !word.contains('@') =>
            {
                word.push(c);
                rest = behind;
            }
            _ => return (word, text.len() - rest.len()),
        }
    }
}

/// The first letter of a text, and what comes behind it. It can be percent-encoded.
fn letter(text: &str) -> (Option<char>, &str) {
    let digits = text.strip_prefix('%').and_then(|digits| digits.split_at_checked(2));
    let code = digits.and_then(|(digits, behind)| Some((u8::from_str_radix(digits, 16).ok()?, behind)));
    match code {
        Some((byte, behind)) if byte.is_ascii() => (Some(byte.into()), behind),
        _ => {
            let mut letters = text.chars();
            (letters.next(), letters.as_str())
        }
    }
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

    #[test]
    fn people_are_found_in_attributes_lists_and_texts_of_json() {
        let body = json!({ "type": "doc", "content": [
            { "type": "mention", "attrs": { "id": "new-id-of-ada", "text": "@Ada L." } },
        ] });
        let recording = json!([
            { "accountIds": ["one-id", "other-id"], "groupIds": ["some-group"] },
            { "body": { "value": body.to_string() } },
            { "body": "<ri:user ri:account-id=\"third-id\" /> <ri:user ri:userkey='old-key' />" },
            { "query": [["cql", "creator in (one-id, 5b10ac8d82e05b22cc7d4ef5)"]] },
        ]);
        let clean = without_people(&recording).to_string();
        for person in ["one-id", "other-id", "of-ada", "Ada", "third-id", "old-key", "5b10ac8d"] {
            assert!(!clean.contains(person), "{person}: {clean}");
        }
        assert!(
            clean.contains("some-group") && clean.contains("creator in (account-"),
            "{clean}"
        );
    }

    #[test]
    fn people_are_found_in_pairs_in_names_of_members_and_in_encoded_addresses() {
        let (one, other) = ("5b10ac8d82e05b22cc7d4ef5", "6b10ac8d82e05b22cc7d4ef6");
        let clean = without_people(&json!([
            { "values": [one, other], "by": { one: 1 } },
            "/x?cql=creator%3Dada%40example.com+or+ada.l%40example.com&y=100%25%40&z=%zz",
            "ada.l+x@mail.example.com, a@b",
        ]));
        assert_eq!(
            clean,
            json!([
                { "values": ["account-1", "account-2"], "by": { "account-1": 1 } },
                "/x?cql=creator%3Dsomebody%40example.invalid+or+somebody%40example.invalid&y=100%25%40&z=%zz",
                "somebody@example.invalid, a@b",
            ])
        );
    }

    #[test]
    fn cursors_have_stand_ins_that_fit_together() {
        let (cursor, encoded) = ("eyJpZCI6IjU1NzA1OCJ9==", "eyJpZCI6IjU1NzA1OCJ9%3d%3D");
        let clean = without_people(&json!([
            { "request": { "query": [["limit", "5"]] }, "next": format!("/x?limit=5&cursor={encoded}") },
            { "request": { "query": [["cursor", cursor]] }, "cursor": "an0ther-0ne" },
            { "request": { "json": { "cursor": "an0ther-0ne" } }, "link": format!("</x?cursor={cursor}>; rel=\"next\"") },
        ]));
        assert_eq!(
            clean,
            json!([
                { "request": { "query": [["limit", "5"]] }, "next": "/x?limit=5&cursor=cursor-1" },
                { "request": { "query": [["cursor", "cursor-1"]] }, "cursor": "cursor-2" },
                { "request": { "json": { "cursor": "cursor-2" } }, "link": "</x?cursor=cursor-1>; rel=\"next\"" },
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
