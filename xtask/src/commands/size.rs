//! `cargo xtask size`: what a phone downloads before the first decision.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use twinlet_core::bundle::{INDEX, MODEL_JSON, REQUIRED, RESIDUALS};

use crate::files::{dist, list, read, read_text, sha256_hex, workspace_root, write};

/// Everything but the proof data, compressed. It was 2.98 MB before plain layers did without tract and the app was cut into parts
/// (docs/size-and-start.md).
const BUDGET_BYTES: usize = 1_600_000;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// A file of the build.
struct Sized {
    path: String,
    raw: usize,
    compressed: usize,
}

/// Prints the table, largest first, and fails over the budget.
pub fn run() -> Result<()> {
    let mut files = measure().context("nothing to measure; run `cargo xtask build` first")?;
    files.sort_by_key(|file| std::cmp::Reverse(file.compressed));
    let first: usize = files.iter().filter(|file| is_first(&file.path)).map(|file| file.compressed).sum();
    print(&files, first).context("cannot print the table")?;
    match first > BUDGET_BYTES {
        true => bail!(
            "{first} bytes until the first decision are over the budget of {BUDGET_BYTES}; the table shows where"
        ),
        false => Ok(()),
    }
}

/// What only the proof page shows is loaded when somebody asks for it, as are the parts of the app (`src/later.rs`; a what-if app
/// needs its own part at once, and the one measured is a station).
fn is_first(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let runs = [INDEX, RESIDUALS, MODEL_JSON].contains(&name) || REQUIRED.contains(&name);
    path != "icons/icon-512.png" && !path.starts_with("part_") && (runs || !path.starts_with("app/models/"))
}

fn measure() -> Result<Vec<Sized>> {
    let mut known = Known::load();
    let mut files = Vec::new();
    for path in list(&dist())? {
        let bytes = read(&dist().join(&path))?;
        files.push(Sized { compressed: known.compressed_size(&bytes)?, raw: bytes.len(), path });
    }
    known.save()?;
    Ok(files)
}

/// Sizes by content hash: the strongest compression takes seconds per megabyte, and most files stay the same.
struct Known(BTreeMap<String, usize>);

impl Known {
    fn path() -> PathBuf {
        workspace_root().join("target/xtask-sizes.json")
    }

    fn load() -> Self {
        Self(
            read_text(&Self::path())
                .ok()
                .and_then(|text| serde_json::from_str(&text).ok())
                .unwrap_or_default(),
        )
    }

    fn save(&self) -> Result<()> {
        write(&Self::path(), serde_json::to_string(&self.0)?)
    }

    fn compressed_size(&mut self, bytes: &[u8]) -> Result<usize> {
        let hash = sha256_hex(bytes);
        if let Some(size) = self.0.get(&hash) {
            return Ok(*size);
        }
        let size = brotli_size(bytes)?;
        self.0.insert(hash, size);
        Ok(size)
    }
}

fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(bytes).context("brotli cannot compress")?;
    Ok(writer.into_inner().len())
}

fn print(files: &[Sized], first: usize) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:>12} {:>12}  file", "raw", "brotli 11")?;
    for file in files {
        let later = if is_first(&file.path) { "" } else { "  (later)" };
        writeln!(out, "{:>12} {:>12}  {}{later}", file.raw, file.compressed, file.path)?;
    }
    writeln!(out, "{first:>25}  until the first decision, of {BUDGET_BYTES}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proof_comes_later() {
        assert!(is_first("app/models/pump-station/model.onnx"));
        assert!(!is_first("app/models/pump-station/report.md"));
        assert!(!is_first("part_more-0123456789abcdef.wasm"));
    }

    #[test]
    fn brotli_compresses() -> Result<()> {
        assert!(brotli_size(&[7; 10_000])? < 100);
        Ok(())
    }
}
