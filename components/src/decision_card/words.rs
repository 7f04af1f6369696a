//! The card's texts, made from a decision: everything that can be tested without a screen.

use twinlet_core::decision::{Decision, Recommendation, Status, Tier};

use super::CardContext;
use crate::format;
use crate::{TileText, Tone};

/// All texts of the card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardWords {
    /// Gravity.
    pub tone: Tone,
    /// One word for it, for example `Plan`.
    pub word: String,
    /// Whom it is for, for example `for the shift engineer`; empty for nobody.
    pub owner: String,
    /// The answer.
    pub headline: String,
    /// The cause, in bold.
    pub cause: String,
    /// What follows it.
    pub further: String,
    /// The first recommendation.
    pub first: Option<ActWords>,
    /// Further recommendations, as rows.
    pub rows: Vec<ActWords>,
}

/// Texts of one recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct ActWords {
    /// The asset's id.
    pub asset: String,
    /// The asset's title.
    pub title: String,
    /// Gravity.
    pub tone: Tone,
    /// When.
    pub window: String,
    /// Label of the first number, for example `P(fail), 24 h`.
    pub risk_label: String,
    /// Failure probability without inspection.
    pub risk: TileText,
    /// The same with it.
    pub risk_after: TileText,
    /// Expected cost of waiting one day.
    pub waiting: TileText,
    /// It is scheduled already.
    pub scheduled: bool,
}

impl CardWords {
    /// Puts a decision into words.
    pub fn new(decision: &Decision, context: &CardContext) -> Self {
        let mut acts = decision.recommendations.iter().map(|r| ActWords::new(r, context));
        let mut reasons = decision.reasons.iter();
        let tier = decision.recommendations.first().map(|r| r.tier);
        Self {
            tone: tier.filter(|_| decision.status == Status::Act).map_or(decision.status.into(), Tone::from),
            word: word(decision.status, tier).into(),
            owner: if context.owner.is_empty() {
                String::new()
            } else {
                ["for the ", &context.owner].concat()
            },
            headline: decision.headline.clone(),
            cause: reasons.next().cloned().unwrap_or_default(),
            further: reasons.map(String::as_str).collect::<Vec<_>>().join(" "),
            first: acts.next(),
            rows: acts.collect(),
        }
    }
}

impl ActWords {
    fn new(act: &Recommendation, context: &CardContext) -> Self {
        Self {
            asset: act.asset.clone(),
            title: act.asset_title.clone(),
            tone: act.tier.into(),
            window: format::window(context.start_min, act.window),
            risk_label: ["P(fail), ", &format::hours(context.horizon_h)].concat(),
            risk: TileText::percent(&act.risk),
            risk_after: TileText::percent(&act.risk_after),
            waiting: TileText::money(&act.cost_of_waiting, &context.currency),
            scheduled: context.scheduled.contains(&act.asset),
        }
    }
}

fn word(status: Status, tier: Option<Tier>) -> &'static str {
    match (status, tier) {
        (Status::Nothing, _) => "Nothing to do",
        (Status::Withheld, _) => "No recommendation",
        (Status::NoWindow, _) => "No window",
        (Status::Act, Some(Tier::Act)) => "Act now",
        (Status::Act, Some(Tier::Watch)) => "Watch",
        (Status::Act, Some(Tier::Plan) | None) => "Plan",
    }
}
