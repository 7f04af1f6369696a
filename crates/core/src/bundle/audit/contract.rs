//! Objections to a contract: its card and its slots.

use std::collections::BTreeMap;

use crate::contract::{Contract, Slot};
use crate::date::Date;
use crate::units;

use super::Findings;

pub(super) fn card(contract: &Contract, findings: &mut Findings) {
    let card = &contract.model;
    if Date::parse(&card.valid_until).is_none() {
        let message = format!("`{}` is no date", card.valid_until);
        findings.error(
            "contract.json: model.valid_until",
            message,
            "write the last day of validity as 2027-06-30",
        );
    }
    for (key, lines) in [("intended_use", &card.intended_use), ("not_for", &card.not_for)] {
        if lines.is_empty() {
            let hint = "say what it is for and what it is not for; people decide by it";
            findings.error(format!("contract.json: model.{key}"), "nothing is said", hint);
        }
    }
    let texts = [&card.title, &card.owner.name, &card.owner.contact, &card.fidelity];
    let unfinished =
        texts.into_iter().chain(&card.intended_use).chain(&card.not_for).filter(|t| t.contains("TODO"));
    for text in unfinished {
        findings.warn(
            "contract.json: model",
            format!("unfinished: `{text}`"),
            "finish the text before publishing",
        );
    }
}

pub(super) fn check_slots(what: &str, slots: &[Slot], findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for slot in slots {
        let place = |key: &str| format!("contract.json: {what}.{}{key}", slot.name);
        if seen.insert(&slot.name, ()).is_some() {
            findings.error(place(""), "the name is used twice", "give each slot a name of its own");
        }
        let range = slot.range;
        if !(range.min.is_finite() && range.max.is_finite() && range.min < range.max) {
            let message = format!("{} to {} is no range", range.min, range.max);
            findings.error(place(".range"), message, "write finite numbers, the lower one first");
        }
        if units::find(&slot.unit).is_none() {
            let message = format!("unit `{}` is not on the list; it is shown as it is written", slot.unit);
            findings.warn(place(".unit"), message, "use a UCUM code of the list, for example m3/h or Cel");
        }
    }
}
