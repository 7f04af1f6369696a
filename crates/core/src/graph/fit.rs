//! A life distribution fitted to what a person typed: a step of the graph that needs no model.

use std::collections::BTreeMap;

use crate::domain::{DomainState, DomainVerdict};
use crate::life_data::{self, Answer, Bounds, COVERAGE, FEW, FURTHEST, Fit, Law};
use crate::manifest::raw::{FitNode, Operand};
use crate::manifest::resolved::InputKind;
use crate::predict::Series;
use crate::predicted::IntervalKind;
use crate::protocol::{Entry, InputValue};
use crate::units;

use super::carry::Carried;
use super::fitted::{self, POINTS};
use super::join::NodeAnswer;
use super::lives::Lives;
use super::{Axis, Evaluation, NodeReport};

/// How far `ahead` looks when nothing is said, as a share of the longest time.
const AHEAD: f64 = 0.1;

/// The times of a list, and what is asked about them.
struct Asked<'a> {
    unit: &'a str,
    units: Vec<(f64, bool)>,
    longest: f64,
    until: f64,
    age: f64,
    ahead: f64,
}

impl Evaluation<'_> {
    /// Fits and answers; a list that cannot be fitted has no answer, and says why.
    pub(super) fn fit(&self, id: &str, node: &FitNode) -> NodeAnswer {
        let law = Law::from(node.fit);
        let fitted = self.asked(node).and_then(|asked| {
            let fit = life_data::fit(law, &asked.units).map_err(|why| why.to_string())?;
            Ok((asked, fit))
        });
        match fitted {
            Ok((asked, fit)) => answered(id, &asked, &fit, &|name| self.reads(id, name)),
            Err(problem) => without(id, problem),
        }
    }

    /// Whether an output or a node reads this one of a fit.
    fn reads(&self, id: &str, name: &str) -> bool {
        let shown = self.graph.outputs.iter().filter_map(|output| output.from.reading());
        let fed = self.graph.nodes.iter().flat_map(|node| node.readings().map(|(_, reading)| reading));
        shown.chain(fed).any(|reading| reading.node == id && reading.output == name)
    }

    fn asked(&self, node: &FitNode) -> Result<Asked<'_>, String> {
        let none = || format!("`{}` is no list of times", node.times);
        let Some(InputKind::List(list)) = self.controls.input(&node.times).map(|input| &input.kind) else {
            return Err(none());
        };
        let Some(InputValue::List(entries)) = self.inputs.values.get(&node.times) else { return Err(none()) };
        let times: Option<Vec<(f64, bool)>> = entries.iter().map(Entry::read).collect();
        let units: Vec<(f64, bool)> =
            times.ok_or_else(none)?.into_iter().map(|(t, runs)| (t, !runs)).collect();
        let longest = units.iter().map(|(t, _)| *t).fold(0.0, f64::max);
        let of = |operand: &Option<Operand>, otherwise: f64| match operand {
            Some(operand) => self.operand(operand, &list.unit),
            None => Ok(otherwise),
        };
        Ok(Asked {
            unit: &list.unit,
            until: of(&node.until, longest)?,
            age: of(&node.age, 0.0)?,
            ahead: of(&node.ahead, AHEAD * longest)?,
            units,
            longest,
        })
    }
}

fn answered(id: &str, asked: &Asked<'_>, fit: &Fit, is_read: &dyn Fn(&str) -> bool) -> NodeAnswer {
    let until = asked.until.min(FURTHEST * asked.longest);
    let times: Vec<f64> = (0..POINTS).map(|k| until * k as f64 / (POINTS - 1) as f64).collect();
    let nothing =
        Bounds { value: 0.0, low: 0.0, high: 0.0, coverage: COVERAGE, method: life_data::Method::Delta };
    // Resamples would be closer to their coverage, and cost a thousand fits at each change.
    let by = fit.method_without_resamples();
    let failed =
        |t: &f64| if *t > 0.0 { fit.failure_probability_by(by, *t, COVERAGE) } else { Some(nothing) };
    let parameters = fit.parameters_by(by, COVERAGE);
    let parameter = |name: &str| parameters.iter().find(|p| p.name == name).map(|p| vec![p.bounds]);
    let figures = [
        ("next_failure_probability", fit.supported_fails_within(asked.age, asked.ahead, COVERAGE, None)),
        ("mean_life", fit.supported_mean_life(COVERAGE)),
        ("b10_life", fit.supported_life(0.1, COVERAGE, None)),
    ];
    let one = |answer: &Answer| answer.bounds().map(|bounds| vec![*bounds]);
    let answers = [
        ("failure_probability", times.iter().map(failed).collect()),
        ("shape", parameter("shape")),
        ("scale", parameter("scale_h")),
    ];
    let mut outputs = BTreeMap::new();
    for (name, bounds) in answers.into_iter().chain(figures.iter().map(|(name, answer)| (*name, one(answer))))
    {
        let Some((given, bounds)) = fitted::find(fit.law, name).zip(bounds) else { continue };
        outputs.extend(carried(id, name, given.unit(asked.unit), &bounds).map(|c| (name.to_owned(), c)));
    }
    let mut domain = judged(asked, fit);
    for (name, answer) in figures.iter().filter(|(name, _)| is_read(name)) {
        carry_caution(&mut domain, fitted::find(fit.law, name), answer, asked.unit);
    }
    let state = domain.state;
    let axis = Axis { title: "Age".into(), unit: asked.unit.to_owned(), values: times };
    let lives = Lives::of(&asked.units, fit).map(Box::new);
    NodeAnswer { report: report(id, domain, None), outputs, axis: Some(axis), lives, state }
}

/// What the units do not carry is said; a figure that they refuse has no value.
fn carry_caution(domain: &mut DomainVerdict, given: Option<fitted::Given>, answer: &Answer, unit: &str) {
    let Some((given, reason)) = given.zip(answer.reason()) else { return };
    let is_refused = if answer.bounds().is_none() { "no answer, " } else { "" };
    let title = given.title;
    let ages = units::display(unit);
    domain.note(DomainState::Caution, format!("{title} (ages in {ages}): {is_refused}{reason}."));
}

/// `None` where a bound is not finite: an interval without an end is none.
fn carried(id: &str, name: &str, unit: &str, bounds: &[Bounds]) -> Option<Carried> {
    let all = |pick: fn(&Bounds) -> f64| bounds.iter().map(pick).collect::<Vec<f64>>();
    let series = Series {
        values: all(|b| b.value),
        low: all(|b| b.low),
        high: all(|b| b.high),
        coverage: COVERAGE,
        kind: IntervalKind::Pointwise,
        unit: unit.to_owned(),
    };
    let is_finite = series.low.iter().chain(&series.high).all(|x| x.is_finite());
    is_finite.then(|| Carried { series, misses: BTreeMap::from([(format!("{id}.{name}"), 1.0 - COVERAGE)]) })
}

/// Few failures, a law that does not fit, and ages that no unit has reached, are said.
fn judged(asked: &Asked<'_>, fit: &Fit) -> DomainVerdict {
    let mut domain = DomainVerdict::default();
    if fit.failures < FEW {
        let text = format!("Only {} failures: another law could fit as well.", fit.failures);
        domain.note(DomainState::Caution, text);
    }
    if let Some(said) = fit.contradicted() {
        let unit = units::display(asked.unit);
        let text = format!("{} (ages in {unit}). Do these units fail in one way only?", capital(&said));
        domain.note(DomainState::Caution, text);
    }
    if asked.until > asked.longest {
        let longest = units::with_unit(asked.longest, asked.unit);
        let text = format!(
            "No unit has run longer than {longest}: beyond it the curve is an extrapolation, and it ends at twice that."
        );
        domain.note(DomainState::Caution, text);
    }
    domain
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn report(id: &str, domain: DomainVerdict, problem: Option<String>) -> NodeReport {
    let given = BTreeMap::new();
    NodeReport { id: id.to_owned(), model: String::new(), domain, problem, notice: None, given }
}

fn without(id: &str, problem: String) -> NodeAnswer {
    let report = report(id, DomainVerdict::default(), Some(problem));
    NodeAnswer { report, outputs: BTreeMap::new(), axis: None, lives: None, state: DomainState::Out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life_data::Method;

    /// Bounds of the last value of an output.
    fn ends(answer: &NodeAnswer, name: &str) -> [f64; 2] {
        let series = &answer.outputs[name].series;
        [*series.low.last().unwrap(), *series.high.last().unwrap()]
    }

    #[test]
    fn bounds_go_by_the_number_of_failures() {
        for (failures, by) in
            [(3, Method::LikelihoodRatio), (8, Method::LikelihoodRatio), (120, Method::Delta)]
        {
            let units: Vec<(f64, bool)> =
                (1..=failures).map(|k| (100.0 + 7.0 * f64::from(k * k % 131), true)).collect();
            let fit = life_data::fit(Law::Weibull, &units).unwrap();
            let asked = Asked { unit: "h", units, longest: 1010.0, until: 900.0, age: 50.0, ahead: 10.0 };
            let answer = answered("life", &asked, &fit, &|_| true);
            let pair = |bounds: &Bounds| [bounds.low, bounds.high];
            let shape = fit.parameters_by(by, COVERAGE).into_iter().find(|p| p.name == "shape").unwrap();
            assert_eq!(
                ends(&answer, "b10_life"),
                pair(&fit.life_by(by, 0.1, COVERAGE).unwrap()),
                "{failures}"
            );
            assert_eq!(ends(&answer, "shape"), pair(&shape.bounds), "{failures}");
            let mean = fit.mean_life_by(by, COVERAGE).unwrap();
            assert_eq!(ends(&answer, "mean_life"), pair(&mean), "{failures}");
            let next = fit.fails_within_by(by, 50.0, 10.0, COVERAGE).unwrap();
            assert_eq!(ends(&answer, "next_failure_probability"), pair(&next), "{failures}");
            let failed = fit.failure_probability_by(by, 900.0, COVERAGE).unwrap();
            assert_eq!(ends(&answer, "failure_probability"), pair(&failed), "{failures}");
        }
    }

    #[test]
    fn what_the_units_do_not_carry_has_no_value_and_a_reason() {
        // 10 early failures among units that ran on, as `electronics_h` of the references: the law's B10 is absurd.
        let failed = (1..=10).map(|k| (f64::from(k * k) * 10.0, true));
        let early: Vec<(f64, bool)> = failed.chain(std::iter::repeat_n((4000.0, false), 900)).collect();
        let two_kinds: Vec<(f64, bool)> = (1..=40)
            .flat_map(|k| [(60.0 + f64::from(k), true), (4000.0 + 50.0 * f64::from(k), true)])
            .collect();
        for (units, age, missing, said) in [
            (
                early.clone(),
                0.0,
                vec!["b10_life", "mean_life"],
                "B10 life (ages in h): no answer, it lies at",
            ),
            (early, 9000.0, vec!["b10_life", "mean_life", "next_failure_probability"], "nothing was seen"),
            (
                two_kinds,
                0.0,
                vec![],
                "it does not fit here (ages in h). Do these units fail in one way only?",
            ),
        ] {
            let fit = life_data::fit(Law::Weibull, &units).unwrap();
            let longest = units.iter().map(|u| u.0).fold(0.0, f64::max);
            let asked = Asked { unit: "h", units, longest, until: 10.0 * longest, age, ahead: 10.0 };
            let answer = answered("life", &asked, &fit, &|_| true);
            let names = ["b10_life", "mean_life", "next_failure_probability"];
            let without: Vec<&str> = names.into_iter().filter(|n| !answer.outputs.contains_key(*n)).collect();
            let reasons = answer.report.domain.reasons.join(" ");
            assert_eq!(without, missing, "{reasons}");
            assert!(reasons.contains(said) && reasons.contains("it ends at twice that"), "{reasons}");
            assert_eq!(answer.axis.unwrap().values.last(), Some(&(2.0 * longest)));
        }
    }
}
