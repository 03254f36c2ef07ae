//! Expressions as text, as one would write them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The text of these tokens.
pub(super) fn text(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut before: Option<TokenTree> = None;
    for token in tokens {
        if before.as_ref().is_some_and(|before| spaced(before, &token, &text)) {
            text.push(' ');
        }
        match &token {
            TokenTree::Group(group) => text += &grouped(group.delimiter(), self::text(group.stream())),
            token => text += &token.to_string(),
        }
        before = Some(token);
    }
    text
}

fn grouped(delimiter: Delimiter, inner: String) -> String {
    match delimiter {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::None => inner,
    }
}

/// Whether a blank stands between two tokens. Of operators, the examples of the spec have those of paths alone.
fn spaced(before: &TokenTree, next: &TokenTree, text: &str) -> bool {
    match (before, next) {
        (TokenTree::Punct(punct), _) if punct.as_char() == ',' => true,
        (TokenTree::Punct(punct), _) if punct.as_char() == ':' => {
            punct.spacing() == Spacing::Alone && !text.ends_with("::")
        }
        (TokenTree::Ident(_) | TokenTree::Literal(_), TokenTree::Ident(_) | TokenTree::Literal(_)) => true,
        (TokenTree::Ident(_), TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn expressions_are_laid_out() {
        for code in [
            r#"PageBody::storage("<p>Done.</p>")"#,
            r#"serde_json::json!({ "a": 1 })"#,
            "[ContentStatus::Current, ContentStatus::Archived]",
            "NewVersion::new(2).message(\"Better, and longer\")",
            "vec![Label::new(\"a\", \"b\")]",
            "-1",
            "std::time::Duration::from_secs(60)",
        ] {
            assert_eq!(super::text(code.parse().unwrap()), code);
        }
    }
}
