//! What macros show.

use super::Writer;
use crate::escape::{push_attribute, push_lines};
use crate::storage::{Element, Macro, MacroBody};

/// Panels: the macro, the class of the panel and that of its icon.
const PANELS: [(&str, &str, &str); 4] = [
    ("info", "information", "info"),
    ("note", "note", "warning"),
    ("tip", "tip", "approve"),
    ("warning", "warning", "error"),
];

/// Colours of statuses, and the classes that have them.
const LOZENGES: [(&str, &str); 6] = [
    ("blue", "aui-lozenge-current"),
    ("green", "aui-lozenge-success"),
    ("grey", "aui-lozenge-default"),
    ("purple", "aui-lozenge-purple"),
    ("red", "aui-lozenge-error"),
    ("yellow", "aui-lozenge-moved"),
];

impl Writer<'_, '_> {
    pub(super) fn shown_macro(&mut self, element: &Element<'_>) {
        let Some(found) = element.as_macro() else {
            return;
        };
        let name = found.name();
        if let Some((_, class, icon)) = PANELS.iter().find(|(known, _, _)| *known == name) {
            return self.information(&found, class, icon);
        }
        match (&*name, found.body()) {
            ("code" | "noformat", MacroBody::Plain(body)) => self.code(&found, body),
            ("panel", MacroBody::Rich(body)) => self.panel(&found, body),
            ("expand", MacroBody::Rich(body)) => self.expand(&found, body),
            ("excerpt", _) if found.parameter("hidden").as_deref() == Some("true") => {}
            ("status", _) => self.status(&found),
            ("anchor", _) => {
                self.start("span", &found, "confluence-anchor-link", "inline", "");
                push_attribute(&mut self.out, "id", &found.parameter("").unwrap_or_default());
                self.out.push_str("></span>");
            }
            ("view-file", MacroBody::None) => self.view_file(&found),
            ("toc", _) => {
                self.start("div", &found, "toc-macro", "block", "");
                self.out.push('>');
                self.contents(&found);
                self.out.push_str("</div>");
            }
            ("column", MacroBody::Rich(body)) => {
                let width = found
                    .parameter("width")
                    .map_or(String::new(), |width| format!("width:{width};"));
                self.start("div", &found, "columnMacro", "block", &width);
                self.within(">", body, "</div>");
            }
            _ => self.other(&found),
        }
    }

    /// A start tag without its end.
    fn start(&mut self, tag: &str, found: &Macro<'_, '_>, class: &str, output: &str, style: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        let space = if class.is_empty() { "" } else { " " };
        push_attribute(
            &mut self.out,
            "class",
            &format!("{class}{space}conf-macro output-{output}"),
        );
        if !style.is_empty() {
            push_attribute(&mut self.out, "style", style);
        }
        let has_body = if matches!(found.body(), MacroBody::None) {
            "false"
        } else {
            "true"
        };
        push_attribute(&mut self.out, "data-hasbody", has_body);
        push_attribute(&mut self.out, "data-macro-name", &found.name());
        if let Some(id) = found.id() {
            push_attribute(&mut self.out, "data-macro-id", &id);
        }
    }

    fn information(&mut self, found: &Macro<'_, '_>, class: &str, icon: &str) {
        let class = format!("confluence-information-macro confluence-information-macro-{class}");
        self.start("div", found, &class, "block", "");
        self.out.push('>');
        if let Some(title) = found.parameter("title") {
            self.out.push_str("<p class=\"title conf-macro-render\">");
            push_lines(&mut self.out, &title);
            self.out.push_str("</p>");
        }
        self.out.push_str(&format!(
            "<span class=\"aui-icon aui-icon-small aui-iconfont-{icon} confluence-information-macro-icon\"></span>\
             <div class=\"confluence-information-macro-body\">"
        ));
        self.body(found);
        self.out.push_str("</div></div>");
    }

    /// The body of a macro, whatever it is.
    fn body(&mut self, found: &Macro<'_, '_>) {
        match found.body() {
            MacroBody::Rich(body) => self.nodes(body.children()),
            MacroBody::Plain(body) => {
                self.out.push_str("<pre>");
                push_lines(&mut self.out, &body.own_text());
                self.out.push_str("</pre>");
            }
            MacroBody::None => {}
        }
    }

    fn header(&mut self, class: &str, found: &Macro<'_, '_>) {
        if let Some(title) = found.parameter("title") {
            self.out.push_str(&format!("<div class=\"{class}\"><b>"));
            push_lines(&mut self.out, &title);
            self.out.push_str("</b></div>");
        }
    }

    fn code(&mut self, found: &Macro<'_, '_>, body: &Element<'_>) {
        let class = if found.name() == "code" {
            "code panel pdl"
        } else {
            "preformatted panel"
        };
        self.start("div", found, class, "block", "border-width: 1px;");
        self.out.push('>');
        self.header("codeHeader panelHeader pdl", found);
        if found.name() == "code" {
            let language = found.parameter("language").unwrap_or_else(|| "java".to_owned());
            self.out
                .push_str("<div class=\"codeContent panelContent pdl\"><pre class=\"syntaxhighlighter-pre\"");
            let brush = format!("brush: {language}; gutter: false; theme: Confluence");
            push_attribute(&mut self.out, "data-syntaxhighlighter-params", &brush);
            self.out.push_str(" data-theme=\"Confluence\">");
        } else {
            self.out
                .push_str("<div class=\"preformattedContent panelContent\"><pre>");
        }
        push_lines(&mut self.out, &body.own_text());
        self.out.push_str("</pre></div></div>");
    }

    fn panel(&mut self, found: &Macro<'_, '_>, body: &Element<'_>) {
        let color = found
            .parameter("bgColor")
            .map_or(String::new(), |color| format!("background-color: {color};"));
        self.start("div", found, "panel", "block", &color);
        self.out.push('>');
        self.header("panelHeader", found);
        self.within("<div class=\"panelContent\">", body, "</div></div>");
    }

    fn expand(&mut self, found: &Macro<'_, '_>, body: &Element<'_>) {
        self.start("div", found, "expand-container", "block", "");
        self.out.push_str(
            "><div class=\"expand-control\"><span class=\"expand-control-icon\"></span><span class=\"expand-control-text\">",
        );
        push_lines(
            &mut self.out,
            &found
                .parameter("title")
                .unwrap_or_else(|| "Click here to expand...".to_owned()),
        );
        self.within("</span></div><div class=\"expand-content\">", body, "</div></div>");
    }

    fn status(&mut self, found: &Macro<'_, '_>) {
        let color = found.parameter("colour").unwrap_or_default().to_ascii_lowercase();
        let lozenge = LOZENGES.iter().find(|(known, _)| *known == color);
        let class = format!(
            "status-macro aui-lozenge {}",
            lozenge.map_or("aui-lozenge-default", |(_, class)| class)
        );
        self.start("span", found, &class, "inline", "");
        self.out.push('>');
        push_lines(&mut self.out, &found.parameter("title").unwrap_or_default());
        self.out.push_str("</span>");
    }

    fn view_file(&mut self, found: &Macro<'_, '_>) {
        let name = found.parameter("name").unwrap_or_default();
        let resource = found
            .parameters()
            .find_map(|parameter| parameter.element().element("ri:attachment"));
        let url = resource.map(|resource| self.file_of(resource).url).unwrap_or_default();
        self.start("span", found, "confluence-embedded-file-wrapper", "inline", "");
        self.out.push_str("><a class=\"confluence-embedded-file\"");
        push_attribute(&mut self.out, "href", &url);
        self.out.push('>');
        push_lines(&mut self.out, &name);
        self.out.push_str("</a></span>");
    }

    /// Any other macro: what the site says, or else its body.
    fn other(&mut self, found: &Macro<'_, '_>) {
        self.start("div", found, "", "block", "");
        self.out.push('>');
        match self.site.macro_html(found) {
            Some(html) => self.out.push_str(&html),
            None => self.body(found),
        }
        self.out.push_str("</div>");
    }
}
