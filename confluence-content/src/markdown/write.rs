//! Storage format to Markdown, block by block.

use super::STORAGE;
use super::addresses::Addresses;
use super::inline::line;
use super::read::to_storage;
use super::same::normal;
use super::table::table;
use crate::converted::{Converted, Loss, Notes};
use crate::element::{Place, place};
use crate::site::{NoSite, Site};
use crate::storage::{Element, MacroBody, Node, Storage};
use crate::to_adf::is_inline;

pub(super) fn to_markdown(body: &Storage<'_>, site: &dyn Site) -> Converted<String> {
    let addresses = Addresses::new(site);
    let mut blocks = Blocks {
        site: &addresses,
        notes: Notes::default(),
        last_list: None,
    };
    let mut out = String::new();
    for part in blocks.top(body.nodes()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&part);
        out.push('\n');
    }
    blocks.notes.with(out)
}

pub(super) struct Blocks<'s> {
    pub(super) site: &'s Addresses<'s>,
    notes: Notes,
    /// The name of the list that was written just now, and whether with the other sign.
    last_list: Option<(String, bool)>,
}

/// A block as Markdown.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) is_list: bool,
}

impl Blocks<'_> {
    /// The blocks of a body. Each says the same when it is read again.
    fn top(&mut self, nodes: &[Node<'_>]) -> Vec<String> {
        let mut written = Vec::new();
        for group in groups(nodes) {
            if let [Node::Element(element)] = group {
                let inside = match element.name() {
                    "ac:layout" | "ac:layout-section" | "ac:layout-cell" => Some(element.children()),
                    _ => None,
                };
                if let Some(inside) = inside {
                    self.notes.push(Loss::Unwrapped, element.name());
                    written.extend(self.top(inside));
                    continue;
                }
            }
            let storage = source(group);
            let last = self.last_list.take();
            self.last_list.clone_from(&last);
            let markdown = self.group(group).filter(|markdown| self.says(markdown, &storage));
            match markdown {
                Some(markdown) if markdown.is_empty() => self.last_list = last,
                Some(markdown) => written.push(markdown),
                None => {
                    self.last_list = None;
                    written.push(as_written(&storage));
                }
            }
        }
        written
    }

    /// Whether Markdown is read as this storage format.
    fn says(&mut self, markdown: &str, storage: &str) -> bool {
        let mut notes = Notes::default();
        let wanted = normal(storage, &mut notes);
        let read = to_storage(markdown, self.site);
        let same = wanted.is_some() && normal(&read.value, &mut Notes::default()) == wanted;
        let addresses = self.site.take_notes();
        if same {
            self.notes.extend(notes);
            self.notes.extend(addresses);
        }
        same
    }

    pub(super) fn parts(&mut self, nodes: &[Node<'_>]) -> Option<Vec<Part>> {
        let before = self.last_list.take();
        let mut parts = Vec::new();
        for group in groups(nodes) {
            let text = self.group(group)?;
            let list = |element: &Element<'_>| matches!(element.name(), "ul" | "ol" | "ac:task-list");
            let is_list = matches!(group, [Node::Element(element)] if list(element));
            if !text.is_empty() {
                parts.push(Part { text, is_list });
            }
        }
        self.last_list = before;
        Some(parts)
    }

    fn group(&mut self, group: &[Node<'_>]) -> Option<String> {
        match group {
            [Node::Element(element)] if !is_inline(element) => self.element(element),
            // Between blocks, what is blank are comments.
            _ if group.iter().all(Node::is_blank) => Some(comments(group)),
            _ => {
                self.last_list = None;
                line(self.site, group, false)
            }
        }
    }

    fn element(&mut self, element: &Element<'_>) -> Option<String> {
        let last = self.last_list.take();
        let plain = element
            .attributes()
            .iter()
            .all(|attribute| attribute.name() == "local-id");
        match element.name() {
            "p" if plain => line(self.site, element.children(), false),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") if plain => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                let text = line(self.site, element.children(), true)?;
                Some(format!("{} {text}", "#".repeat(level)).trim_end().to_owned())
            }
            name @ ("ul" | "ol" | "ac:task-list") => {
                let kind = if name == "ol" { name } else { "ul" };
                let other = matches!(&last, Some((known, false)) if known == kind);
                let list = match name {
                    "ac:task-list" => self.tasks(element, other)?,
                    _ => self.list(element, other)?,
                };
                self.last_list = Some((kind.to_owned(), other));
                Some(list)
            }
            "blockquote" if plain => Some(quoted("", &self.blocks(element.children())?)),
            "hr" => Some("---".to_owned()),
            "table" => table(self.site, element),
            "ac:adf-extension" => {
                let panel = important(element)?;
                Some(quoted("[!IMPORTANT]", &self.blocks(panel.children())?))
            }
            "ac:image" => line(self.site, std::slice::from_ref(&Node::Element(element.clone())), false),
            _ => self.shown_macro(element),
        }
    }

    fn shown_macro(&mut self, element: &Element<'_>) -> Option<String> {
        let found = element.as_macro()?;
        let alert = match &*found.name() {
            "info" => "[!NOTE]",
            "tip" => "[!TIP]",
            "note" => "[!WARNING]",
            "warning" => "[!CAUTION]",
            _ => "",
        };
        match (&*found.name(), found.body()) {
            (_, MacroBody::Rich(body)) if !alert.is_empty() && found.parameters().next().is_none() => {
                Some(quoted(alert, &self.blocks(body.children())?))
            }
            ("code", MacroBody::Plain(body)) => {
                let language = found.parameter("language").unwrap_or_default();
                let only = found.parameters().all(|parameter| parameter.name() == "language");
                let word = !language.contains(|letter: char| letter.is_whitespace() || letter == '`');
                (only && word).then(|| fenced(&language, &body.own_text()))
            }
            ("expand", MacroBody::Rich(body)) => {
                let only = found.parameters().all(|parameter| parameter.name() == "title");
                let summary = found.parameter("title").map_or(String::new(), |title| {
                    let mut summary = "<summary>".to_owned();
                    crate::escape::push_text(&mut summary, &title);
                    summary + "</summary>"
                });
                let inner = self.blocks(body.children()).filter(|_| only)?;
                Some(format!("<details>{summary}\n\n{inner}\n\n</details>"))
            }
            _ => None,
        }
    }
}

/// What is in a panel that no macro is for: the one that Markdown calls important.
fn important<'e, 'a>(extension: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let node = extension.element("ac:adf-node")?;
    let mut attributes = node.elements().filter(|child| child.name() == "ac:adf-attribute");
    let is_note =
        attributes.all(|child| child.attribute("key").as_deref() == Some("panel-type") && child.own_text() == "note");
    let found = node.attribute("type").as_deref() == Some("panel") && is_note;
    node.element("ac:adf-content").filter(|_| found)
}

fn comments(group: &[Node<'_>]) -> String {
    let comments = group.iter().filter_map(|node| match node {
        Node::Comment(text) => Some(format!("<!--{text}-->")),
        _ => None,
    });
    comments.collect::<Vec<_>>().join("\n")
}

/// Blocks one by one, and what stands between blocks together.
fn groups<'n, 'a>(nodes: &'n [Node<'a>]) -> Vec<&'n [Node<'a>]> {
    let is_block = |node: &Node<'_>| node.as_element().is_some_and(|element| !is_inline(element));
    let groups = nodes.chunk_by(|left, right| !is_block(left) && !is_block(right));
    let shows = |node: &Node<'_>| !node.is_blank() || matches!(node, Node::Comment(_));
    groups.filter(|group| group.iter().any(shows)).collect()
}

/// The text of neighbours as it was written.
fn source(group: &[Node<'_>]) -> String {
    let mut source = String::new();
    for node in group {
        match node {
            Node::Element(element) => source.push_str(element.outer()),
            Node::Text(text) => source.push_str(text.raw()),
            Node::CData(text) => crate::escape::push_cdata(&mut source, text),
            Node::Comment(text) => source.push_str(&format!("<!--{text}-->")),
        }
    }
    source
}

/// A block that Markdown has no word for: its HTML, or storage format in a fence.
fn as_written(storage: &str) -> String {
    let name: String = storage
        .chars()
        .skip(1)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let text = storage.trim();
    let is_html =
        text.starts_with('<') && place(&name) == Place::BlockHtml && !text.contains("\n\n") && !text.contains("\n \n");
    let closed = to_storage(text, &NoSite).value == text;
    match is_html && closed {
        true => text.to_owned(),
        false => fenced(STORAGE, storage),
    }
}

fn fenced(language: &str, code: &str) -> String {
    let longest = code
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let end = if code.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{code}{end}{fence}")
}

/// Lines behind the sign of a quote.
fn quoted(first: &str, text: &str) -> String {
    let lines = first.lines().chain(text.lines());
    let lines: Vec<String> = lines.map(|line| format!("> {line}").trim_end().to_owned()).collect();
    if lines.is_empty() {
        ">".to_owned()
    } else {
        lines.join("\n")
    }
}

/// Text of which all lines but the first are moved to the right.
pub(super) fn indented(text: &str, width: usize) -> String {
    let space = " ".repeat(width);
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&space);
            out.push_str(line);
        }
    }
    out
}
