//! One file per command; each `run` lists the steps of its command.

pub mod bench;
mod bench_engines;
pub mod build;
pub mod corpus;
pub mod dist;
mod engines;
pub mod gallery;
pub mod hostile;
pub mod module;
pub mod python;
pub mod serve;
pub mod size;
pub mod stage;
pub mod test;
pub mod tidy;
pub mod tools;
