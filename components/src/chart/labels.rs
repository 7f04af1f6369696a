//! Direct labels at the right end of curves and limits, instead of a legend.

use plotters::style::RGBAColor;

use super::data::{ChartData, Stroke};
use super::geometry::spread;
use super::scale::Frame;
use super::theme::Theme;

/// A label that ends at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its words.
    pub text: String,
    /// Right end.
    pub x: f64,
    /// Vertical middle.
    pub y: f64,
    /// Colour of what it names.
    pub color: RGBAColor,
    /// Bold or not.
    pub bold: bool,
}

/// All labels of a picture, moved apart so that none covers another.
pub fn direct_labels(data: &ChartData, frame: &Frame, theme: &Theme) -> Vec<Label> {
    let gap = theme.label_px * 1.2;
    let mut labels = wanted(data, frame, theme);
    let middles: Vec<f64> = labels.iter().map(|l| l.y).collect();
    let placed = spread(&middles, gap, frame.top + gap / 2.0, frame.bottom - gap / 2.0);
    labels.iter_mut().zip(placed).for_each(|(label, y)| label.y = y);
    labels
}

fn wanted(data: &ChartData, frame: &Frame, theme: &Theme) -> Vec<Label> {
    let label =
        |text: &str, y: f64, color, bold| Label { text: text.into(), x: frame.right - 2.0, y, color, bold };
    let end = |values: &[f64]| frame.y(values.last().copied().unwrap_or(0.0));
    let above = theme.label_px * 0.75;
    let limit = data.limit.iter().map(|l| label(&l.label, frame.y(l.value) - above, theme.warn, false));
    let sides = data.sides.iter().map(|s| {
        let color = if s.stroke == Stroke::Dashed { theme.ink } else { theme.muted };
        label(&s.label, end(s.curve.shown().mean) + above, color, false)
    });
    let main = Some(label(&data.main_label, end(data.main.shown().mean) - above, theme.accent, true));
    let text = "if its range were ignored";
    let unguarded = data.unguarded.iter().map(|c| label(text, end(c.shown().mean) - above, theme.bad, false));
    limit.chain(sides).chain(main).chain(unguarded).filter(|l| !l.text.is_empty()).collect()
}
