//! ONNX files as people really export them: scanned before anything is decoded, cleaned of what exporters leave behind,
//! given the operators that tract lacks, and run by the first plan that answers at two batch sizes.
//!
//! ```no_run
//! use twinlet_onnx::{Data, Model, Value};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let model = Model::open(&std::fs::read("model.onnx")?)?;
//!     let rows = Value::new(vec![2, 3], Data::F32(vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]))?;
//!     for (port, answer) in model.outputs().iter().zip(model.run(vec![rows])?) {
//!         println!("{} {:?} {:?}", port.name, answer.shape(), answer.data());
//!     }
//!     Ok(())
//! }
//! ```

mod clean;
mod examine;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod model;
mod operators;
mod plan;
#[doc(hidden)]
pub mod proto;
mod read;
mod refusal;
#[doc(hidden)]
pub mod rows;
mod scan;
mod start;
mod value;

pub use examine::{Examination, Operator, examine};
pub use model::{Model, Port};
pub use refusal::{Refusal, Result};
pub use scan::Limits;
pub use start::start;
pub use value::{Data, Kind, Value};
