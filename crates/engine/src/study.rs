//! Studies of a twin: questions that ask its graph many times, a round of points at once.

use twinlet_core::protocol::{EngineFailure, InputValues};
use twinlet_core::study::{Inquiry, Step, Study, StudyAnswer};

use crate::ask::ask_many;
use crate::ask::whatif;
use crate::failure::failure;
use crate::twin::Twin;

/// Answers a study around the given inputs; missing ones have their defaults.
///
/// Remote models are not asked, as [`ask_many`] says; the answer's notices name them.
///
/// # Errors
/// `no_graph` when the app is a station, `study` when the study names something that the app has not, or a figure of it
/// is out of its range.
pub fn answer(twin: &Twin, inputs: &InputValues, study: &Study) -> Result<StudyAnswer, EngineFailure> {
    let app = whatif(twin)?;
    let bundle = |id: &str| twin.models.get(id).map(|model| &model.bundle);
    let mut inquiry = Inquiry::new(&app.graph, &app.controls, &bundle, inputs, study)
        .map_err(|why| failure("study", why, "correct the study, or ask about another input or output"))?;
    loop {
        match inquiry.advance() {
            Step::Done(answer) => return Ok(*answer),
            Step::Ask(points) => {
                inquiry.give(ask_many(twin, &points).into_iter().collect::<Result<Vec<_>, _>>()?)
            }
        }
    }
}

/// The same for a study of the app, by its id among the outputs.
///
/// # Errors
/// As [`answer`], or that there is no such study.
pub fn answer_by_id(twin: &Twin, inputs: &InputValues, id: &str) -> Result<StudyAnswer, EngineFailure> {
    match whatif(twin)?.studies.iter().find(|study| study.id == id) {
        Some(found) => answer(twin, inputs, &found.study),
        None => Err(failure("study", format!("there is no study `{id}`"), "name one of the app's outputs")),
    }
}
