//! Enums whose values are words.

use confluence_sdk::v2::{ContentStatus, PageStatus};
use std::marker::PhantomData;

#[test]
fn any_word_is_parsed_and_an_unknown_one_kept() {
    assert_eq!("draft".parse(), Ok(PageStatus::Draft));
    assert_eq!("brand-new".parse(), Ok(ContentStatus::Unknown("brand-new".into())));
    assert_eq!("brand-new".parse::<ContentStatus>().unwrap().as_str(), "brand-new");
}

struct Probe<T>(PhantomData<T>);

/// What `Probe` says of a type that is not made from text.
trait Otherwise {
    const FROM_TEXT: bool = false;
}

impl<T> Otherwise for Probe<T> {}

impl<T: From<&'static str>> Probe<T> {
    const FROM_TEXT: bool = true;
}

/// `create_page(space).status("title")` is no status, and rustc must not advise `.into()`.
#[test]
fn a_text_does_not_become_a_word_by_into() {
    const { assert!(Probe::<String>::FROM_TEXT && !Probe::<PageStatus>::FROM_TEXT) }
}
