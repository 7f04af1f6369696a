//! A remark on a decision, kept in the record.

use leptos::prelude::*;

/// A text area with a Save button. The text stays until it is saved: nothing typed is lost by a redraw.
#[component]
pub fn RemarkBox(
    /// The person saves the remark; carries the trimmed text. Required.
    on_save: Callback<String>,
    /// The saved remark, shown below; empty for none. Default: empty.
    #[prop(into, optional)]
    saved: Signal<String>,
    /// Label of the field. Default: `Remark`.
    #[prop(into, default = "Remark".into())]
    label: String,
) -> impl IntoView {
    let draft = RwSignal::new(String::new());
    let empty = move || draft.read().trim().is_empty();
    let save = move |_| {
        let remark = draft.read_untracked().trim().to_string();
        on_save.run(remark);
        draft.set(String::new());
    };
    let saved_line = move || {
        (!saved.read().is_empty())
            .then(|| view! { <p class="remark-saved" role="status">"Saved: " {saved}</p> })
    };
    view! {
        <div class="remark">
            <label class="field">
                <span class="field-label">{label}</span>
                <textarea rows="2" prop:value=draft on:input=move |ev| draft.set(event_target_value(&ev))></textarea>
            </label>
            <button type="button" class="button" disabled=empty on:click=save>"Save remark"</button>
            {saved_line}
        </div>
    }
    .into_any()
}
