//! The choice of units: all at once, or quantity by quantity.

use leptos::prelude::*;
use twinlet_components::icon::{LineIcon, UNITS};
use twinlet_components::{BottomSheet, Segment, SegmentedTabs, SelectField};
use twinlet_core::units::{Family, Preference, System, display};

use crate::base::Base;
use crate::later::{Loaded, later, wasm_split};

/// A button in the header that opens the sheet; none where the app has no unit with a sensible other.
#[component]
pub fn UnitsButton(
    /// Holds the preference. Required.
    base: Base,
    /// Units of what is shown beside the inputs. Required.
    #[prop(into)]
    shown: Signal<Vec<String>>,
) -> impl IntoView {
    let quantities = Memo::new(move |_| base.quantities(shown.get()));
    let open = RwSignal::new(false);
    let button = move || {
        view! {
            <button type="button" class="button button-icon" aria-label="Units" aria-haspopup="dialog" data-testid="units"
                on:click=move |_| open.set(true)>
                <LineIcon path=UNITS/>
            </button>
        }
    };
    let any = Memo::new(move |_| !quantities.read().is_empty());
    view! {
        {move || any.get().then(button)}
        <BottomSheet open title=Signal::stored("Units".to_owned()) on_close=Callback::new(move |()| open.set(false))>
            {later(choices(base, quantities))}
        </BottomSheet>
    }
    .into_any()
}

/// A quantity with the units that the app has of it.
type Quantity = (&'static Family, Vec<&'static str>);

#[wasm_split(more, fallible)]
fn choices(base: Base, quantities: Memo<Vec<Quantity>>) -> Loaded {
    Ok(view! { <Choices base quantities/> }.into_any())
}

#[component]
fn Choices(base: Base, quantities: Memo<Vec<Quantity>>) -> impl IntoView {
    let words = |system: System| match system {
        System::App => "As the app has them",
        System::Metric => "Metric",
        System::Us => "US customary",
    };
    let segments = System::ALL.map(|system| Segment::new(system.id(), words(system))).to_vec();
    let selected = Signal::derive(move || base.units.read().system().map_or("", System::id).to_owned());
    let select = Callback::new(move |id: String| base.choose_units(Preference::kept(&id)));
    let fields = move || quantities.get().into_iter().map(|of| field(base, of)).collect_view();
    view! {
        <div class="stack units" data-testid="units-sheet">
            <SegmentedTabs label="All units" segments=Signal::stored(segments) selected on_select=select/>
            <div class="units-fields">{fields}</div>
            <p class="card-subtitle">
                "This changes what you see and type, on this device. Links, files and records keep the units of the app, written beside each number."
            </p>
        </div>
    }
    .into_any()
}

/// One quantity as a list to open; the first choice leaves it as the app has it.
fn field(base: Base, (family, own): Quantity) -> AnyView {
    let shown: Vec<&str> = own.iter().map(|code| display(code)).collect();
    let first = (String::new(), ["As the app has it: ", &shown.join(", ")].concat());
    let units = family.units.iter().map(|code| ((*code).to_owned(), display(code).to_owned()));
    let options: Vec<_> = std::iter::once(first).chain(units).collect();
    let value = Signal::derive(move || base.units.read().choice(family, &own).unwrap_or_default().to_owned());
    let on_select = Callback::new(move |code: String| {
        let unit = Some(code.as_str()).filter(|code| !code.is_empty());
        base.choose_units(base.units.get_untracked().with(family, unit));
    });
    let test_id = ["units-", family.id].concat();
    view! {
        <div data-testid=test_id>
            <SelectField label=family.title options=Signal::stored(options) value on_select/>
        </div>
    }
    .into_any()
}
