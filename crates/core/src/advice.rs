//! What the rules of a what-if app recommend.
//!
//! A condition holds only where it is true at every combination of the ends of what is uncertain in it: a
//! recommendation does not rest on the middle of an interval. Nothing is recommended while a value that the rules read
//! is missing.

mod names;
mod record;

pub use record::AdviceRecord;

pub use names::{Names, Progress, known, solved_words, words};

use crate::manifest::expression::Expression;
use crate::manifest::raw::{Condition, Question};

/// Most uncertain values of one condition: each doubles the combinations.
pub const MAX_UNCERTAIN: usize = 5;

/// What is known of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// It is on its way.
    Pending,
    /// It has no value here.
    Nothing,
    /// A number with its interval; both ends are the number itself where it is certain.
    Number {
        /// The value.
        value: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

impl Known {
    /// A number without an interval.
    pub fn exactly(value: f64) -> Self {
        Self::Number { value, low: value, high: value }
    }
}

/// Values by name.
pub type Values<'a> = &'a dyn Fn(&str) -> Known;

/// What the rules say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// A value is on its way.
    Pending,
    /// A value is missing: there is no recommendation.
    Nothing,
    /// The rule at this place recommends.
    Rule(usize),
}

/// The first rule that surely holds.
pub fn advise(question: &Question, values: Values<'_>) -> Advice {
    let names = question.rules.iter().flat_map(|rule| rule.when.iter().flat_map(Condition::names));
    let known: Vec<Known> = names.map(values).collect();
    if known.contains(&Known::Pending) {
        return Advice::Pending;
    }
    if known.contains(&Known::Nothing) {
        return Advice::Nothing;
    }
    let holds = |when: &Option<Condition>| match when {
        None => true,
        Some(condition) => surely(condition, values),
    };
    question.rules.iter().position(|rule| holds(&rule.when)).map_or(Advice::Nothing, Advice::Rule)
}

/// Whether a condition holds at every combination of the ends of what is uncertain in it.
pub fn surely(condition: &Condition, values: Values<'_>) -> bool {
    let Condition::Compiled(expression) = condition else { return false };
    let mut names = expression.inputs();
    names.sort_unstable();
    names.dedup();
    let known: Vec<(&str, [f64; 3])> =
        names.into_iter().filter_map(|name| Some((name, ends(values(name))?))).collect();
    let uncertain: Vec<&str> =
        known.iter().filter(|(_, [_, low, high])| low != high).map(|(name, _)| *name).collect();
    uncertain.len() <= MAX_UNCERTAIN
        && holds(expression, &known, None, &uncertain)
        && (0..1_usize << uncertain.len()).all(|corner| holds(expression, &known, Some(corner), &uncertain))
}

fn ends(known: Known) -> Option<[f64; 3]> {
    match known {
        Known::Number { value, low, high } => Some([value, low, high]),
        Known::Pending | Known::Nothing => None,
    }
}

/// At the values, or at one combination of the ends: bit k picks the end of the k-th uncertain name.
fn holds(
    expression: &Expression,
    known: &[(&str, [f64; 3])],
    corner: Option<usize>,
    uncertain: &[&str],
) -> bool {
    let value = |name: &str| {
        let (_, [value, low, high]) = known.iter().find(|(other, _)| *other == name)?;
        let bit = uncertain.iter().position(|other| *other == name);
        Some(match (corner, bit) {
            (Some(corner), Some(bit)) => {
                if corner >> bit & 1 == 1 {
                    *high
                } else {
                    *low
                }
            }
            _ => *value,
        })
    };
    // A condition is 1 where it holds.
    expression.evaluate(&value).is_some_and(|x| x > 0.5)
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::*;
    use crate::manifest::cel::parse_condition;
    use crate::manifest::raw::{Rule, Tone};

    fn question(conditions: &[&str]) -> Question {
        let parsed = |text: &str| {
            Condition::Compiled(parse_condition(text).unwrap_or_else(|why| panic!("{text}: {why}")))
        };
        let rule = |when: Option<&str>| Rule {
            when: when.map(parsed),
            say: "x".into(),
            because: None,
            tone: Tone::Go,
        };
        let rules = conditions.iter().map(|text| rule(Some(text))).chain([rule(None)]).collect();
        let text = || "x".to_owned();
        Question { question: text(), owner: text(), current_practice: text(), measure: text(), rules }
    }

    #[test]
    fn a_rule_holds_over_whole_intervals() {
        let hot = |low: f64, high: f64| Known::Number { value: (low + high) / 2.0, low, high };
        for (known, expected) in [
            (hot(100.0, 110.0), Advice::Rule(0)),
            (hot(115.0, 124.0), Advice::Rule(1)),
            (hot(125.0, 139.0), Advice::Rule(1)),
            (hot(125.0, 141.0), Advice::Rule(2)),
            (Known::Nothing, Advice::Nothing),
            (Known::Pending, Advice::Pending),
        ] {
            let values = |name: &str| if name == "hot" { known } else { Known::exactly(50.0) };
            let rules = question(&["hot <= 120 && load < 80", "hot <= 140"]);
            assert_eq!(advise(&rules, &values), expected, "{known:?}");
        }
    }

    #[test]
    fn the_worst_combination_counts() {
        let values = |name: &str| match name {
            "a" => Known::Number { value: 2.0, low: 1.0, high: 3.0 },
            _ => Known::Number { value: 5.0, low: 2.5, high: 6.0 },
        };
        let at = |text: &str| surely(&Condition::Compiled(parse_condition(text).unwrap()), &values);
        assert!(!at("a < b"));
        assert!(at("a < b + 1"));
        assert!(at("a > 0 || b > 100"));
    }
}
