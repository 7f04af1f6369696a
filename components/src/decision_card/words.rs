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
    /// What the large button says.
    pub button: &'static str,
    /// What the button of a row says.
    pub short: &'static str,
    /// It may be scheduled.
    pub offered: bool,
}

impl CardWords {
    /// Puts a decision into words.
    pub fn new(decision: &Decision, context: &CardContext) -> Self {
        let mut acts = decision.recommendations.iter().map(|r| ActWords::new(r, context));
        let mut reasons = decision.reasons.iter();
        let tier =
            decision.recommendations.first().map(|r| r.tier).filter(|_| decision.status == Status::Act);
        let advice = context.advice_only && tier.is_some();
        Self {
            tone: if advice { Tone::Caution } else { tier.map_or(decision.status.into(), Tone::from) },
            word: if advice { "Advice only" } else { word(decision.status, tier) }.into(),
            owner: if context.owner.is_empty() {
                String::new()
            } else {
                ["for the ", &context.owner].concat()
            },
            headline: decision.headline.clone(),
            cause: reasons.next().map(|r| format::kept_together(r.as_str())).unwrap_or_default(),
            further: format::kept_together(&reasons.map(String::as_str).collect::<Vec<_>>().join(" ")),
            first: acts.next(),
            rows: acts.collect(),
        }
    }
}

impl ActWords {
    fn new(act: &Recommendation, context: &CardContext) -> Self {
        let (labels, scheduled) = (context.labels, context.scheduled.contains(&act.asset));
        let (button, short) = match (scheduled, context.waiting.contains(&act.asset)) {
            (true, _) => (labels.done, labels.done),
            (false, true) => (labels.second, labels.second),
            (false, false) => (labels.offer, labels.short),
        };
        Self {
            asset: act.asset.clone(),
            title: act.asset_title.clone(),
            tone: act.tier.into(),
            window: format::window(context.start_min, act.window),
            risk_label: ["P(fail), ", &format::hours(context.horizon_h)].concat(),
            risk: TileText::percent(&act.risk),
            risk_after: TileText::percent(&act.risk_after),
            waiting: TileText::money(&act.cost_of_waiting, &context.currency),
            scheduled,
            button,
            short,
            offered: !context.advice_only,
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

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::decision::{DecidedBy, Window};
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Interval, IntervalKind, Predicted};

    fn predicted(value: f64, low: f64, high: f64) -> Predicted<f64> {
        let interval = Interval { low, high, coverage: 0.8, kind: IntervalKind::Members };
        Predicted::new(value, interval, DomainState::In)
    }

    fn recommendation(asset: &str, tier: Tier) -> Recommendation {
        Recommendation {
            asset: asset.into(),
            asset_title: "Pump 2".into(),
            tier,
            window: Window { start_h: 4.0, end_h: 8.0 },
            decided_by: DecidedBy::RiskLimit,
            risk: predicted(0.078, 0.049, 0.112),
            risk_after: predicted(0.021, 0.012, 0.034),
            cost_of_waiting: predicted(1238.0, 810.0, 1_700.0),
            cost_without: 0.0,
            cost_with: 0.0,
            alternatives: vec![],
            reason: String::new(),
        }
    }

    fn decision(status: Status, tiers: &[Tier]) -> Decision {
        let recommendations =
            tiers.iter().enumerate().map(|(i, t)| recommendation(&format!("pump_{i}"), *t)).collect();
        let reasons =
            vec!["It runs warm.".to_string(), "Risk passes 5 % at 19:00.".into(), "Others stay low.".into()];
        Decision {
            status,
            headline: "Inspect pump 2".into(),
            reasons,
            details: vec![],
            recommendations,
            flips: vec![],
        }
    }

    fn words(status: Status, tiers: &[Tier]) -> CardWords {
        let context = CardContext { start_min: 360, scheduled: vec!["pump_1".into()], ..Default::default() };
        CardWords::new(&decision(status, tiers), &context)
    }

    #[test]
    fn words_and_tones_by_status() {
        for (status, tiers, word, tone) in [
            (Status::Act, &[Tier::Plan][..], "Plan", Tone::Caution),
            (Status::Act, &[Tier::Act], "Act now", Tone::Block),
            (Status::Act, &[Tier::Watch], "Watch", Tone::Note),
            (Status::Nothing, &[], "Nothing to do", Tone::Ok),
            (Status::Withheld, &[], "No recommendation", Tone::Block),
            (Status::NoWindow, &[], "No window", Tone::Caution),
        ] {
            let words = words(status, tiers);
            assert_eq!((words.word.as_str(), words.tone), (word, tone));
        }
    }

    #[test]
    fn advice_is_not_offered_to_be_scheduled() {
        let decision = decision(Status::Act, &[Tier::Act, Tier::Plan]);
        let words = CardWords::new(&decision, &CardContext { advice_only: true, ..CardContext::default() });
        assert_eq!((words.word.as_str(), words.tone), ("Advice only", Tone::Caution));
        assert!(!words.first.unwrap().offered && !words.rows[0].offered);
    }

    #[test]
    fn the_button_says_what_it_takes() {
        let decision = decision(Status::Act, &[Tier::Plan, Tier::Plan]);
        let context = CardContext { waiting: vec!["pump_0".into()], ..CardContext::default() };
        let words = CardWords::new(&decision, &context);
        assert_eq!(words.first.unwrap().button, "Second confirmation");
        assert_eq!((words.rows[0].button, words.rows[0].short), ("Schedule inspection", "Schedule"));
        let done = CardContext { scheduled: vec!["pump_0".into()], ..context };
        assert_eq!(CardWords::new(&decision, &done).first.unwrap().button, "Scheduled");
    }

    #[test]
    fn the_first_is_large_and_the_rest_are_rows() {
        let words = words(Status::Act, &[Tier::Plan, Tier::Watch]);
        let first = words.first.unwrap();
        assert_eq!((first.window.as_str(), first.risk_label.as_str()), ("10:00 to 14:00", "P(fail), 24 h"));
        assert_eq!((words.rows.len(), first.scheduled, words.rows[0].scheduled), (1, false, true));
        assert_eq!(words.cause, "It runs warm.");
        assert_eq!(words.further, "Risk passes 5\u{a0}% at 19:00. Others stay low.");
    }
}
