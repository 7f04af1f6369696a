//! How urgent an asset is, from cost, with a margin before a tier is left.
//!
//! * act now: its risk is above the limit, or waiting a day costs at least as much as a visit;
//! * plan: a visit saves more than 5 % of what it costs;
//! * watch: neither.
//!
//! A tier that was told before is kept until its quantity falls below (1 - margin) times its threshold, so that a
//! forecast that trembles does not make the answer tremble.

use crate::decision::Tier;

/// A saving below this share of a visit's cost is not worth it.
pub const WORTH: f64 = 0.05;

/// What a tier is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Urgency {
    /// Failure probability within the scenario's horizon.
    pub risk: f64,
    /// Expected cost of leaving it less that of its best start.
    pub saving: f64,
    /// Expected cost of waiting a day.
    pub waiting: f64,
}

/// What it is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Risk limit.
    pub risk_limit: f64,
    /// Cost of a visit.
    pub visit_cost: f64,
    /// Margin for leaving a tier, a share of its threshold.
    pub hysteresis: f64,
}

/// The tier, given the one that was told before.
pub fn tier(now: &Urgency, than: &Thresholds, previous: Option<Tier>) -> Tier {
    let holds = |tier: Tier| {
        let kept = previous.is_some_and(|p| p >= tier);
        let share = if kept { 1.0 - than.hysteresis } else { 1.0 };
        match tier {
            Tier::Act => now.risk > share * than.risk_limit || now.waiting >= share * than.visit_cost,
            Tier::Plan => now.saving > share * WORTH * than.visit_cost,
            Tier::Watch => true,
        }
    };
    [Tier::Act, Tier::Plan].into_iter().find(|t| holds(*t)).unwrap_or(Tier::Watch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Tier::{Act, Plan, Watch};

    #[test]
    fn a_tier_is_left_with_a_margin() {
        let than = Thresholds { risk_limit: 0.04, visit_cost: 200.0, hysteresis: 0.25 };
        // (risk, saving, waiting, previous) -> tier; by hand: act at 4 % or 200, left below 3 % and 150; plan above 10,
        // left at 7.5.
        for (risk, saving, waiting, previous, expected) in [
            (0.041, 0.0, 0.0, None, Act),
            (0.04, 500.0, 199.0, None, Plan),
            (0.04, 500.0, 200.0, None, Act),
            (0.031, 500.0, 0.0, Some(Act), Act),
            (0.031, 500.0, 0.0, Some(Plan), Plan),
            (0.03, 500.0, 149.0, Some(Act), Plan),
            (0.0, 500.0, 150.0, Some(Act), Act),
            (0.0, 10.0, 0.0, None, Watch),
            (0.0, 8.0, 0.0, Some(Plan), Plan),
            (0.0, 8.0, 0.0, Some(Watch), Watch),
            (0.0, 8.0, 0.0, Some(Act), Plan),
            (0.0, 7.5, 0.0, Some(Plan), Watch),
        ] {
            let urgency = Urgency { risk, saving, waiting };
            assert_eq!(tier(&urgency, &than, previous), expected, "{urgency:?} after {previous:?}");
        }
    }
}
