//! The chart on the screen: canvas, cursor overlay, read-out, the way back from a zoom.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use super::cursor::ChartCursor;
use super::data::ChartData;
use super::painter::{Page, Painter};
use super::scale::Frame;
use super::view::View;
use crate::browser::{FrameLoop, PageLook, reduced_motion, use_page_look, use_printing, use_size};

/// The picture with its cursor; as high as the style sheet's `.chart` says.
#[component]
pub fn ChartCanvas(
    /// What it shows; `None` keeps an empty place of the same size. Required.
    #[prop(into)]
    data: Signal<Option<ChartData>>,
    /// The part that is shown; pan and zoom write it. Default: its own, all at first.
    #[prop(optional)]
    view: Option<RwSignal<View>>,
) -> impl IntoView {
    let view = view.unwrap_or_else(|| RwSignal::new(View::FULL));
    let (place, canvas) = (NodeRef::<Div>::new(), NodeRef::<Canvas>::new());
    let frame = RwSignal::new(None::<Frame>);
    let shown = Shown { data, canvas, view, frame, size: use_size(place), look: use_page_look() };
    shown.keep_painted();
    let has_counts = move || data.read().as_ref().is_some_and(|d| !d.leaving.is_empty());
    let is_whole = move || view.get().is_full();
    view! {
        <div class="chart" class:has-counts=has_counts node_ref=place>
            <canvas class="chart-canvas" node_ref=canvas aria-hidden="true"></canvas>
            <ChartCursor data=data frame=frame view=view/>
            <button type="button" class="button chart-reset" hidden=is_whole on:click=move |_| view.set(View::FULL)>"Show all"</button>
        </div>
    }
    .into_any()
}

/// What painting needs.
#[derive(Clone, Copy)]
struct Shown {
    data: Signal<Option<ChartData>>,
    canvas: NodeRef<Canvas>,
    view: RwSignal<View>,
    frame: RwSignal<Option<Frame>>,
    size: Signal<(f64, f64)>,
    look: Signal<PageLook>,
}

impl Shown {
    /// Draws whenever data, size, part or look change. Reaches outside Leptos, hence an effect.
    fn keep_painted(self) {
        let painter = StoredValue::new_local(Painter::default());
        let work = StoredValue::new_local(FrameLoop::new(move |now_ms| {
            self.paint(painter, now_ms, false).unwrap_or(false)
        }));
        Effect::new(move |_| {
            self.look.track();
            self.canvas.track();
            self.view.track();
            let is_ready = self.size.get().0 > 0.0;
            if let Some(data) = self.data.get() {
                painter.update_value(|p| p.aim(data, reduced_motion()));
                if is_ready {
                    work.with_value(FrameLoop::request);
                }
            }
        });
        // No frame comes between the event and the paper, so this one is painted at once.
        use_printing(move |is_print| match is_print {
            true => drop(self.paint(painter, f64::MAX, true)),
            false => work.with_value(FrameLoop::request),
        });
    }

    /// Paints once; says whether another picture follows. `None` when there is nothing to paint, or no place for it.
    fn paint(self, painter: StoredValue<Painter, LocalStorage>, now_ms: f64, is_print: bool) -> Option<bool> {
        let canvas = self.canvas.try_get_untracked()??;
        let size = self.size.try_get_untracked()?;
        let view = self.view.try_get_untracked()?;
        let ratio = self.look.try_get_untracked().map_or(1.0, |l| l.ratio);
        let page = Page { size, ratio, view, is_print };
        let (now, more) = painter.try_update_value(|p| p.paint(&canvas, page, now_ms)).flatten()?;
        self.frame.try_maybe_update(|old| (old.replace(now) != Some(now), ()));
        Some(more)
    }
}
