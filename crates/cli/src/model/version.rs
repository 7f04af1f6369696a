//! Semantic versions of bundles.

use anyhow::Context;
use semver::Version;
use twinlet_core::contract::compare::Step;

/// Reads a version.
///
/// # Errors
/// When it is none.
pub fn parse(text: &str) -> anyhow::Result<Version> {
    Version::parse(text).with_context(|| format!("`{text}` is no semantic version such as 1.2.0"))
}

/// How far a version was raised; `None` when it was not. Before 1.0.0 a minor step may break.
pub fn raised(old: &Version, new: &Version) -> Option<Step> {
    if new <= old {
        None
    } else if new.major > old.major || (old.major == 0 && new.minor > old.minor) {
        Some(Step::Major)
    } else if new.minor > old.minor || old.major == 0 {
        Some(Step::Minor)
    } else {
        Some(Step::Patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        for (old, new, step) in [
            ("1.0.0", "2.0.0", Some(Step::Major)),
            ("1.0.0", "1.1.0", Some(Step::Minor)),
            ("1.0.0", "1.0.1", Some(Step::Patch)),
            ("0.1.0", "0.2.0", Some(Step::Major)),
            ("0.1.0", "0.1.1", Some(Step::Minor)),
            ("1.0.0", "1.0.0", None),
            ("1.1.0", "1.0.9", None),
            ("1.0.0", "1.0.1-rc.1", Some(Step::Patch)),
        ] {
            assert_eq!(raised(&parse(old).unwrap(), &parse(new).unwrap()), step, "{old} -> {new}");
        }
    }
}
