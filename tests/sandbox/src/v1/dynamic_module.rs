//! Dynamic modules of a Connect app.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getModules", read(get_modules)),
    ("registerModules", write(register_modules)),
    ("removeModules", write(remove_modules)),
];

fn app(call: &Call<'_>) -> String {
    call.caller.app.clone().unwrap_or_default()
}

fn get_modules(state: &State, call: &Call<'_>) -> Outcome {
    let modules = state.modules.get(&app(call)).map(Vec::as_slice).unwrap_or_default();
    Ok(Reply::ok(json!({ "modules": modules })))
}

fn register_modules(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = call.member("modules").and_then(Value::as_array);
    let given = given.ok_or_else(|| Problem::bad_request("`modules` must be a list"))?;
    let registered = state.modules.entry(app(call)).or_default();
    let mut all = registered.clone();
    for module in given {
        let key = module["key"]
            .as_str()
            .ok_or_else(|| Problem::bad_request("A module must have a key"))?;
        if all.iter().any(|other| other["key"] == key) {
            return Err(Problem::bad_request(format!("There is already a module {key}")));
        }
        all.push(module.clone());
    }
    *registered = all;
    Ok(Reply::empty(200))
}

fn remove_modules(state: &mut State, call: &Call<'_>) -> Outcome {
    let keys = call.list("moduleKey");
    if let Some(registered) = state.modules.get_mut(&app(call)) {
        registered.retain(|module| !module["key"].as_str().is_some_and(|key| keys.contains(&key)));
    }
    Ok(Reply::empty(204))
}
