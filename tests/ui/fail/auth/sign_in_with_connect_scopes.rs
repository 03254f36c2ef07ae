//! Nobody consents to Connect scopes.

use confluence_sdk::oauth::App;
use confluence_sdk::scopes;

scopes! { pub struct Addon = "READ"; }

pub fn run(app: &App) -> String {
    app.sign_in::<Addon>().url().to_string()
}

fn main() {}
