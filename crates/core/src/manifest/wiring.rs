//! The edges of a what-if app against the contracts of its bundles, when it is compiled.

use std::collections::BTreeMap;

use crate::contract::Contract;
use crate::diag::Report;
use crate::graph::{lengths, remotes, wiring};

use super::compile::ReadFile;
use super::resolved::WhatIf;
use super::single;

/// Notes every edge that does not fit. A bundle that cannot be read is said by whoever loads it.
pub(super) fn check(app: &WhatIf, read_file: ReadFile<'_>, report: &mut Report) {
    let read = |bundle: &str| {
        let bytes = read_file(&format!("{bundle}/contract.json")).ok()?;
        serde_json::from_slice::<Contract>(&bytes).ok()
    };
    let contracts: BTreeMap<&str, Contract> =
        app.models.iter().filter_map(|m| Some((m.id.as_str(), read(&m.bundle)?))).collect();
    let contract = |model: &str| contracts.get(model);
    wiring::check(&app.graph, &app.controls, &contract, report);
    single::check(app, &lengths(&app.graph, &contract), report);
    remotes::check(&app.models, &contract, report);
}
