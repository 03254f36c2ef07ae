//! Every gap at once, for a type of its own.

use confluence_sdk::{__rt::Gap, refusal::OpenTo, v2::op};

pub struct Mine;
impl<G: Gap> OpenTo<Mine, G> for op::DeletePage {
    type Proof = Mine;
}

fn main() {}
