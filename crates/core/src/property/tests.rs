//! Promises that are broken on purpose: what is found, and how small it becomes.

use serde_json::json;

use super::*;
use crate::bundle::{Bundle, Index};
use crate::contract::Residuals;
use crate::guardrail::{self, Level};
use crate::protocol::InputValue;
use crate::study::tests::{Z, answered, controls, graph};

const OPTIONS: Options = Options { seed: 1, points: 400, monotone: Vec::new() };

/// The model `m`, validated for `x` up to 60.
fn bundle() -> Bundle {
    let slot = |name: &str| {
        json!({ "name": name, "title": name, "tensor": "t", "slot": 0, "length": 1, "unit": "1",
                "range": { "min": -1e3, "max": 1e3 } })
    };
    let card = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": "onnx", "valid_until": "",
        "owner": { "name": "", "contact": "" }, "intended_use": [], "not_for": [], "fidelity": "" });
    let from = |value| serde_json::from_value::<Index>(value).unwrap();
    Bundle {
        index: from(json!({ "bundle_version": 1, "id": "m", "version": "1.0.0", "files": {} })),
        index_sha256: String::new(),
        model: vec![],
        contract: serde_json::from_value(json!({ "contract_version": "1.0.0", "model": card,
            "inputs": [slot("x")], "outputs": [slot("z")] }))
        .unwrap(),
        intervals: serde_json::from_value(json!({ "method": "exact", "coverage": 1.0, "calibration_runs": 0,
            "outputs": {} }))
        .unwrap(),
        domain: serde_json::from_value(json!({ "box": { "x": { "min": 0.0, "max": 60.0 } },
            "operating": { "features": [], "method": "nearest_neighbours", "caution_distance": 1.0,
                "out_distance": 1.0, "points": [], "n_runs": 0 } }))
        .unwrap(),
        residuals: Residuals::default(),
        reference: serde_json::from_value(json!({ "tolerance": { "relative": 0.0, "description": "" },
            "scale": [], "experiments": [] }))
        .unwrap(),
    }
}

/// What a search finds where the model answers `of`, and blocked inputs are refused or not.
fn found(block: f64, refuses: bool, options: &Options, of: &dyn Fn(f64, f64) -> Z) -> Vec<Checked> {
    let (graph, controls, bundle) = (graph(), controls(block), bundle());
    let bundles = |id: &str| (id == "m").then_some(&bundle);
    let space = Space { graph: &graph, controls: &controls, bundles: &bundles };
    let mut ask = |points: &[InputValues]| -> Vec<Observation> {
        let one = |inputs: &InputValues| {
            let inputs = controls.complete(inputs);
            let blocked = guardrail::check(&controls, &inputs).level() == Some(Level::Block);
            let numeric = ["x", "y"].map(|id| match inputs.values[id] {
                InputValue::Number(x) => x,
                _ => f64::NAN,
            });
            let answer = if blocked && refuses { Err("no".into()) } else { Ok(answered(&inputs, of)) };
            Observation { answer, rows: vec![("n".into(), vec![numeric[0]])] }
        };
        points.iter().map(one).collect()
    };
    search(space, options, &mut ask)
}

fn values(example: &Example) -> Vec<(&str, f64)> {
    let number = |(id, value): (&'static str, Option<&InputValue>)| match value {
        Some(InputValue::Number(x)) => Some((id, *x)),
        _ => None,
    };
    ["x", "y"].into_iter().map(|id| (id, example.inputs.values.get(id))).filter_map(number).collect()
}

#[test]
fn kept_promises_are_kept_everywhere() {
    let of = |x: f64, y: f64| if x > 60.0 { Z::Outside } else { Z::Is(x + y, 1.0, false) };
    let checked = found(90.0, true, &OPTIONS, &of);
    assert!(checked.iter().all(|c| c.broken == 0 && c.example.is_none() && c.points > 400), "{checked:?}");
}

#[test]
fn broken_promises_become_small() {
    let inside = |x: f64, y: f64| Z::Is(x + y, 1.0, false);
    let shown = |x: f64, y: f64| {
        if x > 70.0 {
            Z::Is(x + y, 1.0, false)
        } else if x > 60.0 {
            Z::Outside
        } else {
            inside(x, y)
        }
    };
    let nan = |x: f64, y: f64| match () {
        () if x > 60.0 => Z::Outside,
        () if y > 7.2 => Z::Is(f64::NAN, 1.0, false),
        () => inside(x, y),
    };
    let inverted = |x: f64, _: f64| if x > 60.0 { Z::Outside } else { Z::Is(x, 40.0 - x, false) };
    type Of<'a> = &'a dyn Fn(f64, f64) -> Z;
    type Case<'a> = (Of<'a>, bool, usize, Vec<(&'a str, f64)>, &'a str);
    let cases: [Case<'_>; 4] = [
        (&shown, true, 0, vec![("x", 71.0)], "beyond its 0 to 60, and `z` has a number"),
        (&nan, true, 1, vec![("y", 7.5)], "`z` is NaN"),
        (&inverted, true, 1, vec![], "`z` is 50, outside its interval from 60 to 40"),
        (
            &|x, y| if x > 60.0 { Z::Outside } else { inside(x, y) },
            false,
            2,
            vec![("x", 91.0)],
            "and they are answered",
        ),
    ];
    for (of, refuses, promise, expected, says) in cases {
        let checked = found(90.0, refuses, &OPTIONS, of);
        let example = checked[promise].example.as_ref().unwrap_or_else(|| panic!("{says}: {checked:?}"));
        assert_eq!(values(example), expected, "{example:?}");
        assert!(example.says.contains(says), "{example:?}");
        // Where nothing is refused, values beyond the ranges are answered as well.
        let others = checked.iter().enumerate().filter(|(i, _)| *i != promise);
        assert!(!refuses || others.into_iter().all(|(_, c)| c.broken == 0), "{checked:?}");
    }
}

#[test]
fn what_goes_the_wrong_way_is_found_beyond_its_interval() {
    // Falls with x where y is above 5: by 20 from 0 to 60, between intervals of 2.
    let of = |x: f64, y: f64| match () {
        () if x > 60.0 => Z::Outside,
        () if y > 5.0 => Z::Is(-x / 3.0, 1.0, false),
        () => Z::Is(x, 1.0, false),
    };
    let monotone = |output: &str, input: &str, rising| {
        let one = Monotone { output: output.into(), input: input.into(), rising };
        found(90.0, true, &Options { monotone: vec![one], ..OPTIONS }, &of).remove(3)
    };
    let found = monotone("z", "x", true);
    let example = found.example.unwrap();
    // y at its default does not break it, and no smaller y than the first above 5 does.
    assert_eq!(values(&example).last(), Some(&("y", 5.5)), "{example:?}");
    assert!(
        found.broken > 0 && example.and.is_some() && example.says.contains("`z` goes from"),
        "{example:?}"
    );
    assert_eq!(monotone("z", "w", true).broken, 1, "an input that is not there is a mistake");
    // A fall inside the intervals is none.
    let flat = |x: f64, _: f64| if x > 60.0 { Z::Outside } else { Z::Is(-x / 100.0, 1.0, false) };
    let one = Monotone { output: "z".into(), input: "x".into(), rising: true };
    let options = Options { monotone: vec![one], ..OPTIONS };
    assert_eq!(super::tests::found(90.0, true, &options, &flat)[3].broken, 0);
}

#[test]
fn the_seed_decides_the_points() {
    let at = |seed| points::inner(&controls(90.0), seed, 3);
    assert!(at(1) == at(1) && at(1) != at(2));
}
