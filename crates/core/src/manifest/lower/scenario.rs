//! The scenario.

use std::collections::BTreeMap;

use crate::diag::Report;
use crate::manifest::raw;
use crate::manifest::resolved::{Preset, ScenarioSpec};
use crate::protocol::{InputValue, InputValues};

use super::{entries, minutes};

pub(super) fn convert(raw: raw::Scenario, report: &mut Report) -> ScenarioSpec {
    let raw::Scenario {
        start,
        horizon_h,
        step_min,
        members,
        stop,
        seed,
        reference_scenario,
        presets,
        start_preset,
    } = raw;
    let raw::ReferenceScenario { title: reference_title, values: reference } = reference_scenario;
    ScenarioSpec {
        start_min: minutes(&start, "scenario", "start", report),
        horizon_h,
        step_min,
        members,
        stop,
        seed,
        reference_title,
        reference: values_of(reference),
        presets: entries(presets, convert_preset),
        start_preset,
    }
}

pub(super) fn convert_preset(id: String, raw: raw::Preset) -> Preset {
    let raw::Preset { title, note, values } = raw;
    Preset { id, title, note, values: values_of(values) }
}

fn values_of(values: BTreeMap<String, InputValue>) -> InputValues {
    InputValues { values, ..InputValues::default() }
}
