//! Compares the answers of the types with those of the document, and the answers of `Declaration::admits` with those of
//! the types.

use confluence_sdk::scope::ScopeList;
use confluence_sdk::spec::{Declaration, Mode, ApiVersion};
use std::collections::BTreeMap;
use std::fmt;

/// A set of scopes.
pub struct Set {
    /// Separated by spaces.
    pub scopes: &'static str,
    pub list: fn() -> ScopeList,
}

/// The questions about one operation.
pub struct Operation {
    pub name: &'static str,
    pub declaration: &'static Declaration,
    /// For each mode, whether its types are the same as those of OAuth for every set.
    pub alike: &'static [(Mode, bool)],
    pub answers: &'static [Answers],
    /// Sets that are made of the operation, with the scopes of each alternative that the document has in the family.
    pub made: &'static [(Made, &'static [&'static str])],
}

/// A set that is made of one operation.
pub struct Made {
    pub family: &'static str,
    pub list: fn() -> ScopeList,
    /// Whether it opens the operation.
    pub own: bool,
    /// Whether it opens others.
    pub others: &'static [(&'static str, bool)],
}

/// Both answers for one mode with each of some sets.
pub struct Answers {
    pub mode: Mode,
    /// The indices of the sets; empty for a mode without scopes.
    pub sets: &'static [usize],
    pub types: &'static [bool],
    /// `1` for yes.
    pub document: &'static str,
}

/// An operation that the prose closes to some modes.
pub struct Exception {
    pub operation: &'static str,
    pub barred: &'static [Mode],
    pub reason: &'static str,
}

/// The outcome.
#[derive(Default)]
pub struct Report {
    operations: usize,
    types: Tally,
    run_time: Tally,
    made: Tally,
    /// How many answers each mode of each exception changed.
    excepted: Vec<(&'static Exception, BTreeMap<Mode, usize>)>,
    /// Operations that the SDK closes to some modes although the document itself does so too.
    restated: Vec<&'static str>,
    problems: Vec<String>,
}

#[derive(Default)]
struct Tally {
    compared: usize,
    allowed: usize,
    differ: usize,
}

impl Tally {
    fn add(&mut self, allowed: bool, as_expected: bool) {
        self.compared += 1;
        self.allowed += usize::from(allowed);
        self.differ += usize::from(!as_expected);
    }
}

/// Compares everything.
pub fn compare(operations: &[&'static Operation], sets: &[Set], exceptions: &'static [Exception]) -> Report {
    let unused = |exception: &'static Exception| (exception, exception.barred.iter().map(|mode| (*mode, 0)).collect());
    let mut report = Report {
        operations: operations.len(),
        excepted: exceptions.iter().map(unused).collect(),
        ..Report::default()
    };
    let lists: Vec<ScopeList> = sets.iter().map(|set| (set.list)()).collect();
    for (set, list) in sets.iter().zip(&lists) {
        if Ok(list) != set.scopes.parse().as_ref() {
            report
                .problems
                .push(format!("the set {} is {list:?} as a type", set.scopes));
        }
    }
    for operation in operations {
        report.compare_types(operation, sets);
        report.compare_run_time(operation, sets, &lists);
        report.compare_made(operation);
    }
    report.find_needless_exceptions();
    report
}

impl Report {
    /// Whether there are no differences.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.types.compared > 0
    }

    fn compare_types(&mut self, operation: &'static Operation, sets: &[Set]) {
        let Operation {
            name,
            declaration,
            alike,
            answers,
            made: _,
        } = operation;
        let version = if declaration.version == ApiVersion::V1 { "v1" } else { "v2" };
        if format!("{version}:{}", declaration.id) != *name {
            self.problems.push(format!(
                "{name}: `{}` is {version}:{}",
                declaration.rust_path, declaration.id
            ));
        }
        if self.exception(name).is_none() && declaration.callers.because.is_some() {
            self.restated.push(name);
        }
        for (mode, _) in alike.iter().filter(|(_, same)| !same) {
            self.problems.push(format!(
                "{name}: not every set is checked for {mode:?} as it is for OAuth"
            ));
        }
        for row in *answers {
            self.compare_row(name, row, sets);
        }
    }

    fn compare_row(&mut self, name: &str, row: &Answers, sets: &[Set]) {
        let Answers {
            mode,
            sets: places,
            types,
            document,
        } = row;
        if document.len() != types.len() {
            self.problems.push(format!(
                "{name}: {} answers, {} in the document",
                types.len(),
                document.len()
            ));
        }
        for (i, (types, document)) in types
            .iter()
            .zip(document.chars().map(|answer| answer == '1'))
            .enumerate()
        {
            let changed = self.exception(name).and_then(|excepted| excepted.1.get_mut(mode));
            let prose = if changed.is_some() { ", prose no" } else { "" };
            let expected = document && changed.is_none();
            if let Some(changed) = changed {
                *changed += usize::from(document && !types);
            }
            self.types.add(*types, *types == expected);
            if *types != expected {
                let scopes = places.get(i).map_or("no scopes", |place| sets[*place].scopes);
                let (types, document) = (yes_or_no(*types), yes_or_no(document));
                self.problems.push(format!(
                    "{name}: {mode:?} with {scopes}: types {types}, document {document}{prose}"
                ));
            }
        }
    }

    fn exception(&mut self, name: &str) -> Option<&mut (&'static Exception, BTreeMap<Mode, usize>)> {
        self.excepted
            .iter_mut()
            .find(|(exception, _)| exception.operation == name)
    }

    /// Compares `admits` for every mode and set that the types were asked about.
    fn compare_run_time(&mut self, operation: &Operation, sets: &[Set], lists: &[ScopeList]) {
        let all: Vec<usize> = (0..sets.len()).collect();
        for Answers {
            mode,
            sets: places,
            types,
            ..
        } in operation.answers
        {
            if let (Mode::Basic, [types]) = (mode, types) {
                all.iter()
                    .for_each(|place| self.admits(operation, Mode::Basic, *place, *types, sets, lists));
                continue;
            }
            for (place, types) in places.iter().zip(*types) {
                self.admits(operation, *mode, *place, *types, sets, lists);
                // The modes that are checked like OAuth have the same answers.
                let alike = operation.alike.iter().filter(|(_, same)| *same && *mode == Mode::OAuth);
                alike.for_each(|(alike, _)| self.admits(operation, *alike, *place, *types, sets, lists));
            }
        }
    }

    fn admits(&mut self, of: &Operation, mode: Mode, place: usize, types: bool, sets: &[Set], lists: &[ScopeList]) {
        let admits = of.declaration.admits(mode, &lists[place]).is_ok();
        self.run_time.add(admits, admits == types);
        if admits != types {
            let (scopes, name) = (sets[place].scopes, of.name);
            let (admits, types) = (yes_or_no(admits), yes_or_no(types));
            self.problems.push(format!(
                "{name}: {mode:?} with {scopes}: `admits` {admits}, types {types}"
            ));
        }
    }

    /// Sets made of the operation: they hold what the document asks for, and open it and nothing else.
    fn compare_made(&mut self, operation: &Operation) {
        for (made, alternatives) in operation.made {
            let (name, family, list) = (operation.name, made.family, (made.list)());
            let held = alternatives.iter().any(|all| Ok(&list) == all.parse().as_ref());
            self.made.add(true, held);
            if !held {
                self.problems.push(format!("{name}: {family} for it is {list}, not one of {alternatives:?}"));
            }
            self.made.add(made.own, made.own);
            if !made.own {
                self.problems.push(format!("{name}: {family} for it does not open it"));
            }
            for (other, opened) in made.others {
                self.made.add(*opened, !opened);
                if *opened {
                    self.problems.push(format!("{name}: {family} for it opens {other}"));
                }
            }
        }
    }

    fn find_needless_exceptions(&mut self) {
        for (exception, used) in &self.excepted {
            for (mode, _) in used.iter().filter(|(_, used)| **used == 0) {
                self.problems.push(format!(
                    "{}: the exception for {mode:?} is not needed",
                    exception.operation
                ));
            }
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 200;
        writeln!(
            f,
            "closed by prose alone, so that the types refuse what the document lets pass:"
        )?;
        for (exception, used) in &self.excepted {
            let modes: Vec<String> = used.iter().map(|(mode, used)| format!("{mode:?} ({used})")).collect();
            writeln!(
                f,
                "  {}: {}: {}",
                exception.operation,
                modes.join(", "),
                exception.reason
            )?;
        }
        writeln!(
            f,
            "closed by the SDK and by the document alike: {}",
            self.restated.join(", ")
        )?;
        for problem in self.problems.iter().take(SHOWN) {
            writeln!(f, "{problem}")?;
        }
        if self.problems.len() > SHOWN {
            writeln!(f, "… and {} more", self.problems.len() - SHOWN)?;
        }
        let Tally {
            compared,
            allowed,
            differ,
        } = &self.run_time;
        let (compared, allowed) = (grouped(*compared), grouped(*allowed));
        writeln!(
            f,
            "{} answers about sets made of operations compared, {} differ",
            grouped(self.made.compared),
            self.made.differ
        )?;
        writeln!(
            f,
            "{compared} answers of `admits` compared with the types, {allowed} of them yes, {differ} differ"
        )?;
        let Tally {
            compared,
            allowed,
            differ,
        } = &self.types;
        let (compared, allowed) = (grouped(*compared), grouped(*allowed));
        let operations = self.operations;
        writeln!(
            f,
            "{compared} answers of {operations} operations compared, {allowed} of them yes, {differ} differ"
        )
    }
}

fn yes_or_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}

/// `15213` as `15 213`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(" ")
}
