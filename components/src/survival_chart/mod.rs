//! Survival of a group of units: steps with their bounds, units that left without failing as ticks, and below the axis
//! how many were still there.
//!
//! The estimate is the caller's (Kaplan and Meier, Journal of the American Statistical Association 53, 1958).

use leptos::prelude::*;
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

use crate::chart::{ChartCard, ChartData, ChartMark, MarkShape, YUnit};
use crate::format;

/// The estimate just after a failure; it holds until the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// Time of the failure, above zero.
    pub t: f64,
    /// Share that survives, 0 to 1.
    pub survival: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalData {
    /// What survives, for example `Survival of bearings`.
    pub title: String,
    /// Unit of time, for example `h`.
    pub x_unit: String,
    /// Each unit: time at which it left, and whether it failed then.
    pub units: Vec<(f64, bool)>,
    /// The steps of the estimate in order of time.
    pub steps: Vec<SurvivalStep>,
    /// Coverage of the bounds, pointwise, a share between 0 and 1.
    pub coverage: f64,
    /// Whether a model that these lives come from may be believed here; recorded lives are [`DomainState::In`].
    pub domain: DomainState,
}

impl SurvivalData {
    /// What is drawn: `Kaplan-Meier; band: 90 %, each time on its own; | left without failing`.
    pub fn subtitle(&self) -> String {
        [
            "Kaplan-Meier; band: ",
            &format::percent_plain(self.coverage),
            ", each time on its own; | left without failing",
        ]
        .concat()
    }

    /// The steps as a curve: each time twice, before and after its fall; on to the last unit.
    fn curve(&self) -> PredictedCurve {
        let (mut times, mut values) = (vec![], [vec![], vec![], vec![]]);
        let mut push = |t: f64, now: [f64; 3]| {
            times.push(t);
            values.iter_mut().zip(now).for_each(|(series, v)| series.push(v));
        };
        let mut now = [1.0; 3];
        if !self.units.is_empty() {
            push(0.0, now);
        }
        for step in &self.steps {
            push(step.t, now);
            now = [step.survival, step.low, step.high];
            push(step.t, now);
        }
        let end = self.units.iter().map(|u| u.0).fold(0.0, f64::max);
        if self.steps.last().map_or(end > 0.0, |last| end > last.t) {
            push(end, now);
        }
        let [mean, low, high] = values;
        let band = Band { coverage: self.coverage, kind: IntervalKind::Pointwise, low, high };
        PredictedCurve::new(times, mean, vec![band], self.domain).unwrap_or_else(|_| nothing(self.domain))
    }

    /// The estimate at a time.
    fn at(&self, t: f64) -> f64 {
        self.steps.iter().rev().find(|s| s.t <= t).map_or(1.0, |s| s.survival)
    }

    /// The picture.
    pub fn chart(&self) -> ChartData {
        let left = self.units.iter().filter(|u| !u.1).map(|u| u.0);
        let tick = |t: f64| ChartMark { t, value: self.at(t), shape: MarkShape::Tick, label: String::new() };
        let mut leaving: Vec<f64> = self.units.iter().map(|u| u.0).collect();
        leaving.sort_by(f64::total_cmp);
        ChartData {
            x_unit: Some(self.x_unit.clone()),
            middle: "Survival",
            marks: left.map(tick).collect(),
            leaving,
            empty: "No units yet.".into(),
            ..ChartData::new(self.title.clone(), YUnit::Percent, self.curve())
        }
    }

    /// How many failed and left, when half have failed, and the survival at the end.
    pub fn sentence(&self) -> String {
        if self.units.is_empty() {
            return "No units yet.".into();
        }
        let chart = self.chart();
        if chart.outside() {
            return crate::chart::describe(&chart);
        }
        let failed = self.units.iter().filter(|u| u.1).count();
        let others = self.units.len() - failed;
        let head = format!("{failed} of {} units failed, {others} left without failing.", self.units.len());
        let half = match self.steps.iter().find(|s| s.survival <= 0.5) {
            Some(step) => ["Half have failed by ", &chart.when(step.t), "."].concat(),
            None => "Fewer than half have failed, so there is no median yet.".into(),
        };
        [head, half, crate::chart::describe(&chart)].join(" ")
    }
}

/// A curve without points.
pub(crate) fn nothing(domain: DomainState) -> PredictedCurve {
    PredictedCurve::new(vec![], vec![], vec![], domain).unwrap_or_else(|_| unreachable!("empty series agree"))
}

/// A card with title, chart, cursor read-out, units at risk, sentence and table.
#[component]
pub fn SurvivalChart(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<SurvivalData>>,
    /// Where the numbers come from, for the foot of saved files; see [`ChartCard`]. Default: nothing can be saved.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let text = move |make: fn(&SurvivalData) -> String, waiting: &'static str| {
        Signal::derive(move || data.read().as_ref().map_or_else(|| waiting.to_string(), make))
    };
    let chart = Memo::new(move |_| data.read().as_ref().map(SurvivalData::chart));
    view! {
        <ChartCard title=text(|d| d.title.clone(), "Survival") subtitle=text(SurvivalData::subtitle, "Calculating")
            data=chart sentence=text(SurvivalData::sentence, "") contract=contract/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::read_out;

    fn data() -> SurvivalData {
        let step = |t, survival| SurvivalStep {
            t,
            survival,
            low: survival - 0.2,
            high: (survival + 0.2_f64).min(1.0),
        };
        SurvivalData {
            title: "Survival of bearings".into(),
            x_unit: "h".into(),
            units: vec![(100.0, true), (150.0, false), (200.0, true), (400.0, false)],
            steps: vec![step(100.0, 0.75), step(200.0, 0.375)],
            coverage: 0.9,
            domain: DomainState::In,
        }
    }

    #[test]
    fn steps_hold_until_the_next_failure() {
        let chart = data().chart();
        for (t, value, at_risk) in [(50.0, 1.0, 4), (100.0, 0.75, 4), (160.0, 0.75, 2), (399.0, 0.375, 1)] {
            assert_eq!(chart.main.at(t, 0.9).unwrap().shown().value, value, "at {t}");
            assert_eq!(chart.at_risk(t), at_risk, "at risk at {t}");
        }
        assert_eq!(
            chart.marks.iter().map(|m| (m.t, m.value)).collect::<Vec<_>>(),
            [(150.0, 0.75), (400.0, 0.375)]
        );
    }

    #[test]
    fn words() {
        let words = data().sentence();
        assert!(
            words.starts_with("2 of 4 units failed, 2 left without failing. Half have failed by 200 h."),
            "{words}"
        );
        assert_eq!(read_out(&data().chart(), 160.0), "160 h  75 % (90 %: 55 to 95 %)\n2 at risk");
        assert_eq!(SurvivalData { units: vec![], steps: vec![], ..data() }.sentence(), "No units yet.");
    }

    #[test]
    fn without_a_failure_all_survive() {
        let all = SurvivalData { units: vec![(300.0, false)], steps: vec![], ..data() };
        assert_eq!(all.chart().main.shown().mean, [1.0, 1.0]);
        assert!(all.sentence().contains("no median yet"));
    }
}
