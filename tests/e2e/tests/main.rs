//! The app in a real browser: a module for each subject.

mod charts;
mod faults;
mod findings;
mod harness;
mod language;
mod module;
mod planning;
mod pool;
mod remote;
mod roles;
mod sandbox;
mod scenarios;
mod shell;
mod single;
mod standing;
mod story;
mod studies;
mod trace;
mod units;
mod update;
mod whatif;
