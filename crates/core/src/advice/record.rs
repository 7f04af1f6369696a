//! What a what-if app recommended and who answered: content-addressed, like the record of a station's decision.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::authority::Confirmation;
use crate::bundle::sha256_hex;
use crate::graph::GraphAnswer;
use crate::protocol::{InputValues, LoadedModel};
use crate::record::canonical_json;

/// A recommendation with everything it rested on, and who answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceRecord {
    /// Version of the record's form: 1.
    pub record_version: u32,
    /// App id.
    pub app: String,
    /// App version.
    pub app_version: String,
    /// SHA-256 of the compiled manifest.
    pub manifest_sha256: String,
    /// Build id of the engine that answered.
    pub build: String,
    /// Models with the hash of their index.
    pub models: Vec<LoadedModel>,
    /// What was set.
    pub inputs: InputValues,
    /// Reasons that the person gave for cautions, by limit id.
    pub reasons: BTreeMap<String, String>,
    /// The answer in the app's own units.
    pub answer: GraphAnswer,
    /// The question, as it was shown.
    pub question: String,
    /// What was recommended, as it was shown.
    pub recommendation: String,
    /// Why, as it was shown.
    pub because: String,
    /// Who answered, at which level.
    pub authority: Confirmation,
}

impl AdviceRecord {
    /// The record's address: SHA-256 of its canonical JSON.
    ///
    /// # Errors
    /// When a number is not finite.
    pub fn id(&self) -> Result<String, serde_json::Error> {
        Ok(sha256_hex(canonical_json(self)?.as_bytes()))
    }

    /// Whether this is the same recommendation to the same inputs, whoever answered.
    pub fn is_about(&self, inputs: &InputValues, recommendation: &str) -> bool {
        self.inputs == *inputs && self.recommendation == recommendation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Level;
    use crate::domain::DomainVerdict;

    #[test]
    fn its_address_changes_with_who_answered() {
        let bare = AdviceRecord {
            record_version: 1,
            app: "loading".into(),
            app_version: "1.0.0".into(),
            manifest_sha256: "00".into(),
            build: "test".into(),
            models: vec![],
            inputs: InputValues::default(),
            reasons: BTreeMap::new(),
            answer: GraphAnswer { outputs: vec![], nodes: vec![], domain: DomainVerdict::default() },
            question: "May the load go on?".into(),
            recommendation: "Go on.".into(),
            because: String::new(),
            authority: Confirmation::new(Level::Confirm),
        };
        let signed = bare.authority.signed("Ada", "2026-11-21T10:00:00Z").unwrap();
        let confirmed = AdviceRecord { authority: signed, ..bare.clone() };
        assert_ne!(bare.id().unwrap(), confirmed.id().unwrap());
        assert!(confirmed.is_about(&bare.inputs, "Go on."));
        assert!(!confirmed.is_about(&bare.inputs, "Reduce the load."));
        let text = serde_json::to_string(&confirmed).unwrap();
        assert_eq!(serde_json::from_str::<AdviceRecord>(&text).unwrap(), confirmed);
    }
}
