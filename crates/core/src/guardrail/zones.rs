//! The track of a slider: which level holds where.

use crate::manifest::resolved::{Controls, InputKind, Limit, Side};
use crate::protocol::InputValues;

use super::rule::{Gap, bound_at};
use super::{Level, Zone};

/// Stretches of an input's range, each with the strictest level in force there, from lowest to highest.
///
/// Bounds that depend on other inputs are evaluated at the present values. Empty for a choice or an
/// unknown input. A limit that cannot be judged at the present inputs has the verdict's level on the whole track.
pub fn zones(controls: &Controls, input_id: &str, inputs: &InputValues) -> Vec<Zone> {
    let Some(InputKind::Number(number)) = controls.input(input_id).map(|input| &input.kind) else {
        return Vec::new();
    };
    let complete = controls.complete(inputs);
    let limits = controls.limits.iter().filter(|limit| limit.input == input_id);
    let bounds: Vec<_> = limits.map(|limit| (limit, bound_at(limit, &complete))).collect();
    let mut edges: Vec<f64> = bounds.iter().filter_map(|(_, bound)| bound.ok()).collect();
    edges.retain(|edge| number.min < *edge && *edge < number.max);
    edges.extend([number.min, number.max]);
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let stretches = edges.windows(2).filter_map(|pair| match pair {
        [from, to] => Some(Zone { from: *from, to: *to, level: level_at(&bounds, from + (to - from) / 2.0) }),
        _ => None,
    });
    merged(stretches)
}

fn level_at(bounds: &[(&Limit, Result<f64, Gap<'_>>)], value: f64) -> Option<Level> {
    let levels = bounds.iter().filter_map(|(limit, bound)| match (limit.side, bound) {
        (_, Err(gap)) => Some(gap.level()),
        (Side::Above, Ok(bound)) => (value > *bound).then_some(limit.level),
        (Side::Below, Ok(bound)) => (value < *bound).then_some(limit.level),
    });
    levels.max()
}

fn merged(stretches: impl Iterator<Item = Zone>) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    for zone in stretches {
        match zones.last_mut() {
            Some(last) if last.level == zone.level => last.to = zone.to,
            _ => zones.push(zone),
        }
    }
    zones
}
