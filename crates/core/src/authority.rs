//! Who has to say yes before a recommendation counts as accepted, and who did.
//!
//! Names are typed and nobody checks them. This records who answered for a decision; it protects nothing.

use serde::{Deserialize, Serialize};

/// What a yes takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The app advises: one person notes that it was read, nothing is accepted.
    Advise,
    /// One named person confirms.
    Confirm,
    /// Two persons of different names confirm; until the second has, nothing is accepted.
    TwoPerson,
}

/// How far a recommendation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Somebody has yet to answer.
    Open,
    /// It was read; nothing was accepted.
    Acknowledged,
    /// Everybody whom the level asks for has confirmed.
    Accepted,
}

/// A person's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The name as it was typed, without spaces at its ends. Not verified.
    pub name: String,
    /// When, UTC, ISO 8601.
    pub at: String,
}

/// The level with the answers so far, the first first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// What a yes takes.
    pub level: Level,
    /// Who answered.
    pub by: Vec<Signature>,
}

/// Why an answer is not taken; each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No name was typed.
    #[error("Type your name: the record says who answered.")]
    NoName,
    /// The name is longer than [`LONGEST`] characters.
    #[error("This name is longer than {LONGEST} characters. Type it as on your badge.")]
    TooLong,
    /// The first person cannot be the second one, too.
    #[error("{0} confirmed already. A second, different person has to confirm.")]
    SamePerson(String),
    /// Nobody else is asked for.
    #[error("Everybody has answered already; nothing is left to confirm.")]
    Complete,
}

/// Longest name, in characters.
pub const LONGEST: usize = 80;

/// What every place that asks for a name says.
pub const NO_SECURITY: &str =
    "Names are typed and not verified. The record says who answered; it protects nothing.";

impl Level {
    /// How many different persons it takes.
    pub fn persons(self) -> usize {
        match self {
            Self::Advise | Self::Confirm => 1,
            Self::TwoPerson => 2,
        }
    }

    /// In words, for reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Advise => "advice only: it is noted as read, a person decides by the present practice",
            Self::Confirm => "one named person confirms",
            Self::TwoPerson => "two persons of different names confirm",
        }
    }
}

impl Confirmation {
    /// Nobody has answered yet.
    pub fn new(level: Level) -> Self {
        Self { level, by: Vec::new() }
    }

    /// With one more answer, at a time in UTC, ISO 8601.
    ///
    /// # Errors
    /// Without a name, with one that answered before (case and spaces do not count), or when nobody else is asked for.
    pub fn signed(&self, name: &str, at: &str) -> Result<Self, Refusal> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.state() != State::Open {
            return Err(Refusal::Complete);
        }
        if name.is_empty() {
            return Err(Refusal::NoName);
        }
        if name.chars().count() > LONGEST {
            return Err(Refusal::TooLong);
        }
        if let Some(first) = self.by.iter().find(|s| s.name.to_lowercase() == name.to_lowercase()) {
            return Err(Refusal::SamePerson(first.name.clone()));
        }
        let mut by = self.by.clone();
        by.push(Signature { name, at: at.to_owned() });
        Ok(Self { level: self.level, by })
    }

    /// How far it has come.
    pub fn state(&self) -> State {
        match (self.by.len() >= self.level.persons(), self.level) {
            (false, _) => State::Open,
            (true, Level::Advise) => State::Acknowledged,
            (true, Level::Confirm | Level::TwoPerson) => State::Accepted,
        }
    }

    /// `Confirmed by Ada Byron, 2026-11-21 10:00 UTC, and by …; waiting for a second person.`
    pub fn sentence(&self) -> String {
        let when =
            |at: &str| [at.get(..10).unwrap_or(at), " ", at.get(11..16).unwrap_or(""), " UTC"].concat();
        let one = |s: &Signature| [s.name.as_str(), ", ", &when(&s.at)].concat();
        let all = self.by.iter().map(one).collect::<Vec<_>>().join(", and by ");
        match (self.state(), self.by.is_empty()) {
            (State::Open, true) => "Nobody has confirmed.".into(),
            (State::Open, false) => ["Confirmed by ", &all, "; a second person has yet to confirm."].concat(),
            (State::Acknowledged, _) => ["Noted as read by ", &all, "; nothing was accepted."].concat(),
            (State::Accepted, _) => ["Confirmed by ", &all, "."].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(level: Level, names: &[&str]) -> Result<Confirmation, Refusal> {
        names
            .iter()
            .try_fold(Confirmation::new(level), |so_far, name| so_far.signed(name, "2026-11-21T10:00:00Z"))
    }

    #[test]
    fn each_level_asks_for_its_persons() {
        for (level, names, state) in [
            (Level::Advise, &[][..], State::Open),
            (Level::Advise, &["Ada"], State::Acknowledged),
            (Level::Confirm, &["Ada"], State::Accepted),
            (Level::TwoPerson, &["Ada"], State::Open),
            (Level::TwoPerson, &["Ada", "Grace"], State::Accepted),
        ] {
            assert_eq!(answered(level, names).unwrap().state(), state, "{level:?} {names:?}");
        }
    }

    #[test]
    fn an_answer_that_does_not_count_is_refused() {
        for (level, names, refusal) in [
            (Level::Confirm, &["  "][..], Refusal::NoName),
            (Level::TwoPerson, &["Ada Byron", " ada  BYRON "], Refusal::SamePerson("Ada Byron".into())),
            (Level::Confirm, &["Ada", "Grace"], Refusal::Complete),
            (Level::Advise, &["Ada", "Grace"], Refusal::Complete),
            (Level::Confirm, &[&"x".repeat(LONGEST + 1)], Refusal::TooLong),
        ] {
            assert_eq!(answered(level, names), Err(refusal), "{level:?} {names:?}");
        }
    }

    #[test]
    fn sentences_name_persons_and_times() {
        for (level, names, expected) in [
            (
                Level::Advise,
                &["Ada"][..],
                "Noted as read by Ada, 2026-11-21 10:00 UTC; nothing was accepted.",
            ),
            (Level::TwoPerson, &[], "Nobody has confirmed."),
            (
                Level::TwoPerson,
                &["Ada"],
                "Confirmed by Ada, 2026-11-21 10:00 UTC; a second person has yet to confirm.",
            ),
            (Level::Confirm, &["Ada"], "Confirmed by Ada, 2026-11-21 10:00 UTC."),
        ] {
            assert_eq!(answered(level, names).unwrap().sentence(), expected);
        }
    }
}
