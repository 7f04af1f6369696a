//! Models: by now each is a folder with an exact version.

use super::super::raw;
use super::super::resolved::ModelRef;

/// Converts one model; a registry was replaced by a folder when the manifest was compiled.
pub(super) fn convert(id: String, model: raw::Model) -> ModelRef {
    let raw::Model { bundle, registry: _, model: _, version, sha256 } = model;
    ModelRef { id, bundle: bundle.unwrap_or_default(), version, sha256 }
}
