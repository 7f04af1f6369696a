//! The engine: bundle bytes and a run plan in, results out. The same code natively and in the browser's worker.
//!
//! ONNX stays behind [`surrogate::Surrogate`], beside the models that the core evaluates; tract behind `twinlet_onnx`.

pub mod ask;
pub mod failure;
pub mod helper;
pub mod predictor;
pub mod proof;
pub mod run;
pub mod shares;
pub mod study;
pub mod surrogate;
pub mod twin;

pub use ask::{Asked, Call, Question, ask, ask_many, observe_many};
pub use predictor::Predictor;
pub use run::Run;
pub use twin::Twin;
/// What a WebAssembly module that holds the engine calls first.
pub use twinlet_onnx::start;
