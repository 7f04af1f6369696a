//! What is wrong with a manifest, as a person in a terminal or another program reads it.

mod excerpt;
mod json;
mod terminal;

use clap::ValueEnum;
use twinlet_core::diag::Diagnostic;

pub use json::all as json;
pub use terminal::Colour;

/// Form of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Sentences with the line that they are about, to stderr
    Terminal,
    /// One JSON array, to stdout (docs/cli.md describes it)
    Json,
}

/// Prints findings about a text in the wanted form.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn print(diagnostics: &[Diagnostic], text: &str, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Terminal => eprint!("{}", terminal::all(diagnostics, text, Colour::of_stderr())),
        Format::Json => println!("{}", json::all(diagnostics)?),
    }
    Ok(())
}

/// The same findings as one text, for the message of an error.
pub fn in_words(diagnostics: &[Diagnostic], text: &str) -> String {
    terminal::all(diagnostics, text, Colour::of_stderr()).trim_end().to_owned()
}

/// `1 mistake`, `3 mistakes`.
pub fn counted(n: usize) -> String {
    if n == 1 { "1 mistake".into() } else { format!("{n} mistakes") }
}
