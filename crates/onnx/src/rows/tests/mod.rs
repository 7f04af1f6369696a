//! Operators one by one, by the standard's text and onnxruntime's ways, and files that are refused.

mod build;
mod operators;
mod refused;
