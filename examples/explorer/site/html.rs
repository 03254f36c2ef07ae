//! HTML that cannot be broken by a text: whatever is not HTML already is escaped.

use std::fmt;

/// A piece of HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

/// A piece of HTML from a template. What is put into its `{}` is escaped, unless it is [`Html`].
macro_rules! html {
    ($template:literal $(, $part:expr)* $(,)?) => {
        Html::of_template(format!($template $(, Html::from($part))*))
    };
}
pub(super) use html;

impl Html {
    /// For `html!` only.
    pub(super) fn of_template(text: String) -> Self {
        Self(text)
    }

    /// A text of the spec: what stands in back quotes is code.
    pub(super) fn prose(text: &str) -> Self {
        let plain = without_links(text);
        let parts = plain.split('`').enumerate();
        parts
            .map(|(i, part)| match i % 2 {
                0 => Self::from(part),
                _ => html!("<code>{}</code>", part),
            })
            .collect()
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text without the targets of its links, which are paths in Rust.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((start, words)) = before.rsplit_once('[') else {
            break;
        };
        plain += start;
        plain += words;
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    (plain + rest).replace("[`", "`").replace("`]", "`")
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                letter => escaped.push(letter),
            }
        }
        Self(escaped)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<usize> for Html {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

impl From<Option<Html>> for Html {
    fn from(html: Option<Html>) -> Self {
        html.unwrap_or_default()
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(pieces: I) -> Self {
        Self(pieces.into_iter().map(|piece| piece.0).collect())
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
