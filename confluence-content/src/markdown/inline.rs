//! A line of storage format as Markdown.

use super::address::{address, name, of_link, push_path};
use super::addresses::Addresses;
use crate::convert::emoticon::emoji;
use crate::convert::words::PLAIN_MARKS;
use crate::element::{Place, place};
use crate::entity::decode;
use crate::site::Site;
use crate::storage::{Element, Node};

/// The parts of a line as Markdown. `None` if Markdown has no word for one of them.
pub(super) fn line(site: &Addresses<'_>, nodes: &[Node<'_>], in_cell: bool) -> Option<String> {
    let mut writer = Writer {
        site,
        in_cell,
        out: String::new(),
    };
    writer.nodes(nodes)?;
    Some(at_start(writer.out.trim_ascii()))
}

struct Writer<'s> {
    site: &'s Addresses<'s>,
    in_cell: bool,
    out: String,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node<'_>]) -> Option<()> {
        nodes.iter().try_for_each(|node| match node {
            Node::Text(text) => self.text(&decode(text.raw())),
            Node::CData(text) => self.text(text),
            Node::Comment(text) => self.comment(text),
            Node::Element(element) => self.element(element),
        })
    }

    fn comment(&mut self, text: &str) -> Option<()> {
        if text.contains('\n') || (self.in_cell && text.contains('|')) {
            return None;
        }
        self.out.push_str(&format!("<!--{text}-->"));
        Some(())
    }

    /// Text, with white space as one space.
    fn text(&mut self, text: &str) -> Option<()> {
        let mut space = self.out.is_empty() || self.out.ends_with([' ', '\n']);
        for letter in text.chars() {
            if letter.is_ascii_whitespace() {
                if !space {
                    self.out.push(' ');
                }
                space = true;
                continue;
            }
            space = false;
            if letter == NO_BREAK {
                self.out.push_str("&nbsp;");
                continue;
            }
            if "\\`*_[]<>|~&$".contains(letter) {
                self.out.push('\\');
            }
            self.out.push(letter);
        }
        Some(())
    }

    fn element(&mut self, element: &Element<'_>) -> Option<()> {
        let name = element.name();
        let bare = element.attributes().is_empty();
        let mark = PLAIN_MARKS.iter().find(|(_, names)| names.contains(&name) && bare);
        match (mark.map(|(kind, _)| *kind), name) {
            (Some("strong"), _) => self.around(element, "**"),
            (Some("em"), _) => self.around(element, "*"),
            (Some("strike"), _) => self.around(element, "~~"),
            (Some("code"), _) if element.has_text_only() => self.code(&unfolded(&element.own_text())),
            (_, "br") => {
                self.out.push_str(if self.in_cell { "<br />" } else { "\\\n" });
                Some(())
            }
            (_, "a") => self.anchor(element),
            (_, "ac:link") => self.link(element),
            (_, "ac:image") => self.image(element),
            (_, "ac:emoticon") => {
                let name = element.attribute("ac:name").unwrap_or_default();
                let text = element.attribute("ac:emoji-fallback");
                self.text(&text.or_else(|| emoji(&name).map(|(_, text)| text.into()))?)
            }
            (_, "ac:inline-comment-marker") => self.nodes(element.children()),
            (_, "time") if element.attributes().len() == 1 => {
                let day = element.attribute("datetime")?;
                self.reference(&day, &address("date", &[&day]))
            }
            (_, "ac:structured-macro" | "ac:placeholder" | "ac:adf-extension") => self.kept(element),
            (_, name) if place(name) == Place::LineHtml => self.html(element),
            _ => None,
        }
    }

    /// Signs around what is in an element. White space at its ends is put outside.
    fn around(&mut self, element: &Element<'_>, sign: &str) -> Option<()> {
        let before = std::mem::take(&mut self.out);
        self.nodes(element.children())?;
        let inner = std::mem::replace(&mut self.out, before);
        let after = inner.trim_start_matches(char::is_whitespace);
        let text = after.trim_end_matches(char::is_whitespace);
        let (start, end) = (inner.len() - after.len(), after.len() - text.len());
        let end = &after[after.len() - end..];
        match start > 0 && self.out.ends_with(' ') {
            true => self.out.push_str(inner[..start].trim_ascii_start()),
            false => self.out.push_str(&inner[..start]),
        }
        if !text.is_empty() {
            self.out.push_str(sign);
            self.out.push_str(text);
            self.out.push_str(sign);
        }
        self.out.push_str(end);
        Some(())
    }

    fn code(&mut self, code: &str) -> Option<()> {
        let runs = code.split(|letter| letter != '`').map(str::len);
        let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
        // One space at each end is not a part of the code, if there is anything else in it.
        let blank = code.bytes().all(|byte| byte == b' ');
        let spaced = code.starts_with(' ') && code.ends_with(' ') && !blank;
        let space = if spaced || code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        if code.is_empty() {
            return None;
        }
        let code = if self.in_cell {
            code.replace('|', "\\|")
        } else {
            code.to_owned()
        };
        self.out.push_str(&format!("{fence}{space}{code}{space}{fence}"));
        Some(())
    }

    fn html(&mut self, element: &Element<'_>) -> Option<()> {
        let outer = element.outer();
        let start = &outer[..element.inner().as_ptr() as usize - outer.as_ptr() as usize];
        if start.contains('\n') || start.ends_with("/>") || (self.in_cell && start.contains('|')) {
            return None;
        }
        self.out.push_str(start);
        self.nodes(element.children())?;
        self.out.push_str(&format!("</{}>", element.name()));
        Some(())
    }

    fn anchor(&mut self, element: &Element<'_>) -> Option<()> {
        let plain = |name: &str| matches!(name, "href" | "title" | "data-card-appearance");
        if !element.attributes().iter().all(|attribute| plain(attribute.name())) {
            return None;
        }
        let href = element.attribute("href")?;
        let title = element.attribute("title");
        if href.contains('\n') || title.as_ref().is_some_and(|title| title.contains('\n')) {
            return None;
        }
        self.out.push('[');
        self.nodes(element.children())?;
        self.out.push_str("](");
        self.address(&href);
        self.title(title.as_deref());
        self.out.push(')');
        Some(())
    }

    /// Where a link leads.
    fn address(&mut self, address: &str) {
        match address.is_empty()
            || address.contains(|letter: char| letter.is_ascii_control() || " ()*_&|`<>\\".contains(letter))
        {
            true => {
                self.out.push('<');
                self.escaped(address, "<>\\&");
                self.out.push('>');
            }
            false => self.out.push_str(address),
        }
    }

    fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title {
            self.out.push_str(" \"");
            self.escaped(title, "\"\\&");
            self.out.push('"');
        }
    }

    /// Text in which signs have a backslash before them.
    fn escaped(&mut self, text: &str, signs: &str) {
        for letter in text.chars() {
            if signs.contains(letter) || (self.in_cell && letter == '|') {
                self.out.push('\\');
            }
            self.out.push(letter);
        }
    }

    fn link(&mut self, element: &Element<'_>) -> Option<()> {
        let Some(address) = of_link(element, self.site) else {
            return self.kept(element);
        };
        let body = |child: &&Element<'_>| matches!(child.name(), "ac:link-body" | "ac:plain-text-link-body");
        let user = element.element("ri:user");
        match (user, element.elements().find(body)) {
            (Some(user), None) => {
                let id = user.attribute("ri:account-id").unwrap_or_default();
                let name = self.site.user_name(&id).unwrap_or_else(|| id.into_owned());
                self.reference(&format!("@{name}"), &address)
            }
            (Some(_), Some(body)) => self.reference(&body.own_text(), &address),
            (None, Some(body)) => {
                self.out.push('[');
                self.nodes(body.children())?;
                self.out.push_str(&format!("]({address})"));
                Some(())
            }
            (None, None) if element.element("ac:image").is_none() => self.reference(&element.link_name(), &address),
            (None, None) => self.kept(element),
        }
    }

    fn reference(&mut self, words: &str, address: &str) -> Option<()> {
        self.out.push('[');
        self.text(words)?;
        self.out.push_str(&format!("]({address})"));
        Some(())
    }

    /// A part that Markdown has no word for, kept as it is in an address.
    fn kept(&mut self, element: &Element<'_>) -> Option<()> {
        let found = element.as_macro();
        if let Some(found) = found.filter(|found| found.name() == "status") {
            let title = found.parameter("title").unwrap_or_default();
            let colour = found.parameter("colour").unwrap_or_else(|| "Grey".to_owned());
            if found
                .parameters()
                .all(|parameter| matches!(&*parameter.name(), "title" | "colour"))
                && !title.trim().is_empty()
            {
                return self.reference(&title, &address("status", &[&colour]));
            }
        }
        self.reference(&name(element), &address("storage", &[element.outer()]))
    }

    fn image(&mut self, element: &Element<'_>) -> Option<()> {
        let mut resources = element.elements();
        let resource = resources.next()?;
        if resources.next().is_some() || !resource.children().is_empty() {
            return None;
        }
        let address = match resource.name() {
            "ri:attachment" => {
                let name = resource.attribute("ri:filename")?;
                self.site.file(&name).unwrap_or_else(|| {
                    let mut address = String::new();
                    push_path(&mut address, &name);
                    address
                })
            }
            "ri:url" => resource.attribute("ri:value")?.into_owned(),
            _ => return None,
        };
        let title = element.attribute("ac:title");
        if address.contains('\n') || title.as_ref().is_some_and(|title| title.contains('\n')) {
            return None;
        }
        self.out.push_str("![");
        self.text(&element.attribute("ac:alt").unwrap_or_default())?;
        self.out.push_str("](");
        self.address(&address);
        self.title(title.as_deref());
        self.out.push(')');
        Some(())
    }
}

/// A space at which no line is broken.
const NO_BREAK: char = '\u{a0}';

/// Text of code with white space in which a line ends as one space.
fn unfolded(code: &str) -> String {
    if !code.contains('\n') {
        return code.to_owned();
    }
    let words: Vec<&str> = code
        .split('\n')
        .map(str::trim_ascii)
        .filter(|words| !words.is_empty())
        .collect();
    words.join(" ")
}

/// A line that does not look like the beginning of a block.
fn at_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    match line.starts_with(['#', '+', '-', '=']) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}
