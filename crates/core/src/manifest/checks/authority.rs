//! # `confirmer-count, nothing-to-confirm, empty-text`
//!
//! What: `who` of an authority has one entry for each person whom its level asks for, and the app has a decision.
//!
//! Why: two persons under one heading would not know who is the second, and a name under nothing confirms nothing.
//!
//! Example: `authority: { level: two_person, who: [Shift engineer] }` is refused: nobody is named as the second.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Authority, Manifest, WhatIf};
use crate::manifest::tree::element;

/// Notes what is wrong with a station's authority.
pub fn station(manifest: &Manifest, report: &mut Report) {
    manifest.authority.iter().for_each(|authority| check(authority, report));
}

/// Notes what is wrong with a what-if app's authority.
pub fn whatif(app: &WhatIf, report: &mut Report) {
    let Some(authority) = &app.authority else { return };
    if app.decision.is_none() {
        report
            .error(
                Code::NothingToConfirm,
                "authority",
                "there is nothing to confirm: the app has no `decision`",
            )
            .hint("add a `decision` with its rules, or delete `authority`");
    }
    check(authority, report);
}

fn check(authority: &Authority, report: &mut Report) {
    let (named, asked) = (authority.who.len(), authority.level.persons());
    if named > 0 && named != asked {
        let message = format!("`authority.who` names {named}, and the level asks for {asked}");
        let hint = "one entry for each person, in the order in which they confirm; or leave `who` out";
        report.error(Code::ConfirmerCount, "authority.who", message).hint(hint);
    }
    for (i, _) in authority.who.iter().enumerate().filter(|(_, who)| who.trim().is_empty()) {
        let path = element("authority.who", i);
        let message = format!("`{path}` says nothing");
        report.error(Code::EmptyText, path, message).hint("say who confirms, for example `Shift engineer`");
    }
}
