//! A permission by its type, where its words are meant.

use confluence_sdk::{permission, permissions};

permissions! { pub struct Publisher = permission::CreatePages; }

fn main() {}
