use super::*;
use crate::field::Inspectable;
use crate::manifest::raw::Span;
use crate::manifest::resolved::{ForecastError, Input, InputKind, ListInput, NumberInput, SpanInput};
use crate::protocol::Entry;

fn app() -> App {
    App {
        id: "elm".into(),
        title: "Elm".into(),
        version: "1.0.0".into(),
        summary: "s".into(),
        currency: String::new(),
    }
}

fn controls() -> Controls {
    let number = |default| {
        InputKind::Number(NumberInput {
            unit: "%".into(),
            min: 0.0,
            max: 150.0,
            step: 1.0,
            default,
            is_clock: false,
            marks: vec![],
            profile: None,
            forecast_error: ForecastError::default(),
        })
    };
    let span =
        SpanInput { unit: "h".into(), min: 0.0, max: 24.0, step: 1.0, default: Span { from: 8.0, to: 17.0 } };
    let list = ListInput { unit: "h".into(), min: 0.0, max: 1e6, default: vec![] };
    let kinds = [
        ("load", number(50.0)),
        ("heat", number(30.0)),
        (
            "cooling",
            InputKind::Choice { options: vec!["ON AN".into(), "ONAF".into()], default: "ONAF".into() },
        ),
        ("fans", InputKind::Switch { default: false }),
        ("crew", InputKind::Span(span)),
        ("times", InputKind::List(list)),
    ];
    let input =
        |(id, kind): (&str, InputKind)| Input { id: id.into(), title: id.into(), subtitle: None, kind };
    Controls { inputs: kinds.map(input).into(), limits: vec![], inspectable: Default::default() }
}

fn values() -> InputValues {
    let values = [
        ("load", InputValue::Number(82.5)),
        ("heat", InputValue::Number(30.0)),
        ("cooling", InputValue::Choice("ON AN".into())),
        ("fans", InputValue::Switch(true)),
        ("crew", InputValue::Span(Span { from: 6.5, to: 22.0 })),
        ("times", InputValue::List(vec![Entry::Number(96.0), Entry::new(498.25, true)])),
    ];
    let mut inputs =
        InputValues { values: values.map(|(id, v)| (id.to_owned(), v)).into(), ..InputValues::default() };
    inputs.shapes.insert("load".into(), vec![0.5, 1.25]);
    inputs
}

#[test]
fn a_link_brings_back_what_differs() {
    let query = encode(&app(), &controls(), &values());
    let expected = "s=1&app=elm@1.0.0&load=82.5&load.shape=0.5~1.25&cooling=ON%20AN&fans=on&crew=6.5..22&times=96~498.25p";
    assert_eq!(query, expected);
    let opened = decode(&app(), &controls(), &query).unwrap();
    assert_eq!(controls().complete(&opened.inputs), values());
    assert!(opened.problems.is_empty());
}

#[test]
fn what_is_wrong_is_left_out_and_said() {
    assert_eq!(decode(&app(), &controls(), "model"), None);
    for (query, problems) in [
        ("s=1&load=much", vec!["load: the link's value was not taken."]),
        ("s=1&rain=3", vec!["This app has no input `rain`."]),
        ("s=1&crew=8", vec!["crew: the link's value was not taken."]),
        ("s=1&times=1~x", vec!["times: the link's value was not taken."]),
        ("s=1&load=inf", vec!["load: the link's value was not taken."]),
        ("s=1&load.shape=1~nan", vec!["load: the link's value was not taken."]),
        ("s=1&app=oak@1.0.0", vec!["It is of another app, `oak`."]),
        ("s=1&app=elm@0.9.0", vec!["It is of version 0.9.0 of this app; this is 1.0.0."]),
        (
            "s=2&load=3",
            vec!["The link is of another version of Twinlet or too long; nothing of it was taken."],
        ),
    ] {
        let opened = decode(&app(), &controls(), query).unwrap();
        assert_eq!(opened.problems, problems, "{query}");
        assert_eq!(opened.inputs, InputValues::default(), "{query}");
    }
}

#[test]
fn findings_travel_and_are_checked() {
    let inspectable = Inspectable { assets: vec!["pump_2".into()], modes: vec!["seal".into()] };
    let controls = Controls { inspectable, ..controls() };
    let texts = ["pump_2:no_defect", "pump_2:repaired:seal", "pump_2:grade:B"];
    let findings = texts.map(|text| text.parse().unwrap()).into();
    let inputs = InputValues { findings, ..InputValues::default() };
    let query = encode(&app(), &controls, &inputs);
    assert!(query.ends_with("&@found=pump_2:no_defect~pump_2:repaired:seal~pump_2:grade:B"), "{query}");
    assert_eq!(
        decode(&app(), &controls, &query).unwrap(),
        Opened { inputs: inputs.clone(), problems: vec![] }
    );
    let text = to_file(&app(), &controls, &inputs);
    assert_eq!(from_file(&app(), &controls, &text).inputs.findings, inputs.findings);
    for (query, problem) in [
        ("s=1&@found=pump_9:no_defect", "This app has no asset `pump_9`."),
        ("s=1&@found=pump_2:defect:gear", "This app has no failure mode `gear` that an inspection can find."),
        ("s=1&@found=pump_2", "Of the findings, `pump_2` is no finding"),
    ] {
        let opened = decode(&app(), &controls, query).unwrap();
        assert!(opened.problems[0].starts_with(problem), "{:?}", opened.problems);
        assert_eq!(opened.inputs, InputValues::default());
    }
}

#[test]
fn a_file_brings_back_everything() {
    let text = to_file(&app(), &controls(), &values());
    assert_eq!(from_file(&app(), &controls(), &text), Opened { inputs: values(), problems: vec![] });
    for (text, problem) in [
        ("{}", "The file is not a scenario of Twinlet; nothing of it was taken."),
        (
            r#"{"twinlet_scenario":1,"app":"elm@1.0.0","inputs":{"values":{"rain":1}}}"#,
            "This app has no input `rain`.",
        ),
        (
            r#"{"twinlet_scenario":2,"app":"elm@1.0.0","inputs":{"values":{}}}"#,
            "The file is of another version of Twinlet; nothing of it was taken.",
        ),
        (
            r#"{"twinlet_scenario":1,"app":"oak@1.0.0","inputs":{"values":{}}}"#,
            "It is of another app, `oak`.",
        ),
    ] {
        let opened = from_file(&app(), &controls(), text);
        assert_eq!((opened.problems, opened.inputs), (vec![problem.to_owned()], InputValues::default()));
    }
}
