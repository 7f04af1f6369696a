//! Windows that a person moves by hand, and the day from which the plan counts.

use leptos::prelude::*;
use twinlet_components::Tone;
use twinlet_core::date::Date;
use twinlet_core::decision::Window;
use twinlet_core::planning::{Evaluation, Moves, Plan};
use twinlet_core::protocol::Context;
use twinlet_core::standing::Standing;

use super::Session;
use super::runs::Answer;
use crate::browser::clock;

/// What a person changed about the plan. It is no input: the models do not see it.
#[derive(Clone, Copy)]
pub struct Planning {
    /// Starts by asset id, hours after "now".
    pub moves: RwSignal<Moves>,
    /// The day of "now" where calendars ask for one: the device's until the person chooses another.
    pub date: RwSignal<Option<Date>>,
}

impl Planning {
    pub(super) fn new(has_calendars: bool) -> Self {
        let date = has_calendars.then(clock::today).flatten();
        Self { moves: RwSignal::new(Moves::new()), date: RwSignal::new(date) }
    }
}

impl Session {
    /// The plan of the last complete answer; none where the app only monitors, as nothing is recommended then.
    pub(super) fn plan(self) -> Option<Plan> {
        if self.base.standing().0 == Standing::Monitor {
            return None;
        }
        self.runs.settled.read().as_ref().and_then(|answer| answer.outlook.plan.clone())
    }

    /// What a run knows beside its inputs: the day, and the tiers of what is scheduled, which are left with a margin.
    pub(super) fn context(self) -> Context {
        let now = clock::local_now();
        let items = self.work.items.read_untracked();
        let told = items.iter().filter(|item| item.end >= now).filter_map(|item| item.recommendation());
        Context {
            date: self.planning.date.get_untracked(),
            tiers: told.map(|r| (r.asset.clone(), r.tier)).collect(),
        }
    }

    /// Moves an asset's window, or puts it back to the plan.
    pub fn move_window(self, asset: String, start_h: Option<f64>) {
        self.planning.moves.update(|moves| match start_h {
            Some(start) => drop(moves.insert(asset, start)),
            None => drop(moves.remove(&asset)),
        });
    }

    /// The plan counts from another day: calendars are looked up anew.
    pub fn plan_from(self, date: Date) {
        if self.planning.date.get_untracked() == Some(date) {
            return;
        }
        self.planning.date.set(Some(date));
        self.planning.moves.set(Moves::new());
        self.run_anew();
    }

    /// Schedules a window that a person chose.
    pub fn schedule_window(self, asset: &str, start_h: f64) {
        if self.is_barred() {
            return;
        }
        if let Some(answer) = self.answer_to_rest_on() {
            match self.evaluated(&answer, asset, start_h) {
                Some(found) if found.obstacles.is_empty() => {
                    let window = Window { start_h: found.start_h, end_h: found.end_h };
                    self.accept_window(&answer, asset, window, true);
                }
                Some(found) => {
                    let reasons: Vec<String> = found.obstacles.into_iter().map(|o| o.text).collect();
                    let text = [&reasons.join(". "), ". Move the window to where it is open."].concat();
                    self.base.notices.show("schedule", Tone::Block, "Not possible", text, None);
                }
                None => {
                    let text = "The last run made no plan for this. Read the answer again.";
                    self.base.notices.show("schedule", Tone::Caution, "Changed", text, None);
                }
            }
        }
    }

    fn evaluated(self, answer: &Answer, asset: &str, start_h: f64) -> Option<Evaluation> {
        let plan = answer.outlook.plan.as_ref()?;
        plan.evaluate_among(asset, start_h, &self.planning.moves.get_untracked())
    }
}
