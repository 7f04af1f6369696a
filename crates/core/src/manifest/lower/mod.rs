//! From what people wrote to what the program uses: every field taken apart, everything wrong said at once.
//!
//! What can only be said by converting (clock times, bounds, shapes) is noted here; every other rule is one
//! file in [`super::checks`].

mod assets;
mod calendars;
mod dates;
mod decision;
mod graph;
mod inputs;
mod limits;
mod models;
mod modes;
mod nodes;
mod pages;
mod planning;
mod scenario;
mod studies;
mod whatif;

pub use whatif::{converted_whatif, lower_whatif};

use crate::clock;
use crate::diag::{Code, Diagnostic, Report};
use crate::field::Inspectable;

use super::checks;
use super::raw::{self, Entries};
use super::resolved::{App, Asset, Controls, Manifest, Mode, ModeKind, Page};
use super::tree::member;

/// A calendar by itself, for rules that look at its spans; what cannot be converted is noted elsewhere.
pub fn converted_calendar(id: &str, raw: &raw::Calendar) -> crate::calendar::Calendar {
    calendars::convert(id.to_owned(), raw.clone(), &mut Report::default())
}

/// The only version of the format.
pub const FORMAT_VERSION: u32 = 1;

/// The manifest, unless there is an error, and everything that was noted.
pub fn lower(raw: raw::Manifest) -> (Option<Manifest>, Vec<Diagnostic>) {
    let mut report = Report::default();
    checks::run(&raw, &mut report);
    let manifest = converted(raw, &mut report);
    let usable = !report.has_errors();
    (usable.then_some(manifest), report.into_diagnostics())
}

/// What somebody at the station can find something about.
fn inspectable(assets: &[Asset], modes: &[Mode]) -> Inspectable {
    let detectable = modes.iter().filter(|m| matches!(m.kind, ModeKind::DelayTime(_)));
    Inspectable {
        assets: assets.iter().map(|a| a.id.clone()).collect(),
        modes: detectable.map(|m| m.id.clone()).collect(),
    }
}

/// The manifest without a look at the rules; what cannot be converted is noted.
pub fn converted(raw: raw::Manifest, report: &mut Report) -> Manifest {
    let raw::Manifest {
        twinlet,
        app: raw::App { id, title, version, summary, currency },
        decision,
        models,
        inputs,
        limits,
        scenario,
        calendars,
        assets,
        graph: raw::Graph { station, heat },
        modes,
        outputs: _, // promised to the reader and checked; what is computed does not depend on it
        authority,
        roles,
        pages,
    } = raw;
    check_version(twinlet, report);
    let calendars = entries(calendars, |id, calendar| calendars::convert(id, calendar, report));
    let ids: Vec<String> = calendars.iter().map(|c| c.id.clone()).collect();
    let decision = decision::convert(decision, &planning::Names { calendars: &ids }, report);
    let assets = entries(assets, |id, asset| assets::convert(id, asset, &decision.planning.sites));
    let modes = entries(modes, modes::convert);
    Manifest {
        app: App { id, title, version, summary, currency },
        decision,
        models: entries(models, models::convert),
        controls: Controls {
            inputs: entries(inputs, |id, input| inputs::convert(id, input, report)),
            limits: limits::convert_all(limits, report),
            inspectable: inspectable(&assets, &modes),
        },
        scenario: scenario::convert(scenario, report),
        calendars,
        station: graph::convert_station(station, &assets, report),
        assets,
        heat: graph::convert_heat(heat),
        modes,
        authority,
        roles: roles.0,
        pages: pages
            .into_iter()
            .map(|raw::Page { id, title }| Page { id: id.name().to_owned(), title })
            .collect(),
    }
}

fn check_version(twinlet: u32, report: &mut Report) {
    if twinlet != FORMAT_VERSION {
        let message = format!("format {twinlet} is not known");
        report
            .error(Code::UnsupportedVersion, "twinlet", message)
            .hint(format!("write `twinlet: {FORMAT_VERSION}`"));
    }
}

fn entries<T, U>(entries: Entries<T>, mut convert: impl FnMut(String, T) -> U) -> Vec<U> {
    entries.0.into_iter().map(|(id, entry)| convert(id, entry)).collect()
}

/// Minutes after midnight of the clock time at `path.key`.
fn minutes(text: &str, path: &str, key: &str, report: &mut Report) -> u32 {
    clock::parse(text).unwrap_or_else(|| {
        let message = format!("`{text}` is not a clock time");
        report.error(Code::BadClock, member(path, key), message).hint("write it as `\"07:30\"`");
        0
    })
}
