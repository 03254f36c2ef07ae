//! What a scope needs cannot be said again.

use confluence_sdk::{__rt as rt, refusal::{NotInFamily, Nothing}, scope};

impl rt::Requirement for scope::DeletePage {
    type MissingFrom<W: rt::Words> = Nothing;
    type In<F: rt::Family> = NotInFamily;
    fn met_by(_: &rt::BitList) -> bool {
        true
    }
}

fn main() {}
