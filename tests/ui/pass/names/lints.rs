//! A program that puts up with no warning.
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    missing_copy_implementations
)]
#![deny(unused, nonstandard_style, rust_2018_idioms)]
#![deny(
    unused_qualifications,
    single_use_lifetimes,
    trivial_bounds,
    trivial_casts,
    unnameable_types,
    unused_lifetimes
)]
#![deny(redundant_lifetimes, unused_results, keyword_idents, explicit_outlives_requirements)]
#![deny(clippy::all, clippy::pedantic, clippy::missing_docs_in_private_items)]
#![forbid(unsafe_code)]

use confluence_sdk::v2::op;
use confluence_sdk::{Client, OAuth};

confluence_sdk::scopes! {
    /// Reads.
    pub(crate) struct Reader = "read:page:confluence", other("read:jira-work");
    /// Reads for long.
    pub(crate) struct More = Reader, "offline_access";
}
confluence_sdk::scopes! {
    /// Reads and writes.
    pub(crate) struct Mine = More, granular for op::GetPageById + op::CreatePage;
}
confluence_sdk::permissions! {
    /// Looks.
    pub(crate) struct Viewer = View(Space);
    /// Creates.
    pub(crate) struct Wide = Viewer, Create(Page);
}
confluence_sdk::permissions! {
    /// Deletes.
    pub(crate) struct Wider = Wide, Delete(Page);
}
confluence_sdk::operations! {
    /// Reads.
    pub(crate) trait Reading = op::GetPageById;
    /// Writes.
    pub(crate) trait Writing: Reading = op::CreatePage;
}

/// All of it is used.
pub(crate) fn run(client: &Client<OAuth<Mine>>) {
    write(client);
    let _narrowed = client.narrow::<Reader>();
    let _under = client.at_most::<Wider>();
}

/// By its bound.
const fn write<A: Writing>(_: &Client<A>) {}

/// Sets that are only parts of others, and bounds that are only included.
mod parts {
    use confluence_sdk::v2::op;

    confluence_sdk::scopes! {
        struct Part = "read:page:confluence";
        /// The whole.
        pub(crate) struct Whole = Part;
    }
    confluence_sdk::permissions! {
        struct Low = View(Space);
        /// The higher.
        pub(crate) struct High = Low;
    }
    confluence_sdk::operations! {
        trait Included = op::GetPageById;
        /// The other.
        pub(super) trait Including: Included = op::GetPages;
    }
    /// All of it is used.
    pub(super) fn read<A: Including>(client: &confluence_sdk::Client<A>) {
        let _call = client.pages().get_pages();
    }
}
use parts::{High, Whole, read};

/// Those too.
pub(crate) fn run_parts(client: &Client<OAuth<Whole>>) {
    read(client);
    let _under = client.at_most::<High>();
}

/// What is deprecated says so to those who use it, and not to itself.
mod deprecated {
    confluence_sdk::scopes! {
        /// Old.
        #[deprecated(note = "use another")]
        pub(crate) struct Old = "read:page:confluence";
    }
    confluence_sdk::permissions! {
        /// Old.
        #[deprecated(note = "use another")]
        pub(crate) struct OldCeiling = View(Space);
    }
    confluence_sdk::operations! {
        /// Old.
        #[deprecated(note = "use another")]
        pub(crate) trait OldBound = confluence_sdk::v2::op::GetPages;
    }
}
#[expect(deprecated, reason = "what uses it is told")]
use deprecated::{Old, OldBound, OldCeiling};

/// Those too.
#[expect(deprecated, reason = "what uses it is told")]
pub(crate) fn run_old<A: OldBound>(_: &Client<A>, client: &Client<OAuth<Old>>) {
    let _under = client.at_most::<OldCeiling>();
}

#[test]
fn all_of_it_is_used() {
    let all = (run, run_parts, run_old::<confluence_sdk::Basic>);
    assert_eq!(size_of_val(&all), 0);
}
