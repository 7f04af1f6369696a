//! Studies of answers that the test gives: what is found, and what stops it.

use super::*;
use crate::domain::{DomainState, DomainVerdict};
use crate::graph::{Graph, GraphAnswer, Node, NodeReport, Origin, Output, OutputAnswer, Reading, Source};
use crate::guardrail::Level;
use crate::manifest::expression::Expression;
use crate::manifest::raw::FromInput;
use crate::manifest::resolved::{Controls, ForecastError, Input, InputKind, Limit, NumberInput, Side};
use crate::predict::Series;
use crate::predicted::IntervalKind;
use crate::protocol::{InputValue, InputValues};

fn input(id: &str, max: f64, step: f64, default: f64) -> Input {
    let number = NumberInput {
        unit: "1".into(),
        min: 0.0,
        max,
        step,
        default,
        is_clock: false,
        marks: vec![],
        profile: None,
        forecast_error: ForecastError::default(),
    };
    Input { id: id.into(), title: id.into(), subtitle: None, kind: InputKind::Number(number) }
}

/// `x` from 0 to 100 by 1, `y` from 0 to 10 by 0.5; `x` above `block` is blocked.
pub(crate) fn controls(block: f64) -> Controls {
    let limit = Limit {
        id: "too-far".into(),
        input: "x".into(),
        level: Level::Block,
        side: Side::Above,
        bound: Expression::Number(block),
        text: "No.".into(),
        owner: String::new(),
        expires: None,
        source: None,
    };
    Controls {
        inputs: vec![input("x", 100.0, 1.0, 50.0), input("y", 10.0, 0.5, 2.0)],
        limits: vec![limit],
        inspectable: Default::default(),
    }
}

pub(crate) fn graph() -> Graph {
    let from = Reading { node: "n".into(), output: "z".into(), statistic: None };
    let edges = vec![("x".into(), Source::Input(FromInput::of("x")))];
    Graph {
        fits: vec![],
        start_min: 0,
        step_min: 60,
        nodes: vec![Node { id: "n".into(), model: "m".into(), edges }],
        outputs: vec![Output {
            id: "z".into(),
            title: None,
            from: Origin::Node(from),
            unit: None,
            limit: None,
        }],
    }
}

pub(crate) fn answered(inputs: &InputValues, of: &dyn Fn(f64, f64) -> Z) -> GraphAnswer {
    let value = |id: &str| match inputs.values[id] {
        InputValue::Number(x) => x,
        _ => f64::NAN,
    };
    let (mut report, mut state) = (DomainVerdict::default(), DomainState::In);
    let (mut problem, mut series) = (None, None);
    match of(value("x"), value("y")) {
        Z::Is(z, half, caution) => {
            state = if caution { DomainState::Caution } else { DomainState::In };
            let (values, low, high) = (vec![z], vec![z - half], vec![z + half]);
            let kind = IntervalKind::Pointwise;
            series = Some(Series { values, low, high, coverage: 0.9, kind, unit: "K".into() });
        }
        Z::Outside => report.note(DomainState::Out, "Never seen."),
        Z::Broken => problem = Some("`z` is NaN".to_owned()),
    }
    if series.is_none() {
        state = DomainState::Out;
    }
    let node = NodeReport {
        id: "n".into(),
        model: "m".into(),
        domain: report.clone(),
        problem,
        ..Default::default()
    };
    let output = OutputAnswer {
        id: "z".into(),
        title: String::new(),
        length: 1,
        axis: None,
        lives: None,
        series,
        state,
        limit: None,
    };
    GraphAnswer { outputs: vec![output], nodes: vec![node], domain: report }
}

/// What the test's model says: a value with its half width and whether it is at the edge, or nothing.
pub(crate) enum Z {
    Is(f64, f64, bool),
    Outside,
    Broken,
}

fn study(
    controls: &Controls,
    study: &Study,
    of: &dyn Fn(f64, f64) -> Z,
) -> Result<(StudyAnswer, Vec<usize>), String> {
    let graph = graph();
    let mut inquiry = Inquiry::new(&graph, controls, &|_| None, &InputValues::default(), study)?;
    let mut rounds = Vec::new();
    loop {
        match inquiry.advance() {
            Step::Done(answer) => return Ok((*answer, rounds)),
            Step::Ask(points) => {
                rounds.push(points.len());
                inquiry.give(points.iter().map(|point| answered(point, of)).collect());
            }
        }
    }
}

fn solve(seek: Seek, bound: Bound) -> Study {
    Study::Solve(Solve { input: "x".into(), seek, output: "z".into(), bound, steps: STEPS })
}

fn solved(block: f64, question: &Study, of: &dyn Fn(f64, f64) -> Z) -> Solved {
    match study(&controls(block), question, of).unwrap().0.found {
        Found::Solve(solved) => *solved,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_farthest_allowed_value_and_what_stops_it() {
    let line = |x: f64, _: f64| Z::Is(2.0 * x, 3.0, x > 60.0);
    let hill = |x: f64, _: f64| Z::Is(100.0 - libm::fabs(x - 50.0), 0.0, false);
    let edge = |x: f64, y: f64| if x > 72.0 { Z::Outside } else { line(x, y) };
    let late = |x: f64, y: f64| if x < 20.0 { Z::Outside } else { line(x, y) };
    let broken = |x: f64, y: f64| if x > 72.0 { Z::Broken } else { line(x, y) };
    type Of<'a> = &'a dyn Fn(f64, f64) -> Z;
    let limit = LimitedBy::Limit("too-far".into());
    type Case<'a> = (&'a str, Of<'a>, f64, Seek, Bound, Option<f64>, LimitedBy);
    let cases: [Case<'_>; 14] = [
        // 2 x + 3 <= 100 up to 48.5, on the step below.
        ("bound", &line, 1e9, Seek::Highest, Bound::Above(100.0), Some(48.0), LimitedBy::Output),
        // 2 x + 3 <= 101 up to 49: the bound itself is allowed.
        ("on the bound", &line, 1e9, Seek::Highest, Bound::Above(101.0), Some(49.0), LimitedBy::Output),
        // 2 x - 3 >= 100 from 51.5 on, on the step above.
        ("lowest", &line, 1e9, Seek::Lowest, Bound::Below(100.0), Some(52.0), LimitedBy::Output),
        ("at the edge", &line, 1e9, Seek::Highest, Bound::Above(153.0), Some(75.0), LimitedBy::Output),
        ("domain first", &edge, 1e9, Seek::Highest, Bound::Above(190.0), Some(72.0), LimitedBy::Domain),
        ("no answer", &broken, 1e9, Seek::Highest, Bound::Above(190.0), Some(72.0), LimitedBy::NoAnswer),
        ("limit first", &line, 40.0, Seek::Highest, Bound::Above(100.0), Some(40.0), limit.clone()),
        ("bound first", &line, 49.0, Seek::Highest, Bound::Above(100.0), Some(48.0), LimitedBy::Output),
        ("whole range", &line, 1e9, Seek::Highest, Bound::Above(500.0), Some(100.0), LimitedBy::Range),
        ("nowhere", &line, 1e9, Seek::Highest, Bound::Above(2.0), None, LimitedBy::Output),
        // The safe end is blocked down to 40; below it all is allowed.
        ("blocked first", &line, 40.0, Seek::Lowest, Bound::Below(-9.0), Some(0.0), LimitedBy::Range),
        ("all blocked", &line, -1.0, Seek::Lowest, Bound::Below(-9.0), None, limit),
        // Nothing is known up to 20, and 2 x + 3 <= 48 up to 22: both lie between two points of the first round.
        ("narrow", &late, 1e9, Seek::Highest, Bound::Above(48.0), Some(22.0), LimitedBy::Output),
        // Beyond the first crossing the hill falls below the bound again: that does not count.
        ("first crossing", &hill, 1e9, Seek::Highest, Bound::Above(70.0), Some(20.0), LimitedBy::Output),
    ];
    for (name, of, block, seek, bound, value, by) in cases {
        let found = solved(block, &solve(seek, bound), of);
        assert_eq!((found.value, &found.limited_by), (value, &by), "{name}");
        let beyond = value.filter(|_| by != LimitedBy::Range).map(|x| match seek {
            Seek::Highest => x + 1.0,
            Seek::Lowest => x - 1.0,
        });
        assert!(value.is_none() || found.beyond == beyond, "{name}: {:?}", found.beyond);
        assert_eq!(found.at.is_some(), value.is_some(), "{name}");
        assert_eq!(found.reasons.is_empty(), matches!(by, LimitedBy::Output | LimitedBy::Range), "{name}");
    }
    let found = solved(1e9, &solve(Seek::Highest, Bound::Above(153.0)), &line);
    assert_eq!(found.from, Some(0.0));
    let found_late = solved(1e9, &solve(Seek::Highest, Bound::Above(100.0)), &late);
    assert_eq!((found_late.from, found_late.value), (Some(25.0), Some(48.0)));
    assert_eq!((found.state, found.at.unwrap().state), (Some(DomainState::Caution), DomainState::Caution));
}

#[test]
fn two_rounds_are_enough_for_a_hundred_steps() {
    let line = |x: f64, _: f64| Z::Is(2.0 * x, 3.0, false);
    let (answer, rounds) = study(&controls(1e9), &solve(Seek::Highest, Bound::Above(100.0)), &line).unwrap();
    // 43 is allowed and 50 is not: six values lie between them.
    assert_eq!((rounds, answer.asked), (vec![17, 6], 23));
    // What a limit blocks is never asked for.
    let (_, rounds) = study(&controls(-1.0), &solve(Seek::Highest, Bound::Above(100.0)), &line).unwrap();
    assert_eq!(rounds, Vec::<usize>::new());
}

#[test]
fn bars_are_sorted_by_what_they_change() {
    let of = |x: f64, y: f64| if x > 55.0 { Z::Outside } else { Z::Is(x + 10.0 * y, 1.0, y > 2.5) };
    let ask = |span, inputs| Study::Sensitivity(Sensitivity { output: "z".into(), inputs, span });
    let bars = |question: &Study, block| match study(&controls(block), question, &of).unwrap().0.found {
        Found::Sensitivity(found) => found,
        other => panic!("{other:?}"),
    };
    let found = bars(&ask(Span::Share(0.05), None), 1e9);
    let shown = |point: &Point| point.predicted.map(|p| (p.shown().value, p.shown().interval.low));
    let ends = |bar: &Bar| match (&bar.low_at, &bar.high_at) {
        (InputValue::Number(low), InputValue::Number(high)) => (*low, *high),
        other => panic!("{other:?}"),
    };
    let rows: Vec<_> = found.bars.iter().map(|b| (b.input.as_str(), ends(b))).collect();
    assert_eq!(rows, [("x", (45.0, 55.0)), ("y", (1.5, 2.5))]);
    assert_eq!((shown(&found.base), found.unit.as_str()), (Some((70.0, 69.0)), "K"));
    assert_eq!(shown(&found.bars[1].low), Some((65.0, 64.0)));
    // A wider share makes y the stronger one; x has no number at its higher end and comes last.
    let found = bars(&ask(Span::Share(0.3), None), 1e9);
    assert_eq!(found.bars.iter().map(|b| b.input.as_str()).collect::<Vec<_>>(), ["y", "x"]);
    assert_eq!(ends(&found.bars[0]), (0.0, 5.0), "clipped to the range");
    assert_eq!(found.bars[0].high.state, Some(DomainState::Caution));
    assert_eq!((found.bars[1].high.state, shown(&found.bars[1].high)), (Some(DomainState::Out), None));
    let found = bars(&ask(Span::Full, Some(vec!["x".into()])), 90.0);
    assert_eq!(ends(&found.bars[0]), (0.0, 100.0));
    assert_eq!(found.bars[0].high.blocked.as_deref(), Some("too-far"));
    assert_eq!(found.bars[0].high.state, None);
}

#[test]
fn a_map_goes_row_by_row() {
    let of = |x: f64, y: f64| if x + y > 105.0 { Z::Outside } else { Z::Is(x + 1000.0 * y, 1.0, false) };
    let question = Study::Sweep(Sweep { output: "z".into(), x: "x".into(), y: "y".into(), nx: 3, ny: 2 });
    let Found::Sweep(found) = study(&controls(60.0), &question, &of).unwrap().0.found else { panic!() };
    assert_eq!((found.x.values, found.y.values), (vec![0.0, 50.0, 100.0], vec![0.0, 10.0]));
    let cells: Vec<_> = found.cells.iter().map(|c| c.predicted.map(|p| p.shown().value)).collect();
    assert_eq!(cells, [Some(0.0), Some(50.0), None, Some(10_000.0), Some(10_050.0), None]);
    assert!(found.cells[2].blocked.is_some() && found.cells[2].state.is_none());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let bad = |json: &str| {
        let question: Study = serde_json::from_str(json).unwrap();
        study(&controls(1e9), &question, &|_, _| Z::Broken).unwrap_err()
    };
    for (json, why) in [
        (
            r#"{"solve":{"input":"w","seek":"highest","output":"z","bound":{"above":1}}}"#,
            "no numeric input `w`",
        ),
        (r#"{"solve":{"input":"x","seek":"lowest","output":"w","bound":{"below":1}}}"#, "no output `w`"),
        (
            r#"{"solve":{"input":"x","seek":"lowest","output":"z","bound":{"below":1},"steps":2}}"#,
            "`steps` is 2",
        ),
        (r#"{"sensitivity":{"output":"z","span":{"share":0.0}}}"#, "share of the range is 0"),
        (r#"{"sensitivity":{"output":"z","inputs":["w"]}}"#, "no input `w` to vary"),
        (r#"{"sweep":{"output":"z","x":"x","y":"x"}}"#, "name two inputs"),
        (r#"{"sweep":{"output":"z","x":"x","y":"y","nx":1}}"#, "`nx` is 1"),
    ] {
        let said = bad(json);
        assert!(said.contains(why), "{json}: {said}");
    }
    let defaults: Study = serde_json::from_str(r#"{"sweep":{"output":"z","x":"x","y":"y"}}"#).unwrap();
    let Study::Sweep(Sweep { nx, ny, .. }) = defaults else { panic!() };
    assert_eq!((nx, ny), CELLS);
}
