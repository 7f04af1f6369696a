//! The rules that a manifest obeys beyond its structure: one file per rule, with what it asks for and why.

mod asset_count;
mod bad_id;
mod bad_step;
mod currency;
mod duplicate_id;
mod empty_list;
mod empty_text;
mod horizon_too_short;
mod level_count;
mod level_order;
mod limit_input;
mod limit_unreachable;
mod negative;
mod not_a_multiple;
mod not_positive;
mod outside_range;
mod preset_value;
mod probability_sum;
mod profile;
mod range_reversed;
mod risk_limit;
mod self_reference;
mod share;
mod span_reversed;
mod step_too_long;
mod too_much_work;
mod unit_mismatch;
mod unknown_input;
mod unknown_model;
mod unknown_option;
mod unknown_preset;
mod unknown_unit;
mod unused_input;
mod window_too_short;
mod zone_options;

#[cfg(test)]
#[cfg(feature = "authoring")]
mod testing;
mod walk;

use crate::diag::Report;

use super::raw;

/// A rule: looks at the whole manifest and notes what breaks it.
type Check = fn(&raw::Manifest, &mut Report);

/// All rules, in the order in which their findings are shown.
const CHECKS: &[Check] = &[
    empty_text::check,
    currency::check,
    bad_id::check,
    duplicate_id::check,
    empty_list::check,
    asset_count::check,
    unknown_input::check,
    unknown_model::check,
    unknown_preset::check,
    unused_input::check,
    range_reversed::check,
    outside_range::check,
    unknown_option::check,
    preset_value::check,
    bad_step::check,
    unknown_unit::check,
    unit_mismatch::check,
    profile::check,
    limit_input::check,
    self_reference::check,
    limit_unreachable::check,
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
];

/// Notes everything that breaks a rule.
pub fn run(manifest: &raw::Manifest, report: &mut Report) {
    CHECKS.iter().for_each(|check| check(manifest, report));
}
