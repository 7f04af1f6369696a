//! How grave something is: the one scale behind every shape, word and colour.

use twinlet_core::decision::{Status, Tier};
use twinlet_core::domain::DomainState;
use twinlet_core::guardrail::Level;

/// Gravity, from quiet to grave. Always shown as shape + word + colour, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tone {
    /// Neither good nor bad: a ring, in ink.
    #[default]
    Neutral,
    /// As it should be: a disc.
    Ok,
    /// Worth knowing: a square, in the accent.
    Note,
    /// Caution: a triangle.
    Caution,
    /// Blocked, out of range or act now: a cross.
    Block,
}

impl Tone {
    /// Class that sets the colours: `tone-ok`, `tone-caution` and so on.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Ok => "tone-ok",
            Self::Note => "tone-note",
            Self::Caution => "tone-caution",
            Self::Block => "tone-block",
        }
    }
}

impl From<DomainState> for Tone {
    fn from(state: DomainState) -> Self {
        match state {
            DomainState::In => Self::Ok,
            DomainState::Caution => Self::Caution,
            DomainState::Out => Self::Block,
        }
    }
}

impl From<Level> for Tone {
    fn from(level: Level) -> Self {
        match level {
            Level::Advise => Self::Note,
            Level::Caution => Self::Caution,
            Level::Block => Self::Block,
        }
    }
}

impl From<Tier> for Tone {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::Watch => Self::Note,
            Tier::Plan => Self::Caution,
            Tier::Act => Self::Block,
        }
    }
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::Act | Status::NoWindow => Self::Caution,
            Status::Nothing => Self::Ok,
            Status::Withheld => Self::Block,
        }
    }
}
