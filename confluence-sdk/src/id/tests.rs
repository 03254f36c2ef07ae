//! What is read, written and refused.

use super::*;
use crate::model::{decode, to_json, to_text};
use proptest::prelude::*;

#[test]
fn numbers_and_digits_are_read() {
    assert_eq!(decode::<PageId>(b"123").unwrap(), PageId(123));
    assert_eq!(decode::<PageId>(br#""123""#).unwrap(), PageId(123));
    assert_eq!(decode::<PageId>(b"18446744073709551615").unwrap(), PageId(u64::MAX));
    assert_eq!(
        decode::<PageId>(br#""att1""#).unwrap_err().to_string(),
        "expected an id of digits, found text \"att1\" (line 1, column 6)"
    );
    for wrong in [r#""""#, r#""+1""#, r#"" 1""#, "-1", "1.5", "null", "true", "[]", "{}"] {
        assert!(decode::<PageId>(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn ids_are_made_of_what_cannot_be_wrong() {
    assert_eq!(PageId::try_from("7").unwrap(), PageId(7));
    assert_eq!(PageId::try_from("7".to_owned()).unwrap(), PageId::from(7));
    assert_eq!(PageId::try_from("att7").unwrap_err().kind(), "PageId");
    assert_eq!(ContentId::from(7).as_str(), "7");
    assert_eq!(PageId::try_from(ContentId::from(SmartLinkId(7))).unwrap(), PageId(7));
    assert!(PageId::try_from(ContentId::new("att7").unwrap()).is_err());
}

#[test]
fn digits_are_written_as_text() {
    assert_eq!(to_json(&PageId(123)).unwrap(), br#""123""#);
    assert_eq!(serde_json::to_string(&PageId(123)).unwrap(), r#""123""#);
    assert_eq!(serde_json::from_str::<PageId>("123").unwrap(), PageId(123));
    assert_eq!(to_text(&SpaceId(5).node()).unwrap(), "5");
    assert_eq!(format!("{:?} {}", PageId(123), PageId(123)), "PageId(123) 123");
}

#[test]
fn any_text_of_the_server_but_an_empty_one_is_a_text_id() {
    assert_eq!(decode::<AccountId>(b"123").unwrap().as_str(), "123");
    assert_eq!(decode::<SpaceKey>(br#""a / b""#).unwrap().as_str(), "a / b");
    assert_eq!(
        decode::<ContentId>(br#""""#).unwrap_err().to_string(),
        "expected an id, found text \"\" (line 1, column 2)"
    );
    let id = AccountId::new("5b10").unwrap();
    assert_eq!(format!("{id:?} {id}"), "AccountId(\"5b10\") 5b10");
    assert_eq!(serde_json::to_string(&id).unwrap(), r#""5b10""#);
    assert_eq!(serde_json::from_str::<AccountId>(r#""5b10""#).unwrap(), id);
}

#[test]
fn refusals_name_type_and_text() {
    let error = "12x".parse::<PageId>().unwrap_err();
    assert_eq!(error.to_string(), "\"12x\" is not a valid `PageId`: expected digits");
    assert_eq!((error.kind(), error.text()), ("PageId", "12x"));
    assert!("18446744073709551616".parse::<PageId>().is_err());
    assert!("".parse::<PageId>().is_err());
    assert_eq!(
        AccountId::new(" ").unwrap_err().to_string(),
        "\" \" is not a valid `AccountId`: it is blank"
    );
    for wrong in ["", "a\nb", ".", "..", &"x".repeat(256)] {
        assert!(GroupId::new(wrong).is_err(), "{wrong}");
    }
    assert!(GroupId::new("ä".repeat(255)).is_ok());
    assert!(InvalidId::new("A", &"x".repeat(1000), "").to_string().len() < 100);
}

#[test]
fn keys_and_sites() {
    for good in ["DOCS", "ds", "~5b10ac8d82e05b22cc7d4ef5", "~a.b@example.com", "team_1"] {
        assert_eq!(SpaceKey::try_from(good).unwrap().as_str(), good);
    }
    for wrong in ["~", "A B", "a/b", "a?b", ".."] {
        assert!(SpaceKey::new(wrong).is_err(), "{wrong}");
    }
    assert!(CloudId::new("35273b54-3f06-40d2-880f-dd28cf8daafa").is_ok());
    assert!(CloudId::new("../x").is_err());
}

#[test]
fn content_is_any_kind() {
    assert_eq!(ContentId::from(PageId(7)).as_str(), "7");
    let attachment = AttachmentId::new("att7").unwrap();
    let content = ContentId::from(attachment.clone());
    assert_eq!(AttachmentId::try_from(&content).unwrap(), attachment);
    assert!(CommentId::try_from(&content).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numeric_ids_survive_the_round_trip(n: u64) {
        let id = PageId::from(n);
        prop_assert_eq!(id.to_string().parse::<PageId>().unwrap(), id);
        prop_assert_eq!(decode::<PageId>(&to_json(&id).unwrap()).unwrap(), id);
        prop_assert_eq!(PageId::try_from(&ContentId::from(id)).unwrap(), id);
    }

    #[test]
    fn text_ids_survive_the_round_trip(s in "\\PC{0,300}") {
        match AccountId::new(&s) {
            Ok(id) => {
                prop_assert_eq!(decode::<AccountId>(&to_json(&id).unwrap()).unwrap(), id.clone());
                prop_assert_eq!(id.to_string(), s);
            }
            Err(error) => prop_assert_eq!(error.text(), s),
        }
    }

    #[test]
    fn numeric_ids_take_digits_only(s in ".{0,6}") {
        prop_assert_eq!(s.parse::<PageId>().is_ok(), !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()));
    }
}
