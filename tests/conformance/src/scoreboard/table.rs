//! The scoreboard as text: a row for each program, and the sums.

use super::judge::{First, Verdict};
use std::fmt::Write as _;

const HEAD: &str = "errors: how many. again: those about a line that an earlier one is about. lines: what rustc prints.
first: what the first line names: an operation and what is missing to call it, an operation, a thing of the program.
untrue: first lines that call missing what is there. hidden: lines that show names which the docs do not have.
types: lines that name scopes and permissions by Rust types. help: lines of help that propose hidden names.
";

/// One program and what rustc printed.
pub(crate) struct Row {
    pub(crate) name: String,
    /// `None` if the program compiles.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) output: String,
}

/// What is printed below a row.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Detail {
    #[default]
    None,
    /// The first line of each error.
    Headlines,
    /// All that rustc printed.
    Whole,
}

/// Sums over programs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Totals {
    pub(crate) programs: usize,
    pub(crate) compile: usize,
    pub(crate) errors: usize,
    pub(crate) again: usize,
    pub(crate) lines: usize,
    /// First lines that name nothing.
    pub(crate) nothing: usize,
    pub(crate) untrue: usize,
    pub(crate) hidden: usize,
    pub(crate) types: usize,
    pub(crate) help: usize,
}

impl Totals {
    pub(crate) fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut totals = Self::default();
        for row in rows {
            totals.programs += 1;
            let Some(verdict) = &row.verdict else {
                totals.compile += 1;
                continue;
            };
            totals.errors += verdict.headlines.len();
            totals.again += verdict.again;
            totals.lines += verdict.lines;
            totals.nothing += usize::from(verdict.first == First::Nothing);
            totals.untrue += verdict.untrue;
            totals.hidden += verdict.hidden;
            totals.types += verdict.types;
            totals.help += verdict.help;
        }
        totals
    }
}

/// The table of the programs of one place.
pub(crate) fn table(place: &str, rows: &[Row], detail: Detail) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default().max(20);
    let mut text = format!("\n{place}\n");
    line(
        &mut text,
        width,
        "",
        ["errors", "again", "lines", "first", "untrue", "hidden", "types", "help"],
    );
    for row in rows {
        match &row.verdict {
            None => {
                let _ = writeln!(text, "{:width$}  *** COMPILES, AND MUST NOT ***", row.name);
            }
            Some(verdict) => {
                let shown = |count: usize| if count == 0 { "·".to_owned() } else { count.to_string() };
                let cells = [
                    shown(verdict.headlines.len()),
                    shown(verdict.again),
                    shown(verdict.lines),
                    verdict.first.words().to_owned(),
                    shown(verdict.untrue),
                    shown(verdict.hidden),
                    shown(verdict.types),
                    shown(verdict.help),
                ];
                line(&mut text, width, &row.name, cells.each_ref().map(String::as_str));
            }
        }
        match (detail, &row.verdict) {
            (Detail::Headlines, Some(verdict)) => {
                for headline in &verdict.headlines {
                    let _ = writeln!(text, "    {headline}");
                }
            }
            (Detail::Whole, _) => {
                for line in row.output.lines() {
                    let _ = writeln!(text, "    {line}");
                }
            }
            (Detail::None, _) | (Detail::Headlines, None) => {}
        }
    }
    let totals = Totals::of(rows);
    let numbers = [
        totals.errors,
        totals.again,
        totals.lines,
        totals.nothing,
        totals.untrue,
        totals.hidden,
        totals.types,
        totals.help,
    ];
    let mut cells = numbers.map(|number| number.to_string());
    cells[3] = format!("{} NOTHING", totals.nothing);
    line(
        &mut text,
        width,
        &format!("{} programs", totals.programs),
        cells.each_ref().map(String::as_str),
    );
    if totals.compile > 0 {
        let _ = writeln!(text, "*** {} of them compile ***", totals.compile);
    }
    text
}

/// The explanation of the columns.
pub(crate) fn head() -> &'static str {
    HEAD
}

fn line(text: &mut String, width: usize, name: &str, cells: [&str; 8]) {
    let [errors, again, lines, first, untrue, hidden, types, help] = cells;
    let _ = writeln!(
        text,
        "{name:width$}  {errors:>6} {again:>6} {lines:>6}  {first:<11} {untrue:>6} {hidden:>6} {types:>6} {help:>6}"
    );
}
