//! What concerns the docs of an operation: its example, and the statuses of the refusals that the vendor documents.

use crate::checked::{self, Field, Param, USUAL_ERRORS};
use crate::errors::Errors;
use crate::input::extras::{Example, Statuses};
use crate::vocabulary::nearest;
use proc_macro2::Ident;

/// What the example is given are parameters of the operation, what it sets are arguments, and none stands twice.
pub(super) fn example(
    example: Option<Example>,
    fields: &[Field],
    params: &[Param],
    errors: &mut Errors,
) -> checked::Example {
    let Example { given, sets } = example.unwrap_or_default();
    let arguments: Vec<String> = fields.iter().map(|field| field.ident.to_string()).collect();
    let parameters: Vec<String> = params.iter().map(|param| param.name.to_string()).collect();
    let given_names = given.iter().map(|(name, _)| name);
    names(given_names, &parameters, errors);
    names(sets.iter().map(|(name, _)| name), &arguments, errors);
    checked::Example { given, sets }
}

/// Each of them is known, and none stands twice.
fn names<'i>(names: impl Iterator<Item = &'i Ident>, known: &[String], errors: &mut Errors) {
    let mut seen: Vec<&Ident> = Vec::new();
    for name in names {
        let text = name.to_string();
        if !known.contains(&text) {
            let help = match nearest(&text, known.iter().map(String::as_str)) {
                Some(near) => format!("; help: did you mean `{near}`?"),
                None => String::new(),
            };
            errors.push(name.span(), format_args!("`{name}` is no argument{help}"));
        }
        if seen.contains(&name) {
            errors.push(name.span(), format_args!("`{name}` stands twice"));
        }
        seen.push(name);
    }
}

/// The statuses in ascending order; those of most operations are not written.
pub(super) fn statuses(statuses: Option<Statuses>, errors: &mut Errors) -> Vec<u16> {
    let Some(Statuses { at, statuses }) = statuses else {
        return USUAL_ERRORS.to_vec();
    };
    let mut read: Vec<u16> = Vec::new();
    for written in statuses {
        let Some(status) = errors.take(written.base10_parse::<u16>()) else {
            continue;
        };
        if !(400..600).contains(&status) {
            errors.push(written.span(), "the status of a refusal is from 400 to 599");
        }
        if read.last().is_some_and(|last| *last >= status) {
            errors.push(written.span(), "statuses are in ascending order, each once");
        }
        read.push(status);
    }
    if read == USUAL_ERRORS {
        errors.push(at, "these are assumed anyway; help: leave `#[errors]` out");
    }
    read
}
