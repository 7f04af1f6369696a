//! Operators one by one, by the standard's text and onnxruntime's ways, and files that are refused.

#![allow(
    clippy::excessive_precision,
    clippy::approx_constant,
    clippy::type_complexity,
    reason = "expected numbers as they were calculated"
)]

mod build;
mod operators;
mod refused;
mod sequences;
mod windows;
