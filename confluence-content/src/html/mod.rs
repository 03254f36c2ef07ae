//! Storage format to HTML, as Confluence shows it.

mod block;
mod inline;
mod macros;
mod task;
mod toc;

use crate::escape::push_lines;
use crate::site::Site;
use crate::storage::{Element, Node, Storage};

/// What the HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum View {
    /// `view`: a page on the site.
    View,
    /// `export_view`: elsewhere, as in a PDF. Comments are not marked.
    Export,
    /// `styled_view`: a whole document with a style sheet.
    Styled,
}

impl Storage<'_> {
    /// The body as HTML.
    ///
    /// Scripts, and attributes that would run one, are left out.
    ///
    /// ```
    /// use confluence_content::{NoSite, Storage, View};
    ///
    /// let body = Storage::parse("<p>Is <ac:link><ri:page ri:content-title=\"Fish\"/></ac:link> done?</p>")?;
    /// assert_eq!(body.to_html(View::View, &NoSite), "<p>Is <a href=\"/wiki/display/Fish\">Fish</a> done?</p>");
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn to_html(&self, view: View, site: &dyn Site) -> String {
        let mut writer = Writer {
            site,
            view,
            body: self,
            has_contents: false,
            out: String::with_capacity(self.as_str().len()),
        };
        writer.nodes(self.nodes());
        match view {
            View::Styled => styled(site, &writer.out),
            _ => writer.out,
        }
    }
}

struct Writer<'s, 'b> {
    site: &'s dyn Site,
    view: View,
    body: &'b Storage<'b>,
    /// Whether the headings were listed. They are listed once, so that many lists of many headings do not fill the
    /// memory.
    has_contents: bool,
    out: String,
}

impl Writer<'_, '_> {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element),
                Node::Text(text) => push_lines(&mut self.out, &text.value()),
                Node::CData(text) => push_lines(&mut self.out, text),
                Node::Comment(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element<'_>) {
        match element.name() {
            "ac:structured-macro" | "ac:macro" => self.shown_macro(element),
            "ac:link" => self.link(element),
            "ac:image" => self.image(element),
            "ac:emoticon" => self.emoticon(element),
            "ac:inline-comment-marker" => self.marker(element),
            "ac:task-list" => self.task_list(element),
            "ac:layout" => self.within("<div class=\"contentLayout2\">", element, "</div>"),
            "ac:layout-section" => self.section(element),
            "ac:layout-cell" => self.within(
                "<div class=\"cell normal\" data-type=\"normal\"><div class=\"innerCell\">",
                element,
                "</div></div>",
            ),
            "ac:adf-extension" => self.extension(element),
            "ac:placeholder" | "at:declarations" | "script" | "style" => {}
            "time" => self.time(element),
            "table" => {
                self.out.push_str("<div class=\"table-wrap\">");
                self.plain(element, Some("confluenceTable"));
                self.out.push_str("</div>");
            }
            "td" => self.plain(element, Some("confluenceTd")),
            "th" => self.plain(element, Some("confluenceTh")),
            name if name.contains(':') => self.nodes(element.children()),
            _ => self.plain(element, None),
        }
    }

    fn within(&mut self, start: &str, element: &Element<'_>, end: &str) {
        self.out.push_str(start);
        self.nodes(element.children());
        self.out.push_str(end);
    }
}

fn styled(site: &dyn Site, body: &str) -> String {
    let mut title = String::new();
    push_lines(&mut title, &site.title().unwrap_or_default());
    format!(
        "<html><head><title>{title}</title><style>{STYLE}</style></head>\
         <body><div class=\"wiki-content\">{body}</div></body></html>"
    )
}

const STYLE: &str = "body{font-family:sans-serif}table.confluenceTable{border-collapse:collapse}\
    .confluenceTd,.confluenceTh{border:1px solid #ddd;padding:7px 10px}.panel{border:1px solid #ccc;margin:10px 0}\
    .panelContent,.confluence-information-macro{padding:10px}";
