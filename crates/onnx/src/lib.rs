//! ONNX files as people really export them: scanned before anything is decoded, cleaned of what exporters leave behind,
//! given the operators that tract lacks, and run by the first plan that answers at two batch sizes. Plain layers need no
//! tract (`rows`); without the feature `tract` whoever opens a model says what runs the others ([`Runtime`]).
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

#[cfg(feature = "tract")]
mod clean;
#[cfg(feature = "tract")]
mod examine;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod message;
mod model;
#[cfg(feature = "tract")]
mod operators;
#[cfg(feature = "tract")]
mod plan;
mod port;
#[doc(hidden)]
pub mod proto;
#[cfg(feature = "tract")]
mod read;
mod refusal;
#[doc(hidden)]
pub mod rows;
mod runtime;
mod scan;
#[cfg(feature = "tract")]
mod start;
mod value;

#[cfg(feature = "tract")]
pub use examine::{Examination, Operator, examine};
pub use model::{Model, beyond_layers};
pub use port::Port;
pub use refusal::{Refusal, Result};
pub use runtime::{Runs, Runtime};
pub use scan::Limits;
#[cfg(feature = "tract")]
pub use start::start;
pub use value::{Data, Kind, Value};
