//! Operations are joined by `+`.

use confluence_sdk::{operations, v2::op};

operations! { pub trait Both = op::GetPageById, op::CreatePage; }

fn main() {}
