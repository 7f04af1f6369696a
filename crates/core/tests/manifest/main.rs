//! Manifests of `tests/suite/manifests`, the committed schemas, and verdicts on the minimal manifest.
#![cfg(feature = "authoring")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise, in its helpers too")]

mod cases;
mod common;
mod guardrail;
mod limits;
mod reference;
mod schema;
mod structure;
