//! Manifests of the suite in a folder of their own, and what the built command says about them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder with the files that manifests of the suite name.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&root().join("tests/suite/manifests/good"), folder.path());
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What `twinlet check twin.yaml` prints about a text.
    pub fn check(&self, text: &str, arguments: &[&str]) -> Output {
        std::fs::write(self.path().join("twin.yaml"), text).unwrap();
        self.run(&[&["check", "twin.yaml"], arguments].concat())
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinlet"));
        command.args(arguments).current_dir(self.path()).output().unwrap()
    }
}

/// What a command said to the person.
pub fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => _ = std::fs::copy(entry.path(), to).unwrap(),
        }
    }
}
