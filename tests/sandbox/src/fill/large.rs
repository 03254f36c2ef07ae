//! The worlds that are there for their size: many pages, deep trees, many files.

use super::NewPage;
use super::text::{body, pick};
use crate::builder::Builder;
use fastrand::Rng;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const LABELS: [&str; 6] = ["alpha", "beta", "gamma", "reviewed", "outdated", "how-to"];

/// 20 areas with 19 topics each, and pages below each topic: 10,000 in all.
pub(super) fn pages(builder: Builder, random: &mut Rng) -> Builder {
    const AREAS: usize = 20;
    const TOPICS: usize = 19;
    const PAGES: usize = 10_000;
    let mut builder = builder.space("BIG", "Big");
    let mut parents = Vec::new();
    let mut left = PAGES;
    let mut add = |builder: Builder, title: &str, parent: Option<&str>| {
        let page = NewPage::new("BIG", title)
            .body(&body(random))
            .label(pick(random, &LABELS))
            .age(HOUR * random.u32(1..9_000));
        builder.page(match parent {
            Some(parent) => page.below(parent),
            None => page,
        })
    };
    for area in 1..=AREAS {
        let title = format!("Area {area}");
        builder = add(builder, &title, None);
        left -= 1;
        for topic in 1..=TOPICS {
            let below = format!("Topic {area}.{topic}");
            builder = add(builder, &below, Some(&title));
            parents.push(below);
            left -= 1;
        }
    }
    for number in 1..=left {
        let parent = &parents[number % parents.len()];
        builder = add(builder, &format!("Note {number}"), Some(parent));
    }
    builder
}

/// A chain of pages, and a page with many children.
pub(super) fn trees(builder: Builder, random: &mut Rng) -> Builder {
    const DEPTH: usize = 100;
    const WIDTH: usize = 500;
    let mut builder = builder.space("DEEP", "Deep");
    for level in 1..=DEPTH {
        let page = NewPage::new("DEEP", &format!("Level {level}")).body(&body(random));
        builder = builder.page(match level {
            1 => page,
            _ => page.below(&format!("Level {}", level - 1)),
        });
    }
    builder = builder.page(NewPage::new("DEEP", "Wide").body(&body(random)));
    for number in 1..=WIDTH {
        let child = NewPage::new("DEEP", &format!("Child {number}")).body(&body(random));
        builder = builder.page(child.below("Wide"));
    }
    builder
}

/// Pages with files of many types and sizes, and names that are hard to put in an address.
pub(super) fn files(builder: Builder, random: &mut Rng) -> Builder {
    const FILES: [(&str, &str, usize); 12] = [
        ("empty.txt", "text/plain", 0),
        ("one byte.txt", "text/plain", 1),
        ("notes.md", "text/markdown", 2_000),
        ("numbers.csv", "text/csv", 40_000),
        ("photo.png", "image/png", 300_000),
        ("film.mp4", "video/mp4", 5_000_000),
        ("no ending", "application/octet-stream", 10),
        ("100 %.txt", "text/plain", 10),
        ("a&b=c?.txt", "text/plain", 10),
        ("semi;colon, comma.txt", "text/plain", 10),
        ("Größe – 寸法.pdf", "application/pdf", 1_000),
        ("dots...tar.gz", "application/gzip", 10_000),
    ];
    let mut builder = builder.space("FILES", "Files");
    for number in 1..=10 {
        let mut page = NewPage::new("FILES", &format!("Folder {number}")).body(&body(random));
        for (name, media_type, size) in FILES {
            let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(size).collect();
            page = page.attachment(name, media_type, bytes);
        }
        builder = builder.page(page);
    }
    builder
}
