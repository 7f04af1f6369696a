//! Keeps a canvas showing the newest data: scaled for the screen, morphing, at most once per frame.

use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;

use super::data::ChartData;
use super::draw::{Look, draw};
use super::scale::Frame;
use super::theme::Theme;

/// Length of a morph in ms.
const MORPH_MS: f64 = 150.0;

/// What is on the canvas and what is on its way there.
#[derive(Debug, Default)]
pub struct Painter {
    target: Option<ChartData>,
    from: Option<ChartData>,
    started_ms: Option<f64>,
    frame: Option<Frame>,
}

impl Painter {
    /// Sets new data. They morph from the present picture unless `still` is asked for.
    pub fn aim(&mut self, data: ChartData, still: bool) {
        if self.target.as_ref() == Some(&data) {
            return;
        }
        self.from = self.target.replace(data).filter(|_| !still);
        self.started_ms = None;
    }

    /// The picture for a moment, and whether another one follows.
    pub fn picture(&mut self, now_ms: f64) -> Option<(ChartData, bool)> {
        let target = self.target.as_ref()?;
        let Some(from) = &self.from else { return Some((target.clone(), false)) };
        let started = *self.started_ms.get_or_insert(now_ms);
        let share = ((now_ms - started) / MORPH_MS).clamp(0.0, 1.0);
        if share >= 1.0 {
            self.from = None;
            return Some((target.clone(), false));
        }
        Some((target.morphed(from, share * (2.0 - share)), true))
    }

    /// Draws on the canvas; returns the frame for the cursor and whether another picture follows.
    pub fn paint(
        &mut self,
        canvas: &HtmlCanvasElement,
        size: (f64, f64),
        ratio: f64,
        now_ms: f64,
    ) -> Option<(Frame, bool)> {
        let (data, more) = self.picture(now_ms)?;
        // Drawn at twice the size on coarse screens too: the backend places everything on whole pixels.
        let ratio = ratio.max(2.0);
        fit(canvas, size, ratio);
        let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
        let look = Look { theme: page_theme(canvas), ratio, previous: self.frame.map(|f| f.y) };
        let frame = draw(&area, &data, &look).ok()?;
        self.frame = Some(frame);
        Some((frame, more))
    }
}

fn fit(canvas: &HtmlCanvasElement, (width, height): (f64, f64), ratio: f64) {
    let (w, h) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
    if (canvas.width(), canvas.height()) != (w, h) {
        canvas.set_width(w);
        canvas.set_height(h);
    }
}

fn page_theme(canvas: &HtmlCanvasElement) -> Theme {
    let Some(window) = web_sys::window() else { return Theme::light() };
    if window.match_media("print").ok().flatten().is_some_and(|m| m.matches()) {
        return Theme::print();
    }
    let style = window.get_computed_style(canvas).ok().flatten();
    Theme::from_tokens(|name| style.as_ref()?.get_property_value(name).ok())
}
