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

    /// The name of an operation, or a path: long ones are broken between words.
    pub(super) fn name(text: &str) -> Self {
        let mut before = ' ';
        let mut broken = Self::default();
        for letter in text.chars() {
            if before == '/' || (letter.is_uppercase() && before.is_lowercase()) {
                broken.0 += "<wbr>";
            }
            broken.0 += &Self::from(letter.to_string()).0;
            before = letter;
        }
        broken
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_become_markup() {
        let hostile = "</code><script>alert('1')</script>\" onclick=\"x&";
        for html in [
            html!("<p title=\"{}\">", hostile),
            Html::prose(hostile),
            Html::name(hostile),
        ] {
            let text = html.into_text();
            assert!(
                !text.contains("<script") && !text.contains("</code") && !text.contains("\" onclick"),
                "{text}"
            );
        }
    }

    #[test]
    fn code_of_a_text_is_code() {
        let prose = |text| Html::prose(text).into_text();
        assert_eq!(
            prose("As [`get`](Self::get) in [v1](crate::v1), if `a<b` holds."),
            "As <code>get</code> in v1, if <code>a&lt;b</code> holds."
        );
        assert_eq!(prose("a list [1] (of two"), "a list [1] (of two");
        assert_eq!(
            Html::name("/wiki/pageTree").into_text(),
            "/<wbr>wiki/<wbr>page<wbr>Tree"
        );
    }
}
