//! Twin of the refused case of the same name.

use confluence_sdk::oauth::App;
use confluence_sdk::scopes;

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(app: &App) -> String {
    app.sign_in::<Reader>().url().to_string()
}
