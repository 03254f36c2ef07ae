//! The peer that progenitor generates from the vendor's document. It is made in the target folder when the suite runs,
//! and nothing of it is kept in the project.

use super::child::{Worker, cargo};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The operations that are measured. progenitor cannot read the whole document: some operations have several kinds of
/// successful answers.
const OPERATIONS: [&str; 2] = ["/pages/{id}", "/pages"];

pub(super) fn target_folder() -> PathBuf {
    let program = std::env::current_exe().expect("this program has a path");
    program
        .ancestors()
        .nth(2)
        .expect("it is in a folder of the target folder")
        .to_owned()
}

pub(super) fn build(documents: &Path) -> Result<Worker, String> {
    let text = fs::read(documents.join("confluence-v2.openapi.json"))
        .map_err(|problem| format!("the vendor's document: {problem}"))?;
    let document: Value =
        serde_json::from_slice(&text).map_err(|problem| format!("the vendor's document: {problem}"))?;
    let folder = target_folder().join("progenitor");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).map_err(|problem| problem.to_string())?;
        // A file that stays the same is not built again.
        match fs::read(&path) {
            Ok(known) if known == text.as_bytes() => Ok(()),
            _ => fs::write(path, text).map_err(|problem| problem.to_string()),
        }
    };
    write("openapi.json", &reduced(&document)?.to_string())?;
    write("Cargo.toml", include_str!("../../generated/Cargo.toml.txt"))?;
    write("build.rs", include_str!("../../generated/build.rs.txt"))?;
    write("src/main.rs", include_str!("../../generated/main.rs.txt"))?;
    write("src/worker.rs", include_str!("../worker.rs"))?;
    let output = cargo()
        .args(["build", "--quiet", "--release", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target_folder())
        .output()
        .map_err(|problem| format!("cargo build: {problem}"))?;
    match output.status.success() {
        true => Ok(Worker {
            peer: "progenitor",
            program: target_folder().join("release/progenitor-peer"),
        }),
        false => Err(format!(
            "the generated client: {}",
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

/// The document with the operations that are measured, their successful answers and the schemas that these need.
fn reduced(document: &Value) -> Result<Value, String> {
    let mut paths = Map::new();
    for path in OPERATIONS {
        let mut operation = document["paths"][path]["get"].clone();
        if operation.is_null() {
            return Err(format!("the vendor's document has no `GET {path}`"));
        }
        operation["responses"] = json!({ "200": operation["responses"]["200"] });
        let schema = &mut operation["responses"]["200"]["content"]["application/json"]["schema"];
        // Of a model and what comes on top of it, the model.
        if let Some(model) = schema["allOf"].get(0) {
            *schema = model.clone();
        }
        paths.insert(path.to_owned(), json!({ "get": operation }));
    }
    let (mut schemas, mut wanted) = (Map::new(), BTreeSet::new());
    references(&Value::Object(paths.clone()), &mut wanted);
    while let Some(name) = wanted.pop_first() {
        let schema = &document["components"]["schemas"][&name];
        if schemas.insert(name, schema.clone()).is_none() {
            references(schema, &mut wanted);
            wanted.retain(|name| !schemas.contains_key(name));
        }
    }
    Ok(json!({
        "openapi": document["openapi"],
        "info": { "title": document["info"]["title"], "version": document["info"]["version"] },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(name) = members
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|name| name.rsplit('/').next())
            {
                names.insert(name.to_owned());
            }
            members.values().for_each(|value| references(value, names));
        }
        Value::Array(all) => all.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}
