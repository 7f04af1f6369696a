//! Probability paper: failures at their plotting positions on axes on which the fitted law is a straight line, with its
//! bounds. Points that bend away from the line speak against the law.

use leptos::prelude::*;
use twinlet_core::life_data::Law;
use twinlet_core::predicted::PredictedCurve;

use crate::chart::{Axes, ChartCard, ChartData, ChartMark, MarkShape, Table, YUnit, describe, read_at};
use crate::format;

/// What the paper shows.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperData {
    /// What fails, for example `Bearing lives`.
    pub title: String,
    /// Unit of time, for example `h`.
    pub x_unit: String,
    /// The law of the line; log-logistic and Gumbel laws have no paper here and are drawn on Weibull's.
    pub law: Law,
    /// Time and plotting position (share failed, above 0 and below 1) of each failure, for example median ranks.
    pub points: Vec<(f64, f64)>,
    /// Times of units that left without failing.
    pub suspended: Vec<f64>,
    /// Share failed over time by the fitted law, with its bounds; without points when the fit failed. Times above zero.
    pub fit: PredictedCurve,
    /// The law in words with its parameters, for example `Weibull, shape 1.8 (90 %: 1.1 to 2.6)`.
    pub law_words: String,
}

impl PaperData {
    /// The axes on which the law is a straight line.
    pub fn axes(&self) -> Axes {
        match self.law {
            Law::Exponential => Axes::Exponential,
            Law::Lognormal => Axes::Lognormal,
            Law::Normal => Axes::Normal,
            // On the Weibull paper the others are curves: the deviation from a line is what the paper shows.
            _ => Axes::Weibull,
        }
    }

    /// What is drawn.
    pub fn subtitle(&self) -> String {
        let band = self.fit.shown().bands.first().map(|b| format::percent_plain(b.coverage));
        let band = band.map(|c| ["; band: ", &c, ", each time on its own"].concat()).unwrap_or_default();
        let left = if self.suspended.is_empty() { "" } else { "; △ left without failing" };
        [&self.law_words, "; ● failures", left, &band].concat()
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let mark = |t: f64, value: f64, shape| ChartMark { t, value, shape, label: String::new() };
        let points = self.points.iter().map(|p| mark(p.0, p.1, MarkShape::Disc));
        let left = self.suspended.iter().map(|t| mark(*t, 0.0, MarkShape::Foot));
        let chart =
            ChartData::new([&self.title, ", share failed"].concat(), YUnit::Percent, self.fit.clone());
        ChartData {
            x_unit: Some(self.x_unit.clone()),
            axes: self.axes(),
            middle: "Fit",
            marks: points.chain(left).collect(),
            table: Some(self.table(&chart)),
            empty: "No failures yet.".into(),
            ..chart
        }
    }

    /// Each failure: its time, its plotting position, what the law says there.
    fn table(&self, chart: &ChartData) -> Table {
        let head = ["At", "Plotting position", "Fit", "Bounds"].map(String::from).to_vec();
        let row = |&(t, position): &(f64, f64)| {
            let when = format::with_unit(&format::three_digits(t), &self.x_unit);
            let fit = read_at(chart, t).map(|p| p.shown());
            let value = fit.map(|s| format::percent(s.value, s.interval)).unwrap_or_else(|| "–".into());
            let ends = fit.map(|s| format::percent_range(s.interval)).unwrap_or_else(|| "–".into());
            vec![when, format::percent_plain(position), value, ends]
        };
        Table { head, rows: self.points.iter().map(row).collect() }
    }

    /// How many failed, how many of them the bounds hold, and the time by which a tenth has failed.
    pub fn sentence(&self) -> String {
        let chart = self.chart();
        if chart.outside() {
            return describe(&chart);
        }
        if self.fit.shown().times_h.is_empty() {
            return "No line: a fit needs at least two failures at different times.".into();
        }
        let inside = |&&(t, p): &&(f64, f64)| {
            read_at(&chart, t)
                .is_some_and(|fit| (fit.shown().interval.low..=fit.shown().interval.high).contains(&p))
        };
        let (held, all) = (self.points.iter().filter(inside).count(), self.points.len());
        let head = match held == all {
            true => format!("All {all} failures lie within the bounds of the line."),
            false => format!(
                "{held} of {all} failures lie within the bounds of the line; the others speak against this law."
            ),
        };
        let tenth = self.fit.mean_crossing_h(0.1);
        let tenth = tenth.map(|t| ["By ", &chart.when(t), " a tenth has failed."].concat());
        [Some(head), tenth].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A card with title, paper, cursor read-out, sentence and table.
#[component]
pub fn ProbabilityPaper(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<PaperData>>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let text = move |make: fn(&PaperData) -> String, waiting: &'static str| {
        Signal::derive(move || data.read().as_ref().map_or_else(|| waiting.to_string(), make))
    };
    let chart = Memo::new(move |_| data.read().as_ref().map(PaperData::chart));
    view! {
        <ChartCard title=text(|d| d.title.clone(), "Probability paper") subtitle=text(PaperData::subtitle, "Calculating")
            data=chart sentence=text(PaperData::sentence, "") contract=contract/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival_chart::nothing;
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Band, IntervalKind};

    fn data(law: Law) -> PaperData {
        let times: Vec<f64> = (1..=40).map(|k| f64::from(k) * 25.0).collect();
        let failed = |t: &f64| 1.0 - (-(t / 500.0).powf(1.8)).exp();
        let scaled = |f: f64| times.iter().map(|t| (failed(t) * f).min(0.999)).collect::<Vec<_>>();
        let band = Band { coverage: 0.9, kind: IntervalKind::Pointwise, low: scaled(0.6), high: scaled(1.4) };
        PaperData {
            title: "Bearing lives".into(),
            x_unit: "h".into(),
            law,
            points: vec![(150.0, 0.11), (300.0, 0.35), (600.0, 0.95)],
            suspended: vec![700.0],
            fit: PredictedCurve::new(times.clone(), scaled(1.0), vec![band], DomainState::In).unwrap(),
            law_words: "Weibull, shape 1.8".into(),
        }
    }

    #[test]
    fn each_law_has_its_paper() {
        for (law, axes) in [
            (Law::Weibull, Axes::Weibull),
            (Law::Lognormal, Axes::Lognormal),
            (Law::Exponential, Axes::Exponential),
            (Law::Normal, Axes::Normal),
        ] {
            let chart = data(law).chart();
            assert_eq!(chart.axes, axes);
            assert_eq!(chart.marks.iter().filter(|m| m.shape == MarkShape::Foot).count(), 1);
        }
    }

    #[test]
    fn words_and_table() {
        let data = data(Law::Weibull);
        assert!(data.sentence().starts_with("All 3 failures lie within"), "{}", data.sentence());
        assert!(data.sentence().ends_with("a tenth has failed."));
        assert_eq!(data.chart().table.unwrap().rows[0][..2], ["150 h", "11 %"]);
        let odd = PaperData { points: vec![(150.0, 0.5)], ..data.clone() };
        assert!(odd.sentence().starts_with("0 of 1 failures"));
        let bare = PaperData { fit: nothing(DomainState::In), ..data };
        assert!(bare.sentence().starts_with("No line"));
    }
}
