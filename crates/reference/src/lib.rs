//! Stored inputs and answers of a model, and how far a run of it is from them.
//!
//! A folder holds `model.onnx` and, for each batch size `n`, inputs `b{n}.in{k}` and answers `b{n}.out{k}` in the order of
//! the file, as `.npy` or, for texts, as `.json` (`{"shape": [1, 1], "data": ["a"]}`). Everything works from bytes, so that
//! the same comparison runs natively and in a browser.
//!
//! ```no_run
//! use twinlet_onnx::Model;
//! use twinlet_reference::{Folder, compare};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let folder = Folder::open("tests/suite/corpus/pt_mlp_dyn".as_ref())?;
//!     let model = Model::open(folder.model()?)?;
//!     for error in compare(&model, &folder)? {
//!         println!("{} rows: {} {}", error.rows, error.output, error.in_words());
//!     }
//!     Ok(())
//! }
//! ```

mod compare;
mod folder;
mod npy;
mod report;
mod tie;

pub use compare::{OutputError, TOLERANCE, compare, compare_batch};
pub use folder::Folder;
pub use report::{Report, report};

/// What is wrong with a reference, or with running it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the folder is missing, or cannot be read.
    #[error("`{file}` {problem}")]
    File {
        /// Its name, as in the folder.
        file: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The model refused or failed.
    #[error(transparent)]
    Model(#[from] twinlet_onnx::Refusal),
}

/// The answer, or why there is none.
pub type Result<T> = std::result::Result<T, Error>;

pub(crate) fn bad(file: &str, problem: impl Into<String>) -> Error {
    Error::File { file: file.to_owned(), problem: problem.into() }
}
