//! Functions whose indices are known in closed form, over whole boxes and over a cut domain.

use super::super::tests::{Z, answered, controls, graph};
use super::*;
use crate::manifest::resolved::{Controls, ForecastError, Input, InputKind, NumberInput};
use crate::protocol::{InputValue, InputValues};
use crate::study::{Inquiry, Step, Study};

const PI: f64 = std::f64::consts::PI;

fn inputs(ids: &[&str], min: f64, max: f64) -> Controls {
    let input = |id: &&str| {
        let number = NumberInput {
            unit: "1".into(),
            min,
            max,
            step: 0.1,
            default: min,
            is_clock: false,
            marks: vec![],
            profile: None,
            forecast_error: ForecastError::default(),
        };
        Input { id: (*id).into(), title: (*id).into(), subtitle: None, kind: InputKind::Number(number) }
    };
    Controls { inputs: ids.iter().map(input).collect(), ..Controls::default() }
}

fn study(controls: &Controls, samples: u32, of: &dyn Fn(&[f64]) -> Option<f64>) -> Global {
    let graph = graph();
    let question = GlobalSensitivity { output: "z".into(), inputs: None, samples, seed: 7 };
    let none = InputValues::default();
    let mut inquiry =
        Inquiry::new(&graph, controls, &|_| None, &none, &Study::GlobalSensitivity(question)).unwrap();
    loop {
        match inquiry.advance() {
            Step::Done(answer) => match answer.found {
                Found::Global(found) => return found,
                other => panic!("{other:?}"),
            },
            Step::Ask(points) => {
                assert!(points.len() <= AT_ONCE);
                inquiry.give(points.iter().map(|point| answer(controls, point, of)).collect());
            }
        }
    }
}

fn answer(
    controls: &Controls,
    point: &InputValues,
    of: &dyn Fn(&[f64]) -> Option<f64>,
) -> crate::graph::GraphAnswer {
    let value = |input: &Input| match point.values[&input.id] {
        InputValue::Number(x) => x,
        _ => f64::NAN,
    };
    let x: Vec<f64> = controls.inputs.iter().map(value).collect();
    let mut both = point.clone();
    both.values.entry("x".into()).or_insert(InputValue::Number(0.0));
    both.values.entry("y".into()).or_insert(InputValue::Number(0.0));
    answered(&both, &|_, _| of(&x).map_or(Z::Outside, |z| Z::Is(z, 0.0, false)))
}

/// First-order, total and Shapley of each input, within an interval twice as wide as the bootstrap's.
fn expect(found: &Global, expected: &[(&str, [f64; 3])]) {
    for (id, figures) in expected {
        let effect = found.effects.iter().find(|effect| effect.input == *id).unwrap();
        for (index, expected) in [&effect.first, &effect.total, &effect.shapley].into_iter().zip(figures) {
            let half = (index.high - index.low).max(1e-9);
            assert!((index.value - expected).abs() <= half, "{id}: {index:?} instead of {expected}");
            assert!(half < 0.2, "{id}: {index:?} says nothing");
        }
    }
    let sum: f64 = found.effects.iter().map(|effect| effect.shapley.value).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
}

#[test]
fn ishigami_in_closed_form() {
    // sin x + 7 sin² y + 0.1 z⁴ sin x over (-π, π)³: Ishigami and Homma, 1990.
    let (a, b) = (7.0, 0.1);
    let of = |x: &[f64]| Some(x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin());
    let first = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let second = a * a / 8.0;
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = first + second + both;
    let found = study(&inputs(&["p", "q", "r"], -PI, PI), 4096, &of);
    expect(
        &found,
        &[
            ("p", [first / all, (first + both) / all, (first + both / 2.0) / all]),
            ("q", [second / all, second / all, second / all]),
            ("r", [0.0, both / all, both / 2.0 / all]),
        ],
    );
    assert!((found.deviation / all.sqrt() - 1.0).abs() < 0.03, "{}", found.deviation);
    assert_eq!((found.outside, found.given_up, found.samples), (0, 0, 4096));
}

#[test]
fn a_linear_function_in_closed_form() {
    let found =
        study(&inputs(&["p", "q", "r"], 0.0, 1.0), 2048, &|x| Some(3.0 * x[0] + 2.0 * x[1] + 0.0 * x[2]));
    let shares = [9.0 / 13.0, 4.0 / 13.0, 0.0];
    expect(&found, &[("p", [shares[0]; 3]), ("q", [shares[1]; 3]), ("r", [shares[2]; 3])]);
    assert_eq!(found.effects.iter().map(|e| e.input.as_str()).collect::<Vec<_>>(), ["p", "q", "r"]);
}

#[test]
fn over_a_cut_domain_effects_still_add_up() {
    // p alone over the triangle p + q < 1: E(p | q) = (1 - q) / 2, so that a quarter of the variance is known from q,
    // Var(p | q) is half of it on average less a quarter, and the effects are 7/8 and 1/8.
    let of = |x: &[f64]| (x[0] + x[1] < 1.0).then_some(x[0]);
    let found = study(&inputs(&["p", "q"], 0.0, 1.0), 4096, &of);
    expect(&found, &[("p", [1.0, 0.75, 0.875]), ("q", [0.25, 0.0, 0.125])]);
    assert!(found.outside > 0 && found.drawn > found.outside, "{found:?}");
    // Half of the box is outside; near the corners redrawing fails more often than not.
    assert!(found.given_up < 4096 / 10, "{}", found.given_up);
}

#[test]
fn numbers_do_not_depend_on_rounds_and_nothing_is_said_of_a_constant() {
    let of = |x: &[f64]| Some(x[0] * x[1]);
    let controls = inputs(&["p", "q"], 0.0, 1.0);
    assert_eq!(study(&controls, 64, &of), study(&controls, 64, &of));
    let constant = study(&controls, 64, &|_| Some(3.0));
    assert!(constant.effects.is_empty() && constant.samples == 64, "{constant:?}");
    let nowhere = study(&controls, 64, &|_| None);
    assert!(nowhere.effects.is_empty() && nowhere.given_up == 64 && nowhere.outside == nowhere.drawn);
}

#[test]
fn what_is_blocked_is_never_asked() {
    // `x` above 50 of 100 is blocked: the rest of the box is uniform, x has all of the variance.
    let of = |x: &[f64]| {
        assert!(x[0] <= 50.0, "{x:?} was asked");
        Some(x[0])
    };
    let found = study(&controls(50.0), 256, &of);
    expect(&found, &[("x", [1.0, 1.0, 1.0]), ("y", [0.0, 0.0, 0.0])]);
    assert!((found.deviation - 50.0 / 12f64.sqrt()).abs() < 1.0, "{}", found.deviation);
}
