//! What stands first for whom. Every role has the same parts with the same numbers: only their order differs, and which
//! of them are unfolded.

/// The roles that a station knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// What to do now, and until when.
    Operator,
    /// Window, crew, other windows, cost of waiting.
    Planner,
    /// Cost, risk, reason, report.
    Manager,
    /// Drivers, curve, what would change the answer, contract.
    Engineer,
}

/// A part of the page with the decision, below the decision itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What to do now, and until when.
    Now,
    /// Window, crew, cost of waiting, other windows.
    Planning,
    /// Expected costs and risks with and without, the reason, the report.
    Worth,
    /// Failure probability over time, with the limit and the state of the domain.
    Curve,
    /// Which mode fails the asset, and by when.
    Drivers,
    /// Expected cost by start.
    Costs,
    /// What would change the answer.
    Sensitivity,
    /// Questions that ask the station many times, where the app has any.
    Studies,
    /// What can be set.
    Scenario,
    /// What was found at the assets.
    Findings,
    /// The person's remark.
    Remark,
    /// What the model promises.
    Contract,
}

/// A part, and whether it is unfolded.
pub type Placed = (Part, bool);

impl Emphasis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Operator, Self::Planner, Self::Manager, Self::Engineer];

    /// The id in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Planner => "planner",
            Self::Manager => "manager",
            Self::Engineer => "engineer",
        }
    }

    /// The role of an id.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|emphasis| emphasis.name() == id)
    }
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Now,
        Self::Planning,
        Self::Worth,
        Self::Curve,
        Self::Drivers,
        Self::Costs,
        Self::Sensitivity,
        Self::Studies,
        Self::Scenario,
        Self::Findings,
        Self::Remark,
        Self::Contract,
    ];

    /// Whether it is never folded away: the risk with the state of the domain, what can be set, and short forms.
    pub fn is_always_open(self) -> bool {
        matches!(self, Self::Curve | Self::Scenario | Self::Findings | Self::Remark)
    }
}

/// The parts in three columns, which stand below each other on a phone: the first one goes on below the decision.
pub fn columns(emphasis: Option<Emphasis>) -> [Vec<Placed>; 3] {
    use Part::{
        Contract, Costs, Curve, Drivers, Findings, Now, Planning, Remark, Scenario, Sensitivity, Studies,
        Worth,
    };
    let (order, open): ([&[Part]; 3], &[Part]) = match emphasis {
        None => (
            // Without roles the rest is behind "Why?".
            [&[], &[Curve, Planning, Drivers, Costs, Studies], &[Scenario, Findings, Remark]],
            &[],
        ),
        Some(Emphasis::Operator) => (
            [
                &[Now, Findings, Remark],
                &[Curve, Scenario],
                &[Planning, Drivers, Costs, Worth, Sensitivity, Studies, Contract],
            ],
            &[Now],
        ),
        Some(Emphasis::Planner) => (
            [
                &[Planning],
                &[Costs, Curve, Now],
                &[Scenario, Findings, Remark, Worth, Drivers, Sensitivity, Studies, Contract],
            ],
            &[Planning, Costs],
        ),
        Some(Emphasis::Manager) => (
            [
                &[Worth],
                &[Curve, Costs, Remark],
                &[Scenario, Findings, Now, Planning, Drivers, Sensitivity, Studies, Contract],
            ],
            &[Worth, Costs],
        ),
        Some(Emphasis::Engineer) => (
            [
                &[Drivers],
                &[Curve, Sensitivity, Studies, Contract],
                &[Scenario, Findings, Remark, Costs, Now, Planning, Worth],
            ],
            &[Drivers, Sensitivity, Studies, Contract],
        ),
    };
    order.map(|parts| parts.iter().map(|p| (*p, p.is_always_open() || open.contains(p))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Emphasis differs, the truth does not: no role lacks a part, and none folds the risk away.
    #[test]
    fn every_role_has_every_part_once() {
        for emphasis in Emphasis::ALL.map(Some) {
            let mut parts: Vec<Placed> = columns(emphasis).concat();
            assert!(parts.contains(&(Part::Curve, true)), "{emphasis:?}");
            parts.sort();
            assert_eq!(parts.iter().map(|(p, _)| *p).collect::<Vec<_>>(), Part::ALL, "{emphasis:?}");
        }
    }

    #[test]
    fn the_first_part_is_what_the_role_asks_for() {
        for (emphasis, first) in [
            (Emphasis::Operator, Part::Now),
            (Emphasis::Planner, Part::Planning),
            (Emphasis::Manager, Part::Worth),
            (Emphasis::Engineer, Part::Drivers),
        ] {
            assert_eq!(columns(Some(emphasis))[0].first(), Some(&(first, true)));
            assert_eq!(Emphasis::named(emphasis.name()), Some(emphasis));
        }
        assert_eq!(Emphasis::named("visitor"), None);
    }
}
