//! A family in which nothing is needed.

use confluence_sdk::{__rt as rt, refusal::NotInFamily};

pub struct Free;
impl rt::Family for Free {
    type Kind = confluence_sdk::OAuthKind;
    type Classic<W: rt::Words> = NotInFamily;
    type Granular<W: rt::Words> = NotInFamily;
    type Connect<W: rt::Words> = NotInFamily;
    type Of<O: confluence_sdk::Operation> = NotInFamily;
}

fn main() {}
