//! Markdown to storage format.

mod html;
mod link;
mod plan;

use self::link::Image;
use self::plan::Plan;
use super::STORAGE;
use crate::MAX_DEPTH;
use crate::converted::{Converted, Loss, Notes};
use crate::escape::{legal, push_cdata, push_text};
use crate::site::Site;
use crate::storage::Storage;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub(super) fn to_storage(markdown: &str, site: &dyn Site) -> Converted<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut notes = Notes::default();
    let legal = legal(markdown);
    if legal != markdown {
        notes.push(Loss::Rewritten, "a character that XML cannot hold");
    }
    let parser = Parser::new_ext(&legal, options);
    let definitions = link::definitions(&parser);
    let (events, places): (Vec<Event<'_>>, Vec<Range<usize>>) = parser.into_offset_iter().unzip();
    link::unused(definitions, &events, &mut notes);
    note_cells(&legal, &events, &places, &mut notes);
    let mut reader = Reader {
        site,
        out: String::with_capacity(legal.len() * 2),
        notes,
        open: Vec::new(),
        plan: Plan::of(&events),
        task: 0,
        collected: None,
        columns: Vec::new(),
        column: 0,
        in_head: false,
    };
    for (at, event) in events.iter().enumerate() {
        reader.event(at, event, &events);
    }
    while !reader.open.is_empty() {
        reader.close();
    }
    reader.notes.with(reader.out)
}

/// Notes the cells that a row has more than the head of its table: the parser passes over them.
fn note_cells(markdown: &str, events: &[Event<'_>], places: &[Range<usize>], notes: &mut Notes) {
    let mut end = 0;
    for (event, place) in events.iter().zip(places) {
        match event {
            Event::End(TagEnd::TableCell) => end = place.end,
            Event::End(TagEnd::TableRow) => {
                let more = markdown.get(end..place.end).unwrap_or_default();
                let more = more.trim_matches(|letter: char| letter == '|' || letter.is_whitespace());
                if !more.is_empty() {
                    notes.push(Loss::Dropped, format!("`{more}`, behind the last cell of a row,"));
                }
            }
            _ => {}
        }
    }
}

/// What is open, and what closes it.
enum Open {
    /// Elements, with their end tags.
    Element(&'static str),
    /// An element that HTML within a line opened.
    Html(String),
    /// An expand.
    Details,
    /// A task, with whether its body is one line, and whether that has ended.
    Task { line: bool, ended: bool },
    /// A block of code, with its language.
    Code(String),
    /// A block of HTML.
    HtmlBlock,
    /// An image, whose words are collected.
    Image(Image),
    /// A link that is written already. Its words are collected and not used.
    Written,
    /// What is not written: it is too deep, or a part of the words of an image.
    Nothing,
}

struct Reader<'s> {
    site: &'s dyn Site,
    out: String,
    notes: Notes,
    open: Vec<Open>,
    plan: Plan,
    /// The number of the last task.
    task: usize,
    /// Text that is collected before it is written: of code, of HTML, of an image.
    collected: Option<String>,
    /// How the columns of the table are aligned, and the column of the next cell.
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

const MACRO_END: &str = "</ac:rich-text-body></ac:structured-macro>";

impl Reader<'_> {
    fn event(&mut self, at: usize, event: &Event<'_>, events: &[Event<'_>]) {
        match event {
            Event::Start(start) => self.start(at, start, events),
            Event::End(end) => self.end(*end),
            Event::Text(text) | Event::Html(text) => self.text(text),
            Event::Code(code) if self.collected.is_some() => self.text(code),
            Event::Code(code) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::InlineHtml(html) => self.inline_html(html),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.collected.is_some() => self.text(" "),
            Event::HardBreak => self.out.push_str("<br />"),
            Event::Rule => self.out.push_str("<hr />"),
            Event::TaskListMarker(done) => {
                let in_task = self
                    .open
                    .iter()
                    .rev()
                    .take(2)
                    .any(|open| matches!(open, Open::Task { .. }));
                if !in_task {
                    self.text(if *done { "[x] " } else { "[ ] " });
                }
            }
            other => self.notes.push(Loss::Dropped, format!("{other:?}")),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.collected {
            Some(collected) => collected.push_str(text),
            // `&#10;` shows as a space.
            None => push_text(&mut self.out, &text.replace('\n', " ")),
        }
    }

    /// Whether so many elements more can be in what is open.
    fn has_room(&self, elements: usize) -> bool {
        // Each thing that is open is three elements at most.
        self.open.len() * 3 + elements <= MAX_DEPTH - 10
    }

    /// Opens an element, if storage format can be so deep.
    fn element(&mut self, start: &str, end: &'static str) {
        if self.collected.is_some() {
            self.open.push(Open::Nothing);
        } else if self.has_room(0) {
            self.out.push_str(start);
            self.open.push(Open::Element(end));
        } else {
            self.notes.push(Loss::Unwrapped, start);
            self.open.push(Open::Nothing);
        }
    }

    fn start(&mut self, at: usize, start: &Tag<'_>, events: &[Event<'_>]) {
        match start {
            // The body of a task is a line, if there is no more in it.
            Tag::Paragraph if matches!(self.open.last(), Some(Open::Task { line: true, .. })) => {
                self.open.push(Open::Nothing);
            }
            Tag::Paragraph => self.element("<p>", "</p>"),
            Tag::Heading { level, .. } => {
                let end = HEADING_ENDS[*level as usize - 1];
                self.element(&format!("<{level}>"), end);
            }
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => {
                let language = self.language(kind);
                self.collect(Open::Code(language));
            }
            Tag::HtmlBlock => self.collect(Open::HtmlBlock),
            Tag::List(_) if self.plan.is_tasks(at) => {
                self.end_task_line();
                self.element("<ac:task-list>", "</ac:task-list>");
            }
            Tag::List(None) => self.element("<ul>", "</ul>"),
            Tag::List(Some(1)) => self.element("<ol>", "</ol>"),
            Tag::List(Some(first)) => self.element(&format!("<ol start=\"{first}\">"), "</ol>"),
            Tag::Item => self.item(at, events),
            Tag::Table(columns) => {
                self.columns.clone_from(columns);
                self.element("<table><tbody>", "</tbody></table>");
            }
            Tag::TableHead | Tag::TableRow => {
                self.in_head = matches!(start, Tag::TableHead);
                self.column = 0;
                self.element("<tr>", "</tr>");
            }
            Tag::TableCell => self.cell(matches!(events.get(at + 1), Some(Event::End(_)))),
            _ => self.start_in_line(at, start, events),
        }
    }

    fn start_in_line(&mut self, at: usize, start: &Tag<'_>, events: &[Event<'_>]) {
        match start {
            Tag::Image { dest_url, title, .. } => self.start_image(dest_url, title),
            Tag::Emphasis => self.element("<em>", "</em>"),
            Tag::Strong => self.element("<strong>", "</strong>"),
            Tag::Strikethrough => self.element("<s>", "</s>"),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                title,
                ..
            } => self.start_link(at, &format!("mailto:{dest_url}"), title, events),
            Tag::Link { dest_url, title, .. } => self.start_link(at, dest_url, title, events),
            other => {
                self.notes.push(Loss::Unwrapped, format!("{other:?}"));
                self.open.push(Open::Nothing);
            }
        }
    }

    /// Collects text until the end.
    fn collect(&mut self, open: Open) {
        self.collected = Some(String::new());
        self.open.push(open);
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
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
        self.element(&start, MACRO_END);
    }

    fn item(&mut self, at: usize, events: &[Event<'_>]) {
        let in_tasks = matches!(self.open.last(), Some(Open::Element("</ac:task-list>")));
        if !in_tasks {
            return self.element("<li>", "</li>");
        }
        let after = events.get(at + 1..).unwrap_or_default();
        let mut first = after.iter().take(2);
        let done = first.any(|event| matches!(event, Event::TaskListMarker(true)));
        let status = if done { "complete" } else { "incomplete" };
        self.task += 1;
        self.out.push_str(&format!(
            "<ac:task><ac:task-id>{}</ac:task-id><ac:task-status>{status}</ac:task-status><ac:task-body>",
            self.task
        ));
        self.open.push(Open::Task {
            line: self.plan.is_line(at),
            ended: false,
        });
    }

    /// Tasks below a task stand behind its line.
    fn end_task_line(&mut self) {
        if let Some(Open::Task { line: true, ended }) = self.open.last_mut()
            && !*ended
        {
            *ended = true;
            self.out.push_str("</ac:task-body>");
        }
    }

    fn cell(&mut self, is_empty: bool) {
        let side = match self.columns.get(self.column).filter(|_| !is_empty) {
            None | Some(Alignment::None) => None,
            Some(Alignment::Left) => Some("left"),
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
        };
        self.column += 1;
        match (side, self.in_head) {
            (None, true) => self.element("<th>", "</th>"),
            (None, false) => self.element("<td>", "</td>"),
            (Some(side), true) => self.element(&format!("<th><p style=\"text-align: {side};\">"), "</p></th>"),
            (Some(side), false) => self.element(&format!("<td><p style=\"text-align: {side};\">"), "</p></td>"),
        }
    }

    fn end(&mut self, end: TagEnd) {
        // What HTML opened ends with what it is in.
        while let Some(Open::Html(_)) = self.open.last() {
            self.close();
        }
        // A list item or a quote ends the expands in it.
        if matches!(end, TagEnd::Item | TagEnd::BlockQuote(_)) {
            while let Some(Open::Details) = self.open.last() {
                self.close();
            }
        }
        self.close();
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Element(end)) => self.out.push_str(end),
            Some(Open::Html(name)) => self.out.push_str(&format!("</{name}>")),
            Some(Open::Details) => self.out.push_str(MACRO_END),
            Some(Open::Task { ended: true, .. }) => self.out.push_str("</ac:task>"),
            Some(Open::Task { ended: false, .. }) => self.out.push_str("</ac:task-body></ac:task>"),
            Some(Open::Code(language)) => self.code(&language),
            Some(Open::HtmlBlock) => self.html_block(),
            Some(Open::Image(image)) => self.image(&image),
            Some(Open::Written) => self.collected = None,
            Some(Open::Nothing) | None => {}
        }
    }

    /// The language of a block of code.
    fn language(&mut self, kind: &CodeBlockKind<'_>) -> String {
        let CodeBlockKind::Fenced(info) = kind else {
            return String::new();
        };
        let info = info.trim();
        let (language, more) = info
            .split_once(|letter: char| letter.is_ascii_whitespace())
            .unwrap_or((info, ""));
        if !more.is_empty() {
            self.notes
                .push(Loss::Dropped, format!("`{}` behind the language of code", more.trim()));
        }
        language.to_owned()
    }

    fn code(&mut self, language: &str) {
        let code = self.collected.take().unwrap_or_default();
        let code = code.strip_suffix('\n').unwrap_or(&code);
        if language == STORAGE && Storage::parse(code).is_ok() && self.has_room(40) {
            return self.out.push_str(code);
        }
        self.out
            .push_str("<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\">");
        if !language.is_empty() {
            self.out.push_str("<ac:parameter ac:name=\"language\">");
            push_text(&mut self.out, language);
            self.out.push_str("</ac:parameter>");
        }
        self.out.push_str("<ac:plain-text-body>");
        push_cdata(&mut self.out, code);
        self.out.push_str("</ac:plain-text-body></ac:structured-macro>");
    }
}

const HEADING_ENDS: [&str; 6] = ["</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>"];
