//! The answer to the app's question: headline, reason, three numbers, the act.

mod view;
mod words;

use leptos::prelude::*;
use twinlet_core::decision::Decision;

pub use words::CardWords;

/// What the button of a recommendation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActLabels {
    /// Offered, for example `Schedule inspection`.
    pub offer: &'static str,
    /// The same in a row, for example `Schedule`.
    pub short: &'static str,
    /// Done, for example `Scheduled`.
    pub done: &'static str,
    /// Waiting for a second person, for example `Second confirmation`.
    pub second: &'static str,
}

impl Default for ActLabels {
    fn default() -> Self {
        Self {
            offer: "Schedule inspection",
            short: "Schedule",
            done: "Scheduled",
            second: "Second confirmation",
        }
    }
}

/// What the card needs to know beside the decision.
#[derive(Debug, Clone, PartialEq)]
pub struct CardContext {
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// The scenario's horizon in hours, for the label of the first number.
    pub horizon_h: f64,
    /// Whom the card is for, for example `shift engineer`.
    pub owner: String,
    /// ISO 4217 code of all costs.
    pub currency: String,
    /// Asset ids that are scheduled already: their button says so.
    pub scheduled: Vec<String>,
    /// Asset ids that wait for a second person: their button says so.
    pub waiting: Vec<String>,
    /// What the button says.
    pub labels: ActLabels,
    /// The app may advise but not decide: nothing is offered to be scheduled.
    pub advice_only: bool,
}

impl Default for CardContext {
    fn default() -> Self {
        Self {
            start_min: 0,
            horizon_h: 24.0,
            owner: String::new(),
            currency: "EUR".into(),
            scheduled: Vec::new(),
            waiting: Vec::new(),
            labels: ActLabels::default(),
            advice_only: false,
        }
    }
}

/// The decision as the headline. Four variants by `Decision::status`; a skeleton of the same height while there is none.
#[component]
pub fn DecisionCard(
    /// The decision; `None` shows the skeleton. Required.
    #[prop(into)]
    decision: Signal<Option<Decision>>,
    /// Start, horizon, owner, currency, what is scheduled. Required.
    #[prop(into)]
    context: Signal<CardContext>,
    /// The person schedules a recommendation; carries its asset's id. Required.
    on_schedule: Callback<String>,
    /// The person wants reasons, alternatives and flip points. Required.
    on_why: Callback<()>,
    /// The person asks where a number comes from; carries `risk`, `risk_after` or `cost_of_waiting`. Default: the tiles
    /// cannot be tapped.
    #[prop(optional)]
    on_source: Option<Callback<String>>,
) -> impl IntoView {
    let words = Memo::new(move |_| decision.read().as_ref().map(|d| CardWords::new(d, &context.read())));
    view::card(words, on_schedule, on_why, on_source)
}
