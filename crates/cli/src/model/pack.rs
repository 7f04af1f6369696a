//! `twinlet model pack`: hashes of all files, and one archive.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use twinlet_core::bundle::{INDEX, Index, MODEL_JSON, sha256_hex};
use twinlet_core::contract::Contract;
use twinlet_core::kinds::{self, Declared};
use twinlet_engine::twin::Files;

use super::check;
use crate::bundle::{archive, source};

/// What to pack.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the bundle
    folder: PathBuf,
    /// Also write an archive, for example `pumps-1.0.0.twin`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Puts trees in place of written formulas, writes `bundle.json`, checks the result, and writes the archive.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if !args.folder.is_dir() {
        bail!(
            "`{}` is not a folder; name the folder with `contract.json` and the other parts",
            args.folder.display()
        );
    }
    let mut files = source::read(&args.folder)?;
    let contract: Contract = source::part(&files, "contract.json")?
        .with_context(|| format!("`{}` has no `contract.json`", args.folder.display()))?;
    compile_formulas(&args.folder, &contract, &mut files)?;
    let index = Index::over(&contract.model.id, &contract.model.version, &files);
    let mut text = serde_json::to_string_pretty(&index)?;
    text.push('\n');
    let changed = files.insert(INDEX.to_owned(), text.clone().into_bytes()) != Some(text.into_bytes());
    if changed {
        write(&args.folder.join(INDEX), files.get(INDEX).map(Vec::as_slice).unwrap_or_default())?;
    }
    let outcome = check::report(&args.folder)?;
    if outcome != ExitCode::SUCCESS {
        return Ok(outcome);
    }
    summary(&index, &files);
    if let Some(out) = &args.out {
        let packed = archive::pack(&files)?;
        write(out, &packed)?;
        println!("{}  {} bytes  sha256 {}", out.display(), packed.len(), sha256_hex(&packed));
    }
    Ok(ExitCode::SUCCESS)
}

/// Replaces the formulas of `model.json` that are texts, once they fit the contract; the browser has no parser.
fn compile_formulas(folder: &Path, contract: &Contract, files: &mut Files) -> anyhow::Result<()> {
    let Some(model) = files.get(MODEL_JSON) else { return Ok(()) };
    let kind = contract.model.kind.as_str();
    let packed = kinds::packed(kind, model).map_err(|e| anyhow!("`{MODEL_JSON}`: {e}"))?;
    let Some(packed) = packed else { return Ok(()) };
    Declared::parse(kind, &packed, contract).map_err(|e| anyhow!("`{MODEL_JSON}`: {e}"))?;
    write(&folder.join(MODEL_JSON), &packed)?;
    files.insert(MODEL_JSON.to_owned(), packed);
    Ok(())
}

fn summary(index: &Index, files: &Files) {
    let bytes: usize = files.values().map(Vec::len).sum();
    println!("{} {}  {} files, {bytes} bytes", index.id, index.version, files.len());
    println!("index sha256 {}", sha256_hex(files.get(INDEX).map(Vec::as_slice).unwrap_or_default()));
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}
