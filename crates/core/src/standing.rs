//! What an app may still do with its models: decide, advise or monitor. It only ever steps down, visibly, with what
//! to do about it, and back up when the cause is gone.

use serde::{Deserialize, Serialize};

use crate::domain::DomainState;

/// What the app may do. Ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Recommend, and schedule what it recommends.
    #[default]
    Decide,
    /// Say what it would recommend; a person decides by the present practice.
    Advise,
    /// Show curves; recommend nothing.
    Monitor,
}

/// Why the app stepped down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The reference experiments came out differently on this device.
    ProofFailed,
    /// A model was never validated.
    Unvalidated,
    /// The owner answers for the model only until a day that has passed; holds the days since.
    Expired(u32),
    /// So many of the last runs lay outside the validated range.
    OftenOutside(usize),
}

/// What is known when the app asks what it may do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Circumstances {
    /// The reference experiments did not all come out as they should.
    pub proof_failed: bool,
    /// The contract of at least one model says that it was never validated.
    pub unvalidated: bool,
    /// Days since the last day of validity; `None` while the model is valid.
    pub days_expired: Option<u32>,
    /// Domain states of the last full runs, the latest last.
    pub recent: Vec<DomainState>,
}

/// Runs that are looked back upon.
pub const RECENT_RUNS: usize = 10;
/// Outside as often as this among them: advise. Half of the runs (assumption).
const OFTEN_OUTSIDE: usize = 5;
/// Outside as often as this among them: monitor. Nearly all of the runs (assumption).
const NEARLY_ALWAYS_OUTSIDE: usize = 9;
/// Days after which an expired model only monitors: a quarter (assumption).
const GRACE_DAYS: u32 = 90;

impl Circumstances {
    /// The standing and every cause that lowers it, the gravest first.
    pub fn judge(&self) -> (Standing, Vec<Cause>) {
        let recent = self.recent.iter().rev().take(RECENT_RUNS);
        let outside = recent.filter(|state| **state == DomainState::Out).count();
        let causes = [
            self.proof_failed.then_some((Standing::Monitor, Cause::ProofFailed)),
            self.unvalidated.then_some((Standing::Monitor, Cause::Unvalidated)),
            self.days_expired.map(|days| (expired(days), Cause::Expired(days))),
            often_outside(outside).map(|standing| (standing, Cause::OftenOutside(outside))),
        ];
        let mut causes: Vec<(Standing, Cause)> = causes.into_iter().flatten().collect();
        causes.sort_by_key(|(standing, _)| std::cmp::Reverse(*standing));
        let standing = causes.first().map(|(standing, _)| *standing).unwrap_or_default();
        (standing, causes.into_iter().map(|(_, cause)| cause).collect())
    }
}

fn expired(days: u32) -> Standing {
    if days > GRACE_DAYS { Standing::Monitor } else { Standing::Advise }
}

fn often_outside(runs: usize) -> Option<Standing> {
    match runs {
        NEARLY_ALWAYS_OUTSIDE.. => Some(Standing::Monitor),
        OFTEN_OUTSIDE.. => Some(Standing::Advise),
        _ => None,
    }
}

impl Cause {
    /// Two or three words for the chip.
    pub fn short(self) -> &'static str {
        match self {
            Self::ProofFailed => "proof failed",
            Self::Unvalidated => "unvalidated",
            Self::Expired(_) => "model expired",
            Self::OftenOutside(_) => "often out of range",
        }
    }

    /// What happened, in a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::ProofFailed => {
                "The reference experiments came out differently here than where the model was approved."
                    .into()
            }
            Self::Unvalidated => {
                "The model was never validated: its numbers have no interval, and nothing is recommended."
                    .into()
            }
            Self::Expired(1) => "The model’s validity ended yesterday.".into(),
            Self::Expired(days) => format!("The model’s validity ended {days} days ago."),
            Self::OftenOutside(runs) => {
                format!("{runs} of the last {RECENT_RUNS} runs lay outside the validated range.")
            }
        }
    }

    /// What to do about it, in a sentence.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::ProofFailed => "Update the browser and prove again; until then decide as before.",
            Self::Unvalidated => "Ask the model’s owner for a validated bundle; until then decide as before.",
            Self::Expired(_) => "Ask the model’s owner for a new version; until then decide as before.",
            Self::OftenOutside(_) => {
                "Tell the model’s owner how it is used; runs inside the range bring the recommendation back."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_steps_down_and_says_why() {
        use DomainState::{In, Out};
        let recent = |outside: usize| {
            let mut states = vec![Out; 30];
            states.extend(vec![In; RECENT_RUNS - outside]);
            states.extend(vec![Out; outside]);
            states
        };
        for (proof_failed, days_expired, outside, standing, cause) in [
            (false, None, 0, Standing::Decide, None),
            (false, None, 4, Standing::Decide, None),
            (false, None, 5, Standing::Advise, Some(Cause::OftenOutside(5))),
            (false, None, 9, Standing::Monitor, Some(Cause::OftenOutside(9))),
            (false, Some(1), 0, Standing::Advise, Some(Cause::Expired(1))),
            (false, Some(90), 0, Standing::Advise, Some(Cause::Expired(90))),
            (false, Some(91), 6, Standing::Monitor, Some(Cause::Expired(91))),
            (true, Some(1), 6, Standing::Monitor, Some(Cause::ProofFailed)),
        ] {
            let (found, causes) =
                Circumstances { proof_failed, days_expired, recent: recent(outside), ..Default::default() }
                    .judge();
            assert_eq!((found, causes.first().copied()), (standing, cause));
        }
        let unvalidated = Circumstances { unvalidated: true, ..Default::default() };
        assert_eq!(unvalidated.judge(), (Standing::Monitor, vec![Cause::Unvalidated]));
    }
}
