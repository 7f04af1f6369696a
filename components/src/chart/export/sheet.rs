//! A picture to pass on: title, chart, sentence, and the contract below, in black on white ground.

use crate::chart::data::ChartData;
use crate::chart::draw::{Look, draw};
use crate::chart::geometry::Point;
use crate::chart::surface::{Anchor, Font, Surface, SvgSurface, Text};
use crate::chart::theme::Theme;
use crate::chart::view::View;

/// Everything on a saved picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Title.
    pub title: String,
    /// What is drawn, in one line.
    pub subtitle: String,
    /// The chart.
    pub data: ChartData,
    /// The part of its time axis.
    pub view: View,
    /// What the chart says.
    pub sentence: String,
    /// Where it comes from and what it promises: app, version, model with version and hash, scenario, date, meaning of
    /// the intervals. One entry is one line or more.
    pub contract: Vec<String>,
}

/// Size of a saved chart without its texts, and the margin round everything.
const CHART: Point = (760.0, 400.0);
const MARGIN: f64 = 20.0;
const TITLE: Font = Font { px: 20.0, bold: true };
const TEXT: Font = Font { px: 14.0, bold: false };
const FOOT: Font = Font { px: 11.0, bold: false };
/// Height of a line, in sizes of its letters.
const LEADING: f64 = 1.45;

/// Width and height of the sheet in CSS pixels.
pub fn size(sheet: &Sheet) -> Point {
    let texts: f64 = blocks(sheet).iter().map(|(font, words, _)| height(*font, words)).sum();
    (CHART.0 + 2.0 * MARGIN, texts + CHART.1 + MARGIN * 3.0)
}

/// Draws the sheet.
pub fn paint(on: &mut dyn Surface, sheet: &Sheet) {
    let theme = Theme::light();
    on.rect((0.0, 0.0), size(sheet), theme.surface);
    let mut top = MARGIN;
    for (k, (font, words, color)) in blocks(sheet).into_iter().enumerate() {
        if k == 2 {
            on.shift((MARGIN, top));
            draw(
                on,
                &sheet.data,
                &Look { theme: theme.clone(), size: CHART, view: sheet.view, previous: None },
            );
            on.shift((-MARGIN, -top));
            top += CHART.1 + MARGIN / 2.0;
        }
        if k == 3 {
            top += MARGIN / 2.0;
        }
        for line in lines(font, &words) {
            let at = (MARGIN, top + font.px * LEADING / 2.0);
            on.text(Text { words: &line, at, anchor: Anchor::Start, font, color, halo: None });
            top += font.px * LEADING;
        }
    }
}

/// The sheet as an SVG file.
pub fn svg(sheet: &Sheet) -> String {
    let mut surface = SvgSurface::new(size(sheet));
    paint(&mut surface, sheet);
    surface.finish(&sheet.title)
}

type Block = (Font, Vec<String>, crate::chart::color::Color);

/// Title, subtitle, sentence, contract.
fn blocks(sheet: &Sheet) -> [Block; 4] {
    let theme = Theme::light();
    [
        (TITLE, vec![sheet.title.clone()], theme.ink),
        (TEXT, vec![sheet.subtitle.clone()], theme.muted),
        (TEXT, vec![sheet.sentence.clone()], theme.ink),
        (FOOT, sheet.contract.clone(), theme.muted),
    ]
}

fn height(font: Font, words: &[String]) -> f64 {
    lines(font, words).len() as f64 * font.px * LEADING
}

/// Texts broken into lines of the sheet's width at their spaces.
fn lines(font: Font, words: &[String]) -> Vec<String> {
    words.iter().filter(|text| !text.is_empty()).flat_map(|text| broken(font, text)).collect()
}

fn broken(font: Font, text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match out.last_mut() {
            Some(line) if font.width_of(line) + font.width_of(word) + font.px * 0.4 <= CHART.0 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.into()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_break_at_spaces() {
        let text = "word ".repeat(60);
        let lines = lines(FOOT, &[text.trim().into(), String::new(), "second".into()]);
        assert!(lines.len() >= 3 && lines.iter().all(|l| FOOT.width_of(l) <= CHART.0));
        assert_eq!(lines.concat().replace(' ', ""), "word".repeat(60) + "second");
    }
}
