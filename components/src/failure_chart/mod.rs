//! Failure probability of an asset over the horizon.

use leptos::prelude::*;
use twinlet_core::decision::Window;
use twinlet_core::domain::DomainState;
use twinlet_core::outlook::Crossing;
use twinlet_core::predicted::{IntervalKind, PredictedCurve};

use crate::chart::{Axes, ChartCard, ChartData, LimitLine, SideCurve, Span, Stroke, YUnit, describe};
use crate::format;

/// Least top of the axis when there is no limit: a healthy asset must look healthy.
const LEAST_TOP: f64 = 0.001;

/// What the chart of one asset shows.
#[derive(Debug, Clone, PartialEq)]
pub struct FailureData {
    /// The asset's title, for example `Pump 2`.
    pub asset: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Failure probability with its bands.
    pub failure: PredictedCurve,
    /// The same under the reference scenario.
    pub reference: Option<PredictedCurve>,
    /// Label of the reference, for example `reference day`.
    pub reference_label: String,
    /// The same with the inspection carried out; drawn thin.
    pub after_inspection: Option<PredictedCurve>,
    /// Other assets: title and curve; drawn thin.
    pub others: Vec<(String, PredictedCurve)>,
    /// The same had the domain been ignored: drawn only where the caller sets it.
    pub unguarded: Option<PredictedCurve>,
    /// The risk limit.
    pub limit: Option<f64>,
    /// When the members cross it.
    pub crossing: Crossing,
    /// Recommended windows; none is drawn out of the domain.
    pub windows: Vec<Window>,
    /// A sentence to add below, for example `Today's heat adds 3.9 points.`; empty for none.
    pub remark: String,
}

impl FailureData {
    /// The title of the card.
    pub fn title(&self) -> String {
        ["Failure probability, ", &self.asset].concat()
    }

    /// What the bands are: `next 24 h, given it runs now · mean; bands: 50 and 80 % of members`.
    pub fn subtitle(&self) -> String {
        let curve = self.failure.shown();
        let horizon = format::hours(curve.times_h.last().copied().unwrap_or(24.0));
        let coverages: Vec<String> =
            curve.bands.iter().rev().map(|b| format::plain((b.coverage * 100.0).round())).collect();
        let kind = match curve.bands.first().map(|b| b.kind) {
            Some(IntervalKind::WholeCurve) => " %, whole curve",
            Some(IntervalKind::Pointwise) => " %, each hour on its own",
            Some(IntervalKind::Members) | None => " % of members",
        };
        ["next ", &horizon, ", given it runs now · mean; bands: ", &coverages.join(" and "), kind].concat()
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let side = |label: &str, curve: &PredictedCurve, stroke| SideCurve {
            label: label.into(),
            curve: curve.clone(),
            stroke,
        };
        let reference = self.reference.iter().map(|c| side(&self.reference_label, c, Stroke::Dotted));
        let after = self.after_inspection.iter().map(|c| side("after inspection", c, Stroke::Thin));
        let others = self.others.iter().map(|(title, c)| side(title, c, Stroke::Thin));
        let out = self.failure.shown().domain == DomainState::Out;
        let span = |w: &Window| Span { start_h: w.start_h, end_h: w.end_h, word: "inspect".into() };
        let limit =
            |value| LimitLine { value, label: ["act above ", &format::percent_plain(value)].concat() };
        let subject = ["Failure probability of ", &self.asset].concat();
        ChartData {
            start_min: self.start_min,
            least_top: Some(LEAST_TOP),
            main_label: if self.others.is_empty() { String::new() } else { self.asset.clone() },
            sides: reference.chain(after).chain(others).collect(),
            limit: self.limit.map(limit),
            spans: self.windows.iter().filter(|_| !out).map(span).collect(),
            crossing_h: self.crossing.mean_h,
            unguarded: self.unguarded.clone(),
            ..ChartData::new(subject, YUnit::Percent, self.failure.clone())
        }
    }

    /// The sentence below: when the limit is passed with its interval, the end, the remark.
    pub fn sentence(&self) -> String {
        [describe(&self.chart()), self.spread(), self.remark.clone()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn spread(&self) -> String {
        let at = |h| format::clock_with_day(self.start_min, h);
        let out = self.failure.shown().domain == DomainState::Out;
        match (self.crossing.early_h, self.crossing.late_h) {
            _ if out || self.crossing.mean_h.is_none() => String::new(),
            (Some(early), Some(late)) => {
                format!("80 % of members pass it between {} and {}.", at(early), at(late))
            }
            (Some(early), None) => {
                let never = format::percent_plain((self.crossing.share_never * 100.0).round() / 100.0);
                format!("A tenth of members pass it by {}; {never} do not pass it.", at(early))
            }
            _ => String::new(),
        }
    }
}

/// A card with title, chart, cursor read-out, sentence and table.
#[component]
pub fn FailureChart(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<FailureData>>,
    /// Share of a run in progress, 0 to 1; the bands tighten as it goes on. Default: no run.
    #[prop(into, optional)]
    progress: Signal<Option<f64>>,
    /// The person stops the run. Default: no button.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// The axes that a person may choose from. Default: no switch, even axes.
    #[prop(optional)]
    axes: Vec<Axes>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let text = move |make: fn(&FailureData) -> String, empty: &'static str| {
        Signal::derive(move || data.read().as_ref().map_or_else(|| empty.to_string(), make))
    };
    let chart = Memo::new(move |_| data.read().as_ref().map(FailureData::chart));
    view! {
        <ChartCard title=text(FailureData::title, "Failure probability") subtitle=text(FailureData::subtitle, "Calculating")
            data=chart sentence=text(FailureData::sentence, "") progress=progress on_cancel=on_cancel axes=axes contract=contract/>
    }
    .into_any()
}
