//! Mutates one result of a page.

use super::Answer;
use super::table::Table;
use crate::decode::pages;
use serde_json::{Value, json};

/// The number of odd results that are tried in each page.
const MOST: usize = 15;

pub(super) fn mutate(answer: &Answer<'_>, value: &Value, table: &mut Table) {
    let Some(value) = pages::going_on(value).filter(|_| answer.is_page()) else {
        return;
    };
    let Some((pointer, item)) = first_result(&value) else {
        return;
    };
    let mut page = value.clone();
    if let Some(results) = page.pointer_mut(&pointer) {
        *results = json!([item, item, item]);
    }
    let expected = pages::expected(&page);
    for odd in odd_items(&item).into_iter().take(MOST) {
        let mut mutated = page.clone();
        if let Some(second) = mutated.pointer_mut(&format!("{pointer}/1")) {
            *second = odd.clone();
        }
        table.checked("pages with an odd result");
        match answer.read(&mutated) {
            Ok(echo) => {
                let delivered = echo.page.map(|(found, next)| (found + echo.gaps, next));
                if delivered.as_ref() != Some(&expected) || echo.gaps > 1 || (echo.gaps > 0 && echo.odd.is_empty()) {
                    let problem = format!("result {odd}: {delivered:?} with {} gaps, not {expected:?}", echo.gaps);
                    table.fail(answer.name(), &problem);
                }
            }
            Err(error) => table.fail(answer.name(), &format!("result {odd} costs its page: {error}")),
        }
    }
}

/// The place of the results, and the first of them.
fn first_result(page: &Value) -> Option<(String, Value)> {
    let own = page.get("results").map(|results| ("/results".to_owned(), results));
    let (pointer, results) = own.or_else(|| {
        let mut inner = page.as_object()?.iter();
        inner.find_map(|(name, inner)| Some((format!("/{name}/results"), inner.get("results")?)))
    })?;
    Some((pointer, results.get(0)?.clone()))
}

fn odd_items(item: &Value) -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!({}),
        json!({"errors": [{"title": "x"}]}),
    ];
    for (name, _) in item.as_object().into_iter().flatten() {
        for value in [json!(null), json!({"odd": []})] {
            let mut odd = item.clone();
            odd[name] = value;
            all.push(odd);
        }
        let mut odd = item.clone();
        odd.as_object_mut().map(|odd| odd.remove(name));
        all.push(odd);
    }
    all
}
