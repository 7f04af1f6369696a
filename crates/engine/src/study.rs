//! Studies of a twin: questions that ask its graph many times, a round of points at once, or its station, an ensemble
//! for each point.

use twinlet_core::ensemble::ModelFacts;
use twinlet_core::manifest::resolved;
use twinlet_core::protocol::{Context, EngineFailure, InputValues, RunPlan};
use twinlet_core::study::{Inquiry, STATION_MEMBERS, StationInquiry, Step, Study, StudyAnswer};

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
    let mut inquiry =
        Inquiry::new(&app.graph, &app.controls, &bundle, inputs, study).map_err(cannot_be_asked)?;
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
    answer(twin, inputs, &named(&whatif(twin)?.studies, id)?.study)
}

/// A study of a station under way, a point at a time.
pub struct StationStudy {
    facts: ModelFacts,
    inquiry: StationInquiry,
}

impl StationStudy {
    /// Starts a study of the app by its id, around the inputs of a plan.
    ///
    /// # Errors
    /// That there is no such study, that it cannot be asked, or that the app is no station.
    pub fn start(twin: &Twin, plan: &RunPlan, id: &str) -> Result<Self, EngineFailure> {
        let (manifest, model) = (twin.station()?, twin.hydraulics()?);
        let study = &named(&manifest.decision.studies, id)?.study;
        let inquiry = StationInquiry::new(manifest, plan, study).map_err(cannot_be_asked)?;
        Ok(Self { facts: ModelFacts::from(&model.bundle), inquiry })
    }

    /// The same around inputs, with the seed of the manifest.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn around(twin: &Twin, inputs: InputValues, id: &str) -> Result<Self, EngineFailure> {
        let seed = twin.station()?.scenario.seed;
        let (members, stop, flips, context) = (STATION_MEMBERS, None, false, Context::default());
        Self::start(twin, &RunPlan { seed, members, stop, inputs, flips, context }, id)
    }

    /// Points done, and all that are known to be wanted.
    pub fn progress(&self) -> (usize, usize) {
        self.inquiry.progress()
    }

    /// Answers one further point; the answer of the study once there is none.
    ///
    /// # Errors
    /// When the twin's hydraulic model is gone.
    pub fn advance(&mut self, twin: &Twin) -> Result<Option<StudyAnswer>, EngineFailure> {
        let (manifest, model) = (twin.station()?, twin.hydraulics()?);
        let mut evaluate = |rows: &[Vec<f64>]| model.surrogate.evaluate(rows);
        Ok(self.inquiry.advance(manifest, &self.facts, &mut evaluate))
    }

    /// Runs to the end in one go.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub fn complete(mut self, twin: &Twin) -> Result<StudyAnswer, EngineFailure> {
        loop {
            if let Some(answer) = self.advance(twin)? {
                return Ok(answer);
            }
        }
    }
}

fn named<'a>(studies: &'a [resolved::Study], id: &str) -> Result<&'a resolved::Study, EngineFailure> {
    let found = studies.iter().find(|study| study.id == id);
    found.ok_or_else(|| {
        let ids: Vec<&str> = studies.iter().map(|study| study.id.as_str()).collect();
        let known = if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
        failure("study", format!("there is no study `{id}`; the app has {known}"), "name one of them")
    })
}

fn cannot_be_asked(why: String) -> EngineFailure {
    failure("study", why, "correct the study, or ask about another input or output")
}
