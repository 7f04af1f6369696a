//! # `unknown-role, hidden-from-role, unknown-name, empty-text`
//!
//! What: a station's roles are `operator`, `planner`, `manager` and `engineer`; a role has a title and opens a page that
//! it sees; every role sees a page, and the decision where any of them does.
//!
//! Why: roles have the same truth with another emphasis. A role without the decision would have another truth.
//!
//! Example: a decision on a page with `roles: [planner]` is refused in an app that also has the role `manager`.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Entries, Manifest, Role, ShowWhen, WhatIf, Widget, WidgetPage};
use crate::manifest::structure::suggest;
use crate::manifest::tree::member;
use crate::role::Emphasis;

/// Notes what is wrong with a station's roles.
pub fn station(manifest: &Manifest, report: &mut Report) {
    let known = || Emphasis::ALL.iter().map(|emphasis| emphasis.name());
    for id in manifest.roles.ids().filter(|id| known().all(|name| name != *id)) {
        let message = format!("a station has no role `{id}`");
        suggest(report.error(Code::UnknownRole, member("roles", id), message), id, known());
    }
    let pages: Vec<&str> = manifest.pages.iter().map(|page| page.id.name()).collect();
    titles(&manifest.roles, report);
    for (id, role) in manifest.roles.iter() {
        opens(id, role, &pages, &pages, report);
    }
}

/// Notes what is wrong with a what-if app's roles.
pub fn whatif(app: &WhatIf, report: &mut Report) {
    titles(&app.roles, report);
    if app.pages.is_empty() {
        return;
    }
    let is_decision = |widget: &Widget| matches!(widget, Widget::Decision(_));
    let is_shown = app.pages.iter().any(|(_, page)| page.widgets.iter().any(|w| w.any(&is_decision)));
    let all: Vec<&str> = app.pages.ids().collect();
    for (id, role) in app.roles.iter() {
        let sees = |page: &WidgetPage| sees(&page.roles, id);
        let seen: Vec<&str> = app.pages.iter().filter(|(_, page)| sees(page)).map(|(id, _)| id).collect();
        opens(id, role, &all, &seen, report);
        let mut pages = app.pages.iter().filter(|(_, page)| sees(page));
        let has_decision = pages.any(|(_, page)| page.widgets.iter().any(|widget| decides(widget, id)));
        if seen.is_empty() {
            hidden(id, "sees no page", "leave `roles` out of a page, or add the role to it", report);
        } else if is_shown && !has_decision {
            let hint =
                "put a `decision` on a page that every role sees: emphasis differs, the truth does not";
            hidden(id, "does not see the decision", hint, report);
        }
    }
}

fn hidden(id: &str, what: &str, hint: &str, report: &mut Report) {
    let message = format!("the role `{id}` {what}");
    report.error(Code::HiddenFromRole, member("roles", id), message).hint(hint);
}

fn sees(roles: &[String], id: &str) -> bool {
    roles.is_empty() || roles.iter().any(|role| role == id)
}

/// Whether a widget shows the decision to a role.
fn decides(widget: &Widget, id: &str) -> bool {
    match widget {
        Widget::Decision(_) => true,
        Widget::ShowWhen(ShowWhen { roles, .. }) if !sees(roles, id) => false,
        other => other.inner().iter().any(|list| list.iter().any(|widget| decides(widget, id))),
    }
}

fn titles(roles: &Entries<Role>, report: &mut Report) {
    for (id, _) in roles.iter().filter(|(_, role)| role.title.trim().is_empty()) {
        let path = member(&member("roles", id), "title");
        let message = format!("`{path}` says nothing");
        report.error(Code::EmptyText, path, message).hint("it is the word in the choice of roles");
    }
}

fn opens(id: &str, role: &Role, all: &[&str], seen: &[&str], report: &mut Report) {
    let Some(page) = role.opens.as_deref() else { return };
    let path = member(&member("roles", id), "opens");
    if !all.contains(&page) {
        let message = format!("there is no page `{page}`");
        suggest(report.error(Code::UnknownName, path, message), page, all.iter().copied());
    } else if !seen.contains(&page) {
        let message = format!("the role `{id}` does not see the page `{page}` that it opens");
        let hint = format!("add `{id}` to the page's `roles`, or open another page");
        report.error(Code::HiddenFromRole, path, message).hint(hint);
    }
}
