//! # `empty-text`
//!
//! What: Titles, texts, owners and the four parts of a decision (question, owner, current practice, measure) say something.
//!
//! Why: an app without a question that somebody owns, and without a practice to be measured against, serves no decision.
//!
//! Example: `question: ""` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::parts::Parts;
use super::walk;

/// Notes texts that are empty or blank.
pub fn check(manifest: &Manifest, report: &mut Report) {
    note(manifest, texts(manifest).into_iter().chain(titles(manifest)), report);
}

/// Notes which of these texts and of the common parts' are empty or blank.
pub fn note<'a>(
    manifest: &'a dyn Parts,
    others: impl Iterator<Item = (String, &'a str)>,
    report: &mut Report,
) {
    for (path, text) in others.chain(common_texts(manifest)) {
        if text.trim().is_empty() {
            report.error(Code::EmptyText, &path, format!("`{path}` is empty")).hint("say it in a few words");
        }
    }
}

fn common_texts(manifest: &dyn Parts) -> Vec<(String, &str)> {
    let app = manifest.app();
    let mut texts: Vec<(String, &str)> = vec![
        ("app.title".into(), &app.title),
        ("app.version".into(), &app.version),
        ("app.summary".into(), &app.summary),
    ];
    texts.extend(manifest.models().iter().flat_map(|(id, m)| {
        [
            (format!("models.{id}.bundle"), m.bundle.as_deref().unwrap_or("in a registry")),
            (format!("models.{id}.version"), m.version.as_str()),
        ]
    }));
    let numbers = walk::number_inputs(manifest).map(|(path, input)| (path + ".title", input.title.as_str()));
    let choices = walk::choice_inputs(manifest).map(|(path, input)| (path + ".title", input.title.as_str()));
    texts.extend(numbers.chain(choices));
    texts.extend(walk::limits(manifest).flat_map(|(path, limit)| {
        [(format!("{path}.text"), limit.text.as_str()), (format!("{path}.owner"), limit.owner.as_str())]
    }));
    texts
}

fn texts(manifest: &Manifest) -> [(String, &str); 5] {
    let decision = &manifest.decision;
    [
        ("decision.question".into(), &decision.question),
        ("decision.owner".into(), &decision.owner),
        ("decision.current_practice".into(), &decision.current_practice),
        ("decision.measure".into(), &decision.measure),
        ("scenario.reference_scenario.title".into(), &manifest.scenario.reference_scenario.title),
    ]
}

fn titles(manifest: &Manifest) -> impl Iterator<Item = (String, &str)> {
    let presets =
        manifest.scenario.presets.iter().map(|(id, p)| (format!("scenario.presets.{id}"), &p.title));
    let assets = manifest.assets.iter().map(|(id, asset)| (format!("assets.{id}"), &asset.title));
    let modes = walk::modes(manifest).map(|(path, mode)| (path, mode.title()));
    let pages = manifest.pages.iter().enumerate().map(|(i, page)| (format!("pages[{i}]"), &page.title));
    let calendars = manifest.calendars.iter().map(|(id, c)| (format!("calendars.{id}"), &c.title));
    let sites = walk::sites(manifest).map(|(path, site)| (path, &site.title));
    let all = presets.chain(assets).chain(modes).chain(pages).chain(calendars).chain(sites);
    all.map(|(path, title)| (format!("{path}.title"), title.as_str()))
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("question: Which pump?", r#"question: """#)],
            &[(Code::EmptyText, "decision.question")],
        );
        assert_finds(
            check,
            &[
                ("owner: Shift engineer", r#"owner: " ""#),
                ("title: Zone", r#"title: """#),
                ("owner: Safety", r#"owner: """#),
            ],
            &[
                (Code::EmptyText, "decision.owner"),
                (Code::EmptyText, "inputs.zone_1.title"),
                (Code::EmptyText, "limits[1].owner"),
            ],
        );
    }
}
