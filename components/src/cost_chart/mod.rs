//! What a decision costs, over the time at which it is made: replacement age, or start of a window.

use leptos::prelude::*;
use twinlet_core::predicted::PredictedCurve;

use crate::chart::{ChartCard, ChartData, ChartMark, MarkShape, Table, YUnit, read_at, value_text};

/// What the horizontal axis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostOver {
    /// Age at replacement, in a unit of its own.
    Age,
    /// Start of a window, on a clock.
    WindowStart,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CostData {
    /// What costs, as the subject of a sentence, for example `Cost of seal replacement`.
    pub title: String,
    /// What the horizontal axis is.
    pub over: CostOver,
    /// "Now" in minutes after midnight, local; for windows.
    pub start_min: u32,
    /// Unit of ages, for example `h`; for windows the axis is a clock.
    pub x_unit: String,
    /// Unit of the cost rate, for example `€/h`.
    pub unit: String,
    /// Cost rate over age or start, with its bands. Times ascend.
    pub curve: PredictedCurve,
    /// Spans of the axis that offer no start, ascending: nothing is drawn there.
    pub gaps: Vec<(f64, f64)>,
    /// Age or start at which the cost is least; `None` where it is not within the picture or not known.
    pub optimum: Option<f64>,
    /// Present age, or 0 for windows; `None` draws no mark.
    pub now: Option<f64>,
}

impl CostData {
    /// What is drawn.
    pub fn subtitle(&self) -> String {
        let over = match self.over {
            CostOver::Age => "over the age at replacement",
            CostOver::WindowStart => "over the start of the window",
        };
        [&self.unit, over]
            .iter()
            .filter(|s| !s.is_empty())
            .map(|s| s.to_string())
            .collect::<Vec<_>>()
            .join(" ")
            + ", expected, with its band"
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let times = self.curve.shown().times_h;
        let chart = ChartData::new(self.title.clone(), YUnit::Unit(self.unit.clone()), self.curve.clone());
        let cost = |t: f64| self.curve_at(&chart, t);
        let mark = |t: f64, shape, label: &str| ChartMark {
            t,
            value: cost(t).unwrap_or(0.0),
            shape,
            label: label.into(),
        };
        let now = self.now.filter(|_| !times.is_empty()).map(|t| mark(t, MarkShape::Upright, "now"));
        let optimum = self
            .optimum
            .filter(|_| !chart.outside() && !times.is_empty())
            .map(|t| mark(t, MarkShape::Ring, "least cost"));
        let from = times.first().copied().unwrap_or(0.0).min(self.now.unwrap_or(f64::INFINITY));
        let marks = now.into_iter().chain(optimum).collect();
        let x_unit = (self.over == CostOver::Age).then(|| self.x_unit.clone());
        ChartData {
            start_min: self.start_min,
            x_unit,
            from,
            from_zero: false,
            gaps: self.gaps.clone(),
            table: (self.over == CostOver::WindowStart).then(|| self.table(&chart)),
            marks,
            empty: "No costs yet.".into(),
            ..chart
        }
    }

    /// Every start with its cost: even steps would fall into gaps.
    fn table(&self, chart: &ChartData) -> Table {
        let head = ["Start", "Mean", "80 %"].map(String::from).to_vec();
        let row = |t: &f64| {
            let shown = read_at(chart, *t)?.shown();
            let unit = |words: String| crate::format::with_unit(&words, &self.unit);
            let value = crate::format::number(shown.value, shown.interval);
            let ends = crate::format::range(shown.interval);
            Some(vec![chart.when_with_day(*t), unit(value), unit(ends)])
        };
        Table { head, rows: self.curve.shown().times_h.iter().filter_map(row).collect() }
    }

    fn curve_at(&self, chart: &ChartData, t: f64) -> Option<f64> {
        read_at(chart, t).map(|p| p.shown().value)
    }

    /// Where the cost is least with its interval, and what now costs against it.
    pub fn sentence(&self) -> String {
        let chart = self.chart();
        if chart.outside() {
            let why =
                " lies outside the model’s range: the curve is no prediction and no optimum is offered.";
            return [&self.title, why].concat();
        }
        let said = |t: f64| {
            Some([&chart.when_with_day(t), ": ", &value_text(&read_at(&chart, t)?, &chart.unit)].concat())
        };
        let least = match self.optimum.and_then(said) {
            Some(words) => ["Least at ", &words, "."].concat(),
            None if chart.is_empty() => return "No costs yet.".into(),
            None => "No least cost is known within the picture.".into(),
        };
        let word = if self.over == CostOver::Age { "At the present age, " } else { "Now, " };
        let now = self.now.filter(|t| Some(*t) != self.optimum).and_then(said);
        [Some(least), now.map(|words| [word, &words, "."].concat())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A card with title, chart, cursor read-out, sentence and table.
#[component]
pub fn CostChart(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<CostData>>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let text = move |make: fn(&CostData) -> String, waiting: &'static str| {
        Signal::derive(move || data.read().as_ref().map_or_else(|| waiting.to_string(), make))
    };
    let chart = Memo::new(move |_| data.read().as_ref().map(CostData::chart));
    view! {
        <ChartCard title=text(|d| d.title.clone(), "Cost") subtitle=text(CostData::subtitle, "Calculating")
            data=chart sentence=text(CostData::sentence, "") contract=contract/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Band, IntervalKind};

    fn data(over: CostOver) -> CostData {
        let mean = vec![3.0, 2.0, 2.5];
        let band = Band {
            coverage: 0.8,
            kind: IntervalKind::Members,
            low: mean.iter().map(|m| m - 0.4).collect(),
            high: mean.iter().map(|m| m + 0.4).collect(),
        };
        CostData {
            title: "Cost of seal replacement".into(),
            over,
            start_min: 360,
            x_unit: "h".into(),
            unit: "€/h".into(),
            curve: PredictedCurve::new(vec![2.0, 6.0, 10.0], mean, vec![band], DomainState::In).unwrap(),
            gaps: vec![],
            optimum: Some(6.0),
            now: Some(4.0),
        }
    }

    #[test]
    fn the_optimum_and_now_are_marked_and_said() {
        for (over, expected) in [
            (
                CostOver::Age,
                "Least at 6.00 h: 2.00 €/h (80 %: 1.60 to 2.40 €/h). At the present age, 4.00 h: 2.50 €/h (80 %: 2.10 to 2.90 €/h).",
            ),
            (
                CostOver::WindowStart,
                "Least at 12:00: 2.00 €/h (80 %: 1.60 to 2.40 €/h). Now, 10:00: 2.50 €/h (80 %: 2.10 to 2.90 €/h).",
            ),
        ] {
            let data = data(over);
            assert_eq!(data.sentence(), expected);
            let marks = data.chart().marks;
            assert_eq!(
                marks.iter().map(|m| (m.t, m.shape)).collect::<Vec<_>>(),
                [(4.0, MarkShape::Upright), (6.0, MarkShape::Ring)]
            );
        }
    }

    #[test]
    fn where_nothing_can_start_nothing_is_drawn_or_said() {
        let gapped = CostData { gaps: vec![(3.0, 5.0)], ..data(CostOver::WindowStart) };
        let chart = gapped.chart();
        assert_eq!(chart.drawn_spans(), [(2.0, 3.0), (5.0, 10.0)]);
        assert_eq!(crate::chart::read_out(&chart, 4.0), "10:00  nothing here");
        assert!(!gapped.sentence().contains("Now,"), "{}", gapped.sentence());
        assert_eq!(chart.table.unwrap().rows.len(), 3, "every start");
    }

    #[test]
    fn without_a_least_cost_it_says_so() {
        let none = CostData { optimum: None, now: None, ..data(CostOver::Age) };
        assert!(none.sentence().starts_with("No least cost is known"));
        assert!(none.chart().marks.is_empty());
        let bare = CostData { curve: crate::survival_chart::nothing(DomainState::In), ..data(CostOver::Age) };
        assert_eq!((bare.sentence().as_str(), bare.chart().is_empty()), ("No costs yet.", true));
    }
}
