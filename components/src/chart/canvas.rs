//! The chart on the screen: canvas, cursor overlay, read-out.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use super::cursor::ChartCursor;
use super::data::ChartData;
use super::painter::Painter;
use super::scale::Frame;
use crate::browser::{FrameLoop, PageLook, reduced_motion, use_page_look, use_size};

/// The picture with its cursor; as high as the style sheet's `.chart` says.
#[component]
pub fn ChartCanvas(
    /// What it shows; `None` keeps an empty place of the same size. Required.
    #[prop(into)]
    data: Signal<Option<ChartData>>,
) -> impl IntoView {
    let (place, canvas) = (NodeRef::<Div>::new(), NodeRef::<Canvas>::new());
    let frame = RwSignal::new(None::<Frame>);
    keep_painted(data, canvas, use_size(place), use_page_look(), frame);
    view! {
        <div class="chart" node_ref=place>
            <canvas class="chart-canvas" node_ref=canvas aria-hidden="true"></canvas>
            <ChartCursor data=data frame=frame/>
        </div>
    }
    .into_any()
}

/// Draws whenever data, size or look change. Reaches outside Leptos, hence an effect.
fn keep_painted(
    data: Signal<Option<ChartData>>,
    canvas: NodeRef<Canvas>,
    size: Signal<(f64, f64)>,
    look: Signal<PageLook>,
    frame: RwSignal<Option<Frame>>,
) {
    let painter = StoredValue::new_local(Painter::default());
    let work = FrameLoop::new(move |now_ms| {
        let (Some(Some(canvas)), Some(size)) = (canvas.try_get_untracked(), size.try_get_untracked()) else {
            return false;
        };
        let ratio = look.try_get_untracked().map_or(1.0, |l| l.ratio);
        let painted = painter.try_update_value(|p| p.paint(&canvas, size, ratio, now_ms)).flatten();
        let Some((now, more)) = painted else { return false };
        frame.try_maybe_update(|old| (old.replace(now) != Some(now), ()));
        more
    });
    let work = StoredValue::new_local(work);
    Effect::new(move |_| {
        look.track();
        canvas.track();
        let ready = size.get().0 > 0.0;
        if let Some(data) = data.get() {
            painter.update_value(|p| p.aim(data, reduced_motion()));
            if ready {
                work.with_value(FrameLoop::request);
            }
        }
    });
}
