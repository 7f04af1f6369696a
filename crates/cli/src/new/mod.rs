//! `twinlet new`: a what-if app from a bundle, in a folder of its own.

mod manifest;
mod onnx;
mod start;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::app::{self, MANIFEST};
use crate::bundle::source;
use crate::schema;

/// What to make.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the new app; it must not exist, or be empty
    folder: PathBuf,
    /// The bundle that the app asks: a folder, or a `.twin` archive; or a bare `.onnx` file, marked as unvalidated
    #[arg(long, value_name = "BUNDLE")]
    from: PathBuf,
}

/// Writes the manifest and copies the bundle, then checks what it wrote.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (bundle, files) =
        if onnx::is_one(&args.from) { onnx::bundle(&args.from)? } else { source::open(&args.from)? };
    let held_out = source::part(&files, "heldout.json")?;
    let text = manifest::write(&bundle, held_out.as_ref(), &name_of(&args.folder)?)?;
    make_empty(&args.folder)?;
    let place = args.folder.join("models").join(&bundle.index.id);
    write_all(&place, files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
    let text = format!("{}{text}", schema::MODELINE);
    write_all(&args.folder, [(MANIFEST, text.as_bytes())])?;
    schema::write(&args.folder)?;
    let compiled =
        app::compile(&args.folder).context("the app that was written has a mistake; please report this")?;
    for warning in compiled.warnings {
        eprintln!("{warning}");
    }
    let folder = args.folder.display();
    eprintln!("made `{folder}`: {} of `{}`", counted(&bundle), bundle.contract.model.title);
    if bundle.contract.model.unvalidated {
        eprintln!(
            "the model is unvalidated: no intervals, no recommendation, ranges of 0 to 1 are assumed; see `twinlet check --readiness`"
        );
    }
    eprintln!("next: read and change `{folder}/{MANIFEST}`, then `twinlet serve {folder}`");
    Ok(ExitCode::SUCCESS)
}

fn counted(bundle: &twinlet_core::bundle::Bundle) -> String {
    format!("{} inputs and {} outputs", bundle.contract.inputs.len(), bundle.answers().count())
}

/// The app's id from its folder's name, in kebab case.
fn name_of(folder: &Path) -> anyhow::Result<String> {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches(|c: char| c == '-' || c.is_ascii_digit()).to_owned();
    if name.is_empty() {
        bail!("`{}` gives the app no name; choose a folder whose name has letters", folder.display());
    }
    Ok(name)
}

fn make_empty(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() && std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some()) {
        bail!("`{}` is there already and is not an empty folder; nothing was written", folder.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))
}

fn write_all<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}
