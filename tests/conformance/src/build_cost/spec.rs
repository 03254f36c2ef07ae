//! The spec as text. It can be made larger with copies of its declarations under other names, to measure what more
//! declarations cost.

use super::declarations::{Declarations, Size};
use std::fs;
use std::path::Path;

const VERSIONS: [&str; 2] = ["v1", "v2"];

/// All declarations of the spec.
pub(crate) struct Spec {
    files: Vec<File>,
}

struct File {
    version: &'static str,
    module: String,
    declarations: Declarations,
}

/// A module of copies.
pub(crate) struct Copy {
    pub(crate) module: String,
    pub(crate) text: String,
}

impl Spec {
    /// Reads `spec/` of a workspace.
    pub(crate) fn load(workspace: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        for version in VERSIONS {
            let folder = workspace.join("spec").join(version);
            let entries = fs::read_dir(&folder).map_err(|problem| format!("spec/{version}: {problem}"))?;
            let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.sort();
            for path in paths {
                let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                if module == "mod" {
                    continue;
                }
                let declarations = fs::read_to_string(&path)
                    .map_err(|problem| problem.to_string())
                    .and_then(|text| Declarations::of(&text))
                    .map_err(|problem| format!("spec/{version}/{module}.rs: {problem}"))?;
                files.push(File {
                    version,
                    module,
                    declarations,
                });
            }
        }
        Ok(Self { files })
    }

    /// The number of declarations.
    pub(crate) fn size(&self) -> Size {
        let mut sum = Size::default();
        for file in &self.files {
            let Size {
                operations,
                structs,
                enums,
            } = file.declarations.size();
            sum.operations += operations;
            sum.structs += structs;
            sum.enums += enums;
        }
        sum
    }

    /// Copies until there are as many declarations as are asked for.
    pub(crate) fn copies(&self, more: Size) -> Vec<Copy> {
        let all = self.size();
        let mut left = more;
        let mut copies = Vec::new();
        for round in 1.. {
            let part = Size {
                operations: left.operations.min(all.operations),
                structs: left.structs.min(all.structs),
                enums: left.enums.min(all.enums),
            };
            if part == Size::default() {
                break;
            }
            left.operations -= part.operations;
            left.structs -= part.structs;
            left.enums -= part.enums;
            copies.extend(self.copy(round, part));
        }
        copies
    }

    /// One copy of each version, with an evenly spread part of its declarations. The copy belongs to the feature of the
    /// whole version.
    fn copy(&self, round: usize, part: Size) -> Vec<Copy> {
        let all = self.size();
        let prefix = format!("copy{round}");
        let mut operations = Spread::new(part.operations, all.operations);
        let mut structs = Spread::new(part.structs, all.structs);
        let mut enums = Spread::new(part.enums, all.enums);
        let copy = |version| {
            let mut modules = String::new();
            let mut tags = Vec::new();
            for File {
                module, declarations, ..
            } in self.files.iter().filter(|file| file.version == version)
            {
                let group = declarations
                    .group
                    .as_ref()
                    .and_then(|group| group.renamed(&prefix, || operations.take()));
                if group.is_some() {
                    // Called after its file: nothing is called by it.
                    tags.push(format!("{module} {module} \"{version}\""));
                }
                let models = [
                    chosen(&declarations.structs, &mut structs),
                    chosen(&declarations.enums, &mut enums),
                ];
                let imports = declarations.imports.concat();
                let items: String = group.into_iter().chain(models).collect();
                // Names that are not copied come from the original: a file's own names take precedence over a glob
                // import.
                modules += &format!(
                    "\npub mod {module} {{\n//! A copy.\nuse crate::declare::*;\nuse crate::{version}::*;\n{imports}{items}}}\n"
                );
            }
            let tags = tags.join(" ");
            Copy {
                module: format!("{prefix}_{version}"),
                text: format!(
                    "//! A copy.\n{modules}\ntags! {{ Client {tags} }}\n\n/// Keeps what is declared.\npub static ALL: &[fn() -> &'static [&'static crate::spec::Declaration]] = DECLARATIONS;\n"
                ),
            }
        };
        VERSIONS.into_iter().map(copy).collect()
    }
}

fn chosen(items: &[String], spread: &mut Spread) -> String {
    items.iter().filter(|_| spread.take()).map(String::as_str).collect()
}

/// Chooses an evenly spread part of a sequence.
struct Spread {
    part: usize,
    all: usize,
    at: usize,
}

impl Spread {
    fn new(part: usize, all: usize) -> Self {
        Self { part, all, at: 0 }
    }

    fn take(&mut self) -> bool {
        let before = self.at * self.part / self.all;
        self.at += 1;
        self.at * self.part / self.all > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_spread_evenly_and_has_its_number() {
        for (part, all) in [(0, 7), (3, 7), (7, 7), (45, 101)] {
            let mut spread = Spread::new(part, all);
            let taken = (0..all).filter(|_| spread.take()).count();
            assert_eq!(taken, part, "{part} of {all}");
        }
    }
}
