//! Special functions, written with `libm` only.

pub mod beta;
pub mod exponential_integral;
pub mod gamma;
pub mod normal;
pub mod psi;
