//! Ways through a manifest that several rules take: parts of one kind, each with its path.

use std::collections::BTreeMap;

use crate::manifest::raw::{
    Ageing, Bound, ByZone, CalendarRule, ChoiceInput, Evidence, Input, Life, Limit, Manifest, Mode,
    ModeInspection, NumberInput, Range, Site, ZoneBinding,
};
use crate::manifest::tree::element;
use crate::protocol::InputValue;

use super::parts::Parts;

/// Numeric inputs.
pub fn number_inputs(manifest: &dyn Parts) -> impl Iterator<Item = (String, &NumberInput)> {
    manifest.inputs().iter().filter_map(|(id, input)| match input {
        Input::Number(number) => Some((format!("inputs.{id}"), number.as_ref())),
        _ => None,
    })
}

/// Inputs that are a choice.
pub fn choice_inputs(manifest: &dyn Parts) -> impl Iterator<Item = (String, &ChoiceInput)> {
    manifest.inputs().iter().filter_map(|(id, input)| match input {
        Input::Choice(choice) => Some((format!("inputs.{id}"), choice)),
        _ => None,
    })
}

/// Units and ranges of inputs that are numbers, spans or lists.
pub fn ranges(manifest: &dyn Parts) -> impl Iterator<Item = (String, &str, &Range)> {
    manifest.inputs().iter().filter_map(|(id, input)| {
        let (unit, range) = match input {
            Input::Number(number) => (&number.unit, &number.range),
            Input::Span(span) => (&span.unit, &span.range),
            Input::List(list) => (&list.unit, &list.range),
            Input::Choice(_) | Input::Switch(_) => return None,
        };
        Some((format!("inputs.{id}"), unit.as_str(), range))
    })
}

/// Limits.
pub fn limits(manifest: &dyn Parts) -> impl Iterator<Item = (String, &Limit)> {
    manifest.limits().iter().enumerate().map(|(i, limit)| (element("limits", i), limit))
}

/// The bounds of a limit, each with its key.
pub fn bounds(limit: &Limit) -> impl Iterator<Item = (&'static str, &Bound)> {
    let above = limit.above.as_ref().map(|bound| ("above", bound));
    above.into_iter().chain(limit.below.as_ref().map(|bound| ("below", bound)))
}

/// Ids of the inputs that a bound reads.
pub fn read_by(bound: &Bound) -> Vec<&str> {
    match bound {
        Bound::Compiled(expression) => expression.inputs(),
        _ => Vec::new(),
    }
}

/// Values of scenarios and of the limits' cases.
pub fn value_sets(manifest: &dyn Parts) -> Vec<(String, &BTreeMap<String, InputValue>)> {
    let sets = manifest.scenarios().into_iter();
    #[cfg(feature = "authoring")]
    let sets = sets.chain(case_sets(manifest));
    sets.collect()
}

#[cfg(feature = "authoring")]
fn case_sets(manifest: &dyn Parts) -> impl Iterator<Item = (String, &BTreeMap<String, InputValue>)> {
    limits(manifest).flat_map(|(path, limit)| {
        let path = move |i| element(&format!("{path}.cases"), i) + ".values";
        limit.cases.iter().enumerate().map(move |(i, case)| (path(i), &case.values))
    })
}

/// Ids of inputs that give a vibration zone.
pub fn zone_inputs(manifest: &Manifest) -> impl Iterator<Item = (String, &str)> {
    manifest.assets.iter().filter_map(|(id, asset)| match &asset.vibration_zone {
        ZoneBinding::Bound(reference) => {
            Some((format!("assets.{id}.vibration_zone.input"), reference.input.as_str()))
        }
        ZoneBinding::Fixed(_) => None,
    })
}

/// Inputs that the station reads.
pub fn station_inputs(manifest: &Manifest) -> [(String, &str); 2] {
    let station = &manifest.graph.station;
    let path = |key: &str| format!("graph.station.{key}.input");
    [(path("inflow"), station.inflow.input.as_str()), (path("ambient"), station.ambient.input.as_str())]
}

/// Rules of calendars.
pub fn calendar_rules(manifest: &Manifest) -> impl Iterator<Item = (String, &CalendarRule)> {
    manifest.calendars.iter().flat_map(|(id, calendar)| {
        let path = format!("calendars.{id}.rules");
        calendar.rules.iter().enumerate().map(move |(i, rule)| (element(&path, i), rule))
    })
}

/// Names of calendars, each with its path.
pub fn calendar_names(manifest: &Manifest) -> Vec<(String, &str)> {
    let Some(planning) = &manifest.decision.planning else { return Vec::new() };
    let path = "decision.planning";
    let mut lists = vec![
        (format!("{path}.access"), &planning.access),
        (format!("{path}.shifts"), &planning.shifts),
        (format!("{path}.tariffs"), &planning.tariffs),
    ];
    for (id, site) in planning.sites.iter() {
        lists.push((format!("{path}.sites.{id}.roads"), &site.roads));
        lists.push((format!("{path}.sites.{id}.access"), &site.access));
    }
    let named = lists.into_iter().flat_map(|(path, names)| {
        names.iter().enumerate().map(move |(i, name)| (element(&path, i), name.as_str()))
    });
    named.collect()
}

/// Sites with their paths.
pub fn sites(manifest: &Manifest) -> impl Iterator<Item = (String, &Site)> {
    let sites = manifest.decision.planning.iter().flat_map(|p| p.sites.iter());
    sites.map(|(id, site)| (format!("decision.planning.sites.{id}"), site))
}

/// Failure modes with their paths.
pub fn modes(manifest: &Manifest) -> impl Iterator<Item = (String, &Mode)> {
    manifest.modes.iter().map(|(id, mode)| (format!("modes.{id}"), mode))
}

/// Weibull times.
pub fn lives<'a>(manifest: &'a Manifest) -> Vec<(String, &'a Life)> {
    let of = |(path, mode): (String, &'a Mode)| match mode {
        Mode::DelayTime { arrival, delay, .. } => {
            vec![(format!("{path}.arrival"), arrival), (format!("{path}.delay"), delay)]
        }
        Mode::Ageing { life, .. } => vec![(format!("{path}.life"), life)],
        Mode::PerStart { .. } => vec![],
    };
    modes(manifest).flat_map(of).collect()
}

/// What accelerates ageing.
pub fn ageings(manifest: &Manifest) -> impl Iterator<Item = (String, &Ageing)> {
    modes(manifest).filter_map(|(path, mode)| match mode {
        Mode::DelayTime { ageing, .. } | Mode::Ageing { ageing, .. } => {
            Some((format!("{path}.ageing"), ageing))
        }
        Mode::PerStart { .. } => None,
    })
}

/// Evidence and inspection of modes that can be detected.
pub fn detectable(manifest: &Manifest) -> impl Iterator<Item = (String, &Evidence, &ModeInspection)> {
    modes(manifest).filter_map(|(path, mode)| match mode {
        Mode::DelayTime { evidence, inspection, .. } => Some((path, evidence.as_ref(), inspection)),
        Mode::Ageing { .. } | Mode::PerStart { .. } => None,
    })
}

/// Entries of a table by vibration zone.
pub fn zones<'a, T>(path: &str, table: &'a ByZone<T>) -> [(String, &'a T); 4] {
    let ByZone { A, B, C, D } = table;
    [("A", A), ("B", B), ("C", C), ("D", D)].map(|(zone, value)| (format!("{path}.{zone}"), value))
}
