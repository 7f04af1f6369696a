//! A bundle on disk.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use twinlet_core::bundle::{INDEX, Index};
use twinlet_core::protocol::EngineFailure;
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;

/// Reads the files that a bundle needs to run, from its folder.
///
/// # Errors
/// When there is no bundle, or a file of it cannot be read.
pub fn files_of(path: &Path) -> anyhow::Result<Files> {
    if !path.is_dir() {
        bail!("there is no bundle at `{}`; name a folder with a `{INDEX}`", path.display());
    }
    let read = |name: &str| {
        let path = path.join(name);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("cannot read `{}` of the bundle", path.display()))?;
        anyhow::Ok((name.to_owned(), bytes))
    };
    let index = read(INDEX)?;
    let needed = Index::parse(&index.1).map_err(|f| in_words(&f))?;
    std::iter::once(Ok(index)).chain(needed.needed().map(read)).collect()
}

/// Opens a bundle and lets it reproduce its reference experiments on this device.
///
/// # Errors
/// Why the bundle is refused, and what to do next.
pub fn open(path: &Path) -> anyhow::Result<Predictor> {
    let predictor = Predictor::open(&files_of(path)?).map_err(|f| in_words(&f))?;
    predictor.prove().map_err(|f| in_words(&f))?;
    Ok(predictor)
}

/// A failure of the engine with its hint.
pub fn in_words(failure: &EngineFailure) -> anyhow::Error {
    anyhow!("{}\nhint: {}", failure.message, failure.hint)
}
