//! Curves over time with bands, drawn by one function on every backend.
//!
//! [`ChartData`] says what is drawn, [`draw()`] draws it on any plotters backend, [`ChartCanvas`] puts it on the
//! screen with a cursor; [`describe()`] and [`rows`] say the same as a sentence and as a table.

mod canvas;
mod card;
mod cursor;
mod data;
mod describe;
mod draw;
mod geometry;
mod labels;
mod painter;
mod pen;
mod scale;
mod theme;
mod ticks;

pub use canvas::ChartCanvas;
pub use card::{ChartCard, ChartSentence, ChartTable};
pub use cursor::{hour_by_key, read_out};
pub use data::{ChartData, LimitLine, SideCurve, Span, Stroke, YUnit};
pub use describe::{COVERAGE, Row, describe, read_at, rows, value_text};
pub use draw::{Look, draw, frame};
pub use scale::{Frame, YRange};
pub use theme::Theme;
pub use ticks::{Tick, hour_ticks};
