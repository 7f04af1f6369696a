//! The numbers of a chart as CSV: one line for each point of each series, so that series with times of their own need
//! no invented values. Units and coverages stand in the head, the contract in comments at the end.

use twinlet_core::predicted::PredictedCurve;

use crate::chart::data::{ChartData, MarkShape, YUnit};

/// All series with their bands; values as calculated, times from "now" in hours or in the axis's unit.
pub fn csv(data: &ChartData, contract: &[String]) -> String {
    let coverages = coverages(data);
    let mut lines = vec![head(data, &coverages)];
    let main = if data.main_label.is_empty() { &data.subject } else { &data.main_label };
    curve(&mut lines, main, &data.main, &coverages);
    for side in &data.sides {
        curve(&mut lines, &side.label, &side.curve, &coverages);
    }
    if let Some(guess) = &data.unguarded {
        curve(&mut lines, "had its range been ignored (no prediction)", guess, &coverages);
    }
    for part in &data.parts {
        let times = data.main.shown().times_h;
        lines.extend(
            times.iter().zip(&part.values).map(|(t, v)| line(&part.label, *t, Some(*v), &[], &coverages)),
        );
    }
    for mark in &data.marks {
        lines.push(line(
            mark_name(mark.shape, &mark.label),
            mark.t,
            value(mark.shape, mark.value),
            &[],
            &coverages,
        ));
    }
    lines.extend(contract.iter().map(|text| ["# ", &text.replace(['\r', '\n'], " ")].concat()));
    lines.push(String::new());
    lines.join("\r\n")
}

/// Coverages of all bands, widest first, each once.
fn coverages(data: &ChartData) -> Vec<f64> {
    let curves =
        std::iter::once(&data.main).chain(data.sides.iter().map(|s| &s.curve)).chain(&data.unguarded);
    let mut all: Vec<f64> = curves.flat_map(|c| c.shown().bands).map(|b| b.coverage).collect();
    all.sort_by(|a, b| b.total_cmp(a));
    all.dedup();
    all
}

fn head(data: &ChartData, coverages: &[f64]) -> String {
    let unit = match &data.unit {
        YUnit::Percent => "share",
        YUnit::Unit(unit) => unit,
    };
    let with = |name: &str, unit: &str| match unit {
        "" => name.to_string(),
        unit => [name, " (", unit, ")"].concat(),
    };
    let x = match &data.x_unit {
        None => "time from now (h)".to_string(),
        Some(unit) => with("at", unit),
    };
    let ends = coverages.iter().flat_map(|c| {
        let per_cent = crate::format::percent_plain(*c);
        [with(&[&per_cent, " low"].concat(), unit), with(&[&per_cent, " high"].concat(), unit)]
    });
    let cells = ["series".to_string(), x, with(&data.middle.to_lowercase(), unit)].into_iter().chain(ends);
    cells.map(|c| quoted(&c)).collect::<Vec<_>>().join(",")
}

fn curve(lines: &mut Vec<String>, name: &str, curve: &PredictedCurve, coverages: &[f64]) {
    let shown = curve.shown();
    for (i, (t, mean)) in shown.times_h.iter().zip(shown.mean).enumerate() {
        let end = |ends: &[f64]| ends.get(i).copied().unwrap_or(f64::NAN);
        let bands: Vec<_> = shown.bands.iter().map(|b| (b.coverage, end(&b.low), end(&b.high))).collect();
        lines.push(line(name, *t, Some(*mean), &bands, coverages));
    }
}

/// A line: what is not there stays empty.
fn line(name: &str, t: f64, value: Option<f64>, bands: &[(f64, f64, f64)], coverages: &[f64]) -> String {
    let mut cells = vec![quoted(name), t.to_string(), value.map(|v| v.to_string()).unwrap_or_default()];
    for coverage in coverages {
        let band = bands.iter().find(|b| b.0 == *coverage);
        cells.extend(band.map_or([String::new(), String::new()], |b| [b.1.to_string(), b.2.to_string()]));
    }
    cells.join(",")
}

fn mark_name(shape: MarkShape, label: &str) -> &str {
    match shape {
        _ if !label.is_empty() => label,
        MarkShape::Disc => "failure",
        MarkShape::Tick | MarkShape::Foot => "suspension",
        MarkShape::Upright | MarkShape::Ring => "mark",
    }
}

fn value(shape: MarkShape, value: f64) -> Option<f64> {
    (!matches!(shape, MarkShape::Foot | MarkShape::Upright)).then_some(value)
}

/// Quoted where RFC 4180 asks for it. A text that a spreadsheet would take for a formula begins with a quote sign.
fn quoted(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@']) { ["'", text].concat() } else { text.into() };
    match safe.contains([',', '"', '\n', '\r']) {
        true => ["\"", &safe.replace('"', "\"\""), "\""].concat(),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Part, SideCurve, Stroke};
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Band, IntervalKind};

    #[test]
    fn every_series_is_there_with_its_bands() {
        let band =
            Band { coverage: 0.8, kind: IntervalKind::Members, low: vec![0.0, 0.5], high: vec![2.0, 2.5] };
        let main = PredictedCurve::new(vec![0.0, 1.0], vec![1.0, 1.5], vec![band], DomainState::In).unwrap();
        let side = PredictedCurve::new(vec![0.5], vec![7.0], vec![], DomainState::In).unwrap();
        let mut data = ChartData::new("Level, well 1", YUnit::Unit("m".into()), main);
        data.sides = vec![SideCurve { label: "=EPANET".into(), curve: side, stroke: Stroke::Dashed }];
        data.parts = vec![Part { label: "a".into(), values: vec![0.25, 0.5] }];
        let expected = [
            "series,time from now (h),mean (m),80 % low (m),80 % high (m)",
            "\"Level, well 1\",0,1,0,2",
            "\"Level, well 1\",1,1.5,0.5,2.5",
            "'=EPANET,0.5,7,,",
            "a,0,0.25,,",
            "a,1,0.5,,",
            "# Pumps 1.2",
            "",
        ];
        assert_eq!(csv(&data, &["Pumps 1.2".into()]), expected.join("\r\n"));
    }
}
