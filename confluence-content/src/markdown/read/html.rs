//! HTML in Markdown.

use super::{MACRO_END, Open, Reader};
use crate::converted::Loss;
use crate::escape::push_text;
use crate::markdown::tag::{self, Block, Inline};

impl Reader<'_> {
    pub(super) fn inline_html(&mut self, html: &str) {
        match tag::read(html).filter(|_| self.collected.is_none()) {
            Some(Inline::Whole(whole)) => self.out.push_str(&whole),
            Some(Inline::Start(name, start)) if self.has_room(0) => {
                self.out.push_str(&start);
                self.open.push(Open::Html(name));
            }
            Some(Inline::End(name)) if matches!(self.open.last(), Some(Open::Html(open)) if *open == name) => {
                self.out.push_str(&format!("</{name}>"));
                self.open.pop();
            }
            _ => {
                self.notes.push(Loss::Rewritten, html);
                self.text(html);
            }
        }
    }

    pub(super) fn html_block(&mut self) {
        let html = self.collected.take().unwrap_or_default();
        match tag::block(&html) {
            Block::Same(html) if self.has_room(40) => self.out.push_str(&html),
            Block::Details(start) if self.has_room(40) => {
                self.out.push_str(&start);
                self.open.push(Open::Details);
            }
            Block::End if matches!(self.open.last(), Some(Open::Details)) => {
                self.out.push_str(MACRO_END);
                self.open.pop();
            }
            _ => {
                self.notes.push(Loss::Rewritten, "HTML");
                self.out.push_str("<p>");
                push_text(&mut self.out, &html.trim().replace('\n', " "));
                self.out.push_str("</p>");
            }
        }
    }
}
