//! The build tool behind `cargo xtask`, and the static file server that the browser tests drive.
//!
//! One file per command in [`commands`]; [`parts`] cuts the app's wasm, [`stage`] turns Trunk's output into one offline unit;
//! [`tidy`] holds the rules that no compiler checks; [`server`] is shared with `tests/e2e`.

pub mod commands;
pub mod files;
mod names;
pub mod parts;
pub mod process;
pub mod server;
pub mod stage;
pub mod tidy;

/// Compressed forms, as a site has them; for measurements.
pub use twinlet_site::compress;
