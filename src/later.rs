//! Parts of the app whose code is a file of its own: it is loaded when the part is first shown.

use std::future::Future;
use std::pin::Pin;

use futures_util::future::FutureExt;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local_scoped_with_cancellation;
use twinlet_components::{ErrorCard, ErrorNotice};
pub use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A view, unless its file could not be loaded.
pub type Loaded = Result<AnyView, SplitLoaderError>;

type Loading = Pin<Box<dyn Future<Output = Loaded>>>;

/// Shows a view once its code is here: at once, when it was loaded before.
pub fn later(view: impl Future<Output = Loaded> + 'static) -> AnyView {
    later_over(|| ().into_any(), view)
}

/// The same, with something else in its place until then.
pub fn later_over(meanwhile: fn() -> AnyView, view: impl Future<Output = Loaded> + 'static) -> AnyView {
    shown(meanwhile, Box::pin(ScopedFuture::new_untracked(view)))
}

/// Nothing, until it is open for the first time.
pub fn once_open(open: Signal<bool>, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let opened = Memo::new(move |before| before == Some(&true) || open.get());
    (move || opened.get().then(&view)).into_any()
}

fn shown(meanwhile: fn() -> AnyView, mut view: Loading) -> AnyView {
    if let Some(loaded) = view.as_mut().now_or_never() {
        return said(loaded);
    }
    let here = RwSignal::new_local(None);
    // Not once its place is gone: what it shows may be gone as well.
    spawn_local_scoped_with_cancellation(async move {
        let loaded = view.await;
        here.try_set(Some(said(loaded)));
    });
    (move || {
        here.track();
        here.try_update_untracked(Option::take).flatten().unwrap_or_else(meanwhile)
    })
    .into_any()
}

fn said(loaded: Loaded) -> AnyView {
    loaded.unwrap_or_else(|_| {
        let notice = ErrorNotice {
            title: "This part could not be loaded".into(),
            message: "Its file did not arrive.".into(),
            hint: "Look for a connection, then open it again.".into(),
            code: "fetch".into(),
        };
        view! { <ErrorCard notice=Signal::stored(notice)/> }.into_any()
    })
}
