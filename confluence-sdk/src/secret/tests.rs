use super::*;
use proptest::prelude::*;

fn bearer(token: &str) -> Secret {
    Secret::of_value(&format!("Bearer {token}"))
}

const TOKEN: &str = "ATATT3xF-fGF0.a1B2/c3D4+e5_F6";

#[test]
fn whole_and_cut_off() {
    let bearer = bearer("abcdefghijklmnop");
    assert_eq!(
        bearer.hide("a abcdefghijklmnop, abcdefghijklmnop."),
        "a [credential], [credential]."
    );
    for cut in ["abcdefghijk", "defghijklmnop", "ijklmnop", "abcdefgh", "bcdefghijklmno"] {
        let shown = bearer.hide(&format!("<{cut}…"));
        assert!(
            shown.contains("[credential]") && shown.len() <= "<x[credential]x…".len(),
            "{cut}: {shown}"
        );
    }
    assert_eq!(bearer.hide("abcdefg"), "abcdefg");
}

#[test]
fn in_every_spelling() {
    let percent: String = TOKEN.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let spellings = [
        TOKEN.to_owned(),
        TOKEN.to_lowercase(),
        TOKEN.to_uppercase(),
        TOKEN.replace("a1", "a1\r\n  "),
        TOKEN.replace("a1", "a1\\n"),
        TOKEN.replace("a1", "a1\" + \""),
        TOKEN.chars().flat_map(|c| [c, '\u{200b}']).collect(),
        TOKEN.chars().map(|c| format!("{c}\n")).collect(),
        TOKEN.replace('/', "\\/"),
        TOKEN.replace('/', "%2F").replace('+', "%2b"),
        TOKEN.replace('/', "%252F"),
        percent.replace('%', "%25"),
        percent,
        TOKEN.chars().map(|c| format!("\\u{:04x}", c as u32)).collect(),
        TOKEN.chars().map(|c| format!("\\\\u{:04X}", c as u32)).collect(),
        TOKEN.chars().map(|c| format!("\\u{{{:x}}}", c as u32)).collect(),
        TOKEN.chars().map(|c| format!("\\x{:02x}", c as u32)).collect(),
        TOKEN.chars().map(|c| format!("&#{};", c as u32)).collect(),
        TOKEN.chars().map(|c| format!("&amp;#x{:x};", c as u32)).collect(),
        TOKEN.replace('+', "&plus;").replace('/', "&sol;"),
        STANDARD.encode(TOKEN),
    ];
    for spelling in spellings {
        let shown = bearer(TOKEN).hide(&format!("so: {spelling}."));
        assert!(shown.starts_with("so: ") && shown.ends_with('.'), "{spelling}: {shown}");
        let left = shown.replace("[credential]", "");
        assert!(
            left.chars().filter(|c| c.is_alphanumeric()).count() <= 4,
            "{spelling}: {shown}"
        );
    }
    for around in ["x", "xy", "xyz", "Bearer ", "me@example.net:"] {
        let shown = bearer(TOKEN).hide(&STANDARD.encode(format!("{around}{TOKEN}{around}")));
        assert!(
            shown.contains("[credential]") && shown.len() < 12 + 3 * around.len() + 9,
            "{around}: {shown}"
        );
    }
}

#[test]
fn both_halves_of_the_way_that_basic_auth_writes_it() {
    let pair = "me@example.net:tökén-with-more:x";
    let basic = Secret::of_value(&format!("Basic {}", STANDARD.encode(pair)));
    assert_eq!(basic.hide(pair), "me@example.net:[credential]");
    assert_eq!(basic.hide(&STANDARD.encode(pair)), "[credential]");
    assert_eq!(basic.hide("t%C3%B6k%C3%A9n-with-more:x"), "[credential]");
}

#[test]
fn short_ones_never_spoil_a_text() {
    const TEXT: &str = "the title, a text that isn't t: e1.";
    for short in ["t", "a", "e", "e1", "title", "text", "that", "---", ""] {
        assert_eq!(bearer(short).hide(TEXT), TEXT, "{short}");
    }
    assert_eq!(
        bearer("T0KEN").hide("T0KEN, (T0KEN.) xT0KEN T0KEN1"),
        "[credential], ([credential].) xT0KEN T0KEN1"
    );
}

#[test]
fn in_headers_too() {
    let mut headers = HeaderMap::new();
    headers.insert("x-trace", format!("id {TOKEN}").parse().unwrap());
    headers.insert("x-other", "plain".parse().unwrap());
    bearer(TOKEN).hide_in(&mut headers);
    assert_eq!(headers["x-trace"], "id [credential]");
    assert_eq!(headers["x-other"], "plain");
}

#[test]
fn what_is_sensitive_in_a_request_is_a_credential() {
    let (mut head, ()) = http::Request::new(()).into_parts();
    assert!(Secret::sent_with(&mut head).is_none());
    let mut value: http::HeaderValue = "key-0123456789".parse().unwrap();
    value.set_sensitive(true);
    head.headers.insert("x-key", value);
    assert_eq!(
        Secret::sent_with(&mut head).unwrap().hide("key-0123456789"),
        "[credential]"
    );
    bearer(TOKEN).go_with(&mut head);
    assert_eq!(Secret::sent_with(&mut head).unwrap().hide(TOKEN), "[credential]");
}

#[test]
fn the_credential_itself_is_not_kept() {
    let kept = format!("{:?}", bearer(TOKEN).0);
    for four in plain(TOKEN).windows(4) {
        let bytes = [0, 1, 2, 3].map(|i| four[i].byte);
        for number in [u32::from_le_bytes(bytes), u32::from_be_bytes(bytes)] {
            assert!(!kept.contains(&number.to_string()));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_through_without_panic(token in "\\PC{0,30}", text in "[\\\\%&#;xu{}0-9a-fA-F\\PC]{0,80}") {
        let _ = bearer(&token).hide(&text);
    }

    #[test]
    fn what_is_no_part_of_the_credential_stays(token in "[0-9A-F]{30}", text in "[g-z ,.:%&\\\\é-]{0,80}") {
        prop_assert_eq!(bearer(&token).hide(&text), text);
    }

    #[test]
    fn a_credential_is_hidden_wherever_it_stands(before in "[a-z ]{0,40}", token in "[0-9A-F]{12,60}", after in "[a-z ]{0,40}") {
        let shown = bearer(&token).hide(&format!("{before}{token}{after}"));
        prop_assert_eq!(shown, format!("{before}[credential]{after}"));
    }
}
