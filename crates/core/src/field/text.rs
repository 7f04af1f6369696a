//! Findings as texts, for links and the command line.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::manifest::raw::ZoneLetter;

use super::{FieldFinding, Found};

/// A text that is no finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no finding; write `pump_2:no_defect`, `pump_2:defect:bearing`, `pump_2:repaired:bearing` or `pump_2:grade:B`"
)]
pub struct TextError(pub String);

impl Display for FieldFinding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let asset = &self.asset;
        match &self.found {
            Found::NoDefect => write!(f, "{asset}:no_defect"),
            Found::Defect(mode) => write!(f, "{asset}:defect:{mode}"),
            Found::Repaired(mode) => write!(f, "{asset}:repaired:{mode}"),
            Found::Grade(zone) => write!(f, "{asset}:grade:{zone:?}"),
        }
    }
}

impl FromStr for FieldFinding {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let parts: Vec<&str> = text.split(':').collect();
        let found = match parts.get(1..) {
            Some(["no_defect"]) => Found::NoDefect,
            Some(["defect", mode]) => Found::Defect((*mode).to_owned()),
            Some(["repaired", mode]) => Found::Repaired((*mode).to_owned()),
            Some(["grade", letter]) => Found::Grade(zone(letter).ok_or_else(|| TextError(text.to_owned()))?),
            _ => return Err(TextError(text.to_owned())),
        };
        Ok(Self { asset: parts.first().copied().unwrap_or_default().to_owned(), found })
    }
}

fn zone(letter: &str) -> Option<ZoneLetter> {
    match letter {
        "A" => Some(ZoneLetter::A),
        "B" => Some(ZoneLetter::B),
        "C" => Some(ZoneLetter::C),
        "D" => Some(ZoneLetter::D),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_back() {
        for text in ["pump_2:no_defect", "pump_2:defect:bearing", "p:repaired:seal", "pump_1:grade:D"] {
            assert_eq!(text.parse::<FieldFinding>().unwrap().to_string(), text);
        }
        for text in ["", "pump_2", "pump_2:defect", "pump_2:no_defect:x", "pump_2:grade:E", "pump_2:worn"] {
            assert_eq!(text.parse::<FieldFinding>(), Err(TextError(text.to_owned())));
        }
    }
}
