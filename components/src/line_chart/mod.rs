//! A physical quantity over the horizon: temperature, level, flow; several sources of it overlaid.

use leptos::prelude::*;
use twinlet_core::predicted::{IntervalKind, PredictedCurve};
use twinlet_core::profile::first_crossing;

use crate::chart::{Axes, ChartCard, ChartData, LimitLine, SideCurve, Span, YUnit, describe};
use crate::format;

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LineData {
    /// What it is, for example `Bearing temperature, pump 2`.
    pub title: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Unit of the horizontal axis where it is not the time of day; `None` is a clock.
    pub x_unit: Option<String>,
    /// Unit as shown to people, for example `°C`.
    pub unit: String,
    /// The curve with its bands.
    pub main: PredictedCurve,
    /// Direct label of it, for example `surrogate`; empty for none.
    pub main_label: String,
    /// Others beside it, for example the full-order model, dashed.
    pub sides: Vec<SideCurve>,
    /// A limit with its words.
    pub limit: Option<LimitLine>,
    /// Spans of time with a word.
    pub spans: Vec<Span>,
    /// Whether the axis starts at zero.
    pub from_zero: bool,
}

impl LineData {
    /// Unit and what the bands are: `°C · mean; bands: 50 and 80 % of members`.
    pub fn subtitle(&self) -> String {
        let bands = self.main.shown().bands;
        let coverages: Vec<String> =
            bands.iter().rev().map(|b| format::plain((b.coverage * 100.0).round())).collect();
        let words = match bands.first().map(|b| b.kind) {
            None => return self.unit.clone(),
            Some(IntervalKind::WholeCurve) => ["band: ", &coverages.join(" and "), " %, whole curve"],
            Some(IntervalKind::Pointwise) => ["band: ", &coverages.join(" and "), " %, each time on its own"],
            Some(IntervalKind::Members) => ["mean; band: ", &coverages.join(" and "), " % of members"],
        };
        let unit = Some(self.unit.clone()).filter(|unit| !unit.is_empty());
        unit.into_iter().chain([words.concat()]).collect::<Vec<_>>().join(" · ")
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let curve = self.main.shown();
        let crossing_h = self.limit.as_ref().and_then(|l| first_crossing(curve.times_h, curve.mean, l.value));
        ChartData {
            start_min: self.start_min,
            x_unit: self.x_unit.clone(),
            from_zero: self.from_zero,
            main_label: self.main_label.clone(),
            sides: self.sides.clone(),
            limit: self.limit.clone(),
            spans: self.spans.clone(),
            crossing_h,
            ..ChartData::new(self.title.clone(), YUnit::Unit(self.unit.clone()), self.main.clone())
        }
    }
}

/// A card with title, chart, cursor read-out, sentence and table.
#[component]
pub fn LineChart(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<LineData>>,
    /// The axes that a person may choose from. Default: no switch, even axes.
    #[prop(optional)]
    axes: Vec<Axes>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let chart = Memo::new(move |_| data.read().as_ref().map(LineData::chart));
    let title = Signal::derive(move || data.read().as_ref().map(|d| d.title.clone()).unwrap_or_default());
    let subtitle =
        Signal::derive(move || data.read().as_ref().map_or_else(|| "Calculating".into(), LineData::subtitle));
    let sentence = Signal::derive(move || chart.read().as_ref().map(describe).unwrap_or_default());
    view! { <ChartCard title=title subtitle=subtitle data=chart sentence=sentence axes=axes contract=contract/> }.into_any()
}
