//! Markdown to storage format.

use super::tag::{self, Block, Tag};
use super::{STORAGE, address};
use crate::MAX_DEPTH;
use crate::converted::{Converted, Loss, Notes};
use crate::escape::{legal, push_attribute, push_cdata, push_text};
use crate::storage::Storage;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag as Start, TagEnd};

pub(super) fn to_storage(markdown: &str) -> Converted<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let markdown = legal(markdown);
    let events: Vec<Event<'_>> = Parser::new_ext(&markdown, options).collect();
    let mut reader = Reader {
        tasks: task_lists(&events),
        ..Reader::default()
    };
    for (at, event) in events.iter().enumerate() {
        reader.event(at, event, &events);
    }
    reader.end_all();
    reader.notes.with(reader.out)
}

/// For each event: whether it starts a list of which every item is a task.
fn task_lists(events: &[Event<'_>]) -> Vec<bool> {
    let mut tasks = vec![false; events.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Start::List(_)) => {
                tasks[at] = true;
                open.push(at);
            }
            Event::End(TagEnd::List(_)) => {
                open.pop();
            }
            Event::Start(Start::Item) => {
                let after = events.get(at + 1..).unwrap_or_default();
                let first = after
                    .iter()
                    .find(|event| !matches!(event, Event::Start(Start::Paragraph)));
                let list = open.last().and_then(|list| tasks.get_mut(*list));
                if let (Some(list), false) = (list, matches!(first, Some(Event::TaskListMarker(_)))) {
                    *list = false;
                }
            }
            _ => {}
        }
    }
    tasks
}

/// What is open, and what closes it.
enum Open {
    /// An element that Markdown opened.
    Markdown(String),
    /// An element that HTML within a line opened.
    Html(String),
    /// An expand.
    Details,
    /// The body of a task.
    Task,
}

#[derive(Default)]
struct Reader {
    out: String,
    notes: Notes,
    open: Vec<Open>,
    tasks: Vec<bool>,
    /// The number of the last task.
    task: usize,
    /// Text that is collected before it is written: of code, of HTML, of an image.
    collected: Option<String>,
    in_head: bool,
    /// How many images are open. One in another is a part of its words.
    images: usize,
}

impl Reader {
    fn event(&mut self, at: usize, event: &Event<'_>, events: &[Event<'_>]) {
        match event {
            Event::Start(start) => self.start(at, start, events),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.text(text),
            Event::Code(code) if self.collected.is_some() => self.text(code),
            Event::Code(code) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::Html(html) => match &mut self.collected {
                Some(collected) => collected.push_str(html),
                None => self.text(html),
            },
            Event::InlineHtml(html) => self.inline_html(html),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.collected.is_some() => self.text(" "),
            Event::HardBreak => self.out.push_str("<br />"),
            Event::Rule => self.out.push_str("<hr />"),
            Event::TaskListMarker(done) => {
                if !matches!(self.open.last(), Some(Open::Task)) {
                    self.text(if *done { "[x] " } else { "[ ] " });
                }
            }
            other => self.notes.push(Loss::Dropped, format!("{other:?}")),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.collected {
            Some(collected) => collected.push_str(text),
            None => push_text(&mut self.out, text),
        }
    }

    /// Opens an element, if storage format can be so deep.
    fn element(&mut self, start: &str, end: &str) {
        // Each thing that is open is three elements at most.
        if self.open.len() * 3 > MAX_DEPTH - 10 {
            self.notes.push(Loss::Unwrapped, start);
            self.open.push(Open::Markdown(String::new()));
            return;
        }
        self.out.push_str(start);
        self.open.push(Open::Markdown(end.to_owned()));
    }

    fn start(&mut self, at: usize, start: &Start<'_>, events: &[Event<'_>]) {
        match start {
            // A task holds a line, and no paragraph.
            Start::Paragraph if matches!(self.open.last(), Some(Open::Task)) => self.element("", ""),
            Start::Paragraph => self.element("<p>", "</p>"),
            Start::Heading { level, .. } => self.element(&format!("<{level}>"), &format!("</{level}>")),
            Start::BlockQuote(kind) => self.quote(*kind),
            Start::CodeBlock(_) | Start::HtmlBlock | Start::Image { .. } => self.collect(start),
            Start::List(_) if self.tasks[at] => self.element("<ac:task-list>", "</ac:task-list>"),
            Start::List(None) => self.element("<ul>", "</ul>"),
            Start::List(Some(1)) => self.element("<ol>", "</ol>"),
            Start::List(Some(first)) => self.element(&format!("<ol start=\"{first}\">"), "</ol>"),
            Start::Item => self.item(at, events),
            Start::Table(_) => self.element("<table><tbody>", "</tbody></table>"),
            Start::TableHead => {
                self.in_head = true;
                self.element("<tr>", "</tr>");
            }
            Start::TableRow => self.element("<tr>", "</tr>"),
            Start::TableCell if self.in_head => self.element("<th>", "</th>"),
            Start::TableCell => self.element("<td>", "</td>"),
            Start::Emphasis => self.element("<em>", "</em>"),
            Start::Strong => self.element("<strong>", "</strong>"),
            Start::Strikethrough => self.element("<s>", "</s>"),
            Start::Link { dest_url, title, .. } => self.link(at, dest_url, title, events),
            other => {
                self.notes.push(Loss::Unwrapped, format!("{other:?}"));
                self.open.push(Open::Markdown(String::new()));
            }
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let end = "</ac:rich-text-body></ac:structured-macro>";
        let name = match kind {
            None => return self.element("<blockquote>", "</blockquote>"),
            Some(BlockQuoteKind::Note) => "info",
            Some(BlockQuoteKind::Tip) => "tip",
            Some(BlockQuoteKind::Warning) => "note",
            Some(BlockQuoteKind::Caution) => "warning",
            Some(BlockQuoteKind::Important) => {
                let start = "<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute key=\"panel-type\">note\
                             </ac:adf-attribute><ac:adf-content>";
                return self.element(start, "</ac:adf-content></ac:adf-node></ac:adf-extension>");
            }
        };
        let start = format!("<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\"><ac:rich-text-body>");
        self.element(&start, end);
    }

    fn item(&mut self, at: usize, events: &[Event<'_>]) {
        let in_tasks = matches!(self.open.last(), Some(Open::Markdown(end)) if end == "</ac:task-list>");
        if !in_tasks {
            return self.element("<li>", "</li>");
        }
        let after = events.get(at + 1..at + 3).unwrap_or_default();
        let done = after.iter().any(|event| matches!(event, Event::TaskListMarker(true)));
        let status = if done { "complete" } else { "incomplete" };
        self.task += 1;
        self.out.push_str(&format!(
            "<ac:task><ac:task-id>{}</ac:task-id><ac:task-status>{status}</ac:task-status><ac:task-body>",
            self.task
        ));
        self.open.push(Open::Task);
    }

    fn collect(&mut self, start: &Start<'_>) {
        let mut open = String::new();
        match start {
            Start::CodeBlock(CodeBlockKind::Fenced(info)) => {
                open = info.split_ascii_whitespace().next().unwrap_or_default().to_owned();
            }
            Start::Image { dest_url, title, .. } => {
                self.images += 1;
                let is_address =
                    dest_url.contains("://") || dest_url.starts_with("//") || dest_url.starts_with("data:");
                open.push_str(if is_address { "<ri:url" } else { "<ri:attachment" });
                match is_address {
                    true => push_attribute(&mut open, "ri:value", dest_url),
                    false => push_attribute(&mut open, "ri:filename", &address::text(dest_url)),
                }
                open.push_str(" />");
                if !title.is_empty() {
                    open.push('\n');
                    open.push_str(title);
                }
            }
            _ => {}
        }
        // An image in the words of an image is words.
        if self.collected.is_none() {
            self.collected = Some(String::new());
        }
        self.open.push(Open::Markdown(open));
    }

    fn link(&mut self, at: usize, address: &str, title: &str, events: &[Event<'_>]) {
        let inside = events.get(at + 1..).unwrap_or_default().iter();
        let mut words = String::new();
        for event in inside.take_while(|event| !matches!(event, Event::End(TagEnd::Link))) {
            if let Event::Text(text) | Event::Code(text) = event {
                words.push_str(text);
            }
        }
        match address::link(address, &words) {
            Some((start, Some(end))) => self.element(&start, end),
            Some((start, None)) if self.collected.is_none() => {
                self.out.push_str(&start);
                // The words are written already.
                self.collected = Some(String::new());
                self.open.push(Open::Markdown(String::new()));
            }
            _ => {
                let mut start = "<a".to_owned();
                push_attribute(&mut start, "href", address);
                if !title.is_empty() {
                    push_attribute(&mut start, "title", title);
                }
                start.push('>');
                self.element(&start, "</a>");
            }
        }
    }

    fn inline_html(&mut self, html: &str) {
        match tag::read(html).filter(|_| self.collected.is_none()) {
            Some(Tag::Whole(whole)) => self.out.push_str(&whole),
            Some(Tag::Start(name, start)) if self.open.len() * 3 <= MAX_DEPTH - 10 => {
                self.out.push_str(&start);
                self.open.push(Open::Html(name));
            }
            Some(Tag::End(name)) if matches!(self.open.last(), Some(Open::Html(open)) if *open == name) => {
                self.out.push_str(&format!("</{name}>"));
                self.open.pop();
            }
            _ => {
                self.notes.push(Loss::Rewritten, html);
                self.text(html);
            }
        }
    }

    fn end(&mut self, end: TagEnd) {
        // What HTML opened ends with what it is in.
        while let Some(Open::Html(_)) = self.open.last() {
            self.close();
        }
        match end {
            TagEnd::CodeBlock => self.code(),
            TagEnd::HtmlBlock => self.html(),
            TagEnd::Image => self.image(),
            TagEnd::TableHead => {
                self.in_head = false;
                self.close();
            }
            TagEnd::Link => {
                let is_done = matches!(self.open.last(), Some(Open::Markdown(end)) if end.is_empty());
                if is_done {
                    self.collected = None;
                }
                self.close();
            }
            // A list item or a quote ends the expands in it.
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                while let Some(Open::Details) = self.open.last() {
                    self.close();
                }
                self.close();
            }
            _ => self.close(),
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Markdown(end)) => self.out.push_str(&end),
            Some(Open::Html(name)) => self.out.push_str(&format!("</{name}>")),
            Some(Open::Details) => self.out.push_str("</ac:rich-text-body></ac:structured-macro>"),
            Some(Open::Task) => self.out.push_str("</ac:task-body></ac:task>"),
            None => {}
        }
    }

    fn end_all(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    /// What was collected, and what was noted when that began.
    fn take(&mut self) -> (String, String) {
        let noted = match self.open.pop() {
            Some(Open::Markdown(noted)) => noted,
            _ => String::new(),
        };
        (self.collected.take().unwrap_or_default(), noted)
    }

    fn code(&mut self) {
        let (code, language) = self.take();
        let code = code.strip_suffix('\n').unwrap_or(&code);
        if language == STORAGE && Storage::parse(code).is_ok() {
            return self.out.push_str(code);
        }
        self.out
            .push_str("<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\">");
        if !language.is_empty() {
            self.out.push_str("<ac:parameter ac:name=\"language\">");
            push_text(&mut self.out, &language);
            self.out.push_str("</ac:parameter>");
        }
        self.out.push_str("<ac:plain-text-body>");
        push_cdata(&mut self.out, code);
        self.out.push_str("</ac:plain-text-body></ac:structured-macro>");
    }

    fn html(&mut self) {
        let (html, _) = self.take();
        let shallow = self.open.len() * 3 <= MAX_DEPTH - 40;
        match tag::block(&html) {
            Block::Same(html) if shallow => self.out.push_str(&html),
            Block::Details(start) if shallow => {
                self.out.push_str(&start);
                self.open.push(Open::Details);
            }
            Block::End if matches!(self.open.last(), Some(Open::Details)) => self.close(),
            _ => {
                self.notes.push(Loss::Rewritten, "HTML");
                self.out.push_str("<p>");
                push_text(&mut self.out, html.trim());
                self.out.push_str("</p>");
            }
        }
    }

    fn image(&mut self) {
        self.images = self.images.saturating_sub(1);
        if self.images > 0 {
            self.open.pop();
            return;
        }
        let (alt, resource) = self.take();
        let (resource, title) = resource.split_once('\n').unwrap_or((&resource, ""));
        self.out.push_str("<ac:image");
        for (name, value) in [("ac:alt", &*alt), ("ac:title", title)] {
            if !value.is_empty() {
                push_attribute(&mut self.out, name, value);
            }
        }
        self.out.push('>');
        self.out.push_str(resource);
        self.out.push_str("</ac:image>");
    }
}
