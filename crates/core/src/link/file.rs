//! A scenario as a file: the same as a link, for mails and for those who keep their scenarios.

use serde::{Deserialize, Serialize};

use crate::manifest::resolved::{App, Controls};
use crate::protocol::InputValues;

use super::{Opened, other_app};

/// Longest file that is read, characters.
const MAX_LENGTH: usize = 200_000;
/// Version of the form.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct ScenarioFile {
    /// Version of the form; 1.
    twinlet_scenario: u32,
    /// Id and version of the app, joined by `@`.
    app: String,
    /// Values of all inputs.
    inputs: InputValues,
}

/// A scenario as the text of a file.
pub fn to_file(app: &App, controls: &Controls, inputs: &InputValues) -> String {
    let file = ScenarioFile {
        twinlet_scenario: FORMAT,
        app: format!("{}@{}", app.id, app.version),
        inputs: controls.complete(inputs),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Reads the text of a file. Inputs that the app does not have are left out and said.
#[inline]
pub fn from_file(app: &App, controls: &Controls, text: &str) -> Opened {
    let nothing = |why: &str| Opened { problems: vec![why.to_owned()], ..Opened::default() };
    if text.len() > MAX_LENGTH {
        return nothing("The file is too long for a scenario; nothing of it was taken.");
    }
    let Ok(file) = serde_json::from_str::<ScenarioFile>(text) else {
        return nothing("The file is not a scenario of Twinlet; nothing of it was taken.");
    };
    if file.twinlet_scenario != FORMAT {
        return nothing("The file is of another version of Twinlet; nothing of it was taken.");
    }
    let mut opened = Opened { inputs: file.inputs, problems: Vec::new() };
    opened.problems.extend(other_app(app, &file.app));
    let mut unknown = Vec::new();
    opened.inputs.values.retain(|id, _| {
        let is_known = controls.input(id).is_some();
        unknown.extend((!is_known).then(|| format!("This app has no input `{id}`.")));
        is_known
    });
    opened.inputs.shapes.retain(|id, _| controls.input(id).is_some());
    opened.problems.extend(unknown);
    let wrong: Vec<String> =
        opened.inputs.findings.iter().filter_map(|f| controls.inspectable.problem(f)).collect();
    opened.inputs.findings.retain(|f| controls.inspectable.problem(f).is_none());
    opened.problems.extend(wrong);
    opened
}
