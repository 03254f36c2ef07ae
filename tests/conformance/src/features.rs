//! Checks the cargo features of the SDK. Every operation must be behind the feature of its tag. A model must be
//! compiled for exactly those features whose operations reach it. The sources of the spec are read as Rust.

use crate::report::Report;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item};

type Features = BTreeSet<String>;

/// The declarations of one version of the API.
struct Version {
    name: &'static str,
    /// Each file of operations, with its feature and all names that its operations mention.
    tags: Vec<(String, String, BTreeSet<String>)>,
    models: BTreeMap<String, Model>,
}

struct Model {
    file: String,
    /// The features that it is compiled for.
    features: Features,
    mentions: BTreeSet<String>,
}

/// Compares the spec of the project with its features.
pub(crate) fn run() -> Result<Report, String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let manifest = read(&root.join("Cargo.toml"))?;
    let features = implied(&manifest);
    let mut problems = Vec::new();
    let mut checked = 0;
    for name in ["v1", "v2"] {
        let version = Version::load(&root.join("spec").join(name), name)?;
        checked += version.models.len();
        problems.extend(version.problems(&features));
    }
    let mut text: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    text += &format!("{checked} models and their features: {} differences\n", problems.len());
    Ok(Report {
        text,
        passed: problems.is_empty(),
    })
}

impl Version {
    fn load(folder: &Path, name: &'static str) -> Result<Self, String> {
        let top = parse(&folder.join("mod.rs"))?;
        let listed = top.items.iter().find_map(|item| match item {
            Item::Macro(list) if list.mac.path.is_ident("tags") => Some(pairs(list.mac.tokens.clone())),
            _ => None,
        });
        let listed = listed.ok_or_else(|| format!("{name}/mod.rs: no `tags!`"))?;
        let mut version = Version {
            name,
            tags: Vec::new(),
            models: BTreeMap::new(),
        };
        for item in &top.items {
            let Item::Mod(module) = item else { continue };
            let file = module.ident.to_string();
            let feature = listed.get(&file);
            let behind = cfg(&module.attrs);
            if behind.iter().collect::<Vec<_>>() != feature.iter().copied().collect::<Vec<_>>() {
                return Err(format!(
                    "{name}/mod.rs: `mod {file}` is behind {behind:?}, `tags!` says {feature:?}"
                ));
            }
            version.read(&folder.join(format!("{file}.rs")), &file, feature)?;
        }
        Ok(version)
    }

    fn read(&mut self, path: &Path, file: &str, feature: Option<&String>) -> Result<(), String> {
        for item in parse(path)?.items {
            let (attrs, ident) = match &item {
                Item::Trait(item) => (&item.attrs, &item.ident),
                Item::Struct(item) => (&item.attrs, &item.ident),
                Item::Enum(item) => (&item.attrs, &item.ident),
                _ => continue,
            };
            let marked = |name| attrs.iter().any(|attr| attr.path().is_ident(name));
            let own = cfg(attrs);
            let (endpoints, model) = (marked("endpoints"), marked("model"));
            let mut mentions = BTreeSet::new();
            let ident = ident.to_string();
            words(item.to_token_stream(), &mut mentions);
            if endpoints {
                let feature = feature.ok_or_else(|| format!("{file}: has operations and is not in `tags!`"))?;
                self.tags.push((file.to_owned(), feature.clone(), mentions));
            } else if model {
                mentions.remove(&ident);
                let features = if own.is_empty() {
                    feature.into_iter().cloned().collect()
                } else {
                    own
                };
                self.models.insert(
                    ident,
                    Model {
                        file: file.to_owned(),
                        features,
                        mentions,
                    },
                );
            }
        }
        Ok(())
    }

    /// Models that are compiled although nothing reaches them, or the reverse, and features that `v1` or `v2` does not
    /// enable.
    fn problems(&self, implied: &BTreeMap<String, Features>) -> Vec<String> {
        let mut reached: BTreeMap<&str, Features> = BTreeMap::new();
        for (_, feature, mentions) in &self.tags {
            let mut open: Vec<&String> = mentions.iter().collect();
            let mut seen = BTreeSet::new();
            while let Some(name) = open.pop() {
                if let Some(model) = self.models.get(name)
                    && seen.insert(name)
                {
                    reached.entry(name).or_default().insert(feature.clone());
                    open.extend(&model.mentions);
                }
            }
        }
        let mut problems = Vec::new();
        for (name, Model { file, features, .. }) in &self.models {
            let compiled: Features = features
                .iter()
                .flat_map(|feature| who_implies(feature, implied))
                .collect();
            let reached = reached.remove(name.as_str()).unwrap_or_default();
            if compiled != reached {
                let version = self.name;
                problems.push(format!(
                    "{version}/{file}.rs: `{name}` is compiled for {compiled:?}, reached from {reached:?}"
                ));
            }
        }
        let all: Features = self.tags.iter().map(|(_, feature, _)| feature.clone()).collect();
        if implied.get(self.name) != Some(&all) {
            problems.push(format!("Cargo.toml: the feature `{}` should be {all:?}", self.name));
        }
        problems
    }
}

/// The features of tags that enable this feature. It is one of them if it belongs to a tag itself.
fn who_implies(feature: &str, implied: &BTreeMap<String, Features>) -> Features {
    if !feature.starts_with("__") {
        return Features::from([feature.to_owned()]);
    }
    let implying = implied.iter().filter(|(_, what)| what.contains(feature));
    implying.map(|(name, _)| name.clone()).collect()
}

/// The table `[features]` of a manifest.
fn implied(manifest: &str) -> BTreeMap<String, Features> {
    let table = manifest.split("\n[features]\n").nth(1).unwrap_or_default();
    let table = table.split("\n[").next().unwrap_or_default();
    let lines = table.lines().filter(|line| !line.trim_start().starts_with('#'));
    let text: String = lines.collect::<Vec<_>>().join(" ");
    let entries = text.split(']').filter_map(|entry| entry.split_once('['));
    entries
        .map(|(name, list)| {
            let name = name.trim().trim_end_matches('=').trim().to_owned();
            let list = list.split(',').map(|item| item.trim().trim_matches('"').to_owned());
            (name, list.filter(|item| !item.is_empty()).collect())
        })
        .collect()
}

/// `name "feature"` pairs.
fn pairs(tokens: TokenStream) -> BTreeMap<String, String> {
    // What the groups hang on comes first; then each file with its group and its feature.
    let words: Vec<String> = tokens.into_iter().skip(1).map(|token| token.to_string()).collect();
    let tags = words.chunks_exact(3);
    tags.map(|tag| (tag[0].clone(), tag[2].trim_matches('"').to_owned()))
        .collect()
}

/// The features that an item is behind.
fn cfg(attrs: &[Attribute]) -> Features {
    let cfgs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let texts = cfgs.flat_map(|attr| literals(attr.meta.to_token_stream()));
    texts.collect()
}

fn literals(tokens: TokenStream) -> Vec<String> {
    let each = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => literals(group.stream()),
        TokenTree::Literal(text) => vec![text.to_string().trim_matches('"').to_owned()],
        _ => Vec::new(),
    });
    each.flatten().collect()
}

/// Every identifier.
fn words(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => words(group.stream(), found),
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            _ => {}
        }
    }
}

fn parse(path: &Path) -> Result<syn::File, String> {
    syn::parse_file(&read(path)?).map_err(|problem| format!("{}: {problem}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_compiled_for_what_reaches_it() {
        let report = run().unwrap();
        assert!(report.passed, "{}", report.text);
    }

    #[test]
    fn a_model_too_many_and_one_too_few_are_found() {
        let model = |features: &[&str], mentions: &[&str]| Model {
            file: "shared".to_owned(),
            features: features.iter().map(|&name| name.to_owned()).collect(),
            mentions: mentions.iter().map(|&name| name.to_owned()).collect(),
        };
        let tag = |file: &str, mentions: &[&str]| {
            let mentions = mentions.iter().map(|&name| name.to_owned()).collect();
            (file.to_owned(), format!("{file}s"), mentions)
        };
        let version = Version {
            name: "v2",
            tags: vec![tag("page", &["Page"]), tag("label", &["Label"])],
            models: BTreeMap::from([
                ("Page".to_owned(), model(&["pages"], &["Label", "Body"])),
                ("Label".to_owned(), model(&["labels"], &[])),
                ("Body".to_owned(), model(&["labels", "pages"], &[])),
            ]),
        };
        let implied = implied("x\n[features]\n# all\nv2 = [\"labels\",\n \"pages\"]\nlabels = []\n");
        let problems = version.problems(&implied);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("`Body`") && problems[1].contains("`Label`"));
    }
}
