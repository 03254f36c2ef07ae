//! Compares what the types of the SDK say about each call with what the vendor's documents say.
//!
//! `confluence-conformance soundness` has written this package. `operations`, `sets` and `exceptions` contain its data.

#[macro_use]
mod probe;
#[macro_use]
mod sets;
mod check;
mod exceptions;
mod operations;

use std::process::ExitCode;

fn main() -> ExitCode {
    let report = check::compare(operations::ALL, sets::ALL, exceptions::ALL);
    print!("{report}");
    if report.is_sound() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
