//! A family in which nothing is needed.

use confluence_sdk::__rt as rt;

pub struct Free;
impl rt::Family for Free {
    type Kind = confluence_sdk::OAuthKind;
    type Classic<W: rt::Words> = rt::NotInFamily;
    type Granular<W: rt::Words> = rt::NotInFamily;
    type Connect<W: rt::Words> = rt::NotInFamily;
    type Of<O: confluence_sdk::Operation> = rt::NotInFamily;
}

fn main() {}
