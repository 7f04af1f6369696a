//! What to compute next, decided from what is there and what somebody looks at. No browser, no engine.

use std::time::Duration;

/// Members of the run that follows a finger: the answer comes at once and is marked by its wider bands.
pub const QUICK_MEMBERS: u32 = 200;
/// How long the inputs must rest before the full run.
const REST: Duration = Duration::from_millis(600);

/// Why a run is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Few members, at once.
    Quick,
    /// All members.
    Full,
    /// All members and the flip points.
    Flips,
    /// A scenario that this one is compared with.
    Beside,
}

/// How good the answer to the present inputs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// There is none.
    None,
    /// From few members.
    Quick,
    /// From all members.
    Full,
    /// With flip points.
    Flips,
}

/// What is there and what is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// A limit blocks the inputs, the person stopped the run, or it failed.
    pub held: bool,
    /// The answer to the present inputs.
    pub quality: Quality,
    /// Somebody reads the reasons.
    pub why_open: bool,
    /// Somebody compares.
    pub compare_open: bool,
    /// All scenarios that this one is compared with are computed for the present conditions.
    pub has_beside: bool,
}

/// The next run and how long to wait for it.
pub fn next(needs: Needs) -> Option<(Purpose, Duration)> {
    match needs.quality {
        _ if needs.held => None,
        Quality::None => Some((Purpose::Quick, Duration::ZERO)),
        Quality::Quick => Some((Purpose::Full, REST)),
        Quality::Full if needs.why_open => Some((Purpose::Flips, Duration::ZERO)),
        _ if needs.compare_open && !needs.has_beside => Some((Purpose::Beside, Duration::ZERO)),
        Quality::Full | Quality::Flips => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_follow_each_other() {
        let needs = |quality, why_open, compare_open, has_beside| Needs {
            held: false,
            quality,
            why_open,
            compare_open,
            has_beside,
        };
        for (needs, expected) in [
            (needs(Quality::None, true, true, false), Some(Purpose::Quick)),
            (needs(Quality::Quick, true, true, false), Some(Purpose::Full)),
            (needs(Quality::Full, true, true, false), Some(Purpose::Flips)),
            (needs(Quality::Flips, true, true, false), Some(Purpose::Beside)),
            (needs(Quality::Full, false, true, false), Some(Purpose::Beside)),
            (needs(Quality::Full, false, true, true), None),
            (needs(Quality::Full, false, false, false), None),
            (Needs { held: true, ..needs(Quality::None, true, true, false) }, None),
        ] {
            assert_eq!(next(needs).map(|(purpose, _)| purpose), expected, "{needs:?}");
        }
    }
}
