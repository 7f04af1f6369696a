//! Lives behind a fit: the survival curve with numbers at risk, and the probability paper.

use leptos::prelude::*;
use twinlet_components::{PaperData, ProbabilityPaper, SurvivalChart, SurvivalData, SurvivalStep, format};
use twinlet_core::graph::{Lives, OutputAnswer};
use twinlet_core::life_data::Law;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};
use twinlet_core::units;

use crate::whatif::WhatIf;

/// Kaplan and Meier's estimate of what is in the list.
pub fn survival(session: WhatIf, id: String) -> AnyView {
    let title = inputs_title(session, &id);
    let data = Memo::new(move |_| survival_data(&session.output(&id)?, &title));
    view! { <div data-testid="survival"><SurvivalChart data contract=session.base.provenance()/></div> }
        .into_any()
}

/// The failures at their median ranks, and the law as a line.
pub fn paper(session: WhatIf, id: String) -> AnyView {
    let title = inputs_title(session, &id);
    let data = Memo::new(move |_| paper_data(&session.output(&id)?, &title));
    view! { <div data-testid="paper"><ProbabilityPaper data contract=session.base.provenance()/></div> }
        .into_any()
}

/// Title of the list that the curve was fitted to.
fn inputs_title(session: WhatIf, id: &str) -> String {
    let list = session.with_manifest(|m| {
        let reading = m.graph.outputs.iter().find(|o| o.id == id).and_then(|o| o.from.reading());
        reading.and_then(|reading| m.graph.fit(&reading.node)).map(|fit| fit.times.clone())
    });
    let title = |id: &String| session.base.with_controls(|c| c.input(id).map(|input| input.title.clone()));
    list.as_ref().and_then(title).unwrap_or_default()
}

fn unit(output: &OutputAnswer) -> String {
    output.axis.as_ref().map(|axis| units::display(&axis.unit).to_owned()).unwrap_or_default()
}

fn survival_data(output: &OutputAnswer, title: &str) -> Option<SurvivalData> {
    let lives = output.lives.as_ref()?;
    let step = |s: &twinlet_core::graph::LifeStep| SurvivalStep {
        t: s.t,
        survival: s.survival,
        low: s.low,
        high: s.high,
    };
    Some(SurvivalData {
        title: ["Survival, ", &title.to_lowercase()].concat(),
        x_unit: unit(output),
        units: lives.units.clone(),
        steps: lives.steps.iter().map(step).collect(),
        coverage: lives.coverage,
        domain: output.state,
    })
}

fn paper_data(output: &OutputAnswer, title: &str) -> Option<PaperData> {
    let (lives, series) = (output.lives.as_ref()?, output.series.as_ref()?);
    let share = |x: f64| if series.unit == "%" { x / 100.0 } else { x };
    // The paper has no place for time zero.
    let times: Vec<f64> = output.axis.as_ref()?.values.clone();
    let kept = |values: &[f64]| -> Vec<f64> {
        times.iter().zip(values).filter(|(t, _)| **t > 0.0).map(|(_, x)| share(*x)).collect()
    };
    let band = Band {
        coverage: series.coverage,
        kind: IntervalKind::Pointwise,
        low: kept(&series.low),
        high: kept(&series.high),
    };
    let above: Vec<f64> = times.iter().copied().filter(|t| *t > 0.0).collect();
    Some(PaperData {
        title: title.to_owned(),
        x_unit: unit(output),
        law: lives.law,
        points: lives.ranks.clone(),
        suspended: lives.units.iter().filter(|unit| !unit.1).map(|unit| unit.0).collect(),
        fit: PredictedCurve::new(above, kept(&series.values), vec![band], output.state).ok()?,
        law_words: law_words(lives, &unit(output)),
    })
}

/// `Weibull, shape 2.9 (90 %: 1.7 to 5.0), scale 3,500 h (90 %: 2,800 to 4,300 h)`.
fn law_words(lives: &Lives, unit: &str) -> String {
    let name = match lives.law {
        Law::Weibull => "Weibull",
        Law::Lognormal => "Lognormal",
        Law::Exponential => "Exponential",
        Law::Loglogistic => "Log-logistic",
        _ => "Fitted law",
    };
    let coverage = format::percent_plain(lives.coverage);
    let one = |p: &twinlet_core::graph::LifeParameter| {
        let (word, unit) = match p.name.strip_suffix("_h") {
            Some(word) if word.ends_with("_per") => (word.trim_end_matches("_per"), ["1/", unit].concat()),
            Some(word) => (word, unit.to_owned()),
            None => (p.name.as_str(), String::new()),
        };
        let number = |x: f64| format::three_digits(x);
        let ends = [number(p.low), number(p.high)].join(" to ");
        [
            ", ",
            &word.replace('_', " "),
            " ",
            &format::with_unit(&number(p.value), &unit),
            " (",
            &coverage,
            ": ",
            &ends,
            ")",
        ]
        .concat()
    };
    std::iter::once(name.to_owned()).chain(lives.parameters.iter().map(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::domain::DomainState;
    use twinlet_core::graph::{Axis, LifeParameter, LifeStep};
    use twinlet_core::predict::Series;

    fn output() -> OutputAnswer {
        let parameter = |name: &str, value| LifeParameter {
            name: name.into(),
            value,
            low: value * 0.5,
            high: value * 2.0,
        };
        let lives = Lives {
            units: vec![(100.0, true), (150.0, false), (200.0, true)],
            steps: vec![LifeStep { t: 100.0, survival: 0.67, low: 0.3, high: 0.9 }],
            coverage: 0.9,
            ranks: vec![(100.0, 0.2), (200.0, 0.7)],
            law: Law::Weibull,
            parameters: vec![parameter("shape", 2.0), parameter("scale_h", 180.0)],
        };
        let series = Series {
            values: vec![0.0, 20.0, 70.0],
            low: vec![0.0, 10.0, 50.0],
            high: vec![0.0, 30.0, 90.0],
            coverage: 0.9,
            kind: IntervalKind::Pointwise,
            unit: "%".into(),
        };
        OutputAnswer {
            id: "f".into(),
            title: "Failed".into(),
            length: 3,
            axis: Some(Axis { title: "Age".into(), unit: "h".into(), values: vec![0.0, 100.0, 200.0] }),
            lives: Some(Box::new(lives)),
            series: Some(series),
            state: DomainState::In,
            limit: None,
        }
    }

    #[test]
    fn the_paper_has_shares_above_time_zero() {
        let paper = paper_data(&output(), "Times").unwrap();
        assert_eq!(paper.fit.shown().times_h, [100.0, 200.0]);
        assert_eq!(paper.fit.shown().mean, [0.2, 0.7]);
        assert_eq!(paper.suspended, [150.0]);
        assert_eq!(
            paper.law_words,
            "Weibull, shape 2.00 (90 %: 1.00 to 4.00), scale 180 h (90 %: 90.0 to 360)"
        );
    }

    #[test]
    fn survival_has_every_unit() {
        let data = survival_data(&output(), "Times").unwrap();
        assert_eq!((data.units.len(), data.steps.len(), data.title.as_str()), (3, 1, "Survival, times"));
        assert!(survival_data(&OutputAnswer { lives: None, ..output() }, "Times").is_none());
    }
}
