//! The state of a scenario as a text: the query of a link, which people can read and the guardrail judges.
//!
//! `s=1&app=elm-street@1.0.0&load=80&fans=on&crew=8..17&times=96~257~498p&load.shape=0.8~0.7~…`: the first key is the
//! version of the form. A link is untrusted: what is no value of its input is left out and said, what the guardrail
//! refuses stays refused.

mod file;
mod text;

use crate::field::FieldFinding;
use crate::manifest::resolved::{App, Controls};
use crate::protocol::{InputValue, InputValues};

pub use file::{from_file, to_file};
pub use text::{takes, value_of, written};

/// Version of the form; other versions are refused.
pub const VERSION: &str = "1";
/// Longest link that is read, characters.
const MAX_LENGTH: usize = 8_000;
/// Behind an input's id: its day shape.
const SHAPE: &str = ".shape";
/// Key of the findings, which no input can have.
const FINDINGS: &str = "@found";

/// A scenario as the query of a link: every input that differs from its default, in the order of the manifest.
pub fn encode(app: &App, controls: &Controls, inputs: &InputValues) -> String {
    let mut query = format!("s={VERSION}&app={}@{}", app.id, app.version);
    let defaults = controls.complete(&InputValues::default());
    for input in &controls.inputs {
        let value = inputs.values.get(&input.id);
        if let Some(value) = value.filter(|value| defaults.values.get(&input.id) != Some(value)) {
            query.push_str(&format!("&{}={}", input.id, text::of_value(value)));
        }
        if let Some(shape) = inputs.shapes.get(&input.id) {
            query.push_str(&format!("&{}{SHAPE}={}", input.id, text::of_numbers(shape)));
        }
    }
    if !inputs.findings.is_empty() {
        let all: Vec<String> = inputs.findings.iter().map(FieldFinding::to_string).collect();
        query.push_str(&format!("&{FINDINGS}={}", all.join("~")));
    }
    query
}

/// What a link says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// Values of inputs; those that are missing keep their defaults.
    pub inputs: InputValues,
    /// What could not be taken, in sentences.
    pub problems: Vec<String>,
}

/// Reads the query of a link. `None` when it is no link of a scenario at all.
pub fn decode(app: &App, controls: &Controls, query: &str) -> Option<Opened> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let version = pairs.next().filter(|(key, _)| *key == "s")?.1;
    let mut opened = Opened::default();
    if version != VERSION || query.len() > MAX_LENGTH {
        let text = "The link is of another version of Twinlet or too long; nothing of it was taken.";
        opened.problems.push(text.to_owned());
        return Some(opened);
    }
    for (key, value) in pairs {
        match key {
            "app" => opened.problems.extend(other_app(app, value)),
            FINDINGS => take_findings(controls, value, &mut opened),
            _ => take(controls, key, value, &mut opened),
        }
    }
    Some(opened)
}

fn other_app(app: &App, of: &str) -> Option<String> {
    let (id, version) = of.split_once('@').unwrap_or((of, ""));
    match (id == app.id, version == app.version) {
        (false, _) => Some(format!("It is of another app, `{id}`.")),
        (true, false) => Some(format!("It is of version {version} of this app; this is {}.", app.version)),
        (true, true) => None,
    }
}

fn take_findings(controls: &Controls, value: &str, opened: &mut Opened) {
    for text in value.split('~') {
        let finding = text.parse::<FieldFinding>().map_err(|e| format!("Of the findings, {e}."));
        let known = finding.and_then(|finding| match controls.inspectable.problem(&finding) {
            Some(problem) => Err(problem),
            None => Ok(finding),
        });
        match known {
            Ok(finding) => opened.inputs.findings.push(finding),
            Err(problem) => opened.problems.push(problem),
        }
    }
}

fn take(controls: &Controls, key: &str, value: &str, opened: &mut Opened) {
    let (id, is_shape) = key.strip_suffix(SHAPE).map_or((key, false), |id| (id, true));
    let Some(input) = controls.input(id) else {
        return opened.problems.push(format!("This app has no input `{id}`."));
    };
    let taken = match is_shape {
        true => text::numbers(value).map(|shape| drop(opened.inputs.shapes.insert(id.to_owned(), shape))),
        false => value_of(&input.kind, &text::unescaped(value)).map(|value: InputValue| {
            opened.inputs.values.insert(id.to_owned(), value);
        }),
    };
    if taken.is_none() {
        opened.problems.push(format!("{}: the link's value was not taken.", input.title));
    }
}

#[cfg(test)]
mod tests;
