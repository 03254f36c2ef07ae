//! Which families open an operation is not for another crate to say.

use confluence_sdk::{refusal, v2::op};

impl refusal::OpenedBy<refusal::ClassicFamily> for op::DeletePage {}

fn main() {}
