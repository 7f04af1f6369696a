//! The sheet behind "Where does this come from?".

use leptos::prelude::*;
use twinlet_components::{BottomSheet, TraceView};
use twinlet_core::trace::{Trace, Versions};

use crate::base::Base;

/// Opens while a number is asked about; says so where its trace is gone with its answer.
#[component]
pub fn TraceSheet(
    /// What the pages share. Required.
    base: Base,
    /// Shows the trace of the number that is asked about ([`tree`]). Required.
    body: Callback<(), AnyView>,
) -> impl IntoView {
    let open = Signal::derive(move || base.tracing.read().is_some());
    let close = Callback::new(move |()| base.tracing.set(None));
    view! {
        <BottomSheet open title="Where this comes from" on_close=close>
            <div data-testid="trace-sheet">{body.run(())}</div>
        </BottomSheet>
    }
    .into_any()
}

/// A trace in the units of the screen.
pub fn tree(base: Base, trace: Memo<Option<Trace>>) -> AnyView {
    let body = move || match trace.get() {
        Some(trace) => view! { <TraceView trace units=base.units.get()/> }.into_any(),
        None => {
            view! { <p>"There is no number here now: it is being calculated, or these inputs have none."</p> }
                .into_any()
        }
    };
    body.into_any()
}

impl Base {
    /// A callback that asks where a number comes from.
    pub fn ask_source(self, name: &str) -> Callback<()> {
        let name = StoredValue::new(name.to_owned());
        Callback::new(move |()| self.tracing.set(Some(name.get_value())))
    }

    /// What makes the numbers on this screen.
    pub fn versions(self) -> Versions {
        Versions {
            app: self.with_app(|app| [&app.identity().id, " ", &app.identity().version].concat()),
            manifest_sha256: self.manifest_sha256(),
            engine: self.build(),
            models: self.loaded.get(),
            ensemble: None,
        }
    }
}
