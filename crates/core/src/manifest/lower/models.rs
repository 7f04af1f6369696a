//! Models: by now each is a folder with an exact version.

use super::super::raw;
use super::super::resolved::{ModelRef, RemoteAddress};

/// Seconds until an answer comes too late when the manifest does not say.
const TIMEOUT_S: u32 = 3;

/// Converts one model; a registry was replaced by a folder when the manifest was compiled.
pub(super) fn convert(id: String, model: raw::Model) -> ModelRef {
    let raw::Model { bundle, registry: _, model: _, version, sha256, remote, fallback } = model;
    let remote = remote.map(|raw::RemoteAddress { url, timeout_s }| RemoteAddress {
        url,
        timeout_s: timeout_s.unwrap_or(TIMEOUT_S),
    });
    ModelRef { id, bundle: bundle.unwrap_or_default(), version, sha256, remote, fallback }
}
