//! Every dependency's licence is on the list of `deny.toml`.

use anyhow::Result;
use cargo_metadata::Metadata;
use spdx::{Expression, ParseMode};

use crate::files::{read_text, workspace_root};

/// Every package whose licence expression the list does not satisfy.
pub fn check(metadata: &Metadata) -> Result<Vec<String>> {
    let allowed = allowed(&read_text(&workspace_root().join("deny.toml"))?);
    let packages = metadata.packages.iter();
    let wrong =
        packages.filter(|package| !is_allowed(package.license.as_deref().unwrap_or_default(), &allowed));
    Ok(wrong.map(|package| complaint(&package.name, package.license.as_deref())).collect())
}

fn complaint(name: &str, licence: Option<&str>) -> String {
    let licence = licence.unwrap_or("none stated");
    format!(
        "`{name}` has licence `{licence}`, which deny.toml does not allow; use another crate, or argue for the licence there"
    )
}

/// The quoted lines of the `allow` list.
fn allowed(deny_toml: &str) -> Vec<String> {
    let lines = deny_toml.lines().skip_while(|line| !line.starts_with("allow = [")).skip(1);
    let quoted = lines
        .take_while(|line| *line != "]")
        .filter_map(|line| line.trim().strip_prefix('"')?.split('"').next());
    quoted.map(str::to_owned).collect()
}

/// An expression holds if the licences on the list are enough for it: one side of each OR, both of each AND.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let parsed = Expression::parse_mode(expression, ParseMode::LAX);
    parsed.is_ok_and(|parsed| parsed.evaluate(|requirement| allowed.contains(&requirement.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_evaluated() {
        let list = allowed("[licenses]\nallow = [\n    \"MIT\",\n    \"ISC\", # why\n]\nother = 1\n");
        assert_eq!(list, ["MIT", "ISC"]);
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/GPL-3.0", true),
            ("(MIT OR GPL-3.0-only) AND ISC", true),
            ("MIT AND GPL-3.0-only", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(expression, &list), expected, "{expression}");
        }
    }
}
