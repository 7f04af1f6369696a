//! Does somebody answer for each limit, do its cases hold, and was it confirmed lately?

use twinlet_core::date::Date;
use twinlet_core::diag::Code;
use twinlet_core::manifest::CompiledApp;
use twinlet_core::manifest::resolved::Limit;

use super::Line;

/// The questions about all limits.
pub(super) fn lines(compiled: &CompiledApp, today: Date) -> Vec<Line> {
    let limits = &compiled.app.controls().limits;
    if limits.is_empty() {
        let found = "there are none; only the ranges of the inputs and the model's domain guard them";
        return vec![Line::not_applicable("limits", "owned", found)];
    }
    let without = compiled.warnings.iter().find(|d| d.code == Code::NoCases).map(|d| d.message.as_str());
    let of = |limit: &Limit| {
        let about = format!("limit {}", limit.id);
        let has_cases = without.is_none_or(|names| !names.contains(&format!("`{}`", limit.id)));
        [owned(&about, limit), cases(&about, has_cases), confirmed(&about, limit, today)]
    };
    limits.iter().flat_map(of).collect()
}

fn owned(about: &str, limit: &Limit) -> Line {
    let todo = "name in `owner` who set the limit and may change it";
    Line::of(!limit.owner.trim().is_empty(), about, "owned", limit.owner.clone(), todo)
}

fn cases(about: &str, has_cases: bool) -> Line {
    match has_cases {
        true => Line::ok(about, "tested", "its cases hold"),
        false => Line::missing(about, "tested", "no cases", "write a case on each side of the bound"),
    }
}

fn confirmed(about: &str, limit: &Limit, today: Date) -> Line {
    const QUESTION: &str = "not expired";
    let Some(last) = limit.expires else {
        return Line::not_applicable(about, QUESTION, "it has no date");
    };
    let todo = "ask its owner to confirm or change it";
    Line::of(today <= last, about, QUESTION, format!("its owner stands by it until {last}"), todo)
}
