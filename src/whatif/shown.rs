//! An answer's outputs in the form that widgets take: never a number without its interval and its state.

use twinlet_components::chart::LimitLine;
use twinlet_components::{LineData, NoteText, TileText, Tone, format};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::{Crossed, OutputAnswer};
use twinlet_core::predict::Series;
use twinlet_core::predicted::{Band, Interval, IntervalKind, Predicted, PredictedCurve};
use twinlet_core::units;

/// How a tile says what its interval is: `90 %`.
pub fn coverage(output: &OutputAnswer) -> String {
    let share = |series: &Series| format::percent_plain((series.coverage * 1000.0).round() / 1000.0);
    if output.series.as_ref().is_some_and(|series| !series.has_interval()) {
        return "unvalidated".into();
    }
    let edge = if output.state == DomainState::Caution { ", edge of range" } else { "" };
    output.series.as_ref().map(|series| [&share(series), edge].concat()).unwrap_or_default()
}

/// One number as a tile.
pub fn tile(output: &OutputAnswer) -> TileText {
    let nowhere = Interval { low: f64::NAN, high: f64::NAN, coverage: 0.0, kind: IntervalKind::Pointwise };
    let first =
        output.series.as_ref().and_then(|s| Some((*s.values.first()?, s.interval(0)?, s.unit.as_str())));
    let (value, interval, unit) = first.unwrap_or((f64::NAN, nowhere, ""));
    let text = TileText::quantity(&Predicted::new(value, interval, output.state), units::display(unit));
    match output.series.as_ref().filter(|_| !text.outside).is_some_and(|series| !series.has_interval()) {
        true => TileText { interval: "no interval".into(), ..text },
        false => text,
    }
}

/// A sequence as a chart over the day. `None` where there is no number to draw.
pub fn chart(output: &OutputAnswer, start_min: u32, step_min: u32) -> Option<LineData> {
    let series = output.series.as_ref()?;
    let step_h = f64::from(step_min) / 60.0;
    let times = match &output.axis {
        Some(axis) => axis.values.clone(),
        None => (0..series.values.len()).map(|k| k as f64 * step_h).collect(),
    };
    let x_unit = output.axis.as_ref().map(|axis| units::display(&axis.unit).to_owned());
    let band = Band {
        coverage: series.coverage,
        kind: series.kind,
        low: series.low.clone(),
        high: series.high.clone(),
    };
    let bands = if series.has_interval() { vec![band] } else { vec![] };
    let main = PredictedCurve::new(times, series.values.clone(), bands, output.state).ok()?;
    let limit = output.limit.as_ref();
    Some(LineData {
        title: output.title.clone(),
        start_min,
        x_unit,
        unit: units::display(&series.unit).to_owned(),
        main,
        main_label: if series.has_interval() { String::new() } else { "unvalidated, no interval".into() },
        sides: vec![],
        limit: limit.map(|limit| LimitLine { value: limit.above, label: limit.text.clone() }),
        spans: vec![],
        from_zero: false,
    })
}

/// What must be said of a limit that is, or may be, crossed.
pub fn limit_note(output: &OutputAnswer) -> Option<NoteText> {
    let (limit, series) = (output.limit.as_ref()?, output.series.as_ref()?);
    let above = format::with_unit(&format::plain(limit.above), units::display(&series.unit));
    let (tone, word, verb) = match limit.crossed {
        Crossed::No => return None,
        Crossed::Perhaps => (Tone::Caution, "Perhaps above the limit", "may go above"),
        Crossed::Yes => (Tone::Block, "Above the limit", "goes above"),
    };
    Some(NoteText::new(tone, word, format!("{} {verb} {above}, {}.", output.title, limit.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::graph::LimitAnswer;

    fn output(state: DomainState, values: &[f64]) -> OutputAnswer {
        let series = Series {
            values: values.to_vec(),
            low: values.iter().map(|x| x - 1.0).collect(),
            high: values.iter().map(|x| x + 1.0).collect(),
            coverage: 0.9,
            kind: IntervalKind::WholeCurve,
            unit: "Cel".into(),
        };
        let limit = LimitAnswer { above: 90.0, text: "rated".into(), crossed: Crossed::Perhaps };
        let series = (state != DomainState::Out).then_some(series);
        OutputAnswer {
            id: "x".into(),
            title: "Hot spot".into(),
            length: values.len(),
            axis: None,
            lives: None,
            series,
            state,
            limit: Some(limit),
        }
    }

    #[test]
    fn a_tile_has_its_interval_or_no_number() {
        let inside = tile(&output(DomainState::In, &[89.4]));
        assert_eq!((inside.value.as_str(), inside.interval.as_str()), ("89.4 °C", "88.4 to 90.4"));
        let outside = tile(&output(DomainState::Out, &[89.4]));
        assert!(outside.outside && outside.value == "–");
        assert_eq!(coverage(&output(DomainState::Caution, &[1.0])), "90 %, edge of range");
    }

    #[test]
    fn what_nobody_validated_says_so_in_place_of_an_interval() {
        let mut bare = output(DomainState::Caution, &[80.0, 89.4]);
        if let Some(series) = &mut bare.series {
            (series.low, series.high, series.coverage) = (series.values.clone(), series.values.clone(), 0.0);
        }
        let found = tile(&bare);
        assert_eq!((found.value.as_str(), found.interval.as_str()), ("80 °C", "no interval"));
        assert_eq!(coverage(&bare), "unvalidated");
        let data = chart(&bare, 0, 60).unwrap();
        assert_eq!(
            (data.main.shown().bands.len(), data.main_label.as_str()),
            (0, "unvalidated, no interval")
        );
    }

    #[test]
    fn a_chart_has_its_band_and_limit() {
        let data = chart(&output(DomainState::In, &[80.0, 89.4]), 60, 30).unwrap();
        assert_eq!(data.main.shown().times_h, [0.0, 0.5]);
        assert_eq!(data.limit.unwrap().label, "rated");
        assert!(chart(&output(DomainState::Out, &[80.0]), 0, 60).is_none());
        let note = limit_note(&output(DomainState::In, &[80.0])).unwrap();
        assert_eq!(note.text, "Hot spot may go above 90 °C, rated.");
    }
}
