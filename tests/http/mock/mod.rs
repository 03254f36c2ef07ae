//! The mock: what is expected is answered, what is not is told, through the same code as with a server.

mod answers;
mod differences;
mod failures;
mod order;
mod paged;
mod transfers;

use confluence_sdk::testing::Mock;
use confluence_sdk::{OAuth, PageId, answer, scopes, v2::PageSingle};
use std::panic::{AssertUnwindSafe, catch_unwind};

scopes! {
    pub(crate) struct Editor = "read:page:confluence", "write:page:confluence", "delete:page:confluence";
}

const ID: PageId = PageId::new(7);

fn page(title: &str) -> PageSingle {
    answer!(PageSingle {
        id: ID,
        title: Some(title.to_owned())
    })
}

fn client(mock: &Mock) -> confluence_sdk::Client<OAuth<Editor>> {
    mock.client()
}

/// What a mock says is wrong. It is dropped afterwards, and says it no more.
fn report(mock: Mock) -> String {
    panics(|| mock.verify())
}

/// The words of a panic.
fn panics<T>(work: impl FnOnce() -> T) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(work)) else {
        panic!("no panic");
    };
    match panic.downcast::<String>() {
        Ok(words) => *words,
        Err(panic) => panic.downcast_ref::<&str>().unwrap().to_string(),
    }
}
