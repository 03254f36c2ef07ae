//! Text as a PDF file.

use pdf_writer::{Content, Name, Pdf, Rect, Ref, Str};

/// A4, in points.
const PAGE: Rect = Rect {
    x1: 0.0,
    y1: 0.0,
    x2: 595.0,
    y2: 842.0,
};
const MARGIN: f32 = 56.0;
const LINE: f32 = 15.0;
const FONT: Name<'static> = Name(b"F1");
/// So many letters fit in a line.
const LETTERS: usize = 84;
const LINES: usize = 48;

/// A document of this text, with its title first. The font has the letters of Western Europe, others are `?`.
pub(crate) fn document(title: &str, text: &str) -> Vec<u8> {
    let mut lines = wrapped(title);
    lines.push(String::new());
    lines.extend(text.lines().flat_map(wrapped));
    let [catalog, tree, font] = [1, 2, 3].map(Ref::new);
    let mut free = 4;
    let mut next = || {
        free += 1;
        Ref::new(free - 1)
    };
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.type1_font(font)
        .base_font(Name(b"Helvetica"))
        .encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut pages = Vec::new();
    for lines in lines.chunks(LINES) {
        let [page, content] = [next(), next()];
        let mut written = pdf.page(page);
        written.parent(tree).media_box(PAGE).contents(content);
        written.resources().fonts().pair(FONT, font);
        drop(written);
        pdf.stream(content, &drawn(lines));
        pages.push(page);
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages).count(count);
    pdf.finish()
}

fn drawn(lines: &[String]) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text().set_font(FONT, 11.0).set_leading(LINE);
    content.next_line(MARGIN, PAGE.y2 - MARGIN);
    for line in lines {
        let letters: Vec<u8> = line
            .chars()
            .map(|letter| u8::try_from(letter).unwrap_or(b'?'))
            .collect();
        content.show(Str(&letters)).next_line_using_leading();
    }
    content.end_text();
    content.finish().to_vec()
}

/// The lines of a paragraph. A word that is longer than a line has one of its own.
fn wrapped(paragraph: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || line.len() + word.len() < LETTERS);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
