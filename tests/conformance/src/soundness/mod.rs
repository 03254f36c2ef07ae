//! Writes a program that compares the compile-time check with the vendor's documents.
//!
//! For each operation that the SDK declares, and for sets of scopes around its requirements, the program compares two
//! answers. One is whether the types let a client call it, which the compiler answers. The other is whether the
//! document does, which is worked out here. [`evaluate`] reads the document. [`exceptions`] lists where its prose has
//! priority. [`sets`] chooses the sets. [`package`] writes the program; its fixed part is in `soundness/program`.

mod evaluate;
mod exceptions;
mod package;
mod sets;

use crate::document::{self, Documents};
use confluence_sdk::scope::{Scope, ScopeKind};
use confluence_sdk::spec::{ApiVersion, Declaration, Mode};
use exceptions::EXCEPTIONS;
use sets::Sets;
use std::path::Path;

/// Writes the program to `out`. With the flag `--break`, one answer of the document is wrong, so the program must fail.
pub(crate) fn run(documents: &Documents, out: &Path, flags: &[&str]) -> Result<String, String> {
    let wrong = match flags {
        [] => false,
        ["--break"] => true,
        _ => return Err(format!("unknown: {}; the only flag is --break", flags.join(" "))),
    };
    let mut sets = Sets::sample(documents)?;
    let mut operations = confluence_sdk::spec::operations()
        .map(|declaration| ask(declaration, documents, &mut sets))
        .collect::<Result<Vec<_>, _>>()?;
    if wrong {
        let flipped = operations.iter_mut().find_map(Asked::flip);
        flipped.ok_or("no operation is declared that has an answer to be wrong about")?;
    }
    package::write(out, &operations, &sets, EXCEPTIONS)?;
    let answers: usize = operations.iter().map(Asked::answers).sum();
    Ok(format!(
        "{answers} answers of {} operations (of {} in the documents) for {} sets: cargo run --manifest-path {}\n",
        operations.len(),
        documents.operations().count(),
        sets.list().len(),
        out.join("Cargo.toml").display(),
    ))
}

/// The questions about one operation.
struct Asked {
    declaration: &'static Declaration,
    /// `v2:getPageById`
    name: String,
    rows: Vec<Row>,
    /// Sets that are made of the operation.
    made: Vec<Made>,
    /// The modes that must be checked like [`Mode::OAuth`] for every set. So they have the same answers too.
    alike: Vec<Mode>,
}

/// A set of one operation in a family of scopes.
struct Made {
    /// As `scopes!` takes it.
    family: &'static str,
    /// A mode that takes such scopes and may call.
    mode: Mode,
    /// The document's alternatives in the family.
    alternatives: Vec<Vec<String>>,
    /// Operations that it must not open, by their Rust paths.
    others: Vec<&'static str>,
}

/// One mode with some sets, and the document's answers.
struct Row {
    mode: Mode,
    sets: Asking,
    document: Vec<bool>,
}

/// The sets with which a mode is asked.
enum Asking {
    /// The mode has no sets.
    Without,
    /// These sets, by their index.
    Places(Vec<usize>),
    /// All random sets.
    Sampled,
}

impl Asked {
    fn answers(&self) -> usize {
        self.rows.iter().map(|row| row.document.len()).sum()
    }

    /// Inverts the first answer about OAuth scopes, if there is one.
    fn flip(&mut self) -> Option<()> {
        let row = self.rows.iter_mut().find(|row| row.mode == Mode::OAuth)?;
        let first = row.document.first_mut()?;
        *first = !*first;
        Some(())
    }
}

/// The other modes that carry OAuth scopes. Nothing in the documents distinguishes them.
const OTHER_TOKENS: [Mode; 4] = [Mode::ApiToken, Mode::ServiceAccount, Mode::ForgeApp, Mode::ForgeUser];

fn ask(declaration: &'static Declaration, documents: &Documents, sets: &mut Sets) -> Result<Asked, String> {
    let (version, document) = match declaration.version {
        ApiVersion::V1 => ("v1", &documents.v1),
        ApiVersion::V2 => ("v2", &documents.v2),
    };
    let name = format!("{version}:{}", declaration.id);
    let operation = document
        .operations
        .iter()
        .find(|operation| operation.id == declaration.id);
    let operation = operation.ok_or_else(|| format!("{name} is declared, but not in the document"))?;
    evaluate::refuse_unreadable(operation)?;

    let own = sets.around(operation);
    let own_only = own.iter().copied().filter(|place| !sets.is_sampled(*place)).collect();
    let connect = || Asking::Places(sets.connect().collect());
    let mut asking = vec![
        (Mode::OAuth, Asking::Places(own_only)),
        (Mode::OAuth, Asking::Sampled),
        (Mode::Connect, connect()),
        (Mode::ConnectUser, connect()),
        (Mode::Basic, Asking::Without),
    ];
    asking.extend(OTHER_TOKENS.map(|mode| (mode, Asking::Places(own.clone()))));
    // If the prose closes the operation to some of these modes, their types are different. So each mode is asked about
    // every set.
    let told_apart = Mode::ALL
        .iter()
        .any(|mode| mode.carries_scopes() && exceptions::bars(&name, *mode));
    if told_apart {
        asking.extend(OTHER_TOKENS.map(|mode| (mode, Asking::Sampled)));
    }
    let rows = asking.into_iter().map(|(mode, asked)| Row {
        mode,
        document: answers(operation, mode, &asked, sets),
        sets: asked,
    });
    Ok(Asked {
        declaration,
        rows: rows.collect(),
        made: made(declaration, operation, &name),
        alike: if told_apart { Vec::new() } else { OTHER_TOKENS.to_vec() },
        name,
    })
}

/// The families in which the document has an alternative for the operation, each with a mode that prose does not bar.
fn made(declaration: &'static Declaration, operation: &document::Operation, name: &str) -> Vec<Made> {
    // Those that follow in the registry: most are of the same tag and share its scopes.
    let others = || {
        confluence_sdk::spec::operations()
            .skip_while(|other| !std::ptr::eq(*other, declaration))
            .skip(1)
            .take(4)
            .map(|other| other.rust_path)
            .collect()
    };
    let of_kind = |kind: ScopeKind| -> Vec<Vec<String>> {
        let all_of_it = |all: &&Vec<String>| {
            all.iter()
                .all(|scope| Scope::find(scope).is_some_and(|scope| scope.kind() == kind))
        };
        operation.scopes.iter().filter(all_of_it).cloned().collect()
    };
    // Sets that are made of operations are for any mode, so an operation that is closed to one of them by prose has
    // none.
    let barred = Mode::ALL
        .iter()
        .any(|mode| mode.carries_scopes() && exceptions::bars(name, *mode));
    let oauth = [("classic", ScopeKind::Classic), ("granular", ScopeKind::Granular)];
    let mut made: Vec<Made> = oauth
        .into_iter()
        .filter(|_| !barred && evaluate::permits(operation, Mode::OAuth, &operation.scopes.concat()))
        .map(|(family, kind)| Made {
            family,
            mode: Mode::OAuth,
            alternatives: of_kind(kind),
            others: others(),
        })
        .filter(|made| !made.alternatives.is_empty())
        .collect();
    if let Some(needed) = operation
        .connect
        .as_deref()
        .filter(|needed| !["NONE", "INACCESSIBLE"].contains(needed))
        && !exceptions::bars(name, Mode::Connect)
    {
        made.push(Made {
            family: "connect",
            mode: Mode::Connect,
            alternatives: vec![vec![needed.to_owned()]],
            others: others(),
        });
    }
    made
}

/// What the document says to a client of this mode, for each set.
fn answers(operation: &document::Operation, mode: Mode, asked: &Asking, sets: &Sets) -> Vec<bool> {
    let answer = |place: usize| evaluate::permits(operation, mode, &sets.list()[place]);
    match asked {
        Asking::Without => vec![evaluate::permits(operation, mode, &[])],
        Asking::Places(places) => places.iter().copied().map(answer).collect(),
        Asking::Sampled => sets.sampled().map(answer).collect(),
    }
}
