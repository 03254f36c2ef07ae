//! A copy of the workspace, to be built. The two programs are members of it, and its spec can be made larger.

use super::declarations::Size;
use super::programs::{PLAIN, WITH_SDK};
use super::spec::{Copy, Spec};
use std::path::{Path, PathBuf};
use std::{fs, io};

const LIBRARY: &str = "confluence-sdk/src/lib.rs";
/// Folders that a build does not need.
const LEFT_OUT: [&str; 2] = ["target", ".git"];

/// The copied workspace.
pub(crate) struct Workspace {
    root: PathBuf,
    spec: Spec,
    library: String,
}

impl Workspace {
    /// Copies the project to a folder.
    pub(crate) fn copy(project: &Path, root: PathBuf) -> Result<Self, String> {
        copy_folder(project, &root).map_err(|problem| format!("copying the project: {problem}"))?;
        add_programs(&root).map_err(|problem| format!("adding the programs: {problem}"))?;
        let spec = Spec::load(&root)?;
        let library = fs::read_to_string(root.join(LIBRARY)).map_err(|problem| format!("{LIBRARY}: {problem}"))?;
        Ok(Self { root, spec, library })
    }

    /// Its folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The number of declarations in the spec, without copies.
    pub(crate) fn size(&self) -> Size {
        self.spec.size()
    }

    /// Adds this many copies of declarations to the SDK. The next build compiles the SDK again in any case.
    pub(crate) fn enlarge(&self, more: Size) -> Result<(), String> {
        let mut library = self.library.clone();
        for Copy { module, text } in self.spec.copies(more) {
            self.write(&format!("spec/{module}.rs"), &text)?;
            library += &format!("\n#[path = \"../../spec/{module}.rs\"]\npub mod {module};\n");
        }
        self.write(LIBRARY, &library)
    }

    /// Makes the next build compile the SDK again, unchanged.
    pub(crate) fn touch(&self) -> Result<(), String> {
        let path = self.root.join(LIBRARY);
        let text = fs::read_to_string(&path).map_err(|problem| problem.to_string())?;
        fs::write(path, text).map_err(|problem| problem.to_string())
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        fs::write(self.root.join(path), text).map_err(|problem| format!("{path}: {problem}"))
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(name))?;
        } else {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

fn add_programs(root: &Path) -> io::Result<()> {
    for program in [&PLAIN, &WITH_SDK] {
        let folder = root.join(program.name);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), program.manifest)?;
        fs::write(folder.join("src/main.rs"), program.source)?;
    }
    let manifest = root.join("Cargo.toml");
    let members = format!("members = [{:?}, {:?}, ", PLAIN.name, WITH_SDK.name);
    let text = fs::read_to_string(&manifest)?;
    fs::write(manifest, text.replacen("members = [", &members, 1))
}
