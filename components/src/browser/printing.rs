//! The moments before and after the page is put on paper.

use leptos::ev;
use leptos::prelude::*;

/// Calls with `true` just before the page is printed and with `false` when it is back on the screen. What the first
/// call draws is on the paper.
pub fn use_printing(act: impl Fn(bool) + Clone + 'static) {
    let (before, after) = (act.clone(), act);
    let before = window_event_listener(ev::beforeprint, move |_| before(true));
    let after = window_event_listener(ev::afterprint, move |_| after(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}
