//! The table of faults, to be read.

use super::Cell;
use super::calls::Kind;
use std::fmt::Write;

/// A row for each fault, with what comes of it if it happens once, and if it happens always.
pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    let mut rows: Vec<(&str, [Vec<&Cell>; Kind::ALL.len()])> = Vec::new();
    for cell in cells {
        if rows.last().is_none_or(|(fault, _)| *fault != cell.fault.name) {
            rows.push((cell.fault.name, Default::default()));
        }
        if let Some((_, row)) = rows.last_mut() {
            row[cell.kind as usize].push(cell);
        }
    }
    let mut table = String::from(
        "Each cell: if it happens once / always. n×: requests where the fault is. ok; or what the error is.\n\
         +: the error says that it may have been applied.\n\n| |",
    );
    for kind in Kind::ALL {
        let _ = write!(table, " {} |", kind.name());
    }
    let _ = write!(table, "\n|---|{}", "---|".repeat(Kind::ALL.len()));
    for (fault, row) in rows {
        let _ = write!(table, "\n| {fault} |");
        for cells in row {
            let mut words: Vec<_> = cells.into_iter().map(cell).collect();
            words.dedup();
            let _ = write!(
                table,
                " {} |",
                if words.is_empty() {
                    "–".to_owned()
                } else {
                    words.join(" / ")
                }
            );
        }
    }
    table
}

/// One cell in words.
pub(super) fn cell(cell: &Cell) -> String {
    let requests = cell.requests;
    let mut words = match &cell.outcome.made {
        Ok(()) => format!("{requests}× ok"),
        Err(error) => {
            let questions = [
                (error.is_connect(), "no connection"),
                (error.is_timeout(), "timeout"),
                (error.is_unauthorized(), "sign in"),
                (error.is_gone(), "gone"),
                (error.is_rate_limited(), "limited"),
                (error.is_server_error(), "server"),
                (error.is_redirect(), "redirect"),
                (error.is_decode(), "unreadable"),
                (error.is_unanswered(), "broken"),
            ];
            let question = questions.iter().find(|(is, _)| *is).map_or("refused", |(_, word)| word);
            let status = error.status().map(|status| format!("{status} ")).unwrap_or_default();
            let unsure = if error.may_have_been_applied() { "+" } else { "" };
            format!("{requests}× {status}{question}{unsure}")
        }
    };
    if cell.took.as_secs() >= 1 {
        let _ = write!(words, ", {} s", cell.took.as_secs());
    }
    words
}
