//! What to do now, and until when.

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, format};
use twinlet_core::decision::{Decision, Recommendation, Status};
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::outlook::{Crossing, Outlook};

use crate::session::{Picture, Session};

/// A line for each recommendation, or what to do without one.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let rows = Signal::derive(move || {
        let decision = picture.decision.read();
        let answer = picture.answer.read();
        session.with_manifest(|m| rows(m, decision.as_ref(), answer.as_ref().map(|a| &a.outlook)))
    });
    view! { <KeyValueTable rows/> }.into_any()
}

fn rows(m: &Manifest, decision: Option<&Decision>, outlook: Option<&Outlook>) -> Vec<KeyValue> {
    let Some(decision) = decision else { return vec![] };
    let shift = format::hours(m.scenario.horizon_h);
    let practice = || KeyValue::new("Practice until now", m.decision.current_practice.clone());
    match decision.status {
        Status::Act => decision.recommendations.iter().map(|r| act(m, r, outlook)).collect(),
        Status::Nothing => vec![
            KeyValue::new("Now", decision.headline.clone())
                .noted(format!("For the next {shift}; look again when an input changes.")),
        ],
        Status::Withheld | Status::NoWindow => {
            vec![KeyValue::new("Now", decision.headline.clone()), practice()]
        }
    }
}

fn act(m: &Manifest, r: &Recommendation, outlook: Option<&Outlook>) -> KeyValue {
    let (start, takes) = (m.scenario.start_min, m.decision.inspection.duration_h);
    let last = (r.window.end_h - takes).max(r.window.start_h);
    let by = ["start by ", &format::clock_with_day(start, last)].concat();
    let asset = outlook.and_then(|o| o.assets.iter().find(|a| a.id == r.asset));
    let risk = asset.map(|a| passes(start, &a.crossing, m.scenario.horizon_h)).unwrap_or_default();
    KeyValue::new(r.asset_title.clone(), [&format::window(start, r.window), ", ", &by].concat())
        .noted([&format::hours(takes), " out of service. ", &risk].concat())
}

/// When the risk limit is passed, on average over the members.
fn passes(start: u32, crossing: &Crossing, horizon_h: f64) -> String {
    let level = format::percent_plain(crossing.level);
    match crossing.mean_h {
        Some(t) => format!("Its risk passes {level} at {}.", format::clock_with_day(start, t)),
        None => format!("Its risk stays below {level} for {}.", format::hours(horizon_h)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_passed_or_not() {
        for (mean_h, expected) in [
            (Some(13.0), "Its risk passes 5 % at 19:00."),
            (Some(20.0), "Its risk passes 5 % at tomorrow 02:00."),
            (None, "Its risk stays below 5 % for 24 h."),
        ] {
            let crossing = Crossing { level: 0.05, mean_h, ..Crossing::default() };
            assert_eq!(passes(360, &crossing, 24.0), expected);
        }
    }
}
