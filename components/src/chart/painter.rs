//! Keeps a canvas showing the newest data: scaled for the screen, morphing, at most once per frame.

use std::borrow::Cow;

use web_sys::HtmlCanvasElement;

use super::data::ChartData;
use super::draw::{Look, draw};
use super::geometry::Point;
use super::scale::Frame;
use super::surface::CanvasSurface;
use super::theme::Theme;
use super::view::View;

/// Length of a morph in ms.
const MORPH_MS: f64 = 150.0;
/// Device pixels per CSS pixel on paper: 384 per inch.
const PRINT_RATIO: f64 = 4.0;

/// What is on the canvas and what is on its way there.
#[derive(Debug, Default)]
pub struct Painter {
    target: Option<ChartData>,
    from: Option<ChartData>,
    started_ms: Option<f64>,
    frame: Option<Frame>,
}

/// Where and how it is painted now.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Width and height in CSS pixels.
    pub size: Point,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// The part of the time axis that is shown.
    pub view: View,
    /// For paper: black on white, finer.
    pub is_print: bool,
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
    pub fn picture(&mut self, now_ms: f64) -> Option<(Cow<'_, ChartData>, bool)> {
        let started = *self.started_ms.get_or_insert(now_ms);
        let share = ((now_ms - started) / MORPH_MS).clamp(0.0, 1.0);
        if share >= 1.0 {
            self.from = None;
        }
        let target = self.target.as_ref()?;
        Some(match &self.from {
            Some(from) => (Cow::Owned(target.morphed(from, share * (2.0 - share))), true),
            None => (Cow::Borrowed(target), false),
        })
    }

    /// Draws on the canvas; returns the frame for the cursor and whether another picture follows.
    pub fn paint(&mut self, canvas: &HtmlCanvasElement, page: Page, now_ms: f64) -> Option<(Frame, bool)> {
        let before = self.frame;
        let (data, more) = self.picture(now_ms)?;
        let is_print = page.is_print || is_paper();
        let ratio = if is_print { PRINT_RATIO } else { page.ratio };
        let mut surface = CanvasSurface::new(canvas, page.size, ratio)?;
        let theme = if is_print { Theme::print() } else { page_theme(canvas) };
        let previous = before.filter(|f| f.axes == data.axes).map(|f| f.y);
        let frame = draw(&mut surface, &data, &Look { theme, size: page.size, view: page.view, previous });
        self.frame = Some(frame);
        Some((frame, more))
    }
}

/// Whether the page is laid out for paper now.
fn is_paper() -> bool {
    let query = web_sys::window().and_then(|w| w.match_media("print").ok().flatten());
    query.is_some_and(|m| m.matches())
}

fn page_theme(canvas: &HtmlCanvasElement) -> Theme {
    let style = web_sys::window().and_then(|w| w.get_computed_style(canvas).ok().flatten());
    Theme::from_tokens(|name| style.as_ref()?.get_property_value(name).ok())
}
