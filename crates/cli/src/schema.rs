//! `twinlet schema`: the JSON Schema of a manifest, for editors.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use twinlet_core::manifest::schema;

/// First line of a manifest whose schema lies beside it: editors with the YAML language server read it.
pub const MODELINE: &str = "# yaml-language-server: $schema=.twinlet/twin.schema.json\n";
/// Where the schema lies, from the manifest's folder.
const PLACE: &str = ".twinlet/twin.schema.json";
/// Settings of VS Code's YAML extension, from the manifest's folder.
const SETTINGS: &str = ".vscode/settings.json";

/// What to do with the schema.
#[derive(clap::Args)]
pub struct Args {
    /// Write it beside an app's manifest, with the settings for VS Code, instead of printing it
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = ".")]
    write: Option<PathBuf>,
}

/// Prints the schema to stdout, or writes it and says what an editor needs.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.write {
        None => print!("{}", text()?),
        Some(folder) => {
            write(folder)?;
            settings(folder)?;
            eprintln!("other editors: make this the first line of `twin.yaml`\n  {}", MODELINE.trim_end());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the schema into an app's folder.
///
/// # Errors
/// What cannot be written.
pub fn write(folder: &Path) -> anyhow::Result<()> {
    put(&folder.join(PLACE), &text()?)
}

/// Settings are the person's: those that are there stay as they are.
fn settings(folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(SETTINGS);
    let line = format!("\"yaml.schemas\": {{ \"{PLACE}\": \"twin.yaml\" }}");
    if path.exists() {
        eprintln!("`{}` is there already; add to it\n  {line}", path.display());
        return Ok(());
    }
    put(&path, &format!("{{\n  {line}\n}}\n"))
}

fn text() -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&schema::full())? + "\n")
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    eprintln!("wrote `{}`", path.display());
    Ok(())
}
