//! # `bad-id`
//!
//! What: Ids have lower-case letters, digits, `_` and `-` and start with a letter; ids of inputs have no `-`.
//!
//! Why: ids stand in links, file names and expressions, where `a-b` is a subtraction.
//!
//! Example: `inputs: { inflow-mean: ... }` is refused, `inflow_mean` is right.

use crate::diag::{Code, Report};
use crate::guardrail::{RANGE, SHAPE, UNKNOWN_INPUT};
use crate::manifest::raw::Manifest;
use crate::manifest::tree::member;

use super::parts::Parts;
use super::walk;

/// Names that a verdict uses for findings of its own.
const RESERVED: [&str; 3] = [RANGE, SHAPE, UNKNOWN_INPUT];

/// Notes ids that are not well formed.
pub fn check(manifest: &Manifest, report: &mut Report) {
    note(manifest, ids(manifest), report);
}

/// Notes which of these ids and of the common parts' are not well formed.
pub fn note(manifest: &dyn Parts, others: Vec<(String, &str)>, report: &mut Report) {
    for (path, id) in common_ids(manifest).into_iter().chain(others) {
        if !is_id(id) || (path.starts_with("inputs.") && id.contains('-')) {
            let message = format!("`{id}` is not an id");
            report.error(Code::BadId, path, message).hint("use lower-case letters, digits and `_`");
        }
    }
    for (path, limit) in walk::limits(manifest).filter(|(_, limit)| RESERVED.contains(&limit.id.as_str())) {
        report.error(Code::BadId, path + ".id", format!("the id `{}` is reserved", limit.id));
    }
}

fn ids(manifest: &Manifest) -> Vec<(String, &str)> {
    let presets = listed("scenario.presets", manifest.scenario.presets.ids());
    let assets = listed("assets", manifest.assets.ids());
    let calendars = listed("calendars", manifest.calendars.ids());
    let sites =
        manifest.decision.planning.iter().flat_map(|p| listed("decision.planning.sites", p.sites.ids()));
    presets.chain(assets).chain(listed("modes", manifest.modes.ids())).chain(calendars).chain(sites).collect()
}

fn common_ids(manifest: &dyn Parts) -> Vec<(String, &str)> {
    let app = ("app.id".to_owned(), manifest.app().id.as_str());
    let models = listed("models", manifest.models().ids());
    let inputs = listed("inputs", manifest.inputs().ids());
    let limits = walk::limits(manifest).map(|(path, limit)| (path + ".id", limit.id.as_str()));
    std::iter::once(app).chain(models).chain(inputs).chain(limits).collect()
}

/// Ids of a map with their paths.
pub fn listed<'a>(path: &str, ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = (String, &'a str)> {
    ids.map(move |id| (member(path, id), id))
}

fn is_id(id: &str) -> bool {
    let starts = id.starts_with(|c: char| c.is_ascii_lowercase());
    starts && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(check, &[("id: minimal", "id: My App")], &[(Code::BadId, "app.id")]);
        assert_finds(
            check,
            &[
                ("  ambient:\n    title", "  am-bient:\n    title"),
                ("  pump_1:", "  Pump:"),
                ("id: hot", "id: range"),
            ],
            &[(Code::BadId, "inputs.am-bient"), (Code::BadId, "assets.Pump"), (Code::BadId, "limits[1].id")],
        );
    }
}
