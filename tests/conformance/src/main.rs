//! Compares the spec with the vendor's documents: what the spec declares, what the SDK sends, and what the SDK reads.
//! It also drafts declarations from the documents, compares releases of the documents, and generates the other files in
//! `spec/`.
//!
//! The documents are not in the repository. Every command that reads them takes their folder as an argument.

mod answers;
mod build_cost;
mod compare;
mod coverage;
mod decode;
mod departures;
mod doc_pages;
mod document;
mod draft;
mod features;
mod findings;
mod generated;
mod models;
mod mutate;
mod own_reqwest;
mod pair;
mod quotes;
mod random;
mod report;
mod requests;
mod scoreboard;
mod soundness;

use document::{Document, Documents, Operation};
use report::Report;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage:
  confluence-conformance requests DOCS_DIR
  confluence-conformance coverage DOCS_DIR
  confluence-conformance decode DOCS_DIR
  confluence-conformance mutate DOCS_DIR
  confluence-conformance answers DOCS_DIR
  confluence-conformance refusals DOCS_DIR
  confluence-conformance examples DOCS_DIR
  confluence-conformance soundness DOCS_DIR OUT_DIR [--break]
  confluence-conformance list DOCS_DIR
  confluence-conformance diff OLD_DOCS_DIR NEW_DOCS_DIR
  confluence-conformance draft DOCS_DIR OPERATION_ID...
  confluence-conformance draft-models DOCS_DIR OPERATION_ID... [--skip NAME,NAME]
  confluence-conformance features
  confluence-conformance generated [--write]
  confluence-conformance doc-pages
  confluence-conformance quotes [--write]
  confluence-conformance build-cost [WORK_DIR]
  confluence-conformance own-reqwest [WORK_DIR]
  confluence-conformance scoreboard [--only] [--long | --whole] [FOLDER_OR_PROGRAM...]
An operation that is in both APIs is written v1:getTasks or v2:getTasks.";

fn main() -> ExitCode {
    if let Some(code) = build_cost::stand_in_for_rustc() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(report) => {
            print!("{}", report.text);
            if report.passed {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<Report, String> {
    Ok(match arguments {
        ["requests", docs] => requests::run(&load(docs)?)?,
        ["coverage", docs] => coverage::run(&load(docs)?)?,
        ["decode", docs] => decode::run(&load(docs)?)?,
        ["mutate", docs] => mutate::run(&load(docs)?),
        ["answers", docs] => answers::run(&load(docs)?)?,
        ["examples", docs] => answers::examples(&load(docs)?)?,
        ["refusals", docs] => answers::refusals(&load(docs)?)?,
        ["soundness", docs, out, flags @ ..] => soundness::run(&load(docs)?, Path::new(out), flags)?.into(),
        ["list", docs] => compare::listing(&load(docs)?).into(),
        ["diff", old, new] => compare::differences(&load(old)?, &load(new)?).into(),
        ["draft", docs, ids @ ..] if !ids.is_empty() => draft::declarations(&find(&load(docs)?, ids)?).into(),
        ["draft-models", docs, ids @ .., "--skip", names] if !ids.is_empty() => draft_models(docs, ids, names)?.into(),
        ["draft-models", docs, ids @ ..] if !ids.is_empty() => draft_models(docs, ids, "")?.into(),
        ["features"] => features::run()?,
        ["generated"] => generated::run(false)?,
        ["generated", "--write"] => generated::run(true)?,
        ["scoreboard", arguments @ ..] => scoreboard::run(arguments)?,
        ["doc-pages"] => doc_pages::run()?,
        ["quotes"] => quotes::run(false)?,
        ["quotes", "--write"] => quotes::run(true)?,
        ["build-cost"] => build_cost::run(None)?,
        ["own-reqwest"] => own_reqwest::run(None)?,
        ["own-reqwest", folder] => own_reqwest::run(Some(folder))?,
        ["build-cost", folder] => build_cost::run(Some(folder))?,
        _ => return Err(USAGE.to_owned()),
    })
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
