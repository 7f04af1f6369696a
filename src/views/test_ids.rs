//! Names for automated tests on parts of library widgets that have none of their own.
//!
//! Watches the page and names what appears; it changes nothing that a person sees or hears.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit};

use crate::session::Session;

/// Where, and how the elements found there are named.
struct Rule {
    selector: &'static str,
    name: fn(Session, &Element, u32) -> Option<String>,
}

const RULES: [Rule; 8] = [
    Rule { selector: ".decision-headline", name: |_, _, _| Some("decision-headline".into()) },
    Rule {
        selector: ".decision-actions .button-large",
        name: |_, e, _| {
            (e.closest(".decision").ok()??.class_name().contains("decision")).then(|| "why".into())
        },
    },
    Rule { selector: ".decision > .decision-actions .button-primary, .decision-row .button", name: schedule },
    Rule { selector: ".chart-sentence", name: |_, _, _| Some("chart-sentence".into()) },
    Rule { selector: "[data-testid=presets] .segment", name: preset },
    Rule { selector: ".tab", name: |_, e, _| Some(["tab-", &e.text_content()?.to_lowercase()].concat()) },
    Rule { selector: ".chart-progress .button", name: |_, _, _| Some("cancel".into()) },
    Rule { selector: ".remark .button", name: |_, _, _| Some("remark-save".into()) },
];

/// Names the elements now and whenever the page changes. Reaches outside, hence an effect.
#[component]
pub fn TestIds(
    /// For the ids of assets and presets. Required.
    session: Session,
) -> impl IntoView {
    let kept = StoredValue::new_local(None::<(MutationObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let changed = Closure::<dyn FnMut()>::new(move || name_all(session));
        let (Ok(observer), Some(body)) =
            (MutationObserver::new(changed.as_ref().unchecked_ref()), document().body())
        else {
            return;
        };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        let _ = observer.observe_with_options(&body, &options);
        kept.set_value(Some((observer, changed)));
        name_all(session);
    });
    on_cleanup(move || {
        kept.try_update_value(|kept| kept.take().inspect(|(observer, _)| observer.disconnect()));
    });
}

fn name_all(session: Session) {
    for rule in &RULES {
        let Ok(found) = document().query_selector_all(rule.selector) else { continue };
        for i in 0..found.length() {
            let element = found.get(i).and_then(|node| node.dyn_into::<Element>().ok());
            if let Some((element, name)) =
                element.and_then(|e| (rule.name)(session, &e, i).map(|name| (e, name)))
            {
                let _ = element.set_attribute("data-testid", &name);
            }
        }
    }
}

/// `schedule-<asset>`, by the title in the button's accessible name.
fn schedule(session: Session, button: &Element, _: u32) -> Option<String> {
    let label = button.get_attribute("aria-label")?;
    session.with_manifest(|m| {
        let asset = m.assets.iter().find(|a| label.contains(&[": ", &a.title, ","].concat()))?;
        Some(["schedule-", &asset.id].concat())
    })
}

fn preset(session: Session, _: &Element, i: u32) -> Option<String> {
    session.with_manifest(|m| m.scenario.presets.get(i as usize).map(|p| ["preset-", &p.id].concat()))
}
