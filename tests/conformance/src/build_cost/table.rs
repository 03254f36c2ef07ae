//! The figures as a table, with their budgets.

use super::declarations::Size;
use super::measure::{Figures, One, Sdk, Use};
use super::process::Cost;
use crate::report::Report;

/// The budgets.
mod budget {
    pub(super) const CHECK_SECONDS: f64 = 6.0;
    pub(super) const CHECK_MIB: f64 = 512.0;
    pub(super) const FEW_SECONDS: f64 = 3.0;
    pub(super) const LIBRARY_MB: f64 = 36.0;
    pub(super) const LIBRARY_LINE_TABLES_MB: f64 = 24.0;
    pub(super) const DOCS_MB: f64 = 80.0;
    /// A multiple of the cost with only reqwest.
    pub(super) const RELEASE: f64 = 1.3;
    pub(super) const TOUCHED: f64 = 1.1;
}

const HEAD: &str = "What it costs to build the SDK.
CPU seconds are user and system time. 1 MB is 1000000 bytes, 1 MiB 1048576. The SDK is built as a dependency is: without lints,
not incrementally.
";

/// Makes the report. It passes if no budget is exceeded.
pub(crate) fn report(figures: &Figures) -> Report {
    let Figures { sdk, few, one, plain } = figures;
    let mut table = Table {
        text: HEAD.to_owned(),
        passed: true,
    };
    of_the_sdk(&mut table, sdk, *few);
    table.line("");
    of_one_declaration(&mut table, *one, sdk);
    table.line("");
    of_the_program(&mut table, plain, &sdk.program);
    Report {
        text: table.text,
        passed: table.passed,
    }
}

fn of_the_sdk(table: &mut Table, sdk: &Sdk, few: Option<Cost>) {
    table.line("");
    table.line(&format!("{}.", sdk.size));
    table.line("");
    table.row("The SDK alone", &["", "budget"]);
    let mut figure = |what: &str, budget: Option<f64>, value: Option<f64>| {
        table.judged(what, &[tenths(value)], value, budget);
    };
    let (cpu, peak) = (
        |cost: Option<Cost>| Some(cost?.cpu),
        |cost: Option<Cost>| Some(cost?.peak),
    );
    figure("check, CPU s", Some(budget::CHECK_SECONDS), cpu(sdk.check));
    figure("check, peak MiB", Some(budget::CHECK_MIB), peak(sdk.check));
    figure("check of pages and spaces, CPU s", Some(budget::FEW_SECONDS), cpu(few));
    figure("check of pages and spaces, peak MiB", None, peak(few));
    figure("debug build, CPU s", None, cpu(sdk.debug.cost));
    figure("debug build, peak MiB", None, peak(sdk.debug.cost));
    figure("debug build, rlib MB", Some(budget::LIBRARY_MB), mb(sdk.debug.bytes));
    figure("line tables only, CPU s", None, cpu(sdk.line_tables.cost));
    figure(
        "line tables only, rlib MB",
        Some(budget::LIBRARY_LINE_TABLES_MB),
        mb(sdk.line_tables.bytes),
    );
    figure("release build, CPU s", None, cpu(sdk.program.release.sdk));
    figure("docs, HTML MB", Some(budget::DOCS_MB), mb(sdk.docs.html));
    figure("docs, all files MB", None, mb(sdk.docs.all));
}

fn of_one_declaration(table: &mut Table, one: Option<One>, sdk: &Sdk) {
    table.row("A check, divided", &["CPU ms", "peak MiB"]);
    let (Some(one), Some(check)) = (one, sdk.check) else {
        table.row("one operation", &[&tenths(None), &tenths(None)]);
        return;
    };
    let Size {
        operations,
        structs,
        enums,
    } = sdk.size;
    let declared = one.operation.times(operations as f64)
        + one.structure.times(structs as f64)
        + one.enumeration.times(enums as f64);
    let parts = [
        ("one operation", one.operation),
        ("one struct", one.structure),
        ("one enum", one.enumeration),
        ("everything else", check - declared),
    ];
    for (what, Cost { cpu, peak }) in parts {
        table.row(what, &[&format!("{:.1}", cpu * 1000.0), &format!("{peak:.2}")]);
    }
}

fn of_the_program(table: &mut Table, plain: &Use, sdk: &Use) {
    table.row("One program", &["reqwest", "SDK", "SDK : reqwest", "budget"]);
    let mut compare = |what: &str, budget: Option<f64>, of: fn(&Use) -> Option<f64>| {
        let ratio = of(sdk).zip(of(plain)).map(|(sdk, plain)| sdk / plain);
        let cells: Vec<String> = [of(plain), of(sdk), ratio].into_iter().map(hundredths).collect();
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
        self.line(format!("{what:<38}{cells}").trim_end());
    }

    /// Adds a row that ends with the budget and says whether the value is within it.
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
