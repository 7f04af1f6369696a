//! Every component in every state, with plausible data. Build with `build.sh`, serve, open `#decide`, `#states`,
//! `#parts`, `#sheet`, `#fields`, `#figures`, `#texts`, `#share`, `#drawn`, `#charts`,
//! `#modes`, `#costs`, `#lives` or `#planner`; `-light`, `-dark` or `-field` after it sets the theme, for example `#decide-dark`.

mod charts;
mod data;
mod decide;
mod drawn;
mod fields;
mod figures;
mod lives;
mod parts;
mod planner;
mod states;
mod texts;

use leptos::prelude::*;
use twinlet_components::{StateChip, Tab, TabBar, TabItem};

fn main() {
    let hash = window().location().hash().unwrap_or_default();
    let (page, theme) =
        hash.trim_start_matches('#').split_once('-').unwrap_or((hash.trim_start_matches('#'), ""));
    if let (false, Some(root)) = (theme.is_empty(), document().document_element()) {
        let _ = root.set_attribute("data-theme", theme);
    }
    let page = page.to_string();
    mount_to_body(move || view! { <Gallery page/> });
}

#[component]
fn Gallery(page: String) -> impl IntoView {
    let tab = RwSignal::new("decide".to_owned());
    let body = match page.as_str() {
        "charts" => charts::charts().into_any(),
        "modes" => charts::modes().into_any(),
        "costs" => charts::costs().into_any(),
        "lives" => charts::lives().into_any(),
        "planner" => planner::planner().into_any(),
        "figures" => figures::figures().into_any(),
        "texts" => texts::texts().into_any(),
        "share" => texts::share().into_any(),
        "drawn" => drawn::drawn().into_any(),
        "fields" => fields::fields().into_any(),
        "states" => states::states().into_any(),
        "parts" => parts::parts().into_any(),
        "sheet" => parts::sheet().into_any(),
        _ => decide::decide().into_any(),
    };
    view! {
        <div class="app">
            <header class="app-header">
                <span class="app-title">"Riverside pumps"</span>
                <StateChip state=Signal::stored(data::chip()) on_open=Callback::new(|()| ())/>
            </header>
            <main class="page">{body}</main>
            <TabBar current=tab tabs=tabs() on_select=Callback::new(move |t| tab.set(t)) waiting=Signal::stored(2)/>
        </div>
    }
}

fn tabs() -> Vec<TabItem> {
    let item = |(id, title, sign): (&str, &str, Tab)| TabItem { id: id.into(), title: title.into(), sign };
    let pages = [
        ("decide", "Decide", Tab::Decide),
        ("compare", "Compare", Tab::Compare),
        ("work", "Work", Tab::Work),
        ("model", "Model", Tab::Model),
    ];
    pages.map(item).into()
}
