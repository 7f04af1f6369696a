//! Curves over time with bands, drawn by one function on every surface.
//!
//! [`ChartData`] says what is drawn, [`draw()`] draws it on a [`Surface`], [`ChartCanvas`] puts it on the screen with
//! cursor, pan and zoom; [`describe()`] and [`table`] say the same as a sentence and as a table; [`export`] writes it
//! into files. [`Axes`] lays times and values out: evenly, by decades, or as the probability paper of a law.

mod axes;
mod canvas;
mod card;
mod color;
mod cursor;
mod data;
mod describe;
mod draw;
pub mod export;
mod geometry;
mod gesture;
mod labels;
mod painter;
mod range;
mod scale;
mod surface;
mod theme;
mod ticks;
mod view;

pub use axes::Axes;
pub use canvas::ChartCanvas;
pub use card::{ChartCard, ChartSentence, ChartTable};
pub use color::Color;
pub use cursor::{read_out, share_by_key};
pub use data::{ChartData, ChartMark, LimitLine, MarkShape, Part, SideCurve, Span, Stroke, YUnit};
pub use describe::{COVERAGE, Table, axis_note, describe, read_at, table, value_text};
pub use draw::{Look, draw, frame};
pub use gesture::{Gesture, Input, Outcome};
pub use scale::{Frame, YRange};
pub use surface::{CanvasSurface, Surface, SvgSurface};
pub use theme::Theme;
pub use ticks::{Tick, hour_ticks};
pub use view::View;
