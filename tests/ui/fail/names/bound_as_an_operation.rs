//! A bound among the operations.

use confluence_sdk::{operations, v2::op};

operations! {
    pub trait Reading = op::GetPageById;
    pub trait Both = Reading + op::CreatePage;
}

fn main() {}
