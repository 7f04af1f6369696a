//! A bundle on disk.

pub mod archive;
pub mod source;

use std::path::Path;

use anyhow::{anyhow, bail};
use twinlet_core::protocol::EngineFailure;
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;

/// All files of a bundle, each verified against the index: from its folder or its archive.
///
/// # Errors
/// When there is no bundle, or the first file that is missing, altered or unlisted.
pub fn files_of(path: &Path) -> anyhow::Result<Files> {
    source::verified(path).map(|(_, files)| files)
}

/// Opens a bundle whose model another computer evaluates.
///
/// # Errors
/// Why the bundle is refused, or that its model is evaluated here.
pub fn open_remote(path: &Path) -> anyhow::Result<Predictor> {
    let predictor = Predictor::open(&files_of(path)?).map_err(|f| in_words(&f))?;
    match predictor.is_remote() {
        true => Ok(predictor),
        false => bail!("the model of `{}` is evaluated here; leave `--url` out", path.display()),
    }
}

/// Opens a bundle and lets it reproduce its reference experiments on this device.
///
/// # Errors
/// Why the bundle is refused, and what to do next.
pub fn open(path: &Path) -> anyhow::Result<Predictor> {
    let predictor = Predictor::open(&files_of(path)?).map_err(|f| in_words(&f))?;
    if predictor.is_remote() {
        bail!("the model of `{}` is evaluated elsewhere; `twinlet predict --url` asks it", path.display());
    }
    if predictor.bundle().contract.model.unvalidated {
        eprintln!(
            "warning: `{}` was never validated; its answers have coverage 0: no interval",
            path.display()
        );
    }
    predictor.prove().map_err(|f| in_words(&f))?;
    Ok(predictor)
}

/// A failure of the engine with its hint.
pub fn in_words(failure: &EngineFailure) -> anyhow::Error {
    anyhow!("{}\nhint: {}", failure.message, failure.hint)
}
