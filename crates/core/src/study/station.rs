//! Studies of a station: every point is a small ensemble.
//!
//! All points have the same members (common random numbers), so that two of them differ by the inputs alone, and a
//! difference says more than either number: its noise is that of the difference. Where the models may not be believed a
//! point has no number.

use core::cmp::Ordering;

use crate::decision::cost;
use crate::decision::effect::Timeline;
use crate::domain::{DomainState, DomainVerdict};
use crate::ensemble::aggregate::summarise;
use crate::ensemble::member::MemberResult;
use crate::ensemble::{self, Evaluate, ModelFacts};
use crate::graph::{GraphAnswer, NodeReport, OutputAnswer};
use crate::manifest::resolved::Manifest;
use crate::predict::Series;
use crate::predicted::{Interval, Predicted, Shown};
use crate::protocol::RunPlan;

use super::course::{Course, Outcome, Setting, at, blocked};
use super::{Study, StudyAnswer, global, sensitivity, sweep};

/// Members of each point: enough to tell points apart that have the same ones, few enough for a map.
pub const STATION_MEMBERS: u32 = 40;
/// Columns and rows of a map when none are given: half those of a graph, whose points cost nothing beside these.
pub const STATION_CELLS: (u32, u32) = (9, 7);
/// Points of a global study when none are given.
pub const STATION_SAMPLES: u32 = 64;
/// Most of them: each is asked up to three times for every input, by an ensemble each time.
pub const MOST_STATION_SAMPLES: u32 = 512;

/// What a study of a station can be about, with titles: the highest risk of all assets and that of each, the probability
/// that the station loses its duty, and the expected cost of all assets over the decision's horizon when nothing is inspected.
pub fn outputs<'a>(assets: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let named = |id: &str, title: &str| (id.to_owned(), title.to_owned());
    let of_assets = assets.map(|(id, title)| (format!("{id}.risk"), format!("{title}, failure probability")));
    let station = [
        named("station.risk", "Probability that the station loses its duty"),
        named("cost_without", "Expected cost of all assets without an inspection"),
    ];
    std::iter::once(named("highest_risk", "Highest failure probability"))
        .chain(of_assets)
        .chain(station)
        .collect()
}

/// A study of a station under way: one point after the other, a round of them at a time.
pub struct StationInquiry {
    plan: RunPlan,
    course: Box<dyn Course>,
    /// The round under way, and what came of its first settings.
    round: Vec<Setting>,
    outcomes: Vec<Outcome>,
    /// Points of the rounds before.
    before: usize,
    /// How many of all points were asked: no limit blocks them.
    asked: usize,
    /// Why points have no number beside limits and domain, once each.
    problems: Vec<String>,
}

impl StationInquiry {
    /// Starts a study around the inputs of a plan, whose seed it takes.
    ///
    /// # Errors
    /// In words: an input or output that is not known, or not of the kind; figures out of their range.
    pub fn new(manifest: &Manifest, plan: &RunPlan, study: &Study) -> Result<Self, String> {
        check_output(manifest, study.output())?;
        let controls = &manifest.controls;
        let inputs = controls.complete(&plan.inputs);
        let course: Box<dyn Course> = match study {
            Study::Sensitivity(study) => Box::new(sensitivity::Course::new(controls, &inputs, study)?),
            Study::Sweep(study) => Box::new(sweep::Course::new(controls, study)?),
            Study::GlobalSensitivity(study) => Box::new(global::Course::new(controls, study)?),
            Study::Solve(_) => {
                return Err("a station answers `solve` as the highest value of an input".to_owned());
            }
        };
        let plan = RunPlan { members: STATION_MEMBERS, stop: None, flips: false, inputs, ..plan.clone() };
        let round = course.next();
        Ok(Self { plan, course, round, outcomes: Vec::new(), before: 0, asked: 0, problems: Vec::new() })
    }

    /// Points done, and all that are known to be wanted.
    pub fn progress(&self) -> (usize, usize) {
        (self.before + self.outcomes.len(), self.before + self.round.len())
    }

    /// Answers one further point; the answer of the study once there is none.
    pub fn advance(
        &mut self,
        manifest: &Manifest,
        facts: &ModelFacts,
        evaluate: &mut Evaluate<'_>,
    ) -> Option<StudyAnswer> {
        if let Some(setting) = self.round.get(self.outcomes.len()).cloned() {
            let outcome = self.outcome(manifest, facts, &setting, evaluate);
            self.outcomes.push(outcome);
        }
        if self.outcomes.len() < self.round.len() {
            return None;
        }
        self.before += self.outcomes.len();
        self.course.take(core::mem::take(&mut self.outcomes));
        self.round = self.course.next();
        self.round.is_empty().then(|| self.done())
    }

    fn outcome(
        &mut self,
        manifest: &Manifest,
        facts: &ModelFacts,
        setting: &Setting,
        evaluate: &mut Evaluate<'_>,
    ) -> Outcome {
        let plan = RunPlan { inputs: at(&self.plan.inputs, setting), ..self.plan.clone() };
        if let Some(finding) = blocked(&manifest.controls, &plan.inputs) {
            return Outcome::Blocked(finding);
        }
        self.asked += 1;
        let answer = match ensemble::setting::Setting::prepare(manifest, facts, &plan, evaluate) {
            Ok(setting) => {
                // Nobody is told a number from outside the domain.
                let count = if setting.domain.state == DomainState::Out { 0 } else { STATION_MEMBERS };
                let members = (0..count).map(|k| setting.member(k, setting.inflation));
                told(&setting, &members.collect::<Vec<_>>())
            }
            Err(error) => {
                let problem = format!("No answer at some points: {error}.");
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
                unanswered()
            }
        };
        Outcome::Answered(Box::new(answer))
    }

    fn done(&self) -> StudyAnswer {
        let seed = self.plan.seed;
        let members = format!("Each point from the same {STATION_MEMBERS} members (seed {seed}).");
        let notices = std::iter::once(members).chain(self.problems.iter().cloned()).collect();
        StudyAnswer { found: self.course.found(), notices, asked: self.asked }
    }
}

fn check_output(manifest: &Manifest, id: &str) -> Result<(), String> {
    let known = outputs(manifest.assets.iter().map(|asset| (asset.id.as_str(), asset.title.as_str())));
    if known.iter().any(|(known, _)| known == id) {
        return Ok(());
    }
    let ids: Vec<&str> = known.iter().map(|(id, _)| id.as_str()).collect();
    Err(format!("there is no output `{id}`; a station has {}", ids.join(", ")))
}

/// What members say, in the form of a graph's answer: risks in per cent, costs in the manifest's currency.
fn told(setting: &ensemble::setting::Setting, members: &[MemberResult]) -> GraphAnswer {
    let (manifest, state) = (&setting.manifest, setting.domain.state);
    let of = |id: String, unit: &str, number: &dyn Fn(&MemberResult) -> f64| {
        output(id, unit, summarise(members.iter().map(number), state))
    };
    let last = |curve: &[f64]| 100.0 * curve.last().copied().unwrap_or(f64::NAN);
    let risks: Vec<OutputAnswer> = (manifest.assets.iter().enumerate())
        .map(|(i, asset)| of(format!("{}.risk", asset.id), "%", &|m| last(&m.assets[i].failure)))
        .collect();
    let cost = |m: &MemberResult| {
        m.assets.iter().map(|a| cost::expected(setting, &Timeline::new(setting, a), None)).sum()
    };
    let station = of("station.risk".to_owned(), "%", &|m| last(&m.station));
    let cost = of("cost_without".to_owned(), &manifest.app.currency, &cost);
    let mut outputs: Vec<OutputAnswer> = highest(&risks).into_iter().collect();
    outputs.extend(risks.into_iter().chain([station, cost]));
    let report =
        NodeReport { id: "station".to_owned(), domain: setting.domain.clone(), ..NodeReport::default() };
    GraphAnswer { outputs, nodes: vec![report], domain: setting.domain.clone() }
}

/// The highest of some risks, by its mean.
fn highest(risks: &[OutputAnswer]) -> Option<OutputAnswer> {
    let mean = |risk: &OutputAnswer| risk.first().map(|predicted| predicted.shown().value);
    let highest = risks.iter().max_by(|a, b| mean(a).partial_cmp(&mean(b)).unwrap_or(Ordering::Equal))?;
    Some(OutputAnswer { id: "highest_risk".to_owned(), ..highest.clone() })
}

/// One number with the interval of the members; none where the models may not be believed.
fn output(id: String, unit: &str, number: Predicted<f64>) -> OutputAnswer {
    let Shown { value, interval: Interval { low, high, coverage, kind }, domain } = number.shown();
    let is_number = domain != DomainState::Out && [value, low, high].iter().all(|x| x.is_finite());
    let series = || Series {
        values: vec![value],
        low: vec![low],
        high: vec![high],
        coverage,
        kind,
        unit: unit.to_owned(),
    };
    let series = is_number.then(series);
    OutputAnswer {
        title: id.clone(),
        id,
        length: 1,
        axis: None,
        lives: None,
        series,
        state: domain,
        limit: None,
    }
}

/// Nothing.
fn unanswered() -> GraphAnswer {
    GraphAnswer { outputs: Vec::new(), nodes: Vec::new(), domain: DomainVerdict::default() }
}
