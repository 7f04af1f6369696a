//! A button that moves one step, and goes on while it is held.

use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::{IntervalHandle, TimeoutHandle};
use leptos::prelude::*;

use super::Shared;
use crate::icon::{LineIcon, MINUS, PLUS};

/// How long a press is before it repeats.
const HOLD: Duration = Duration::from_millis(450);
/// How often it repeats.
const REPEAT: Duration = Duration::from_millis(90);

/// Timers of a press; whoever cancels says whether it had begun to repeat.
#[derive(Default)]
struct Press {
    wait: Option<TimeoutHandle>,
    repeat: Option<IntervalHandle>,
}

impl Press {
    fn stop(&mut self) -> bool {
        if let Some(wait) = self.wait.take() {
            wait.clear();
        }
        self.repeat.take().inspect(IntervalHandle::clear).is_some()
    }
}

#[component]
pub(crate) fn Stepper(shared: Shared, steps: f64) -> impl IntoView {
    let press = StoredValue::new_local(Press::default());
    let swallow = StoredValue::new(false);
    let step = move || {
        let now = shared.value.get_untracked();
        shared.choose(shared.spec(|s| s.stepped(now, steps)));
    };
    let down = move |ev: PointerEvent| {
        if ev.button() == 0 {
            hold(press, step)
        }
    };
    // A scroll that begins on the button cancels the pointer; the step itself waits for a clean click.
    let up =
        move |_: PointerEvent| swallow.set_value(press.try_update_value(Press::stop).unwrap_or_default());
    let click = move |_: MouseEvent| {
        if !swallow.get_value() {
            step();
        }
        swallow.set_value(false);
    };
    on_cleanup(move || {
        press.try_update_value(Press::stop);
    });
    let (word, path) = if steps < 0.0 { ("Less: ", MINUS) } else { ("More: ", PLUS) };
    let label = shared.spec(|s| [word, &s.title].concat());
    view! {
        <button type="button" class="slider-step" aria-label=label on:click=click on:pointerdown=down on:pointerup=up
            on:pointercancel=up on:pointerleave=up on:contextmenu=|ev| ev.prevent_default()>
            <LineIcon path=path/>
        </button>
    }
    .into_any()
}

fn hold(press: StoredValue<Press, LocalStorage>, step: impl Fn() + Copy + 'static) {
    let begin = move || {
        let repeat = set_interval_with_handle(step, REPEAT).ok();
        press.try_update_value(|p| p.repeat = repeat);
    };
    let wait = set_timeout_with_handle(begin, HOLD).ok();
    press.update_value(|p| {
        p.stop();
        p.wait = wait;
    });
}
