//! Wiki markup, in which Confluence takes bodies but keeps none.

mod block;
mod inline;
mod link;
mod list;
mod macros;
mod table;

use crate::escape::legal;

/// Makes storage format of wiki markup. No markup is an error: what means nothing is text.
///
/// ```
/// use confluence_content::wiki;
///
/// let storage = wiki::to_storage("h1. Fish\n* and *chips*");
/// assert_eq!(storage, "<h1>Fish</h1><ul><li>and <strong>chips</strong></li></ul>");
/// ```
pub fn to_storage(markup: &str) -> String {
    let text = legal(markup).replace("\r\n", "\n").replace('\r', "\n");
    let ends = macros::ends(&text);
    let mut writer = Writer {
        text: &text,
        ends: &ends,
        out: String::with_capacity(text.len() * 2),
    };
    writer.blocks(0..text.len(), 0);
    writer.out
}

/// How deep macros lie in macros, and emphasis in emphasis. What lies deeper is text.
const MOST_LEVELS: usize = 12;

struct Writer<'t> {
    text: &'t str,
    /// Where macros can end.
    ends: &'t macros::Ends<'t>,
    out: String,
}
