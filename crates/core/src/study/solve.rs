//! How far an input may go: the first value from the safe end of its range that is not allowed, and the one before.
//!
//! The first round looks at the whole range, each further one between the last allowed and the first forbidden point of
//! the one before, until they are one step apart. Nothing is assumed about rising or falling, but what happens between
//! the points of the first round is not seen. Values at the safe end that are blocked or have no number are passed over:
//! nothing is claimed of them, and the answer says where the allowed stretch begins.

use crate::domain::DomainState;
use crate::graph::{Graph, OutputAnswer};
use crate::manifest::resolved::Controls;
use crate::protocol::InputValue;

use super::course::{self, Missing, Outcome, Setting, missing};
use super::inquiry::{count, number};
use super::lattice::Lattice;
use super::{Bound, Found, LimitedBy, Seek, Solve, Solved};

pub(super) struct Course<'a> {
    graph: &'a Graph,
    study: Solve,
    lattice: Lattice,
    /// Whether the whole range was looked at.
    surveyed: bool,
    /// Last position, counted from the safe end, of those before any that is allowed at which nothing can be said.
    outside: Option<(u64, Reason)>,
    /// First position that is known to be allowed.
    first: Option<u64>,
    /// Farthest position up to which all that were looked at are allowed, and the output there.
    allowed: Option<(u64, OutputAnswer)>,
    /// Nearest position that is known not to be.
    forbidden: Option<(u64, Reason)>,
}

struct Reason {
    by: LimitedBy,
    sentences: Vec<String>,
}

impl<'a> Course<'a> {
    pub fn new(graph: &'a Graph, controls: &Controls, study: &Solve) -> Result<Self, String> {
        let number = number(controls, &study.input)?;
        count("steps", study.steps, 3)?;
        let (Bound::Above(bound) | Bound::Below(bound)) = study.bound;
        if !bound.is_finite() {
            return Err(format!("the bound is {bound}; it is a finite number"));
        }
        let lattice = Lattice::of(number);
        let study = study.clone();
        let (outside, first, allowed, forbidden) = (None, None, None, None);
        Ok(Self { graph, study, lattice, surveyed: false, outside, first, allowed, forbidden })
    }

    /// The value at a position counted from the safe end.
    fn value(&self, position: u64) -> f64 {
        match self.study.seek {
            Seek::Highest => self.lattice.at(position),
            Seek::Lowest => self.lattice.at(self.lattice.last() - position),
        }
    }

    /// Positions to look at next: evenly over what is not known yet.
    fn positions(&self) -> Vec<u64> {
        let known = self.allowed.as_ref().map(|(p, _)| *p).or(self.outside.as_ref().map(|(p, _)| *p));
        let from = known.map_or(0, |position| position + 1);
        let end = match &self.forbidden {
            Some((position, _)) => *position,
            None if self.surveyed => from,
            None => self.lattice.last() + 1,
        };
        let Some(to) = end.checked_sub(1) else { return Vec::new() };
        if from > to {
            return Vec::new();
        }
        let (n, width) = (u64::from(self.study.steps) - 1, to - from);
        let at = |i: u64| from + (u128::from(width) * u128::from(i) / u128::from(n)) as u64;
        let mut positions: Vec<u64> = (0..=n).map(at).collect();
        positions.dedup();
        positions
    }

    /// Why a point is not allowed; its output where it is.
    fn judged(&self, outcome: &Outcome) -> Result<OutputAnswer, Reason> {
        let answer = match outcome {
            Outcome::Blocked(finding) => {
                let by = LimitedBy::Limit(finding.limit.clone());
                return Err(Reason { by, sentences: vec![finding.text.clone()] });
            }
            Outcome::Answered(answer) => answer,
        };
        let output = outcome.output(&self.study.output);
        let series = output.and_then(|output| output.series.as_ref());
        let (Some(output), Some((Some(low), Some(high)))) =
            (output, series.map(|series| (series.low.first(), series.high.first())))
        else {
            return Err(match missing(self.graph, answer, &self.study.output) {
                Missing::Domain(sentences) => Reason { by: LimitedBy::Domain, sentences },
                Missing::NoAnswer(why) => Reason { by: LimitedBy::NoAnswer, sentences: vec![why] },
            });
        };
        let is_allowed = match self.study.bound {
            Bound::Above(bound) => *high <= bound,
            Bound::Below(bound) => *low >= bound,
        };
        let by_output = Reason { by: LimitedBy::Output, sentences: Vec::new() };
        if is_allowed { Ok(output.clone()) } else { Err(by_output) }
    }
}

impl course::Course for Course<'_> {
    fn next(&self) -> Vec<Setting> {
        let number = |position| InputValue::Number(self.value(position));
        let setting = |position| vec![(self.study.input.clone(), number(position))];
        self.positions().into_iter().map(setting).collect()
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        let positions = self.positions();
        self.surveyed = true;
        for (position, outcome) in positions.into_iter().zip(outcomes) {
            match self.judged(&outcome) {
                Ok(output) => {
                    self.first.get_or_insert(position);
                    self.allowed = Some((position, output));
                }
                Err(reason) if self.allowed.is_none() && reason.by != LimitedBy::Output => {
                    self.outside = Some((position, reason));
                }
                Err(reason) => {
                    self.forbidden = Some((position, reason));
                    return;
                }
            }
        }
    }

    fn found(&self) -> Found {
        let nothing = self.outside.as_ref().filter(|_| self.allowed.is_none());
        let (limited_by, reasons) = match self.forbidden.as_ref().or(nothing) {
            Some((_, reason)) => (reason.by.clone(), reason.sentences.clone()),
            None => (LimitedBy::Range, Vec::new()),
        };
        let at = self.allowed.as_ref().map(|(_, output)| output.clone());
        let state: Option<DomainState> = at.as_ref().map(|output| output.state);
        Found::Solve(Box::new(Solved {
            input: self.study.input.clone(),
            from: self.first.map(|position| self.value(position)),
            value: self.allowed.as_ref().map(|(position, _)| self.value(*position)),
            limited_by,
            reasons,
            beyond: self.forbidden.as_ref().map(|(position, _)| self.value(*position)),
            at,
            state,
        }))
    }
}
