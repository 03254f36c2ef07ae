//! The figures as a table, beside what they may be.

use super::{
    declarations::Size,
    measure::{FULL, Figures, One, Sdk, Use},
    process::Cost,
};
use crate::report::Report;

/// What is to hold at full size.
mod budget {
    pub(super) const CHECK_SECONDS: f64 = 6.0;
    pub(super) const CHECK_MIB: f64 = 512.0;
    pub(super) const LIBRARY_MB: f64 = 36.0;
    pub(super) const LIBRARY_LINE_TABLES_MB: f64 = 24.0;
    pub(super) const DOCS_MB: f64 = 80.0;
    /// Times as much as on reqwest alone.
    pub(super) const RELEASE: f64 = 1.3;
    pub(super) const TOUCHED: f64 = 1.1;
}

const HEAD: &str = "What it costs to build the SDK.
CPU seconds are user and system time. 1 MB is 1000000 bytes, 1 MiB 1048576. The SDK is built as a dependency is: without lints,
not incrementally. At full size, what the spec does not have yet is made up for by copies of what it has.
";

/// The report. It passes if no budget is exceeded at full size.
pub(crate) fn report(figures: &Figures) -> Report {
    let Figures { now, full, one, plain } = figures;
    let full = full.as_ref().unwrap_or(now);
    let mut table = Table {
        text: HEAD.to_owned(),
        passed: true,
    };
    of_the_sdk(&mut table, now, full);
    table.line("");
    of_one_declaration(&mut table, *one, now);
    table.line("");
    of_the_program(&mut table, plain, &now.program, &full.program);
    Report {
        text: table.text,
        passed: table.passed,
    }
}

fn of_the_sdk(table: &mut Table, now: &Sdk, full: &Sdk) {
    table.line("");
    table.row("The SDK alone", &["now", "full size", "budget"]);
    let mut count = |what: &str, of: fn(Size) -> usize| {
        table.row(what, &[&of(now.size).to_string(), &of(full.size).to_string()]);
    };
    count("operations", |size| size.operations);
    count("structs", |size| size.structs);
    count("enums", |size| size.enums);

    let mut figure = |what: &str, budget: Option<f64>, of: fn(&Sdk) -> Option<f64>| {
        let (now, full) = (of(now), of(full));
        table.judged(what, &[tenths(now), tenths(full)], full, budget);
    };
    figure("check, CPU s", Some(budget::CHECK_SECONDS), |sdk| Some(sdk.check?.cpu));
    figure("check, peak MiB", Some(budget::CHECK_MIB), |sdk| Some(sdk.check?.peak));
    figure("debug build, CPU s", None, |sdk| Some(sdk.debug.cost?.cpu));
    figure("debug build, peak MiB", None, |sdk| Some(sdk.debug.cost?.peak));
    figure("debug build, rlib MB", Some(budget::LIBRARY_MB), |sdk| {
        mb(sdk.debug.bytes)
    });
    figure("line tables only, CPU s", None, |sdk| Some(sdk.line_tables.cost?.cpu));
    figure(
        "line tables only, rlib MB",
        Some(budget::LIBRARY_LINE_TABLES_MB),
        |sdk| mb(sdk.line_tables.bytes),
    );
    figure("release build, CPU s", None, |sdk| Some(sdk.program.release.sdk?.cpu));
    figure("docs, HTML MB", Some(budget::DOCS_MB), |sdk| mb(sdk.docs.html));
    figure("docs, all files MB", None, |sdk| mb(sdk.docs.all));
}

fn of_one_declaration(table: &mut Table, one: Option<One>, now: &Sdk) {
    table.row("A check, divided", &["CPU ms", "peak MiB"]);
    let (Some(one), Some(check)) = (one, now.check) else {
        table.row("one operation", &[&tenths(None), &tenths(None)]);
        return;
    };
    let of = |size: Size| {
        one.operation.times(size.operations as f64)
            + one.structure.times(size.structs as f64)
            + one.enumeration.times(size.enums as f64)
    };
    let fixed = check - of(now.size);
    let parts = [
        ("one operation", one.operation),
        ("one struct", one.structure),
        ("one enum", one.enumeration),
        ("everything else", fixed),
        ("added up to full size", fixed + of(FULL)),
    ];
    for (what, Cost { cpu, peak }) in parts {
        table.row(what, &[&format!("{:.1}", cpu * 1000.0), &format!("{peak:.2}")]);
    }
}

fn of_the_program(table: &mut Table, plain: &Use, now: &Use, full: &Use) {
    table.row(
        "One program",
        &["reqwest", "SDK now", "SDK full size", "full : reqwest", "budget"],
    );
    let mut compare = |what: &str, budget: Option<f64>, of: fn(&Use) -> Option<f64>| {
        let ratio = of(full).zip(of(plain)).map(|(full, plain)| full / plain);
        let cells = [plain, now, full].into_iter().map(of).chain([ratio]);
        let cells: Vec<String> = cells.map(hundredths).collect();
        table.judged(what, &cells, ratio, budget);
    };
    compare("release, itself, CPU s", Some(budget::RELEASE), |of| {
        Some(of.release.own?.cpu)
    });
    compare("release, everything, CPU s", Some(budget::RELEASE), |of| {
        of.release.whole
    });
    compare("release, binary MB", None, |of| mb(of.release.bytes));
    compare("touched check, itself, CPU s", Some(budget::TOUCHED), |of| of.touched);
    compare("touched check, with cargo, CPU s", None, |of| of.touched_whole);
}

fn mb(bytes: u64) -> Option<f64> {
    Some(bytes as f64 / 1e6)
}

fn tenths(value: Option<f64>) -> String {
    value.map_or_else(|| "not measured".to_owned(), |value| format!("{value:.1}"))
}

fn hundredths(value: Option<f64>) -> String {
    value.map_or_else(|| "not measured".to_owned(), |value| format!("{value:.2}"))
}

struct Table {
    text: String,
    passed: bool,
}

impl Table {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    fn row(&mut self, what: &str, cells: &[&str]) {
        let cells: String = cells.iter().map(|cell| format!("{cell:>16}")).collect();
        self.line(format!("{what:<34}{cells}").trim_end());
    }

    /// A row that ends with the budget and whether the value is within it.
    fn judged(&mut self, what: &str, cells: &[String], value: Option<f64>, budget: Option<f64>) {
        let mut cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let Some(budget) = budget else {
            self.row(what, &cells);
            return;
        };
        let within = value.is_none_or(|value| value <= budget);
        self.passed &= within;
        let verdict = match value {
            None => String::new(),
            Some(_) if within => format!("{budget}  within"),
            Some(_) => format!("{budget}  OVER"),
        };
        cells.push(&verdict);
        self.row(what, &cells);
    }
}
