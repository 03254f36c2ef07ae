//! What a scope needs cannot be said again.

impl confluence_sdk::__rt::Requirement for confluence_sdk::scope::DeletePage {
    type MissingFrom<S: confluence_sdk::__rt::Set> = confluence_sdk::__rt::Nothing;
}

fn main() {}
