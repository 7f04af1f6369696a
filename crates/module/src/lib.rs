//! A bundle as an ES module, for pages that are no twin app: the same contract, the same digits.
//!
//! `docs/module.md` shows its use. Everything goes through JSON, as on the command line: [`json`] is the whole of it,
//! tested without a browser; [`bindings`] puts it behind the names that JavaScript sees.

#[cfg(target_arch = "wasm32")]
mod bindings;
pub mod json;
