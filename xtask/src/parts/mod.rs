//! The app's wasm in parts: one for the first screen, and others that are loaded when they are asked for.
//!
//! Trunk has no step between the compiler and wasm-bindgen, where the file can be cut: this replaces Trunk's app by one that
//! was cut, in the folder that Trunk hands over. `src/later.rs` is the other half.

mod compact;
mod glue;
mod page;

use std::path::Path;

use anyhow::{Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::files::{list, read, read_text, remove, short_hash, target, write};
use crate::process;
use glue::Part;

/// The compiler's name for the app.
const LINKED: &str = "app.wasm";
/// What the app's wasm imports its loaders from, until [`glue`] puts them into the script itself.
const LOADERS: &str = "./parts.js";

/// Cuts the app in Trunk's folder. `profile` is cargo's folder, such as `release`.
///
/// # Errors
/// When the linked file is not where cargo puts it, or something is not as Trunk or wasm-bindgen write it.
pub fn cut(folder: &Path, profile: &str) -> Result<()> {
    let target = target();
    let linked = read(&target.join("wasm32-unknown-unknown").join(profile).join(LINKED))?;
    let work = target.join("parts");
    drop(std::fs::remove_dir_all(&work));
    let parts = split(&linked, &work)?;
    let stem = format!("app-{}", short_hash(&linked));
    bind(&work, &stem, profile == "release")?;
    let script = glue::with_parts(&read_text(&work.join(format!("{stem}.js")))?, LOADERS, &parts)?;
    let wasm = read(&work.join(format!("{stem}_bg.wasm")))?;
    page::replace_app(folder, &stem, script.as_bytes(), &wasm)?;
    parts.files.iter().try_for_each(|part| write(&folder.join(&part.name), &part.bytes))
}

/// `main.wasm` in the folder, and the parts.
fn split(linked: &[u8], work: &Path) -> Result<glue::Parts> {
    let main = work.join("main.wasm");
    let mut options = Options::new(linked);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    let cut = transform(options).map_err(|error| anyhow!("the app cannot be cut into parts: {error:#}"))?;
    let mut files = Vec::new();
    for path in &cut.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        files.push(Part::new(stem, compact::compact(&read(path)?)?));
    }
    files.sort_by(|a, b| a.stem.cmp(&b.stem));
    Ok(glue::Parts { files, needed: cut.prefetch_map.into_iter().collect() })
}

/// As Trunk calls it, on the main part; the linker's exports stay, because the other parts import the table of functions.
fn bind(work: &Path, stem: &str, is_release: bool) -> Result<()> {
    let (folder, main) = (work.to_string_lossy(), work.join("main.wasm"));
    let main = main.to_string_lossy();
    let mut arguments = vec![
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-dir",
        &*folder,
        "--out-name",
        stem,
        &*main,
    ];
    if is_release {
        arguments.extend(["--remove-name-section", "--remove-producers-section"]);
    }
    process::run("wasm-bindgen", &arguments)
}

/// The files of Trunk's own app, by the start and end of their names.
fn is_app(name: &str) -> bool {
    name.starts_with("app-") && (name.ends_with(".js") || name.ends_with("_bg.wasm"))
}

/// Removes Trunk's own app.
fn remove_app(folder: &Path) -> Result<()> {
    list(folder)?.iter().filter(|name| is_app(name)).try_for_each(|name| remove(&folder.join(name)))
}
