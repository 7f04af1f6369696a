//! A static registry: which versions of which bundles there are, with their hashes; and the lock that an app's build
//! keeps.
//!
//! A registry is a folder: `index.json`, and each bundle at `<id>/<version>/`. Nothing here reads a file or a clock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Name of the index in a registry's folder.
pub const REGISTRY: &str = "index.json";
/// Name of the signature beside it.
pub const SIGNATURE: &str = "index.json.sig";
/// Name of an app's lock beside its manifest.
pub const LOCK: &str = "twin.lock";

/// `index.json` of a registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Version of the registry's form; 1.
    pub registry_version: u32,
    /// Raised with each publication; an older one is refused by whoever has seen a newer one.
    pub serial: u64,
    /// Last day on which it may be believed without a newer one, ISO 8601; empty for always.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expires: String,
    /// Versions by model id, in the order of publication.
    pub models: BTreeMap<String, Vec<Published>>,
}

/// One published version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Semantic version.
    pub version: String,
    /// Title of the model.
    pub title: String,
    /// Folder of the bundle, relative to the registry.
    pub folder: String,
    /// SHA-256 of the bundle's index, which names the hashes of all its files.
    pub sha256: String,
    /// Size of all its files.
    pub bytes: usize,
    /// Last day of validity of the model, ISO 8601.
    pub valid_until: String,
    /// Index hashes of the bundles it replaces or was trained from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lineage: Vec<String>,
    /// The figures that people ask for first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<Summary>,
    /// Why it must not be used any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
}

/// A validation in five figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Held-out runs.
    pub runs: u32,
    /// Largest ratio of an output's error to the trivial baseline's.
    pub worst_of_baseline: f64,
    /// Coverage of single values that lies farthest from nominal.
    pub coverage: f64,
    /// Share of good runs that the domain refuses.
    pub false_alarm_rate: f64,
    /// Share of extrapolations that the domain refuses.
    pub extrapolation_recall: f64,
}

/// `twin.lock`: what an app's models were resolved to, by their id in the manifest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Version of the lock's form; 1.
    pub lock_version: u32,
    /// Serial of each registry that was used, by its path in the manifest: an older one is refused.
    pub registries: BTreeMap<String, u64>,
    /// By id in the manifest.
    pub models: BTreeMap<String, Locked>,
}

/// One locked model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// Id in the registry.
    pub model: String,
    /// Exact version.
    pub version: String,
    /// SHA-256 of the bundle's index.
    pub sha256: String,
}

impl Registry {
    /// The index may no longer be believed without a newer one.
    pub fn is_expired(&self, today: Date) -> bool {
        Date::parse(&self.expires).is_some_and(|last| last < today)
    }

    /// A published version.
    pub fn find(&self, model: &str, version: &str) -> Option<&Published> {
        self.models.get(model)?.iter().find(|p| p.version == version)
    }
}

#[cfg(feature = "authoring")]
impl Registry {
    /// The highest version of a model in a range such as `^1.2` or `=1.0.0` that was not withdrawn.
    ///
    /// # Errors
    /// What is wrong with the range, or which versions there are instead.
    pub fn resolve(&self, model: &str, range: &str) -> Result<&Published, String> {
        let wanted = semver::VersionReq::parse(range)
            .map_err(|e| format!("`{range}` is no version or range such as ^1.2 or =1.0.0: {e}"))?;
        let ids = || self.models.keys().cloned().collect::<Vec<_>>().join(", ");
        let versions = self
            .models
            .get(model)
            .ok_or_else(|| format!("the registry has no `{model}`; it has {}", ids()))?;
        let fits = |p: &&Published| semver::Version::parse(&p.version).is_ok_and(|v| wanted.matches(&v));
        let usable = versions.iter().filter(|p| p.withdrawn.is_none()).filter(fits);
        usable.max_by_key(|p| semver::Version::parse(&p.version).ok()).ok_or_else(|| {
            let withdrawn = versions.iter().filter(fits).find_map(|p| p.withdrawn.as_ref());
            let listed: Vec<&str> = versions.iter().map(|p| p.version.as_str()).collect();
            match withdrawn {
                Some(why) => {
                    format!("what fits `{range}` was withdrawn: {why}; there are {}", listed.join(", "))
                }
                None => format!("no version of `{model}` fits `{range}`; there are {}", listed.join(", ")),
            }
        })
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::*;

    fn registry(versions: &[(&str, Option<&str>)]) -> Registry {
        let published = |(version, withdrawn): &(&str, Option<&str>)| Published {
            version: (*version).into(),
            title: "Pumps".into(),
            folder: format!("pumps/{version}"),
            sha256: String::new(),
            bytes: 1,
            valid_until: "2030-01-01".into(),
            lineage: vec![],
            validation: None,
            withdrawn: withdrawn.map(Into::into),
        };
        let models = [("pumps".to_owned(), versions.iter().map(published).collect())];
        Registry { registry_version: 1, serial: 1, expires: String::new(), models: models.into() }
    }

    #[test]
    fn the_highest_that_fits_and_was_not_withdrawn() {
        let registry = registry(&[
            ("1.0.0", None),
            ("1.10.0", None),
            ("1.2.0", None),
            ("1.11.0", Some("wrong unit")),
            ("2.0.0", None),
        ]);
        for (range, expected) in [
            ("^1", Ok("1.10.0")),
            ("=1.2.0", Ok("1.2.0")),
            (">=1", Ok("2.0.0")),
            ("=1.11.0", Err("withdrawn: wrong unit")),
            ("^3", Err("there are 1.0.0, 1.10.0")),
            ("newest", Err("no version or range")),
        ] {
            match (registry.resolve("pumps", range), expected) {
                (Ok(found), Ok(version)) => assert_eq!(found.version, version, "{range}"),
                (Err(said), Err(part)) => assert!(said.contains(part), "{said}"),
                (found, _) => panic!("{range}: {found:?}"),
            }
        }
        assert!(registry.resolve("fans", "^1").unwrap_err().contains("it has pumps"));
    }
}
