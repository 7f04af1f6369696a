//! Life data analysis: laws of lives and what they say, and laws from failure times with bounds.
//!
//! Pure: no file, clock or unseeded randomness, and transcendental functions come from `libm`, so that the same inputs
//! give the same bits natively and in every browser. Formulas, sources and limits: docs/life-data.md.

// The platform's functions are the tests' reference for what is calculated with libm.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod cases;
pub mod data;
pub mod fit;
pub mod law;
pub mod quadrature;
pub mod random;
pub mod repair;
pub mod special;
pub mod system;
pub mod weibull;

pub use law::Distribution;
