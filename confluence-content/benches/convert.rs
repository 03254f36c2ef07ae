//! How fast bodies are converted, beside the parsers alone: `cargo bench -p confluence-content --features markdown`.
//!
//! Each line is the best of several runs over a body of about a megabyte, in megabytes of its input a second. The size
//! of the body can be given: `-- 10000` repeats the text so often.

use confluence_content::adf::Document;
use confluence_content::{NoSite, Storage, View, markdown};
use pulldown_cmark::{Options, Parser};
use quick_xml::events::Event;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What people write, once.
const TEXT: &str = "## Fish and chips\n\nThe *batter* is **cold**, the oil is hot: see [the table](https://example.com/oil?type=2) and `oil.rs`.\n\
    Fry until golden. It takes about six minutes & a little patience; more is too much.\n\n- cod\n- haddock\n  - smoked\n  - plain\n- plaice\n\n\
    1. Peel\n2. Cut\n3. Fry twice\n\n| fish | minutes | price |\n|:-----|:-------:|------:|\n| cod | 6 | 8.50 |\n| *haddock* | 7 | 9.00 |\n\n\
    > [!NOTE]\n> Never leave hot oil alone.\n\n- [x] buy fish\n- [ ] ask [@Ann](confluence://user/557058:1) for salt\n\n\
    ```rust\nfn fry(fish: Fish) -> Dinner {\n    oil.heat(180).fry(fish) // golden\n}\n```\n\n![chips](chips.png)\n\n---\n\n";

/// How long a conversion is tried.
const TIME: Duration = Duration::from_secs(2);

fn main() {
    let count = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_100);
    let text = TEXT.repeat(count);
    let storage = markdown::to_storage(&text, &NoSite).value;
    let document = markdown::to_adf(&text, &NoSite).expect("it is read").value;
    let json = document.to_json();
    println!("{:<44} {:>8} {:>8}", "", "MB", "MB/s");
    line("pulldown-cmark alone, Markdown", text.len(), || parse_markdown(&text));
    line("Markdown to storage format", text.len(), || {
        markdown::to_storage(&text, &NoSite).value.len()
    });
    line("Markdown to a document", text.len(), || {
        markdown::to_adf(&text, &NoSite).map_or(0, |document| document.value.content.len())
    });
    line("quick-xml alone, storage format", storage.len(), || parse_xml(&storage));
    line("storage format, read and checked", storage.len(), || {
        read(&storage).nodes().len()
    });
    let body = read(&storage);
    line("storage format to its text", storage.len(), || body.text().len());
    line("storage format to HTML", storage.len(), || {
        body.to_html(View::View, &NoSite).len()
    });
    line("storage format to Markdown", storage.len(), || {
        body.to_markdown(&NoSite).value.len()
    });
    line("storage format to a document", storage.len(), || {
        body.to_adf(&NoSite).value.content.len()
    });
    line("serde_json alone, document", json.len(), || parse_json(&json));
    line("document, read", json.len(), || {
        Document::parse(&json).map_or(0, |document| document.content.len())
    });
    line("document to storage format", json.len(), || {
        document.to_storage(&NoSite).map_or(0, |storage| storage.value.len())
    });
    line("document to Markdown", json.len(), || {
        document.to_markdown(&NoSite).map_or(0, |text| text.value.len())
    });
}

/// Prints how fast something is for an input of so many bytes.
fn line(what: &str, bytes: usize, mut work: impl FnMut() -> usize) {
    let (start, mut best) = (Instant::now(), Duration::MAX);
    while start.elapsed() < TIME {
        let run = Instant::now();
        black_box(work());
        best = best.min(run.elapsed());
    }
    let megabytes = bytes as f64 / 1e6;
    println!("{what:<44} {megabytes:>8.2} {:>8.1}", megabytes / best.as_secs_f64());
}

fn parse_markdown(text: &str) -> usize {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    Parser::new_ext(text, options).count()
}

fn read(storage: &str) -> Storage<'_> {
    Storage::parse(storage).expect("it is well-formed")
}

fn parse_xml(storage: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(storage);
    let mut count = 0;
    while !matches!(reader.read_event().expect("it is well-formed"), Event::Eof) {
        count += 1;
    }
    count
}

fn parse_json(json: &str) -> usize {
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    value.as_object().map_or(0, serde_json::Map::len)
}
