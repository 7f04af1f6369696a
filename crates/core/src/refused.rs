//! What a text of people holds and an app may not carry: the line, and why.

/// One refused place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Refused {
    /// Line of the text, from 1.
    pub line: usize,
    /// What is refused, and what to do instead.
    pub message: String,
}

impl Refused {
    /// A refusal at a byte of the text.
    pub fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let before = text.as_bytes().iter().take(byte);
        Self { line: before.filter(|b| **b == b'\n').count() + 1, message: message.into() }
    }
}
