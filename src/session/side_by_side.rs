//! All scenarios in one table: what each of them asks for, what may fail, what it costs.

use twinlet_components::{ScenarioLine, TileText, format};
use twinlet_core::outlook::Outlook;
use twinlet_core::planning::Plan;
use twinlet_core::standing::Standing;

use super::runs::Answer;
use super::{Beside, Session};

/// What stands in the columns.
pub const COLUMNS: [&str; 2] = ["Highest P(fail)", "Expected cost"];

impl Session {
    /// The scenario on the screen, which has its own name where it has one, then all others.
    pub fn all_scenarios(self) -> Vec<Beside> {
        let inputs = self.base.scenario.inputs();
        let mut all = self.beside();
        let here = match all.iter().position(|beside| beside.inputs == inputs) {
            Some(at) => all.remove(at),
            None => self.one_beside("This scenario".to_owned(), inputs),
        };
        std::iter::once(here).chain(all).collect()
    }

    /// The same as lines of a table.
    pub fn side_by_side(self) -> Vec<ScenarioLine> {
        let all = self.all_scenarios().into_iter().enumerate();
        all.map(|(at, beside)| ScenarioLine { is_here: at == 0, ..self.line(beside) }).collect()
    }

    fn line(self, beside: Beside) -> ScenarioLine {
        let Beside { title, inputs, blocked_by } = beside;
        let blank = ScenarioLine { title, ..ScenarioLine::default() };
        if !blocked_by.is_empty() {
            return ScenarioLine { words: ["Blocked: ", &blocked_by.join(" ")].concat(), ..blank };
        }
        match self.answer_to(&inputs) {
            Some(answer) => {
                let cells = vec![highest(&answer.outlook), self.cost(&answer)];
                ScenarioLine { words: self.headline(&answer), cells, ..blank }
            }
            None => ScenarioLine { words: "Not computed yet.".to_owned(), ..blank },
        }
    }

    fn headline(self, answer: &Answer) -> String {
        let decision = self.as_far_as_allowed(Some(answer.outlook.decision.clone()));
        decision.map(|decision| decision.headline).unwrap_or_default()
    }

    /// Nothing is said about visits where the app only monitors.
    fn cost(self, answer: &Answer) -> Option<TileText> {
        answer.outlook.plan.as_ref().filter(|_| self.base.standing().0 != Standing::Monitor).map(cost)
    }
}

/// The asset that is the most likely to fail.
fn highest(outlook: &Outlook) -> Option<TileText> {
    let risks = outlook.assets.iter().map(|asset| &asset.risk);
    risks.max_by(|a, b| a.shown().value.total_cmp(&b.shown().value)).map(TileText::percent)
}

/// With the visits that are recommended, and without any.
fn cost(plan: &Plan) -> TileText {
    let money = |x: f64| format::money(x, &plan.currency, None);
    let is_saved = plan.cost_without > plan.cost;
    let without = is_saved.then(|| [&money(plan.cost_without), "\nwithout"].concat());
    TileText { value: money(plan.cost), interval: without.unwrap_or_default(), outside: false }
}
