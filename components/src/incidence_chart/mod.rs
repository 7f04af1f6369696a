//! Cumulative incidence by mode: which mode fails the asset, and by when. The areas add up to the failure probability.

use leptos::prelude::*;
use twinlet_core::predicted::PredictedCurve;

use crate::chart::{ChartCard, ChartData, Part, YUnit, describe};
use crate::format;

/// Share of the failure probability below which a difference between it and its parts is rounding.
const ROUNDING: f64 = 1e-6;

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidenceData {
    /// The asset's title, for example `pump 2`.
    pub asset: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Unit of the horizontal axis where it is not the time of day; `None` is a clock.
    pub x_unit: Option<String>,
    /// Failure probability by any mode, with its bands.
    pub total: PredictedCurve,
    /// Title of each mode and its cumulative incidence at the times of `total`: the integral of S(t) h(t) dt, so that all
    /// of them add up to `total`. In any order; a missing value counts as zero.
    pub modes: Vec<(String, Vec<f64>)>,
}

impl IncidenceData {
    /// The title of the card.
    pub fn title(&self) -> String {
        ["Failure by mode, ", &self.asset].concat()
    }

    /// What is drawn: `areas: share of each mode, they add up to the failure probability (line); dashed: 80 %`.
    pub fn subtitle(&self) -> String {
        let band = self.total.shown().bands.first().map(|b| format::percent_plain(b.coverage));
        let dashed = band.map(|coverage| ["; dashed: ", &coverage, " band of the line"].concat());
        ["Areas add up to the failure probability (line)", &dashed.unwrap_or_default()].concat()
    }

    /// Modes by their share at the end, the largest first; what they leave open is a part of its own, said as such.
    pub fn parts(&self) -> Vec<Part> {
        let mean = self.total.shown().mean;
        let value = |values: &[f64], i: usize| values.get(i).copied().unwrap_or(0.0).max(0.0);
        let part = |(label, values): &(String, Vec<f64>)| Part {
            label: label.clone(),
            values: (0..mean.len()).map(|i| value(values, i)).collect(),
        };
        let mut parts: Vec<Part> = self.modes.iter().map(part).collect();
        parts.sort_by(|a, b| b.values.last().unwrap_or(&0.0).total_cmp(a.values.last().unwrap_or(&0.0)));
        let sum = |i: usize| parts.iter().map(|p| value(&p.values, i)).sum::<f64>();
        let open: Vec<f64> = mean.iter().enumerate().map(|(i, f)| f - sum(i)).collect();
        if open.iter().zip(mean).any(|(o, f)| *o > f * ROUNDING + 1e-12) {
            parts.push(Part {
                label: "not attributed".into(),
                values: open.iter().map(|o| o.max(0.0)).collect(),
            });
        }
        parts
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let subject = ["Failure probability of ", &self.asset].concat();
        ChartData {
            start_min: self.start_min,
            x_unit: self.x_unit.clone(),
            parts: self.parts(),
            empty: "No failure mode yet.".into(),
            ..ChartData::new(subject, YUnit::Percent, self.total.clone())
        }
    }

    /// The driver with its share, then the failure probability at the end.
    pub fn sentence(&self) -> String {
        let (chart, end) = (self.chart(), self.total.shown().mean.last().copied().unwrap_or(0.0));
        let largest = chart.parts.first().filter(|_| !chart.outside() && end > 0.0);
        let driver = largest.map(|part| {
            let share = part.values.last().copied().unwrap_or(0.0) / end;
            let share = format::percent_plain((share * 100.0).round() / 100.0);
            ["Driven by ", &part.label, ": ", &share, " of the probability."].concat()
        });
        driver.into_iter().chain([describe(&chart)]).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// A card with title, chart, cursor read-out by mode, sentence and table.
#[component]
pub fn IncidenceChart(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<IncidenceData>>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let text = move |make: fn(&IncidenceData) -> String, waiting: &'static str| {
        Signal::derive(move || data.read().as_ref().map_or_else(|| waiting.to_string(), make))
    };
    let chart = Memo::new(move |_| data.read().as_ref().map(IncidenceData::chart));
    view! {
        <ChartCard title=text(IncidenceData::title, "Failure by mode") subtitle=text(IncidenceData::subtitle, "Calculating")
            data=chart sentence=text(IncidenceData::sentence, "") contract=contract/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::read_out;
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Band, IntervalKind};

    fn data(seal: f64) -> IncidenceData {
        let band =
            Band { coverage: 0.8, kind: IntervalKind::Members, low: vec![0.0, 0.06], high: vec![0.0, 0.14] };
        IncidenceData {
            asset: "pump 2".into(),
            start_min: 360,
            x_unit: None,
            total: PredictedCurve::new(vec![0.0, 24.0], vec![0.0, 0.1], vec![band], DomainState::In).unwrap(),
            modes: vec![("seal".into(), vec![0.0, seal]), ("bearing".into(), vec![0.0, 0.06])],
        }
    }

    #[test]
    fn parts_add_up_to_the_total() {
        for (seal, expected) in [(0.04, "bearing seal"), (0.01, "bearing seal|not attributed")] {
            let parts = data(seal).parts();
            let labels: Vec<_> = parts.iter().map(|p| p.label.as_str()).collect();
            assert_eq!(labels.join(" "), expected.replace('|', " "));
            let sum: f64 = parts.iter().filter_map(|p| p.values.last()).sum();
            assert!((sum - 0.1).abs() < 1e-12);
        }
    }

    #[test]
    fn sentence_and_read_out_name_the_modes() {
        assert!(
            data(0.04)
                .sentence()
                .starts_with("Driven by bearing: 60 % of the probability. Failure probability of pump 2")
        );
        let out = read_out(&data(0.04).chart(), 12.0);
        assert_eq!(out, "18:00  5.0 % (80 %: 3.0 to 7.0 %)\nseal 2.0 % · bearing 3.0 %");
    }
}
