//! The table of what differs between this scenario and the reference.

use leptos::prelude::Get;
use twinlet_components::{Tone, format};
use twinlet_core::manifest::resolved::{Input, InputKind, Manifest};
use twinlet_core::outlook::{AssetOutlook, Outlook};
use twinlet_core::predicted::{Predicted, PredictedCurve};
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::units::{Preference, Scale};

use super::Session;
use super::runs::Answer;

/// Coverage of the intervals in the table.
const COVERAGE: f64 = 0.8;

/// A value as text with its interval; the interval is empty for what a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// With its unit.
    pub value: String,
    /// Both ends.
    pub interval: String,
}

impl Cell {
    fn exact(value: impl Into<String>) -> Self {
        Self { value: value.into(), interval: String::new() }
    }
}

/// One quantity in both scenarios.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparisonRow {
    /// What is compared.
    pub name: String,
    /// Here.
    pub here: Cell,
    /// In the reference.
    pub reference: Cell,
    /// The difference with its sign.
    pub difference: String,
    /// Gravity of the difference.
    pub tone: Tone,
}

/// Inputs and outputs that differ, with their intervals.
pub fn comparison_rows(
    session: Session,
    here: Option<&Answer>,
    reference: Option<&Answer>,
) -> Vec<ComparisonRow> {
    let (Some(here), Some(reference)) = (here, reference) else { return vec![] };
    let units = session.base.units.get();
    session.with_manifest(|m| {
        let mut rows = input_rows(m, &here.plan.inputs, &reference.plan.inputs, &units);
        for (a, b) in here.outlook.assets.iter().zip(&reference.outlook.assets) {
            rows.extend(asset_rows(m, a, b, &units));
        }
        rows.extend(station_rows(&here.outlook, &reference.outlook, &units));
        rows.retain(|row| row.here != row.reference);
        rows
    })
}

fn input_rows(
    m: &Manifest,
    here: &InputValues,
    reference: &InputValues,
    units: &Preference,
) -> Vec<ComparisonRow> {
    let text = |values: &InputValues, input: &Input| match (values.values.get(&input.id), &input.kind) {
        (Some(InputValue::Number(x)), InputKind::Number(n)) => {
            let scale = Scale::new(units.readout(&n.unit), n.min, n.max, n.step);
            Cell::exact(format::with_unit(&format::plain(scale.shown(*x)), scale.readout().unit()))
        }
        (Some(InputValue::Choice(option)), _) => Cell::exact(option),
        _ => Cell::default(),
    };
    let row = |input: &Input| {
        let unit = match &input.kind {
            InputKind::Number(number) => number.unit.as_str(),
            _ => "1",
        };
        let difference = match (here.values.get(&input.id), reference.values.get(&input.id)) {
            (Some(InputValue::Number(a)), Some(InputValue::Number(b))) => {
                let readout = units.difference(unit);
                signed(readout.exact(a - b), readout.unit())
            }
            _ => String::new(),
        };
        let name = input.title.clone();
        ComparisonRow {
            name,
            here: text(here, input),
            reference: text(reference, input),
            difference,
            tone: Tone::Neutral,
        }
    };
    let shapes =
        m.controls.inputs.iter().filter(|i| here.shapes.get(&i.id) != reference.shapes.get(&i.id)).map(|i| {
            ComparisonRow {
                name: [&i.title, ", day’s shape"].concat(),
                here: Cell::exact("drawn by you"),
                reference: Cell::exact("forecast"),
                ..ComparisonRow::default()
            }
        });
    m.controls.inputs.iter().map(row).chain(shapes).collect()
}

fn asset_rows(
    m: &Manifest,
    here: &AssetOutlook,
    reference: &AssetOutlook,
    units: &Preference,
) -> Vec<ComparisonRow> {
    let title = m.assets.iter().find(|a| a.id == here.id).map(|a| a.title.clone()).unwrap_or_default();
    let (now, then) = (here.risk.shown().value, reference.risk.shown().value);
    let tone = if now > m.decision.risk_limit && then <= m.decision.risk_limit {
        Tone::Caution
    } else {
        Tone::Neutral
    };
    let risk = ComparisonRow {
        name: [&title, ", P(fail)"].concat(),
        here: percent(&here.risk),
        reference: percent(&reference.risk),
        difference: points(now - then),
        tone,
    };
    let heat = quantity_row(
        [&title, ", bearing, highest"].concat(),
        (&here.bearing_temperature, &reference.bearing_temperature),
        "Cel",
        units,
    );
    let starts = ComparisonRow {
        name: [&title, ", starts"].concat(),
        here: count(&here.starts),
        reference: count(&reference.starts),
        difference: signed(tenth(here.starts.shown().value) - tenth(reference.starts.shown().value), ""),
        tone: Tone::Neutral,
    };
    [Some(risk), heat, Some(starts)].into_iter().flatten().collect()
}

fn station_rows(here: &Outlook, reference: &Outlook, units: &Preference) -> Vec<ComparisonRow> {
    let level = quantity_row(
        "Wet well, highest".into(),
        (&here.wet_well_level, &reference.wet_well_level),
        "m",
        units,
    );
    let (a, b) = (end(&here.station), end(&reference.station));
    let station = a.zip(b).map(|(a, b)| ComparisonRow {
        name: "Station loses its duty".into(),
        here: percent(&a),
        reference: percent(&b),
        difference: points(a.shown().value - b.shown().value),
        tone: Tone::Neutral,
    });
    let share = |x: f64| Cell::exact(format::percent_plain((x * 1000.0).round() / 1000.0));
    let spill = ComparisonRow {
        name: "Overflow, share of members".into(),
        here: share(here.overflow_share),
        reference: share(reference.overflow_share),
        difference: points(here.overflow_share - reference.overflow_share),
        tone: if here.overflow_share > reference.overflow_share + 0.01 {
            Tone::Caution
        } else {
            Tone::Neutral
        },
    };
    [level, station, Some(spill)].into_iter().flatten().collect()
}

fn quantity_row(
    name: String,
    (here, reference): (&PredictedCurve, &PredictedCurve),
    own: &str,
    units: &Preference,
) -> Option<ComparisonRow> {
    let (readout, difference) = (units.readout(own), units.difference(own));
    let shown = |curve: &PredictedCurve| peak(&curve.in_unit(&readout));
    let (a, b) = (shown(here)?, shown(reference)?);
    let text = |p: &Predicted<f64>| {
        let shown = p.shown();
        let value = format::with_unit(&format::number(shown.value, shown.interval), readout.unit());
        Cell { value, interval: format::range(shown.interval) }
    };
    Some(ComparisonRow {
        name,
        here: text(&a),
        reference: text(&b),
        difference: signed(tenth(a.shown().value - b.shown().value), difference.unit()),
        tone: Tone::Neutral,
    })
}

/// A mean of whole numbers: `7.1`, `4 to 9`.
fn count(p: &Predicted<f64>) -> Cell {
    let shown = p.shown();
    let ends = [shown.interval.low, shown.interval.high].map(|x| format::plain(x.round()));
    Cell { value: format::plain(tenth(shown.value)), interval: ends.join(" to ") }
}

fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// The curve where its mean is highest.
fn peak(curve: &PredictedCurve) -> Option<Predicted<f64>> {
    let shown = curve.shown();
    let (i, _) = shown.mean.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    curve.at(*shown.times_h.get(i)?, COVERAGE)
}

fn end(curve: &PredictedCurve) -> Option<Predicted<f64>> {
    curve.at(*curve.shown().times_h.last()?, COVERAGE)
}

fn percent(p: &Predicted<f64>) -> Cell {
    let shown = p.shown();
    let value = format::percent(shown.value, shown.interval);
    Cell { value, interval: format::percent_range(shown.interval) }
}

/// Two digits at most: the intervals allow no more.
fn points(difference: f64) -> String {
    let points = difference * 100.0;
    let scale = if points.abs() >= 1.0 { 10.0 } else { 100.0 };
    signed((points * scale).round() / scale, "points")
}

/// With its sign; `same` for nothing.
fn signed(x: f64, unit: &str) -> String {
    match (x * 1e4).round() / 1e4 {
        x if x > 0.0 => ["+", &format::with_unit(&format::plain(x), unit)].concat(),
        x if x < 0.0 => ["−", &format::with_unit(&format::plain(-x), unit)].concat(),
        _ => "same".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_their_sign() {
        for (x, expected) in [
            (0.031, "+3.1 points"),
            (-0.004, "−0.4 points"),
            (0.0, "same"),
            (0.00001, "same"),
            (0.2706, "+27.1 points"),
        ] {
            assert_eq!(points(x), expected);
        }
    }
}
