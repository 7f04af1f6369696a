//! Single numbers: tiles, bullet graphs, dials. Never without interval and state.

use leptos::prelude::*;
use twinlet_components::{Bullet, BulletData, Gauge, NumberTile, SourceButton, TileText, Tone, format};
use twinlet_core::domain::DomainState;
use twinlet_core::manifest::raw::{OfOutputs, OnScale};
use twinlet_core::predicted::{Interval, IntervalKind, Predicted};
use twinlet_core::study::{LimitedBy, Solved};
use twinlet_core::units;

use crate::whatif::known::{solved, unit_of};
use crate::whatif::page::Notes;
use crate::whatif::{WhatIf, shown};

/// The card with single numbers, and what must be known about them.
pub fn card(session: WhatIf, of: OfOutputs) -> AnyView {
    let ids = Memo::new(move |_| session.singles(&of.outputs));
    let tiles = move || ids.get().into_iter().map(|id| tile(session, id)).collect_view();
    let title = of.title.unwrap_or_else(|| session.with_manifest(|m| m.app.summary.clone()));
    let busy = move || session.answer.read().is_none();
    view! {
        <section class="card stack" data-testid="answer" aria-busy=move || busy().to_string()>
            <p class="card-subtitle">{title}</p>
            <div class="stack" data-testid="answer-notes"><Notes session/></div>
            <div class="tiles tiles-whatif">{tiles}</div>
        </section>
    }
    .into_any()
}

impl WhatIf {
    /// Ids of what is one number, inverse questions last; those that are named, or all.
    fn singles(self, named: &[String]) -> Vec<String> {
        if !named.is_empty() {
            return named.to_vec();
        }
        let places = self.places().into_iter().filter(|place| place.is_single).map(|place| place.id);
        let is_solve = |study: &&twinlet_core::manifest::resolved::Study| {
            matches!(study.study, twinlet_core::study::Study::Solve(_))
        };
        let studies: Vec<String> =
            self.with_manifest(|m| m.studies.iter().filter(is_solve).map(|s| s.id.clone()).collect());
        places.chain(studies).collect()
    }

    /// Title of an output or a study.
    pub(in crate::whatif) fn title_of(self, id: &str) -> String {
        let place = self.places().into_iter().find(|place| place.id == id).map(|place| place.title);
        let study = self.with_manifest(|m| m.studies.iter().find(|s| s.id == id).map(|s| s.title.clone()));
        place.or(study).unwrap_or_default()
    }
}

/// One number; a skeleton of the same size until it is here.
pub fn tile(session: WhatIf, id: String) -> AnyView {
    let key = StoredValue::new(id);
    let is_study =
        session.with_manifest(|m| m.studies.iter().any(|study| key.with_value(|id| study.id == *id)));
    let label = Signal::derive(move || key.with_value(|id| session.title_of(id)));
    let on_source = Some(key.with_value(|id| session.base.ask_source(id)));
    if is_study {
        let text = Signal::derive(move || key.with_value(|id| solved_tile(session, id)));
        return view! { <NumberTile label text on_source/> }.into_any();
    }
    let output = Memo::new(move |_| key.with_value(|id| session.output(id)));
    let note = Signal::derive(move || output.read().as_ref().map(shown::coverage).unwrap_or_default());
    let text = Signal::derive(move || output.read().as_ref().map(shown::tile));
    view! { <NumberTile label text note on_source/> }.into_any()
}

/// How far an input may go, and what stops it there.
fn solved_tile(session: WhatIf, id: &str) -> Option<TileText> {
    let found = session.study(id)?;
    let solved = solved(&found.found)?;
    let value = session.solved_words(id, solved);
    Some(TileText { value, interval: limited(session, solved), outside: solved.value.is_none() })
}

fn limited(session: WhatIf, solved: &Solved) -> String {
    match &solved.limited_by {
        LimitedBy::Output => {
            let what = solved.at.as_ref().map(|at| at.title.to_lowercase());
            ["then the limit of ", &what.unwrap_or_else(|| "the output".into())].concat()
        }
        LimitedBy::Domain => "then outside the model’s range".into(),
        LimitedBy::Limit(id) => {
            let input = session.base.with_controls(|c| {
                let limit = c.limits.iter().find(|limit| limit.id == *id);
                limit.and_then(|limit| c.input(&limit.input)).map(|input| input.title.to_lowercase())
            });
            ["then a limit on ", &input.unwrap_or_else(|| "the inputs".into())].concat()
        }
        LimitedBy::NoAnswer => "then the model has no answer".into(),
        LimitedBy::Range => "the end of the range".into(),
    }
}

/// The line below a picture that asks where it comes from.
pub fn source(session: WhatIf, id: &str) -> AnyView {
    let on_ask = session.base.ask_source(id);
    let key = StoredValue::new(id.to_owned());
    let what = Signal::derive(move || key.with_value(|id| session.title_of(id)));
    view! { <SourceButton what on_ask words=true/> }.into_any()
}

/// A number on a line.
pub fn bullet(session: WhatIf, of: OnScale) -> AnyView {
    let source = source(session, &of.output);
    let data = Signal::derive(move || on_scale(session, &of));
    view! { <section class="card"><Bullet data/>{source}</section> }.into_any()
}

/// A number on a dial.
pub fn gauge(session: WhatIf, of: OnScale) -> AnyView {
    let source = source(session, &of.output);
    let data = Signal::derive(move || on_scale(session, &of));
    view! { <section class="card"><Gauge data/>{source}</section> }.into_any()
}

fn on_scale(session: WhatIf, of: &OnScale) -> Option<BulletData> {
    let output = session.output(&of.output)?;
    let own = session.answered_output(&of.output)?;
    let readout = session.base.readout(unit_of(&own));
    let (min, max) = (readout.exact(of.min), readout.exact(of.max));
    let nowhere = Interval { low: f64::NAN, high: f64::NAN, coverage: 0.0, kind: IntervalKind::Pointwise };
    let value = output.first().unwrap_or_else(|| Predicted::new(f64::NAN, nowhere, DomainState::Out));
    let unit = units::display(unit_of(&output));
    let words = |above: f64| format::with_unit(&format::plain(above), unit);
    let limit = output.limit.as_ref().map(|limit| (limit.above, words(limit.above)));
    let zones = limit.iter().flat_map(|(at, _)| [(*at, Tone::Ok), (max, Tone::Block)]).collect();
    Some(BulletData { title: output.title.clone(), unit: unit.to_owned(), value, min, max, zones, limit })
}
