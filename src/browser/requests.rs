//! How many network requests the page has made since a moment, counted by the browser itself.

use wasm_bindgen::JsCast;
use web_sys::{Performance, PerformanceResourceTiming};

/// Requests that began after `since_ms` and brought bytes over the network; `None` when the browser does not say.
///
/// Files from the device's own storage and `blob:` or `data:` addresses are no requests.
pub fn count_since(since_ms: f64) -> Option<u32> {
    let entries = performance()?.get_entries_by_type("resource");
    let entries = entries.iter().filter_map(|entry| entry.dyn_into::<PerformanceResourceTiming>().ok());
    let over_the_network = entries.filter(|entry| {
        let local = entry.name().starts_with("blob:") || entry.name().starts_with("data:");
        !local && entry.start_time() > since_ms && entry.transfer_size() > 0.0
    });
    Some(u32::try_from(over_the_network.count()).unwrap_or(u32::MAX))
}

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}
