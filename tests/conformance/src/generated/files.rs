//! Compares generated files with the files in a folder.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The folder that contains only generated files.
const PAGES: &str = "pages";

/// Texts by their path in the folder.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<PathBuf, String>);

/// A difference between a file in the folder and the generated text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Missing(PathBuf),
    /// The text is different. The lists are the lines that are too many and the lines that are missing.
    Other(PathBuf, Vec<String>, Vec<String>),
    /// The file is no longer generated.
    Left(PathBuf),
}

impl Files {
    pub(crate) fn add(&mut self, path: impl Into<PathBuf>, text: String) {
        self.0.insert(path.into(), text);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The differences between the folder and the generated files.
    pub(crate) fn differences(&self, folder: &Path) -> Result<Vec<Difference>, String> {
        let mut differences = Vec::new();
        for (path, text) in &self.0 {
            match fs::read_to_string(folder.join(path)) {
                Ok(found) if found == *text => {}
                Ok(found) => {
                    let (wrong, lacking) = (lines_without(&found, text), lines_without(text, &found));
                    differences.push(Difference::Other(path.clone(), wrong, lacking));
                }
                Err(problem) if problem.kind() == io::ErrorKind::NotFound => {
                    differences.push(Difference::Missing(path.clone()));
                }
                Err(problem) => return Err(format!("{}: {problem}", path.display())),
            }
        }
        let mut present = Vec::new();
        files_in(folder, Path::new(PAGES), &mut present).map_err(|problem| format!("{PAGES}: {problem}"))?;
        present.sort();
        differences.extend(
            present
                .into_iter()
                .filter(|path| !self.0.contains_key(path))
                .map(Difference::Left),
        );
        Ok(differences)
    }

    /// Writes and removes files, so that no difference is left.
    pub(crate) fn write(&self, folder: &Path, differences: &[Difference]) -> Result<(), String> {
        for difference in differences {
            let path = difference.path();
            let target = folder.join(path);
            match self.0.get(path) {
                Some(text) => target
                    .parent()
                    .map_or(Ok(()), fs::create_dir_all)
                    .and_then(|()| fs::write(&target, text)),
                None => fs::remove_file(&target),
            }
            .map_err(|problem| format!("{}: {problem}", path.display()))?;
        }
        Ok(())
    }
}

/// The lines of a text that another text does not have.
fn lines_without(text: &str, other: &str) -> Vec<String> {
    let other: HashSet<&str> = other.lines().collect();
    text.lines()
        .filter(|line| !other.contains(line))
        .map(str::to_owned)
        .collect()
}

fn files_in(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(root.join(folder)) {
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files_in(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

impl Difference {
    fn path(&self) -> &Path {
        match self {
            Self::Missing(path) | Self::Other(path, ..) | Self::Left(path) => path,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().display();
        match self {
            Self::Missing(_) => write!(f, "spec/{path} is missing"),
            Self::Left(_) => write!(f, "spec/{path} is not generated any more"),
            Self::Other(_, wrong, lacking) if wrong.is_empty() && lacking.is_empty() => {
                write!(f, "spec/{path}: same lines, in another order or number")
            }
            Self::Other(_, wrong, lacking) => {
                write!(f, "spec/{path} is not what the declarations say")?;
                wrong.iter().try_for_each(|line| write!(f, "\n- {line}"))?;
                lacking.iter().try_for_each(|line| write!(f, "\n+ {line}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_found_and_ended() {
        let folder = std::env::temp_dir().join(format!("confluence-generated-{}", std::process::id()));
        let mut files = Files::default();
        files.add("requirements.txt", "a\nb\n".to_owned());
        files.add("pages/scope/ReadPage.md", "c\n".to_owned());
        let missing = files.differences(&folder).unwrap();
        assert_eq!(missing.len(), 2);
        assert!(
            missing
                .iter()
                .all(|difference| matches!(difference, Difference::Missing(_)))
        );
        files.write(&folder, &missing).unwrap();
        assert_eq!(files.differences(&folder).unwrap(), []);

        fs::write(folder.join("requirements.txt"), "a\nx\n").unwrap();
        fs::write(folder.join("pages/scope/Old.md"), "").unwrap();
        fs::write(folder.join("permission.rs"), "not generated").unwrap();
        let differences = files.differences(&folder).unwrap();
        assert_eq!(
            differences,
            [
                Difference::Other("requirements.txt".into(), vec!["x".to_owned()], vec!["b".to_owned()]),
                Difference::Left("pages/scope/Old.md".into()),
            ]
        );
        assert_eq!(
            differences[0].to_string(),
            "spec/requirements.txt is not what the declarations say\n- x\n+ b"
        );
        files.write(&folder, &differences).unwrap();
        assert_eq!(files.differences(&folder).unwrap(), []);
        assert!(folder.join("permission.rs").exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_order_of_lines_counts() {
        let folder = std::env::temp_dir().join(format!("confluence-generated-order-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut files = Files::default();
        files.add("requirements.txt", "a\nb\n".to_owned());
        for wrong in ["b\na\n", "a\nb", "a\na\nb\n"] {
            fs::write(folder.join("requirements.txt"), wrong).unwrap();
            let differences = files.differences(&folder).unwrap();
            assert_eq!(
                differences,
                [Difference::Other("requirements.txt".into(), vec![], vec![])]
            );
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
