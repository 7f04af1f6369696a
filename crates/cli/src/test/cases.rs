//! The app's own tests: `tests/*.yaml` beside the manifest.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, anyhow};
use serde::Deserialize;
use twinlet_core::domain::DomainState;
use twinlet_core::graph::OutputAnswer;
use twinlet_core::manifest::{WhatIf, yaml};
use twinlet_core::property::Monotone;
use twinlet_core::protocol::{EngineFailure, InputValue, InputValues};
use twinlet_engine::{Twin, ask_many};

use super::outcome::Outcome;

/// A file of tests.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What is expected at given inputs.
    #[serde(default)]
    cases: Vec<Case>,
    /// What rises or falls.
    #[serde(default)]
    monotone: Vec<Monotone>,
}

/// What is expected of one output at given inputs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What it is about; its number when absent.
    name: Option<String>,
    /// A scenario of the manifest.
    scenario: Option<String>,
    /// Values over those of the scenario; the others have their defaults.
    #[serde(default)]
    values: BTreeMap<String, InputValue>,
    /// Id of the output.
    output: String,
    /// Where every value of it lies, in its unit on the screen; both ends count.
    between: Option<[f64; 2]>,
    /// The state that is expected.
    state: Option<Expected>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expected {
    In,
    Caution,
    Out,
    /// A limit blocks the inputs.
    Blocked,
}

/// All tests of an app, by the name of their file.
pub struct Suite(Vec<(String, File)>);

impl Suite {
    /// What the app's tests declare to rise or fall.
    pub fn monotone(&self) -> Vec<Monotone> {
        self.0.iter().flat_map(|(_, file)| file.monotone.clone()).collect()
    }
}

/// Reads `tests/*.yaml` beside a manifest, in the order of their names; none when there is no such folder.
///
/// # Errors
/// A file that cannot be read, or that says something else than tests.
pub fn read(manifest: &Path) -> anyhow::Result<Suite> {
    let folder = manifest.parent().unwrap_or(Path::new(".")).join("tests");
    if !folder.is_dir() {
        return Ok(Suite(Vec::new()));
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list `{}`", folder.display()))? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths.iter().map(|path| read_file(path)).collect::<anyhow::Result<_>>().map(Suite)
}

fn read_file(path: &Path) -> anyhow::Result<(String, File)> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{shown}`"))?;
    let (tree, _) = yaml::read(&text, &path.to_string_lossy()).map_err(|d| anyhow!("{d}"))?;
    let file = serde_json::from_value(serde_json::to_value(tree)?);
    let file = file.with_context(|| {
        format!("`{shown}` has other keys than `cases` and `monotone`, see docs/testing.md")
    })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, file))
}

/// A station has a decision, not outputs.
pub fn not_for_stations(suite: &Suite) -> Vec<Outcome> {
    let why = "the tests of a station's folder are not read: they ask outputs of a what-if app";
    suite.0.iter().map(|(name, _)| Outcome::failed(format!("tests/{name}"), why)).collect()
}

/// Asks at the inputs of every case.
pub fn check(twin: &Twin, app: &WhatIf, suite: &Suite) -> Vec<Outcome> {
    let cases = suite.0.iter().flat_map(|(name, file)| {
        file.cases.iter().enumerate().map(move |(i, case)| (title(name, i, case), case))
    });
    let one = |(name, case): (String, &Case)| match checked(twin, app, case) {
        Ok(()) => Outcome::passed(name, ""),
        Err(why) => Outcome::failed(name, why),
    };
    cases.map(one).collect()
}

fn title(file: &str, i: usize, case: &Case) -> String {
    format!("tests/{file}: {}", case.name.clone().unwrap_or_else(|| format!("case {}", i + 1)))
}

fn checked(twin: &Twin, app: &WhatIf, case: &Case) -> Result<(), String> {
    let mut inputs = InputValues::default();
    if let Some(id) = &case.scenario {
        let preset = app.scenarios.iter().find(|preset| preset.id == *id);
        inputs = preset.ok_or_else(|| format!("there is no scenario `{id}`"))?.values.clone();
    }
    inputs.values.extend(case.values.clone());
    if !app.graph.outputs.iter().any(|output| output.id == case.output) {
        return Err(format!("there is no output `{}`", case.output));
    }
    match ask_many(twin, &[inputs]).pop().ok_or("nothing was answered")? {
        Ok(answer) => {
            let output = answer.outputs.iter().find(|output| output.id == case.output);
            expected(case, output.ok_or("the output was not answered")?)
        }
        Err(failure) => refused(case, &failure),
    }
}

fn refused(case: &Case, failure: &EngineFailure) -> Result<(), String> {
    let expected = failure.code == "blocked" && case.state == Some(Expected::Blocked);
    if expected { Ok(()) } else { Err(format!("the inputs are refused: {}", failure.message)) }
}

fn expected(case: &Case, output: &OutputAnswer) -> Result<(), String> {
    let found = match output.state {
        DomainState::In => Expected::In,
        DomainState::Caution => Expected::Caution,
        DomainState::Out => Expected::Out,
    };
    if let Some(state) = case.state.filter(|state| *state != found) {
        return Err(format!("`{}` is expected to be {state:?}, and is {found:?}", case.output));
    }
    let Some([low, high]) = case.between else { return Ok(()) };
    let series = output.series.as_ref().ok_or_else(|| format!("`{}` has no number", case.output))?;
    match series.values.iter().find(|x| !(low <= **x && **x <= high)) {
        Some(x) => {
            Err(format!("`{}` is {x} {}, and is expected from {low} to {high}", case.output, series.unit))
        }
        None => Ok(()),
    }
}
