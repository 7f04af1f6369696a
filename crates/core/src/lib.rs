//! Everything about a twin that is true without a browser, a file system or a neural network.
//!
//! Data flows one way: [`manifest`] -> [`guardrail`] verdict -> [`protocol::RunPlan`] -> [`ensemble`]
//! -> [`predicted`] values -> [`decision`] -> [`record`]. Nothing here reads a clock, a file or an
//! unseeded source of randomness, and transcendental functions come from `libm`: the same inputs give
//! the same bits natively and in every browser.

// The platform's functions are the tests' reference for what is calculated with libm.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod advice;
pub mod authority;
pub mod bundle;
pub mod calendar;
pub mod clock;
pub mod contract;
pub mod csv;
pub mod date;
pub mod decision;
pub mod diag;
pub mod diagram;
pub mod domain;
pub mod ensemble;
pub mod field;
pub mod graph;
pub mod guardrail;
pub mod inference;
pub mod kinds;
pub mod link;
pub mod manifest;
pub mod outlook;
pub mod planning;
pub mod predict;
pub mod predicted;
pub mod profile;
pub mod property;
pub mod protocol;
pub mod record;
#[cfg(feature = "authoring")]
pub mod refused;
pub mod registry;
pub mod reliability;
pub mod report;
pub mod rich_text;
pub mod role;
pub mod simulation;
pub mod standing;
pub mod study;
pub mod template;
pub mod trace;
pub mod units;

/// Laws of lives from failures and suspensions.
pub use twinlet_life::fit as life_data;
