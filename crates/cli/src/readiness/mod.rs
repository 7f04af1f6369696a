//! `twinlet check --readiness`: is an app ready for a pilot? The models validated, the limits and the decision owned,
//! the data named, the answer fast enough. It only reports; whether to start is the owner's to say.

mod decision;
mod latency;
mod limits;
mod models;

use serde::Serialize;
use twinlet_core::date::Date;
use twinlet_core::manifest::CompiledApp;
use twinlet_core::manifest::resolved::InputKind;

use crate::app::Source;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is there.
    Ok,
    /// It is not there, or not good enough.
    Missing,
    /// The question does not arise here.
    NotApplicable,
}

/// One answered question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it is about: `model thermal`, `limit wet`, `decision`.
    about: String,
    /// Which question.
    question: &'static str,
    /// The answer.
    pub state: State,
    /// The answer in words.
    found: String,
    /// What to do, where something is missing.
    todo: Option<String>,
}

impl Line {
    fn ok(about: &str, question: &'static str, found: impl Into<String>) -> Self {
        Self { about: about.to_owned(), question, state: State::Ok, found: found.into(), todo: None }
    }

    fn missing(about: &str, question: &'static str, found: impl Into<String>, todo: &str) -> Self {
        Self { state: State::Missing, todo: Some(todo.to_owned()), ..Self::ok(about, question, found) }
    }

    fn not_applicable(about: &str, question: &'static str, why: impl Into<String>) -> Self {
        Self { state: State::NotApplicable, ..Self::ok(about, question, why) }
    }

    /// Present, or missing with what to do.
    fn of(is_there: bool, about: &str, question: &'static str, found: impl Into<String>, todo: &str) -> Self {
        if is_there { Self::ok(about, question, found) } else { Self::missing(about, question, found, todo) }
    }
}

/// Every question with its answer. The app runs once for it.
///
/// # Errors
/// When a bundle cannot be opened or the app cannot be run.
pub fn report(source: &Source, compiled: &CompiledApp, today: Date) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for model in compiled.app.models() {
        lines.extend(models::lines(&model.id, &source.folder().join(&model.bundle), today)?);
    }
    lines.extend(limits::lines(compiled, today));
    lines.extend(decision::lines(source)?);
    lines.extend(profiles(compiled));
    lines.push(latency::line(&source.path)?);
    Ok(lines)
}

/// Where the shapes of inputs over the day come from.
fn profiles(compiled: &CompiledApp) -> Vec<Line> {
    let of = |kind: &InputKind| match kind {
        InputKind::Number(number) => number.profile.as_ref().map(|profile| profile.source.clone()),
        _ => None,
    };
    let todo = "write in `source` of the profile where its values come from";
    let inputs = compiled.app.controls().inputs.iter();
    let lines = inputs.filter_map(|input| {
        let (about, source) = (format!("input {}", input.id), of(&input.kind)?);
        Some(Line::of(!source.trim().is_empty(), &about, "source of its profile", source, todo))
    });
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() {
        return vec![Line::not_applicable("inputs", "source of profiles", "no input has a profile")];
    }
    lines
}

/// The report for a person.
pub fn in_words(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        let mark = match line.state {
            State::Ok => "ok     ",
            State::Missing => "missing",
            State::NotApplicable => "-      ",
        };
        out += &format!("{mark}  {}, {}: {}\n", line.about, line.question, line.found);
        line.todo.iter().for_each(|todo| out += &format!("         to do: {todo}\n"));
    }
    match lines.iter().filter(|line| line.state == State::Missing).count() {
        0 => out + "\nready: nothing is missing\n",
        n => format!("{out}\nnot ready: {n} of {} are missing\n", lines.len()),
    }
}
