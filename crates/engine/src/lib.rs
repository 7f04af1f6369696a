//! The engine: bundle bytes and a run plan in, results out. The same code natively and in the browser's worker.
//!
//! ONNX stays behind [`surrogate::Surrogate`], beside the models that the core evaluates; tract behind `twinlet_onnx`, and in a browser
//! behind `sandbox`.

pub mod ask;
pub mod failure;
pub mod helper;
#[cfg(any(target_arch = "wasm32", test))]
mod keyed;
pub mod predictor;
pub mod proof;
pub mod run;
mod runtime;
#[cfg(target_arch = "wasm32")]
pub mod sandbox;
pub mod shares;
pub mod study;
pub mod surrogate;
pub mod twin;
#[cfg(any(target_arch = "wasm32", test))]
pub mod worker;

pub use ask::{Asked, Call, Question, ask, ask_many, observe_many};
pub use predictor::Predictor;
pub use run::Run;
pub use runtime::start;
pub use study::StationStudy;
pub use twin::Twin;
