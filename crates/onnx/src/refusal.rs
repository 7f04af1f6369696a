//! Why a model cannot be used, and what to do about it.

/// What is wrong, where, and what to do next. Stable codes: `scan` (refused before it was decoded), `decode` (no ONNX),
/// `operator` (an operator that is not known), `load` (no plan runs), `input` (a value that does not fit), `run` (it failed
/// while running).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {hint}")]
pub struct Refusal {
    /// Stable name of the kind of failure.
    pub code: &'static str,
    /// What and where.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

/// The answer, or why there is none.
pub type Result<T> = std::result::Result<T, Refusal>;

impl Refusal {
    /// A refusal with its hint.
    pub fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into() }
    }
}
