//! Text for the pages of the worlds, in storage format.

use fastrand::Rng;
use std::fmt::Write as _;

const OPENINGS: [&str; 8] = [
    "This page says how we do it today.",
    "We wrote this down after the question came up three times in a week.",
    "Please read it before you start, and correct what is wrong.",
    "The short version is in the table below.",
    "It is short on purpose.",
    "Most of it was decided in the spring, and it still holds.",
    "If you are new here, begin with the first section.",
    "The owner of this page looks at it once a quarter.",
];
const SENTENCES: [&str; 16] = [
    "The team meets on Tuesday and looks at what is open.",
    "A change goes to the test system first, and to customers a day later.",
    "We measure the time from the report to the answer.",
    "Costs are reviewed at the end of each month.",
    "Two people look at every change before it is used.",
    "The numbers come from the warehouse and are a day old.",
    "If nobody answers within an hour, call the person on duty.",
    "Old versions stay available for ninety days.",
    "We do not store card numbers, and we never will.",
    "The list is sorted by how often a customer asked.",
    "A decision needs a name, a date and a reason.",
    "Backups are restored once a month, to see that they can be.",
    "Notes of the meeting are on the page below this one.",
    "The supplier answers by e-mail, usually on the same day.",
    "What we learned is at the end, also where it hurts.",
    "The budget covers travel, but not hotels above the limit.",
];
const HEADINGS: [&str; 8] = [
    "Why",
    "Steps",
    "Who decides",
    "Open questions",
    "What we learned",
    "Numbers",
    "Next",
    "Contacts",
];
const TASKS: [&str; 6] = [
    "Ask the supplier for a date",
    "Move the old pages to the archive",
    "Write the summary for the newsletter",
    "Check the numbers with finance",
    "Invite the new colleagues",
    "Close the tickets that are done",
];

/// A sentence or two.
pub(super) fn remark(random: &mut Rng) -> String {
    format!("<p>{}</p>", pick(random, &SENTENCES))
}

/// The body of a page: an opening, sections, and for some pages a table, tasks, a macro or code.
pub(super) fn body(random: &mut Rng) -> String {
    let mut text = format!("<p>{}</p>", pick(random, &OPENINGS));
    for _ in 0..random.usize(1..4) {
        let _ = write!(text, "<h2>{}</h2><p>", pick(random, &HEADINGS));
        for _ in 0..random.usize(1..4) {
            let _ = write!(text, "{} ", pick(random, &SENTENCES));
        }
        text.truncate(text.trim_end().len());
        text += "</p>";
    }
    match random.u8(..8) {
        0 | 1 => table(random, &mut text),
        2 => tasks(random, &mut text),
        3 => {
            let _ = write!(
                text,
                "<ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>{}</p>\
                 </ac:rich-text-body></ac:structured-macro>",
                pick(random, &SENTENCES)
            );
        }
        4 => {
            text += "<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\"><ac:parameter ac:name=\"language\">\
                     bash</ac:parameter><ac:plain-text-body><![CDATA[make check && make release]]></ac:plain-text-body>\
                     </ac:structured-macro>";
        }
        _ => {}
    }
    text
}

fn table(random: &mut Rng, text: &mut String) {
    *text += "<table><tbody><tr><th><p>Month</p></th><th><p>Planned</p></th><th><p>Real</p></th></tr>";
    for month in ["January", "February", "March"] {
        let planned = random.u32(10..90);
        let real = planned + random.u32(0..20);
        let _ = write!(
            text,
            "<tr><td><p>{month}</p></td><td><p>{planned}</p></td><td><p>{real}</p></td></tr>"
        );
    }
    *text += "</tbody></table>";
}

fn tasks(random: &mut Rng, text: &mut String) {
    *text += "<ac:task-list>";
    for number in 1..=random.usize(2..4) {
        let status = if random.bool() { "complete" } else { "incomplete" };
        let _ = write!(
            text,
            "<ac:task><ac:task-id>{number}</ac:task-id><ac:task-status>{status}</ac:task-status>\
             <ac:task-body>{}</ac:task-body></ac:task>",
            pick(random, &TASKS)
        );
    }
    *text += "</ac:task-list>";
}

pub(super) fn pick<'t>(random: &mut Rng, from: &[&'t str]) -> &'t str {
    from[random.usize(..from.len())]
}
