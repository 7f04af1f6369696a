//! The rules that a manifest obeys beyond its structure: one file per rule, with what it asks for and why.

mod asset_count;
mod authority;
mod bad_id;
mod bad_step;
mod calendar_date;
mod calendar_rule;
mod currency;
mod duplicate_id;
mod empty_calendar;
mod empty_list;
mod empty_text;
mod horizon_too_short;
mod input_kind;
mod level_count;
mod level_order;
mod limit_input;
mod limit_unreachable;
mod negative;
mod not_a_multiple;
mod not_positive;
mod out_of_bounds;
mod outputs;
mod outside_range;
pub mod parts;
mod preset_value;
mod probability_sum;
mod profile;
pub mod question;
mod range_reversed;
mod remote;
mod risk_limit;
mod roles;
mod self_reference;
mod share;
mod span_reversed;
mod step_too_long;
mod studies;
mod theme;
mod too_much_work;
mod unit_mismatch;
mod unknown_calendar;
mod unknown_input;
mod unknown_model;
mod unknown_option;
mod unknown_preset;
mod unknown_site;
mod unknown_unit;
mod unused_input;
mod window_too_short;
mod zone_options;

#[cfg(test)]
#[cfg(feature = "authoring")]
mod testing;
mod walk;
mod whatif;
mod widgets;

use crate::diag::Report;

use super::raw;
use parts::Parts;

/// A rule about the common parts: notes what breaks it.
type CommonCheck = fn(&dyn Parts, &mut Report);

/// A rule about a station and its decision: notes what breaks it.
type StationCheck = fn(&raw::Manifest, &mut Report);

/// Rules of every form, in the order in which their findings are shown.
const COMMON: &[CommonCheck] = &[
    range_reversed::inputs,
    outside_range::check,
    unknown_option::check,
    preset_value::check,
    bad_step::check,
    unknown_unit::check,
    profile::check,
    limit_input::check,
    self_reference::check,
    limit_unreachable::check,
];

/// Rules of a station, in the order in which their findings are shown.
const STATION: &[StationCheck] = &[
    empty_text::check,
    currency::check,
    bad_id::check,
    duplicate_id::check,
    empty_list::check,
    asset_count::check,
    unknown_input::check,
    unknown_model::check,
    remote::station,
    unknown_preset::check,
    unknown_calendar::check,
    unknown_site::check,
    calendar_date::check,
    calendar_rule::check,
    empty_calendar::check,
    out_of_bounds::check,
    unused_input::check,
    range_reversed::check,
    unit_mismatch::check,
    risk_limit::check,
    share::check,
    probability_sum::check,
    negative::check,
    not_positive::check,
    span_reversed::check,
    window_too_short::check,
    horizon_too_short::check,
    not_a_multiple::check,
    step_too_long::check,
    too_much_work::check,
    level_count::check,
    level_order::check,
    zone_options::check,
    input_kind::check,
    studies::check,
    authority::station,
    roles::station,
];

/// Notes everything that breaks a rule.
pub fn run(manifest: &raw::Manifest, report: &mut Report) {
    STATION.iter().for_each(|check| check(manifest, report));
    run_common(manifest, report);
}

/// Notes everything that breaks a rule of every form.
pub fn run_common(manifest: &dyn Parts, report: &mut Report) {
    COMMON.iter().for_each(|check| check(manifest, report));
}

/// Notes everything that breaks a rule of a what-if app.
pub fn run_whatif(app: &raw::WhatIf, report: &mut Report) {
    whatif::check(app, report);
}
