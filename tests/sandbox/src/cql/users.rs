//! The search for users. There are few of them, so each is compared.

use super::solve::solve;
use super::{Comparison, Operand, Query};
use crate::answer::Problem;
use crate::state::account::Account;
use confluence_sdk::cql::Field;
use roaring::RoaringBitmap;

/// The accounts among `accounts` that a query finds, in the same order.
pub(crate) fn users<'s>(query: &Query, asker: &str, accounts: Vec<&'s Account>) -> Result<Vec<&'s Account>, Problem> {
    let numbered = || (0_u32..).zip(&accounts);
    let all: RoaringBitmap = numbered().map(|(number, _)| number).collect();
    let holding = |comparison: &Comparison| {
        let holding = numbered().filter(|(_, account)| holds(comparison, asker, account));
        Ok(holding.map(|(number, _)| number).collect())
    };
    let found = solve(&query.expression, &all, &holding)?;
    Ok(numbered()
        .filter(|(number, _)| found.contains(*number))
        .map(|(_, account)| *account)
        .collect())
}

fn holds(comparison: &Comparison, asker: &str, account: &Account) -> bool {
    comparison.values.iter().any(|value| match (comparison.field, value) {
        (Field::Type, Operand::Text(text)) => text.eq_ignore_ascii_case("user"),
        (Field::UserFullName, Operand::Words(query)) => query.matches(&account.name),
        (Field::UserFullName, Operand::Text(text)) => text.eq_ignore_ascii_case(&account.name),
        (_, Operand::Text(text)) => *text == account.id,
        (_, Operand::CurrentUser) => account.id == asker,
        _ => false,
    })
}
