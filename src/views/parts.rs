//! The parts of the page with the decision: the same for every role, in the role's order.

mod contract;
mod costs;
mod drivers;
mod now;
mod planning;
mod sensitivity;
mod studies;
mod worth;

pub use planning::others;

use leptos::prelude::*;
use twinlet_components::Collapsible;
use twinlet_core::role::{Part, Placed};

use crate::later::{Loaded, later, wasm_split};
use crate::session::{Picture, Session};
use crate::views::chart_switch::ChartSwitch;
use crate::views::findings_card::FindingsCard;
use crate::views::region::Region;
use crate::views::remark_card::RemarkCard;
use crate::views::scenario_card::ScenarioCard;

/// One part, unfolded or not.
pub fn part(session: Session, picture: Picture, (part, open): Placed) -> AnyView {
    let title = match part {
        Part::Curve => return region(view! { <ChartSwitch session picture/> }.into_any()),
        Part::Scenario => return region(view! { <ScenarioCard session picture/> }.into_any()),
        Part::Findings => return region(view! { <FindingsCard session picture/> }.into_any()),
        Part::Remark => return region(view! { <RemarkCard session/> }.into_any()),
        Part::Now => "What to do now",
        Part::Planning => "When: windows and crew",
        Part::Worth => "Cost, risk, reason",
        Part::Drivers => "What it would fail of",
        Part::Costs => "Cost by start",
        Part::Sensitivity => "What would change the answer",
        Part::Studies if session.with_manifest(|m| m.decision.studies.is_empty()) => return ().into_any(),
        Part::Studies => "Many scenarios at once",
        Part::Contract => "What the model promises",
    };
    // Where calendars decide, when is the question.
    let open = open || (part == Part::Planning && session.with_manifest(|m| !m.calendars.is_empty()));
    let body = move || match part {
        Part::Now => now::body(session, picture),
        _ => later(body(session, picture, part)),
    };
    // What is folded waits for the first answer, and does not share the line with the engine.
    let made = Signal::derive(move || session.runs.settled.read().is_some());
    let card = view! {
        <section class="card part" data-testid=["part-", name(part)].concat()>
            <Collapsible open made title=Signal::stored(title.to_owned())>{body()}</Collapsible>
        </section>
    };
    region(card.into_any())
}

#[wasm_split(more, fallible)]
fn body(session: Session, picture: Picture, part: Part) -> Loaded {
    Ok(match part {
        Part::Planning => planning::body(session, picture),
        Part::Worth => worth::body(session, picture),
        Part::Drivers => drivers::body(session, picture),
        Part::Costs => costs::body(session, picture),
        Part::Sensitivity => sensitivity::body(session, picture),
        Part::Studies => studies::body(session),
        Part::Contract => contract::body(session),
        _ => ().into_any(),
    })
}

/// A part may fail alone.
fn region(view: AnyView) -> AnyView {
    view! { <Region title="This part could not be shown">{view}</Region> }.into_any()
}

/// In addresses and tests.
fn name(part: Part) -> &'static str {
    match part {
        Part::Now => "now",
        Part::Planning => "planning",
        Part::Worth => "worth",
        Part::Curve => "curve",
        Part::Drivers => "drivers",
        Part::Costs => "costs",
        Part::Sensitivity => "sensitivity",
        Part::Studies => "studies",
        Part::Scenario => "scenario",
        Part::Findings => "findings",
        Part::Remark => "remark",
        Part::Contract => "contract",
    }
}
