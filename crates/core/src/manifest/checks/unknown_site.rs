//! # `unknown-site`
//!
//! What: The site of an asset and the ends of a leg are ids of sites.
//!
//! Why: a crew would be expected at the wrong place.
//!
//! Example: `site: nort` with a site `north` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::manifest::structure::suggest;

/// Notes names of sites that do not exist.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let sites: Vec<&str> = manifest.decision.planning.iter().flat_map(|p| p.sites.ids()).collect();
    for (path, name) in names(manifest).into_iter().filter(|(_, name)| !sites.contains(name)) {
        let diagnostic = report.error(Code::UnknownSite, path, format!("there is no site `{name}`"));
        suggest(diagnostic, name, sites.iter().copied());
    }
}

fn names(manifest: &Manifest) -> Vec<(String, &str)> {
    let assets = manifest.assets.iter().filter_map(|(id, asset)| Some((id, asset.site.as_deref()?)));
    let assets = assets.map(|(id, site)| (format!("assets.{id}.site"), site));
    let legs = manifest.decision.planning.iter().flat_map(|p| p.travel.iter().enumerate());
    let ends = legs.flat_map(|(i, leg)| [("from", leg.from.as_str(), i), ("to", leg.to.as_str(), i)]);
    assets.chain(ends.map(|(key, site, i)| (format!("decision.planning.travel[{i}].{key}"), site))).collect()
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::{PLANNED, assert_finds};
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, PLANNED, &[]);
        assert_finds(
            check,
            &[PLANNED, &[(r#"site: north"#, r#"site: nort"#), (r#"to: south"#, r#"to: sout"#)]].concat(),
            &[
                (Code::UnknownSite, "assets.pump_1.site"),
                (Code::UnknownSite, "decision.planning.travel[0].to"),
            ],
        );
    }
}
