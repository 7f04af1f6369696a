//! `remote`: a model that another computer evaluates, asked over the Open Inference Protocol v2.
//!
//! The bundle says what the model is called there; where "there" is, the app's manifest says. Contract, domain and
//! intervals travel with the bundle, so that an answer from afar is guarded like any other.

use serde::{Deserialize, Serialize};

use super::read;
use crate::contract::Contract;
use crate::inference::tensors;

/// Longest name of a model or a version.
const LONGEST_NAME: usize = 128;

/// `model.json` of a remote model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Remote {
    /// How it is asked.
    pub protocol: Protocol,
    /// Its name on the server: letters, digits, `.`, `_` and `-`.
    pub model: String,
    /// Its version on the server; the server's choice when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Type of the values that are sent.
    #[serde(default)]
    pub datatype: Datatype,
}

/// How a remote model is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// The Open Inference Protocol v2, JSON over HTTP, as KServe, Triton and MLServer speak it.
    #[serde(rename = "open_inference_v2")]
    OpenInferenceV2,
}

/// Type of the values that are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum Datatype {
    /// 32 bits.
    #[serde(rename = "FP32")]
    Fp32,
    /// 64 bits.
    #[default]
    #[serde(rename = "FP64")]
    Fp64,
}

impl Remote {
    /// Reads `model.json` and checks that the contract's slots fill the columns of their tensors.
    ///
    /// # Errors
    /// That the file is not of its form, a name that does not fit into an address, or the first slot out of place.
    #[inline]
    pub fn parse(bytes: &[u8], contract: &Contract) -> Result<Self, String> {
        let remote: Self = read(bytes)?;
        let version = remote.version.iter().map(|version| ("version", version));
        for (key, name) in std::iter::once(("model", &remote.model)).chain(version) {
            if !is_name(name) {
                return Err(format!(
                    "`{key}` has 1 to {LONGEST_NAME} letters, digits, `.`, `_` or `-`, the first a letter or digit"
                ));
            }
        }
        for slots in [&contract.inputs, &contract.outputs] {
            if tensors(slots)?.is_empty() {
                return Err("the contract has no inputs or no outputs".to_owned());
            }
        }
        Ok(remote)
    }
}

/// A name that is a segment of a path as it stands.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::contract;

    /// Each slot a tensor of its own.
    fn apart(slots: &str) -> Contract {
        let mut contract = contract(slots);
        for slot in contract.inputs.iter_mut().chain(&mut contract.outputs) {
            slot.tensor = slot.name.clone();
        }
        contract
    }

    #[test]
    fn what_is_absent_has_its_default() {
        let text = br#"{"protocol":"open_inference_v2","model":"a-1.b_2"}"#;
        let remote = Remote::parse(text, &apart("x*2 y -> z")).unwrap();
        assert_eq!(
            (remote.model.as_str(), remote.version, remote.datatype),
            ("a-1.b_2", None, Datatype::Fp64)
        );
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let file = |rest: &str| format!(r#"{{"protocol":"open_inference_v2",{rest}}}"#);
        let long = format!(r#""model":"{}""#, "m".repeat(129));
        for (text, why) in [
            (file(r#""model":"""#), "`model` has 1 to 128"),
            (file(r#""model":"..""#), "`model` has 1 to 128"),
            (file(r#""model":"a/b""#), "`model` has 1 to 128"),
            (file(r#""model":"a?x=1""#), "`model` has 1 to 128"),
            (file(r#""model":"a%2f""#), "`model` has 1 to 128"),
            (file(&long), "`model` has 1 to 128"),
            (file(r#""model":"a","version":"../1""#), "`version` has 1 to 128"),
            (file(r#""model":"a","datatype":"FP16""#), "unknown variant `FP16`"),
            (file(r#""model":"a","url":"https://x""#), "unknown field `url`"),
            (r#"{"protocol":"grpc","model":"a"}"#.into(), "unknown variant `grpc`"),
        ] {
            let said = Remote::parse(text.as_bytes(), &apart("x -> z")).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        let good = file(r#""model":"a""#);
        let said = Remote::parse(good.as_bytes(), &contract("x*2 y -> z")).unwrap_err();
        assert!(said.contains("`y` of the contract is in column 0 of `t`, not in column 2"), "{said}");
    }
}
