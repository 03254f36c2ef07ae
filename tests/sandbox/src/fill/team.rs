//! The site of a company of twelve people, which makes an app for bakeries.

use super::NewPage;
use super::text::{body, pick, remark};
use crate::builder::Builder;
use crate::state::account::Role;
use crate::state::space::Access;
use fastrand::Rng;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The people, and the groups that they are in.
const PEOPLE: [(&str, Role, &[&str]); 12] = [
    ("amina", Role::SiteAdmin, &["leadership", "people-team"]),
    ("boris", Role::Writer, &["engineering"]),
    ("carmen", Role::Writer, &["engineering", "leadership"]),
    ("dinh", Role::Writer, &["engineering"]),
    ("elif", Role::Writer, &["product"]),
    ("farid", Role::Writer, &["product", "leadership"]),
    ("greta", Role::Writer, &["support"]),
    ("hugo", Role::Writer, &["support"]),
    ("ines", Role::Writer, &["people-team"]),
    ("jonas", Role::Reader, &["engineering"]),
    ("kofi", Role::Reader, &["support"]),
    ("lena", Role::Reader, &["product"]),
];

/// The pages of a space: titles, and the titles of the pages below them.
type Tree = [(&'static str, &'static [&'static str])];

/// Key, name, a label for its pages, people who write there, and pages.
const SPACES: [(&str, &str, &str, &[&str], &Tree); 4] = [
    (
        "ENG",
        "Engineering",
        "engineering",
        &["boris", "carmen", "dinh"],
        &[
            (
                "Architecture",
                &["Orders service", "Price rules", "Event log", "Search"],
            ),
            (
                "Decisions",
                &["One database for each service", "No nightly jobs", "Feature switches"],
            ),
            (
                "Runbooks",
                &["Orders are late", "Payments fail", "Disk is full", "Certificates"],
            ),
            ("On duty", &["Calendar", "Hand-over notes"]),
            ("Incidents", &["Prices were wrong for an hour", "Login was slow"]),
        ],
    ),
    (
        "PROD",
        "Product",
        "product",
        &["elif", "farid"],
        &[
            ("Roadmap", &["This quarter", "Next quarter", "Ideas"]),
            (
                "Research",
                &["Interviews with bakers", "How orders are placed", "Survey in March"],
            ),
            ("Releases", &["Release 3.1", "Release 3.2", "Release 4.0"]),
        ],
    ),
    (
        "SUP",
        "Support",
        "support",
        &["greta", "hugo"],
        &[
            ("How we answer", &["Tone", "Times", "Hard cases"]),
            (
                "Known problems",
                &[
                    "Printer does not print",
                    "App asks for login again",
                    "Wrong opening hours",
                ],
            ),
            ("Answers to copy", &["Refunds", "New account", "Moving a shop"]),
        ],
    ),
    (
        "PEOPLE",
        "People & Office",
        "people",
        &["amina", "ines"],
        &[
            ("Starting here", &["First day", "First month", "Laptop & accounts"]),
            ("Holidays", &["How to ask", "Calendar of the office"]),
            ("Salaries", &["Levels", "Review in autumn"]),
        ],
    ),
];

pub(super) fn add_to(mut builder: Builder, random: &mut Rng) -> Builder {
    for (name, role, groups) in PEOPLE {
        builder = builder.user(name, role);
        for group in groups {
            builder = builder.group(group, [name]);
        }
    }
    for (key, name, label, writers, tree) in SPACES {
        builder = builder.space(key, name);
        for (top, below) in tree {
            builder = builder.page(page(random, key, top, label, writers));
            for title in *below {
                builder = builder.page(page(random, key, title, label, writers).below(top));
            }
        }
    }
    with_news(with_private_space(builder, random), random)
}

fn page(random: &mut Rng, key: &str, title: &str, label: &str, writers: &[&str]) -> NewPage {
    let mut page = NewPage::new(key, title)
        .body(&body(random))
        .by(pick(random, writers))
        .label(label)
        .age(DAY * random.u32(20..400) + Duration::from_secs(random.u64(..60_000)));
    if random.u8(..3) == 0 {
        page = page.label(pick(random, &["draft-idea", "reviewed", "outdated", "how-to"]));
    }
    for _ in 0..random.usize(..3) {
        page = page.comment(PEOPLE[random.usize(..PEOPLE.len())].0, &remark(random));
    }
    if random.u8(..4) == 0 {
        let rows: String = (1..=20).map(|row| format!("{row},{}\n", random.u32(..1000))).collect();
        page = page.attachment("numbers.csv", "text/csv", rows);
    }
    if title == "Salaries" {
        page = page.readers(["people-team", "leadership"]).editors(["ines"]);
    }
    page
}

/// A space that only leadership can see.
fn with_private_space(mut builder: Builder, random: &mut Rng) -> Builder {
    builder = builder.space("LEAD", "Leadership");
    for name in ["writer", "reader"]
        .into_iter()
        .chain(PEOPLE.iter().map(|(name, ..)| *name))
    {
        let leads = PEOPLE
            .iter()
            .any(|(person, _, groups)| *person == name && groups.contains(&"leadership"));
        let access = if leads { Access::write() } else { Access::none() };
        builder = builder.access("LEAD", name, access);
    }
    for title in ["Budget", "Hiring plan", "Board meeting in May"] {
        builder = builder.page(page(random, "LEAD", title, "confidential", &["carmen", "farid"]));
    }
    builder
}

fn with_news(mut builder: Builder, random: &mut Rng) -> Builder {
    for (age, title) in [
        (90, "We moved to the second floor"),
        (60, "Release 3.2 is out"),
        (30, "Welcome, Lena"),
        (7, "The summer party"),
    ] {
        let post = NewPage::blog_post("PEOPLE", title)
            .body(&body(random))
            .by("amina")
            .label("news")
            .age(DAY * age);
        builder = builder.page(post);
    }
    builder
}
