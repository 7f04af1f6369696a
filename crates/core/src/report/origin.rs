//! Where the numbers of the answer come from, as lists within lists.

use crate::trace::{Item, Versions, station};
use crate::units::Preference;

use super::Report;
use super::markup::{escaped, section};

/// The failure probability that the answer is about, back to what was set.
pub fn origin(report: &Report<'_>) -> String {
    // Versions and hashes stand in a section of their own.
    let versions = Versions { models: report.models.to_vec(), ..Versions::default() };
    let ran = station::Ran {
        manifest: report.manifest,
        plan: report.plan,
        outlook: report.outlook,
        contract: report.contracts.first(),
        versions: &versions,
        today: None,
    };
    let Some(trace) = station::number(&ran, "risk") else { return String::new() };
    section("How the failure probability was made", &format!("<ul>{}</ul>\n", item(&trace.number)))
}

fn item(of: &Item) -> String {
    let said = std::iter::once(&of.how).chain(&of.notes).filter(|text| !text.is_empty());
    let said: String =
        said.map(|text| format!("<br><span class=\"muted\">{}</span>", escaped(text))).collect();
    let behind: String = of.from.iter().map(item).collect();
    let behind = if behind.is_empty() { behind } else { format!("<ul>{behind}</ul>") };
    let (title, worth) = (escaped(&of.title), escaped(&of.worth_words(&Preference::default())));
    format!("<li>{title}: <strong>{worth}</strong>{said}{behind}</li>")
}
