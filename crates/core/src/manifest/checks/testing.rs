//! Runs one rule on the minimal manifest with single places changed.

use crate::diag::{Code, Report};
use crate::manifest::{RawApp, compile, raw, read_raw, structure, yaml};

const MINIMAL: &str = include_str!("../../../../../tests/suite/manifests/good/minimal.yaml");

/// The rule finds exactly these codes and paths after each `(from, to)` was replaced.
pub fn assert_finds(
    check: fn(&raw::Manifest, &mut Report),
    changes: &[(&str, &str)],
    expected: &[(Code, &str)],
) {
    let raw = changed(changes);
    let mut report = Report::default();
    check(&raw, &mut report);
    let found: Vec<_> = report.diagnostics().iter().map(|d| (d.code, d.path.as_str())).collect();
    assert_eq!(found, expected, "{changes:?}\n{:#?}", report.diagnostics());
}

fn changed(changes: &[(&str, &str)]) -> raw::Manifest {
    let text = changes.iter().fold(MINIMAL.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` occurs once");
        text.replace(from, to)
    });
    let (tree, _) = yaml::read(&text, "minimal.yaml").unwrap();
    let mut report = Report::default();
    structure::check(&tree, &mut report);
    let Some(RawApp::Station(mut raw)) = read_raw(&tree, &mut report) else {
        panic!("{:#?}", report.diagnostics())
    };
    let shape = r#"{"values":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"source":"test"}"#;
    let raw::Manifest { models, inputs, limits, .. } = raw.as_mut();
    let mut references = compile::References { models, inputs, limits };
    compile::inline(&mut references, &|_| Ok(shape.into()), &mut report);
    assert_eq!(report.diagnostics(), []);
    *raw
}
