//! From the manifest to the pages.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::ErrorNotice;
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest;
use twinlet_core::protocol::EngineFailure;

use crate::base::Source;
use crate::browser::page;
use crate::fetch;
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

/// The app: a skeleton, then the pages, or what is wrong.
#[component]
pub fn App() -> impl IntoView {
    let source = RwSignal::new(None::<Result<Source, StartError>>);
    let fetch = move || spawn_local(async move { source.set(Some(load().await)) });
    fetch();
    let again = Callback::new(move |()| {
        source.set(None);
        fetch();
    });
    move || match source.get() {
        None => skeleton(),
        Some(Ok(source)) => form(source),
        Some(Err(error)) => broken(error, again),
    }
}

async fn load() -> Result<Source, StartError> {
    let json = fetch::manifest().await.map_err(StartError::Fetch)?;
    let app = manifest::app_for_screen(&json).map_err(StartError::Manifest)?;
    Ok(Source { json, app: Arc::new(app) })
}

/// Each form has a session and a frame of its own.
fn form(source: Source) -> AnyView {
    match source.app.as_ref().clone() {
        manifest::App::Station(manifest) => {
            view! { <Frame session=Session::start(source, manifest)/> }.into_any()
        }
        manifest::App::WhatIf(_) => view! { <WhatIfFrame session=WhatIf::start(source)/> }.into_any(),
    }
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
