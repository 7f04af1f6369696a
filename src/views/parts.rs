//! The parts of the page with the decision: the same for every role, in the role's order.

mod contract;
mod costs;
mod drivers;
mod now;
mod planning;
mod sensitivity;
mod worth;

pub use planning::others;

use leptos::prelude::*;
use twinlet_components::Collapsible;
use twinlet_core::role::{Part, Placed};

use crate::session::{Picture, Session};
use crate::views::chart_switch::ChartSwitch;
use crate::views::findings_card::FindingsCard;
use crate::views::region::Region;
use crate::views::remark_card::RemarkCard;
use crate::views::scenario_card::ScenarioCard;

/// One part, unfolded or not.
pub fn part(session: Session, picture: Picture, (part, open): Placed) -> AnyView {
    let (title, body) = match part {
        Part::Curve => return region(view! { <ChartSwitch session picture/> }.into_any()),
        Part::Scenario => return region(view! { <ScenarioCard session picture/> }.into_any()),
        Part::Findings => return region(view! { <FindingsCard session picture/> }.into_any()),
        Part::Remark => return region(view! { <RemarkCard session/> }.into_any()),
        Part::Now => ("What to do now", now::body(session, picture)),
        Part::Planning => ("When: windows and crew", planning::body(session, picture)),
        Part::Worth => ("Cost, risk, reason", worth::body(session, picture)),
        Part::Drivers => ("What it would fail of", drivers::body(session, picture)),
        Part::Costs => ("Cost by start", costs::body(session, picture)),
        Part::Sensitivity => ("What would change the answer", sensitivity::body(session, picture)),
        Part::Contract => ("What the model promises", contract::body(session)),
    };
    // Where calendars decide, when is the question.
    let open = open || (part == Part::Planning && session.with_manifest(|m| !m.calendars.is_empty()));
    let card = view! {
        <section class="card part" data-testid=["part-", name(part)].concat()>
            <Collapsible open title=Signal::stored(title.to_owned())>{body}</Collapsible>
        </section>
    };
    region(card.into_any())
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
        Part::Scenario => "scenario",
        Part::Findings => "findings",
        Part::Remark => "remark",
        Part::Contract => "contract",
    }
}
