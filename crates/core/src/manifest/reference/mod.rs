//! The reference of the manifest language as Markdown, generated from its JSON Schema; only for authoring.
//!
//! `docs/reference.md` is committed; a test fails where it is not what the types say.

mod kind;
mod page;
mod section;
mod types;
mod words;

pub use page::markdown;
pub use words::example;
