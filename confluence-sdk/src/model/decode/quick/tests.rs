//! The quick reader beside serde_json: it reads the same, or nothing.

use super::*;
use crate::model::sample::Page;
use crate::model::{Blank, to_json};
use proptest::prelude::*;
use serde_json::Value;

fn quick<T: Slot + Blank>(raw: &[u8]) -> Option<T> {
    let mut slot = T::blank();
    read(raw, &mut slot).ok().map(|()| slot)
}

/// What serde reads, by the slots or without them.
fn by_serde<T: Slot + Blank>(raw: &[u8]) -> Option<T> {
    let mut slot = T::blank();
    super::super::decode_into(raw, &mut slot).ok().map(|()| slot)
}

#[track_caller]
fn same(raw: &str) {
    let value: Option<Value> = serde_json::from_str(raw).ok();
    assert_eq!(quick::<Value>(raw.as_bytes()), value, "{raw}");
}

#[test]
fn what_is_read() {
    for raw in [
        " {\"a\" : [ 1 , -2,\t3.5e-2, true,false , null ], \"b\":{} ,\"c\":[]}\r\n",
        r#""""#,
        r#""\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00 \u0000 plain""#,
        r#""text that is longer than one chunk of thirty-two bytes, with an \"escape\" – and ünicode 😀""#,
        "0",
        "-0",
        "-1",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e5",
        "1E+5",
        "0.1",
        "-0.0",
        r#"{"a":1,"a":2}"#,
        r#"{"\u0061":1}"#,
    ] {
        same(raw);
        assert!(quick::<Value>(raw.as_bytes()).is_some(), "{raw}");
    }
}

#[test]
fn what_is_refused() {
    for raw in [
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "[1}",
        "{\"a\":1]",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "1e999",
        "nul",
        "truex",
        "nan",
        "\"a",
        "\"a\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800x\"",
        "\"\\udc00\"",
        "\"a\nb\"",
        "\"a text of more than thirty-two bytes\u{1f}with a control character\"",
        "1 2",
        "[] []",
        "\u{feff}1",
    ] {
        assert_eq!(quick::<Value>(raw.as_bytes()), None, "{raw}");
        same(raw);
    }
    assert_eq!(quick::<Value>(b"\"\xff\""), None);
}

#[test]
fn values_are_kept_as_they_are_written() {
    let raw = br#"{"a": 1.50 , "b":{ "x" :[ 1e2,"\u0041" ]},"c":null,"d":"\""}"#;
    let mut at = 0;
    let whole = [Some("1.50"), Some(r#"{ "x" :[ 1e2,"\u0041" ]}"#), None, Some(r#""\"""#)];
    let mut take = Members(&mut |map| {
        while map.name()?.is_some() {
            map.raw(&mut Same(whole[at]))?;
            at += 1;
        }
        Ok(())
    });
    read(raw, &mut take).unwrap();
    assert_eq!(at, 4);
}

/// A slot that has the members of an object read.
struct Members<'a>(&'a mut dyn FnMut(&mut dyn MapSource) -> Done);

impl Slot for Members<'_> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        match e {
            Event::Map(map) => (self.0)(map),
            e => panic!("{e}"),
        }
    }
}

/// A slot that takes this text as it is written, or `null`.
struct Same(Option<&'static str>);

impl Slot for Same {
    fn accept(&mut self, e: Event<'_>) -> Done {
        match e {
            Event::Raw(text) => assert_eq!(Some(text), self.0),
            Event::Null => assert_eq!(self.0, None),
            e => panic!("{e}"),
        }
        Ok(())
    }
}

#[test]
fn it_goes_as_deep_as_serde() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    same(&nested(127));
    assert!(quick::<Value>(nested(127).as_bytes()).is_some());
    same(&nested(128));
    assert!(quick::<Value>(nested(128).as_bytes()).is_none());
}

#[test]
fn the_first_special_byte_is_found() {
    for special in [b'"', b'\\', 0, 0x1f] {
        for plain in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
            for place in 0..8 {
                let mut bytes = [plain; 8];
                bytes[place] = special;
                let found = specials(&bytes);
                assert_eq!(found.trailing_zeros() / 8, place as u32, "{special} among {plain}");
            }
            assert_eq!(specials(&[plain; 8]), 0, "{plain}");
        }
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1_000_000_i32..1_000_000).prop_map(|v| Value::from(f64::from(v) / 64.0)),
        ".{0,60}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((".{0,12}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The value with fewer digits after the point: serde_json may round the last one wrongly.
fn roughly(mut value: Value) -> Value {
    match &mut value {
        Value::Number(number) if number.is_f64() => value = number.as_f64().map(|float| float as f32).into(),
        Value::Array(all) => all.iter_mut().for_each(|value| *value = roughly(value.take())),
        Value::Object(all) => all.values_mut().for_each(|value| *value = roughly(value.take())),
        _ => {}
    }
    value
}

proptest! {
    #[test]
    fn all_json_is_read(value in json(), pretty in any::<bool>()) {
        let raw = if pretty { serde_json::to_vec_pretty(&value).unwrap() } else { to_json(&value).unwrap() };
        prop_assert_eq!(quick::<Value>(&raw), Some(value));
    }

    #[test]
    fn what_it_reads_serde_reads_too(value in json(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut raw = to_json(&value).unwrap();
        let at = at.index(raw.len());
        if cut { raw.truncate(at) } else { raw[at] = byte }
        if let Some(read) = quick::<Value>(&raw) {
            prop_assert_eq!(Some(roughly(read)), by_serde::<Value>(&raw).map(roughly));
        }
    }

    #[test]
    fn models_are_read_alike(at in any::<prop::sample::Index>(), put in r#"[\[\]{}",:0-9a-z\\ ]{0,6}"#) {
        let whole = r#"{"extra":{"x":[1,{"a":null}]},"id":"7","title":"a \"b\"","status":"current","labels":["a","b"],
            "version":{"number":3},"counts":{"a":1},"owner":{"id":"u1","name":"A"},"children":[{"id":2},{"id":3}]}"#;
        let (before, behind) = whole.split_at(at.index(whole.len()));
        for raw in [format!("{before}{put}{behind}"), format!("{before}{put}{}", &behind[put.len().min(behind.len())..])] {
            if let Some(read) = quick::<Page>(raw.as_bytes()) {
                prop_assert_eq!(Some(to_json(&read)), by_serde::<Page>(raw.as_bytes()).map(|page| to_json(&page)));
            }
        }
        prop_assert!(quick::<Page>(whole.as_bytes()).is_some());
    }
}
