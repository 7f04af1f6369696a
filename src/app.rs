//! From the manifest to the pages.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::ErrorNotice;
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest::{self, ForScreen};
use twinlet_core::protocol::EngineFailure;

use crate::base::Source;
use crate::browser::page;
use crate::fetch;
use crate::later::{Loaded, later, later_over, wasm_split};
use crate::render::Frame;
use crate::session::Session;
use crate::views::mistakes::Mistakes;
use crate::views::notice_of;
use crate::whatif::{WhatIf, WhatIfFrame};
use twinlet_components::ErrorCard;

/// Why the app cannot be shown.
#[derive(Debug, Clone)]
enum StartError {
    Fetch(EngineFailure),
    Manifest(Vec<Diagnostic>),
}

/// The app as it was fetched, before its form is looked at.
#[derive(Debug, Clone)]
struct Fetched {
    json: String,
    text: Arc<ForScreen>,
}

impl Fetched {
    fn source(self, app: manifest::App) -> Source {
        Source { json: self.json, app: Arc::new(app) }
    }
}

/// The app: a skeleton, then the pages, or what is wrong.
#[component]
pub fn App() -> impl IntoView {
    let fetched = RwSignal::new(None::<Result<Fetched, StartError>>);
    let fetch = move || spawn_local(async move { fetched.set(Some(load().await)) });
    fetch();
    let again = Callback::new(move |()| {
        fetched.set(None);
        fetch();
    });
    move || match fetched.get() {
        None => skeleton(),
        Some(Ok(fetched)) if fetched.text.is_whatif() => later_over(skeleton, whatif(fetched)),
        Some(Ok(fetched)) => station(fetched),
        Some(Err(error)) => broken(error, again),
    }
}

async fn load() -> Result<Fetched, StartError> {
    let json = fetch::manifest().await.map_err(StartError::Fetch)?;
    let text = ForScreen::read(&json).map_err(StartError::Manifest)?;
    Ok(Fetched { json, text: Arc::new(text) })
}

/// Each form has a session and a frame of its own.
fn station(fetched: Fetched) -> AnyView {
    match fetched.text.station() {
        Ok(manifest) => {
            let source = fetched.source(manifest::App::Station(Box::new(manifest.clone())));
            view! { <Frame session=Session::start(source, manifest)/> }.into_any()
        }
        Err(first) => later(mistakes(fetched, first)),
    }
}

#[wasm_split(whatif, fallible)]
fn whatif(fetched: Fetched) -> Loaded {
    Ok(match fetched.text.whatif() {
        Ok(app) => {
            let source = fetched.source(manifest::App::WhatIf(Box::new(app)));
            view! { <WhatIfFrame session=WhatIf::start(source)/> }.into_any()
        }
        Err(first) => later(mistakes(fetched, first)),
    })
}

/// Every mistake, where reading stopped at the first one.
#[wasm_split(more, fallible)]
fn mistakes(fetched: Fetched, first: Vec<Diagnostic>) -> Loaded {
    let all = fetched.text.mistakes();
    let diagnostics = if all.is_empty() { first } else { all };
    Ok(broken(StartError::Manifest(diagnostics), Callback::new(|()| ())))
}

/// The first paint again, until the manifest is here.
fn skeleton() -> AnyView {
    view! {
        <main class="boot-skeleton" aria-busy="true">
            <div class="boot-skeleton-bar">{page::title()}</div>
            <div class="boot-skeleton-card boot-skeleton-decision"></div>
            <div class="boot-skeleton-card boot-skeleton-chart"></div>
            <div class="boot-skeleton-card boot-skeleton-controls"></div>
        </main>
    }
    .into_any()
}

fn broken(error: StartError, again: Callback<()>) -> AnyView {
    let card = match error {
        StartError::Fetch(failure) => {
            let notice: ErrorNotice = notice_of("The app could not be loaded", &failure);
            view! { <ErrorCard notice=Signal::stored(notice) on_action=again/> }.into_any()
        }
        StartError::Manifest(diagnostics) => view! { <Mistakes diagnostics/> }.into_any(),
    };
    view! {
        <div class="app">
            <header class="app-header"><span class="app-title">{page::title()}</span></header>
            <main class="page" data-testid="engine-error">{card}</main>
        </div>
    }
    .into_any()
}
