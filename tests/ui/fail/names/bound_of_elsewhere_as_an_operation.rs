//! A bound declared elsewhere: the macro takes it for an operation. rustc's advice is wrong, its first line is not.

use confluence_sdk::{operations, v2::op};

operations! { pub trait Reading = op::GetPageById; }
operations! { pub trait Both = Reading + op::CreatePage; }

fn main() {}
