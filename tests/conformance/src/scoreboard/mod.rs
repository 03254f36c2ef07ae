//! Measures how good refusals are: compiles programs that must not compile, and judges what rustc prints for each.
//!
//! [`compile`] runs rustc, [`judge`] reads what it prints, and [`hidden`] knows the names that no reader should have to
//! understand. Some things only a person can judge, such as whether advice is right. For that, `--whole` prints
//! everything.

mod compile;
mod hidden;
mod judge;
mod programs;
mod table;

use crate::report::Report;
use compile::Compiler;
use hidden::Names;
use judge::Judged;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use table::{Detail, Row, Totals};

/// The project's own programs, from its root.
const OWN: &str = "tests/ui/fail";

/// These programs use hidden names, so the errors for them show hidden names too.
const ATTACKS: &str = "forged/";

/// The limits for the project's own programs, without the attacks. Lower a limit when refusals get better.
/// A helper that makes several calls with different needs is refused once for each of them.
mod limits {
    pub(super) const AGAIN: usize = 13;
    pub(super) const NOTHING: usize = 12;
    pub(super) const UNTRUE: usize = 0;
    pub(super) const HIDDEN: usize = 43;
    pub(super) const TYPES: usize = 36;
    pub(super) const HELP: usize = 38;
}

/// Judges `tests/ui/fail` and the given places. `--only` leaves out `tests/ui/fail`. `--long` also prints the first
/// line of each error, and `--whole` prints everything.
pub(crate) fn run(arguments: &[&str]) -> Result<Report, String> {
    let mut detail = Detail::None;
    let mut places = vec![OWN];
    for argument in arguments {
        match *argument {
            "--long" => detail = Detail::Headlines,
            "--whole" => detail = Detail::Whole,
            "--only" => places.retain(|place| *place != OWN),
            flag if flag.starts_with('-') => {
                return Err(format!("unknown: {flag}; the flags are --only, --long and --whole"));
            }
            place => places.push(place),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = fs::canonicalize(&root).map_err(|problem| format!("{}: {problem}", root.display()))?;
    let names = Names::load(&root)?;
    let mut report = Report {
        text: table::head().to_owned(),
        passed: true,
    };
    for place in places {
        let rows = judge_all(&root, place, &names)?;
        report.text += &table::table(place, &rows, detail);
        let faults = faults(&rows, place == OWN);
        report.passed &= faults.is_empty();
        report.text.extend(faults);
    }
    Ok(report)
}

fn judge_all(root: &Path, place: &str, names: &Names) -> Result<Vec<Row>, String> {
    // rustc runs in the root, so that its paths are short. The given places are relative to the current folder.
    let path = if place == OWN {
        root.join(place)
    } else {
        fs::canonicalize(place).map_err(|problem| format!("{place}: {problem}"))?
    };
    let mut programs = programs::find(&path)?;
    for program in &mut programs {
        if let Ok(short) = program.path.strip_prefix(root) {
            program.path = short.to_owned();
        }
    }
    let libraries: BTreeSet<&Path> = programs
        .iter()
        .filter_map(|program| program.library.as_deref())
        .collect();
    let compiler = Compiler::prepare(root, !libraries.is_empty())?;
    for library in &libraries {
        compiler.compile_library(library)?;
    }
    let outputs = compiler.compile_all(&programs)?;
    let rows = programs.into_iter().zip(outputs).map(|(program, output)| {
        let library = program.library.as_ref().map(fs::read_to_string).transpose();
        let library = library
            .map_err(|problem| format!("lib.rs: {problem}"))?
            .unwrap_or_default();
        let judged = Judged {
            path: &program.path.display().to_string(),
            source: &program.source,
            library: &library,
        };
        Ok(Row {
            verdict: (!output.compiles).then(|| judge::judge(&output.text, judged, names)),
            name: program.name,
            output: output.text,
        })
    });
    rows.collect()
}

/// The faults of the programs. No program may compile. The project's own programs must also keep the limits.
fn faults(rows: &[Row], own: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut limit = |what: &str, count: usize, most: usize| {
        if count > most {
            faults.push(format!("{what}: {count}, at most {most}\n"));
        }
    };
    limit("programs that compile", Totals::of(rows).compile, 0);
    if own {
        let totals = Totals::of(rows.iter().filter(|row| !row.name.starts_with(ATTACKS)));
        limit("untrue first lines", totals.untrue, limits::UNTRUE);
        limit(
            "errors about a line that an earlier one is about",
            totals.again,
            limits::AGAIN,
        );
        limit("first lines that name nothing", totals.nothing, limits::NOTHING);
        limit("lines that show hidden names", totals.hidden, limits::HIDDEN);
        limit(
            "lines that name scopes and permissions by Rust types",
            totals.types,
            limits::TYPES,
        );
        limit("lines of help that propose hidden names", totals.help, limits::HELP);
    }
    faults
}
