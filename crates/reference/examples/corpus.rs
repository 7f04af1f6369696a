//! Runs every model of a folder of references natively; one line of JSON each. `cargo xtask corpus` makes the table.
#![expect(clippy::print_stdout, reason = "the lines are the output")]

use std::path::{Path, PathBuf};

use twinlet_onnx::Model;
use twinlet_reference::{Folder, Report, report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus: PathBuf = std::env::args_os().nth(1).ok_or("say the folder of the references")?.into();
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(corpus)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    // What a panicking model says is in its line.
    std::panic::set_hook(Box::new(|_| {}));
    for folder in folders {
        println!("{}", serde_json::to_string(&of(&folder))?);
    }
    Ok(())
}

fn of(path: &Path) -> Report {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match Folder::open(path) {
        Ok(folder) => report(&name, &folder, &Model::open),
        Err(error) => {
            Report { model: name.into_owned(), problem: Some(error.to_string()), ..Report::default() }
        }
    }
}
