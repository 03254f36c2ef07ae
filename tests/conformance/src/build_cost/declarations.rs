//! The declarations of a spec file as text: one string for each operation and each model. It relies on the layout that
//! rustfmt makes.

use std::fmt;

/// The number of declarations of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) operations: usize,
    pub(crate) structs: usize,
    pub(crate) enums: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operations,
            structs,
            enums,
        } = self;
        write!(f, "{operations} operations, {structs} structs, {enums} enums")
    }
}

/// The declarations of one file.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    /// The imports of the file, without those from its parent module.
    pub(crate) imports: Vec<String>,
    pub(crate) group: Option<Group>,
    pub(crate) structs: Vec<String>,
    pub(crate) enums: Vec<String>,
}

/// A trait of operations.
#[derive(Debug)]
pub(crate) struct Group {
    name: String,
    /// The text before its name.
    head: String,
    operations: Vec<String>,
}

impl Declarations {
    /// Reads a file. It is an error if the file does not look as expected.
    pub(crate) fn of(text: &str) -> Result<Self, String> {
        let mut found = Self::default();
        for item in items(text) {
            let import = item.trim_start();
            if import.starts_with("use ") && !import.starts_with("use super::") {
                found.imports.push(item);
            } else if has_line(&item, "#[endpoints(") {
                found.group = Some(Group::of(&item)?);
            } else if has_line(&item, "#[model") && has_line(&item, "pub struct ") {
                found.structs.push(item);
            } else if has_line(&item, "#[model") && has_line(&item, "pub enum ") {
                found.enums.push(item);
            }
        }
        let size = found.size();
        let all = |mark: &str| text.lines().filter(|line| line.trim_start().starts_with(mark)).count();
        if size.operations != all("#[id(") || size.structs + size.enums != all("#[model") {
            return Err(format!("found only {size}: is it formatted?"));
        }
        Ok(found)
    }

    /// The number of declarations.
    pub(crate) fn size(&self) -> Size {
        Size {
            operations: self.group.as_ref().map_or(0, |group| group.operations.len()),
            structs: self.structs.len(),
            enums: self.enums.len(),
        }
    }
}

impl Group {
    fn of(item: &str) -> Result<Self, String> {
        let (head, rest) = item.split_once("pub trait ").ok_or("operations without a trait")?;
        let (name, body) = rest.split_once(" {\n").ok_or("a trait without operations")?;
        let mut operations = Vec::new();
        let mut operation = String::new();
        for line in body.lines().filter(|line| *line != "}") {
            operation += line;
            operation += "\n";
            if line.strip_prefix("    ").is_some_and(ends_item) {
                operations.push(std::mem::take(&mut operation));
            }
        }
        Ok(Self {
            name: name.to_owned(),
            head: head.to_owned(),
            operations,
        })
    }

    /// The trait with the chosen operations, under names that begin with `prefix`. `None` if no operation is chosen.
    pub(crate) fn renamed(&self, prefix: &str, mut chosen: impl FnMut() -> bool) -> Option<String> {
        let operations: String = self
            .operations
            .iter()
            .filter(|_| chosen())
            .map(|operation| rename(operation, prefix))
            .collect();
        let (head, name, pascal) = (&self.head, &self.name, capitalized(prefix));
        (!operations.is_empty()).then(|| format!("{head}pub trait {pascal}{name} {{\n{operations}}}\n"))
    }
}

/// Gives an operation another name: `fn get_page` and `"getPage"` become `fn copy1_get_page` and `"copy1GetPage"`.
fn rename(operation: &str, prefix: &str) -> String {
    let line = |line: &str| {
        if let Some(rest) = line.strip_prefix("    fn ") {
            format!("    fn {prefix}_{rest}\n")
        } else if let Some(rest) = line.strip_prefix("    #[id(\"") {
            format!("    #[id(\"{prefix}{}\n", capitalized(rest))
        } else {
            format!("{line}\n")
        }
    };
    operation.lines().map(line).collect()
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The items of a file.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    for line in text.lines().filter(|line| !line.starts_with("//!")) {
        item += line;
        item += "\n";
        if ends_item(line) {
            items.push(std::mem::take(&mut item));
        }
    }
    items
}

/// Whether a line is the last line of an item: it ends with a brace or a semicolon, and it is not indented.
fn ends_item(line: &str) -> bool {
    let within = [" ", "//", "#"].iter().any(|start| line.starts_with(start));
    !within && (line.ends_with('}') || line.ends_with(';'))
}

fn has_line(item: &str, start: &str) -> bool {
    item.lines().any(|line| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"//! Labels.

use super::*;
use crate::Nullable;

/// Labels: words; and more {of them}
#[endpoints(v2, tag = "Label", base = "/wiki/api/v2")]
pub trait Labels {
    /// One.
    #[get("/labels/{id}")]
    #[id("getLabel")]
    fn get_label(id: LabelId) -> Label;

    /// All;
    /// or {some}
    #[get("/labels")]
    #[id("getLabels")]
    fn get_labels(
        /// How many;
        #[query]
        limit: Option<u32>,
    ) -> CursorPage<Label>;
}

/// A label.
#[model]
pub struct Label {
    /// Its name.
    pub name: String,
}

/// A kind.
#[model]
pub enum Kind {
    /// Mine.
    Mine,
}

impl Label {
    /// Not declared by a macro.
    pub fn kind(&self) -> Kind {
        Kind::Mine
    }
}
"#;

    #[test]
    fn finds_operations_and_models() {
        let found = Declarations::of(FILE).unwrap();
        assert_eq!(
            found.size(),
            Size {
                operations: 2,
                structs: 1,
                enums: 1
            }
        );
        assert!(found.enums[0].contains("Mine,"));
        assert_eq!(found.imports, ["use crate::Nullable;\n"]);
    }

    #[test]
    fn a_chosen_operation_gets_another_name_everywhere() {
        let group = Declarations::of(FILE).unwrap().group.unwrap();
        let mut turn = 0;
        let text = group.renamed("copy1", || {
            turn += 1;
            turn == 2
        });
        let text = text.unwrap();
        assert!(text.contains("pub trait Copy1Labels {"), "{text}");
        assert!(text.contains("#[id(\"copy1GetLabels\")]"), "{text}");
        assert!(text.contains("fn copy1_get_labels(\n"), "{text}");
        assert!(!text.contains("get_label("), "{text}");
    }

    #[test]
    fn nothing_chosen_is_no_trait() {
        let group = Declarations::of(FILE).unwrap().group.unwrap();
        assert_eq!(group.renamed("copy1", || false), None);
    }
}
