//! A graph of two small models: what flows along its edges, and what becomes of intervals and domain states.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twinlet_core::bundle::{Bundle, Index};
use twinlet_core::contract::{Residuals, SpreadIntervals, Statistic};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::{
    Crossed, Evaluation, Graph, GraphAnswer, Node, Origin, Output, Reading, Source, Step,
};
use twinlet_core::manifest::raw::FromInput;
use twinlet_core::manifest::resolved::{Controls, ForecastError, Input, InputKind, NumberInput, ProfileSpec};
use twinlet_core::predicted::IntervalKind;
use twinlet_core::profile::Normalisation;
use twinlet_core::protocol::{InputValue, InputValues};

fn slot(name: &str, unit: &str, length: usize, min: f64, max: f64) -> Value {
    json!({ "name": name, "title": name, "tensor": "x", "slot": 0, "length": length, "unit": unit,
            "kind": "continuous", "range": { "min": min, "max": max } })
}

/// A bundle without files: the test answers in place of its model.
fn bundle(id: &str, inputs: Vec<Value>, output: Value, intervals: Value, caution: f64) -> Bundle {
    let bounds: BTreeMap<String, Value> =
        inputs.iter().map(|s| (s["name"].as_str().unwrap().to_owned(), s["range"].clone())).collect();
    let feature = inputs[0]["name"].clone();
    let contract = json!({ "contract_version": "1.0.0",
        "model": { "id": id, "title": id, "version": "1.0.0", "kind": "onnx", "owner": { "name": "", "contact": "" },
                   "valid_until": "2099-12-31", "intended_use": [], "not_for": [], "fidelity": "" },
        "inputs": inputs, "outputs": [output] });
    let operating = json!({
        "features": [{ "name": feature, "unit": "1", "of": { "input": feature, "statistic": "max" } }],
        "method": "nearest_neighbours", "scale": [1.0], "neighbours": 1,
        "caution_distance": caution, "out_distance": 1e9, "points": [[0.0]], "n_runs": 1 });
    let part = |value: Value| serde_json::from_value(value).unwrap();
    Bundle {
        index: serde_json::from_value::<Index>(
            json!({ "bundle_version": 1, "id": id, "version": "1.0.0", "files": {} }),
        )
        .unwrap(),
        index_sha256: String::new(),
        model: vec![],
        contract: serde_json::from_value(contract).unwrap(),
        intervals: part(intervals),
        domain: serde_json::from_value(json!({ "box": bounds, "operating": operating })).unwrap(),
        residuals: Residuals::default(),
        reference: serde_json::from_value(
            json!({ "tolerance": { "relative": 0.0, "description": "" }, "scale": [], "experiments": [] }),
        )
        .unwrap(),
    }
}

/// Heat: 20 K per unit of load over three steps, `± 4`, whole curves. Wear: twice the temperature, `± 1`.
fn models(caution: f64) -> BTreeMap<String, Bundle> {
    let whole = json!({ "method": "split_conformal", "coverage": 0.9, "calibration_runs": 1,
        "outputs": { "heat": { "pointwise": { "half_width": 2.0 }, "whole_curve": { "half_width": 4.0 } } } });
    let single = json!({ "method": "split_conformal", "coverage": 0.95, "calibration_runs": 1,
        "outputs": { "wear": { "pointwise": { "half_width": 1.0 } } } });
    let heat = bundle(
        "heat",
        vec![slot("load", "1", 3, 0.0, 2.0)],
        slot("heat", "Cel", 3, -90.0, 400.0),
        whole,
        1e8,
    );
    let wear = bundle(
        "wear",
        vec![slot("peak", "Cel", 1, 0.0, 90.0)],
        slot("wear", "h", 1, -900.0, 900.0),
        single,
        caution,
    );
    BTreeMap::from([("heat".to_owned(), heat), ("wear".to_owned(), wear)])
}

fn answered(model: &str, rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let one = |row: &Vec<f64>| match model {
        "heat" => row.iter().map(|load| 20.0 + 20.0 * load).collect(),
        _ => row.iter().map(|peak| 2.0 * peak).collect(),
    };
    rows.iter().map(one).collect()
}

fn reading(node: &str, statistic: Option<Statistic>) -> Reading {
    Reading { node: node.into(), output: node.into(), statistic }
}

fn graph() -> Graph {
    let node = |id: &str, to: &str, source: Source| Node {
        id: id.into(),
        model: id.into(),
        edges: vec![(to.into(), source)],
    };
    let output = |id: &str, from: Reading, unit: Option<&str>| Output {
        id: id.into(),
        title: None,
        from: Origin::Node(from),
        unit: unit.map(str::to_owned),
        limit: None,
    };
    Graph {
        start_min: 0,
        step_min: 720,
        fits: vec![],
        nodes: vec![
            node("heat", "load", Source::Input(FromInput::of("load"))),
            node("wear", "peak", Source::Output(reading("heat", Some(Statistic::Max)))),
        ],
        outputs: vec![
            output("curve", reading("heat", None), None),
            output("wear", reading("wear", None), Some("min")),
        ],
    }
}

/// Load in per cent; twice as much at noon when it has a profile.
fn controls(with_profile: bool) -> Controls {
    let mut shape = vec![0.5; 24];
    shape[12] = 2.0;
    let profile = ProfileSpec { normalisation: Normalisation::Mean, shape, source: String::new() };
    let number = NumberInput {
        unit: "%".into(),
        min: 0.0,
        max: 200.0,
        step: 1.0,
        default: 50.0,
        is_clock: false,
        marks: vec![],
        profile: with_profile.then_some(profile),
        forecast_error: ForecastError::default(),
    };
    let load =
        Input { id: "load".into(), title: "Load".into(), subtitle: None, kind: InputKind::Number(number) };
    Controls { inputs: vec![load], limits: vec![], inspectable: Default::default() }
}

fn at(load: f64) -> InputValues {
    let values = BTreeMap::from([("load".to_owned(), InputValue::Number(load))]);
    InputValues { values, ..InputValues::default() }
}

fn walk(evaluation: &mut Evaluation<'_>, asked: &mut Vec<Vec<Vec<f64>>>) -> GraphAnswer {
    loop {
        match evaluation.advance() {
            Step::Done(answer) => return answer,
            Step::Evaluate { model, rows } => {
                evaluation.give(&model, Ok(answered(&model, &rows)));
                asked.push(rows);
            }
        }
    }
}

fn run(
    models: &BTreeMap<String, Bundle>,
    controls: &Controls,
    load: f64,
) -> (GraphAnswer, Vec<Vec<Vec<f64>>>) {
    let (graph, mut asked) = (graph(), Vec::new());
    let find = |id: &str| models.get(id);
    let answer = walk(&mut Evaluation::new(&graph, controls, &find, &at(load)), &mut asked);
    (answer, asked)
}

#[test]
fn intervals_and_units_are_carried_through() {
    let (answer, asked) = run(&models(1e8), &controls(false), 100.0);
    assert_eq!(asked[0], [vec![1.0, 1.0, 1.0]], "per cent became a ratio, at every step");
    assert_eq!(asked[1], [vec![40.0], vec![36.0], vec![44.0]], "the value and both ends");
    let curve = answer.outputs[0].series.as_ref().unwrap();
    assert_eq!((&curve.values, &curve.low), (&vec![40.0; 3], &vec![36.0; 3]));
    assert_eq!((curve.coverage, curve.kind), (0.9, IntervalKind::WholeCurve));
    let wear = answer.outputs[1].series.as_ref().unwrap();
    assert_eq!((wear.values[0], wear.low[0], wear.high[0]), (4800.0, 71.0 * 60.0, 89.0 * 60.0));
    assert!((wear.coverage - 0.85).abs() < 1e-12, "misses of both add up");
    assert_eq!((wear.kind, wear.unit.as_str()), (IntervalKind::Pointwise, "min"));
    assert_eq!((answer.domain.state, answer.domain.reasons.len()), (DomainState::In, 0));
}

#[test]
fn a_profile_gives_each_step_its_value() {
    let (_, asked) = run(&models(1e8), &controls(true), 100.0);
    assert_eq!(asked[0], [vec![0.5, 2.0, 0.5]]);
}

#[test]
fn states_are_carried_and_get_worse_only() {
    use DomainState::{Caution, In, Out};
    // Load, distance at which the second model asks for caution, states of both outputs, rows asked of the second.
    for (load, caution, states, shown) in [
        (100.0, 1e8, [In, In], [true, true]),
        (100.0, 42.0, [In, Caution], [true, true]), // only the upper end lies beyond
        (100.0, 30.0, [In, Caution], [true, true]),
        (200.0, 1e8, [In, In], [true, true]), // the upper end of 60 ± 4
        (201.0, 1e8, [Out, Out], [false, false]), // beyond the box of the first model
    ] {
        let (answer, _) = run(&models(caution), &controls(false), load);
        let found: Vec<_> = answer.outputs.iter().map(|o| o.state).collect();
        assert_eq!(found, states, "{load} {caution} {:?}", answer.domain);
        let has: Vec<_> = answer.outputs.iter().map(|o| o.series.is_some()).collect();
        assert_eq!(has, shown, "{load} {caution}");
        assert_eq!(answer.domain.state, states[1].max(states[0]));
    }
}

#[test]
fn a_model_that_fails_leaves_a_reason_and_no_number() {
    let (graph, controls, models) = (graph(), controls(false), models(1e8));
    let find = |id: &str| models.get(id);
    let mut evaluation = Evaluation::new(&graph, &controls, &find, &InputValues::default());
    let Step::Evaluate { model, .. } = evaluation.advance() else { panic!("the first model") };
    evaluation.give(&model, Err("it cannot be reached".into()));
    let Step::Done(answer) = evaluation.advance() else { panic!("nothing is left to ask") };
    assert!(answer.outputs.iter().all(|o| o.series.is_none() && o.state == DomainState::Out));
    assert_eq!(answer.domain.reasons, ["No answer from heat: it cannot be reached."]);
    assert_eq!(answer.nodes[1].problem.as_deref(), Some("`heat` has no answer, and this needs it"));
}

#[test]
fn a_limit_is_crossed_by_the_value_or_perhaps_by_the_interval() {
    for (load, expected) in [(0.0, Crossed::No), (70.0, Crossed::Perhaps), (110.0, Crossed::Yes)] {
        let (mut graph, controls, models) = (graph(), controls(false), models(1e8));
        graph.outputs[0].limit = Some((36.0, "a line".into()));
        let find = |id: &str| models.get(id);
        let answer = walk(&mut Evaluation::new(&graph, &controls, &find, &at(load)), &mut Vec::new());
        assert_eq!(answer.outputs[0].limit.as_ref().unwrap().crossed, expected, "{load}");
    }
}

/// The width of its interval would be nothing, and the number would look certain.
#[test]
fn a_spread_that_is_no_number_leaves_no_number() {
    let (graph, controls, mut models) = (graph(), controls(false), models(1e8));
    let heat = models.get_mut("heat").unwrap();
    heat.contract.outputs.push(serde_json::from_value(slot("sd", "K", 3, 0.0, 9.0)).unwrap());
    heat.intervals.outputs.get_mut("heat").unwrap().spread =
        Some(SpreadIntervals { output: "sd".into(), factor: 2.0 });
    for (sd, shown) in [(0.5, true), (f64::NAN, false)] {
        let find = |id: &str| models.get(id);
        let mut evaluation = Evaluation::new(&graph, &controls, &find, &at(100.0));
        let Step::Evaluate { model, .. } = evaluation.advance() else { panic!("the first model") };
        evaluation.give(&model, Ok(vec![vec![40.0, 40.0, 40.0, 0.5, sd, 0.5]]));
        while let Step::Evaluate { model, rows } = evaluation.advance() {
            evaluation.give(&model, Ok(answered(&model, &rows)));
        }
        let Step::Done(answer) = evaluation.advance() else { panic!("nothing is left to ask") };
        assert_eq!(answer.outputs[0].series.is_some(), shown, "{:?}", answer.domain);
        assert_eq!(answer.outputs[1].series.is_some(), shown);
        let problem = (!shown).then_some("`sd` is not a number here");
        assert_eq!(answer.nodes[0].problem.as_deref(), problem);
    }
}

#[test]
fn a_stand_in_answers_under_its_own_contract() {
    let (graph, controls, mut models) = (graph(), controls(false), models(1e8));
    let mut local = models["heat"].clone();
    local.intervals.outputs.get_mut("heat").unwrap().whole_curve.as_mut().unwrap().half_width = 9.0;
    models.insert("local".into(), local);
    let find = |id: &str| models.get(id);
    let mut evaluation = Evaluation::new(&graph, &controls, &find, &InputValues::default());
    let Step::Evaluate { rows, .. } = evaluation.advance() else { panic!("the first model") };
    evaluation.give("local", Ok(answered("heat", &rows)));
    let Step::Evaluate { model, rows } = evaluation.advance() else { panic!("the second model") };
    evaluation.give(&model, Ok(answered(&model, &rows)));
    let Step::Done(answer) = evaluation.advance() else { panic!("nothing is left to ask") };
    assert_eq!(answer.nodes[0].model, "local");
    assert_eq!(answer.outputs[0].series.as_ref().unwrap().high, [39.0; 3]);
}
