//! Drafts declarations of the spec from the vendor's documents and compares releases of these documents.
//!
//! What it prints is for a person to finish. The documents stay outside the repository: every command is told where they are.

mod answer;
mod arguments;
mod compare;
mod document;
mod draft;
mod enums;
mod ids;
mod model_text;
mod models;
mod names;

use std::{path::Path, process::ExitCode};

use document::{Document, Documents, Operation};

const USAGE: &str = "usage:
  confluence-conformance list DOCS_DIR
  confluence-conformance diff OLD_DOCS_DIR NEW_DOCS_DIR
  confluence-conformance draft DOCS_DIR OPERATION_ID...
  confluence-conformance draft-models DOCS_DIR OPERATION_ID... [--skip NAME,NAME]
An operation that is in both APIs is written v1:getTasks or v2:getTasks.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, String> {
    match arguments {
        ["list", docs] => Ok(compare::listing(&load(docs)?)),
        ["diff", old, new] => Ok(compare::differences(&load(old)?, &load(new)?)),
        ["draft", docs, ids @ ..] if !ids.is_empty() => Ok(draft::declarations(&find(&load(docs)?, ids)?)),
        ["draft-models", docs, ids @ .., "--skip", names] if !ids.is_empty() => draft_models(docs, ids, names),
        ["draft-models", docs, ids @ ..] if !ids.is_empty() => draft_models(docs, ids, ""),
        _ => Err(USAGE.to_owned()),
    }
}

fn draft_models(docs: &str, ids: &[&str], skip: &str) -> Result<String, String> {
    let skip: Vec<String> = skip.split(',').map(str::to_owned).collect();
    Ok(draft::models(&find(&load(docs)?, ids)?, &skip))
}

fn load(dir: &str) -> Result<Documents, String> {
    Documents::load(Path::new(dir))
}

fn find<'a>(documents: &'a Documents, ids: &[&str]) -> Result<Vec<(&'a Document, &'a Operation)>, String> {
    ids.iter().map(|id| documents.find(id)).collect()
}
