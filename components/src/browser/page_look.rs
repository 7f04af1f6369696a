//! What the page looks like now: pixel ratio, theme, motion. One signal that changes with any of them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MediaQueryList, MutationObserver, MutationObserverInit};

/// The queries that change the look; the resolution one is renewed because it names a ratio.
const QUERIES: [&str; 2] = ["(prefers-color-scheme: dark)", "print"];

/// Device pixels per CSS pixel, and a number that grows with each change of theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageLook {
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// Grows with each change of theme.
    pub version: u32,
}

/// Follows zoom, screens, the system's theme and `data-theme` on the root element.
pub fn use_page_look() -> Signal<PageLook> {
    let look = RwSignal::new(PageLook { ratio: ratio(), version: 0 });
    let changed = Closure::<dyn FnMut()>::new(move || {
        look.try_update(|l| *l = PageLook { ratio: ratio(), version: l.version + 1 });
    });
    let lists = watch_media(&changed);
    let observer = watch_root(&changed);
    let zoom = window_event_listener(leptos::ev::resize, move |_| {
        if look.get_untracked().ratio != ratio() {
            look.update(|l| l.ratio = ratio());
        }
    });
    let kept = StoredValue::new_local((lists, observer, changed));
    on_cleanup(move || {
        zoom.remove();
        kept.try_with_value(|(lists, observer, changed)| release(lists, observer.as_ref(), changed));
    });
    look.into()
}

/// Whether the person asked for less motion.
pub fn reduced_motion() -> bool {
    media("(prefers-reduced-motion: reduce)").is_some_and(|m| m.matches())
}

fn ratio() -> f64 {
    window().device_pixel_ratio()
}

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

fn watch_media(changed: &Closure<dyn FnMut()>) -> Vec<MediaQueryList> {
    let lists: Vec<_> = QUERIES.iter().filter_map(|q| media(q)).collect();
    for list in &lists {
        let _ = list.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    }
    lists
}

fn watch_root(changed: &Closure<dyn FnMut()>) -> Option<MutationObserver> {
    let root = document().document_element()?;
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    observer.observe_with_options(&root, &options).ok()?;
    Some(observer)
}

fn release(lists: &[MediaQueryList], observer: Option<&MutationObserver>, changed: &Closure<dyn FnMut()>) {
    for list in lists {
        let _ = list.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    }
    if let Some(observer) = observer {
        observer.disconnect();
    }
}
