//! Generated files beside those that lie in a folder.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// The folder that holds nothing but generated files.
const PAGES: &str = "pages";

/// Texts by their path in the folder.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<PathBuf, String>);

/// How a file in the folder is not as it is generated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Missing(PathBuf),
    /// With the first line that differs, as it lies there and as it is generated.
    Other(PathBuf, usize, String, String),
    /// Nothing generates it any more.
    Left(PathBuf),
}

impl Files {
    pub(crate) fn add(&mut self, path: impl Into<PathBuf>, text: String) {
        self.0.insert(path.into(), text);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// What in the folder is not as it is generated.
    pub(crate) fn differences(&self, folder: &Path) -> Result<Vec<Difference>, String> {
        let mut differences = Vec::new();
        for (path, text) in &self.0 {
            match fs::read_to_string(folder.join(path)) {
                Ok(found) if found == *text => {}
                Ok(found) => {
                    let (line, found, wanted) = first_difference(&found, text);
                    differences.push(Difference::Other(path.clone(), line, found, wanted));
                }
                Err(problem) if problem.kind() == io::ErrorKind::NotFound => {
                    differences.push(Difference::Missing(path.clone()));
                }
                Err(problem) => return Err(format!("{}: {problem}", path.display())),
            }
        }
        let mut lying = Vec::new();
        files_in(folder, Path::new(PAGES), &mut lying).map_err(|problem| format!("{PAGES}: {problem}"))?;
        lying.sort();
        differences.extend(
            lying
                .into_iter()
                .filter(|path| !self.0.contains_key(path))
                .map(Difference::Left),
        );
        Ok(differences)
    }

    /// Makes an end of the differences.
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

/// The number of the first line that differs, and both lines.
fn first_difference(found: &str, wanted: &str) -> (usize, String, String) {
    let (mut found, mut wanted) = (found.split('\n'), wanted.split('\n'));
    for line in 1.. {
        let (one, other) = (found.next(), wanted.next());
        if one != other || one.is_none() {
            let text = |line: Option<&str>| line.unwrap_or("(end of file)").to_owned();
            return (line, text(one), text(other));
        }
    }
    unreachable!("texts end")
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
            Self::Other(_, line, found, wanted) => {
                write!(f, "spec/{path}:{line} is\n  {found}\nand should be\n  {wanted}")
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
                Difference::Other("requirements.txt".into(), 2, "x".to_owned(), "b".to_owned()),
                Difference::Left("pages/scope/Old.md".into()),
            ]
        );
        files.write(&folder, &differences).unwrap();
        assert_eq!(files.differences(&folder).unwrap(), []);
        assert!(folder.join("permission.rs").exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_text_that_ends_early_differs() {
        assert_eq!(
            first_difference("a\n", "a"),
            (2, String::new(), "(end of file)".to_owned())
        );
        assert_eq!(
            first_difference("a", "a\nb"),
            (2, "(end of file)".to_owned(), "b".to_owned())
        );
    }
}
