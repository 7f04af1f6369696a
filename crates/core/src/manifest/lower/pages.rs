//! Pages: those of the manifest, or the ones that every app has.

use crate::manifest::raw::{
    Entries, Group, OfInputs, OfModel, OfOutput, OfOutputs, PageIcon, Strings, Titled, Widget, WidgetPage,
};
use crate::manifest::resolved::{Study, WidgetPage as Page};
use crate::study::Study as Kind;

/// Id of the page about the models.
pub const MODEL_PAGE: &str = "model";

/// The pages of an app; one about the models is added where no page shows them: a number without its proof is no use.
pub(super) fn convert_all(
    raw: Entries<WidgetPage>,
    has_decision: bool,
    has_models: bool,
    studies: &[Study],
    strings: &Strings,
) -> Vec<Page> {
    let mut pages: Vec<Page> = raw.0.into_iter().map(convert).collect();
    if pages.is_empty() {
        pages.push(ask_page(has_decision, studies, strings));
    }
    let shows_models = |page: &Page| page.widgets.iter().any(|widget| widget.any(&is_sheet));
    if has_models && !pages.iter().any(shows_models) {
        pages.push(model_page(strings));
    }
    pages
}

fn convert((id, raw): (String, WidgetPage)) -> Page {
    let WidgetPage { title, icon, roles, widgets } = raw;
    Page { id, title, icon: icon.unwrap_or_default(), roles, widgets }
}

fn is_sheet(widget: &Widget) -> bool {
    matches!(widget, Widget::ModelSheet(_))
}

/// Numbers, inputs and curves side by side, or below each other on a phone.
fn ask_page(has_decision: bool, studies: &[Study], strings: &Strings) -> Page {
    let column = |widgets| Widget::Column(Group { title: None, first_for: vec![], widgets });
    let decision = has_decision.then(|| Widget::Decision(Titled::default()));
    let numbers = decision.into_iter().chain([Widget::Numbers(OfOutputs::default())]);
    let curves =
        std::iter::once(Widget::Curves(OfOutputs::default())).chain(studies.iter().filter_map(widget_of));
    let widgets = vec![
        column(numbers.collect()),
        column(vec![Widget::Inputs(OfInputs::default())]),
        column(curves.collect()),
    ];
    let title = strings.ask.clone().unwrap_or_else(|| "What if".into());
    Page { id: "ask".into(), title, icon: PageIcon::Ask, roles: vec![], widgets }
}

/// The widget that suits a study; what is one number is among the numbers.
fn widget_of(study: &Study) -> Option<Widget> {
    let of = OfOutput { output: study.id.clone() };
    match study.study {
        Kind::Solve(_) => None,
        Kind::Sensitivity(_) => Some(Widget::Tornado(of)),
        Kind::Sweep(_) => Some(Widget::HeatMap(of)),
        Kind::GlobalSensitivity(_) => Some(Widget::Shares(of)),
    }
}

fn model_page(strings: &Strings) -> Page {
    let title = strings.model.clone().unwrap_or_else(|| "Model".into());
    let widgets = vec![Widget::ModelSheet(OfModel::default())];
    Page { id: MODEL_PAGE.into(), title, icon: PageIcon::Model, roles: vec![], widgets }
}
