//! Spans of time in rows, on a clock axis: places and words, whatever draws them.

use twinlet_core::clock::day_offset;

use crate::chart::{Tick, hour_ticks};
use crate::{Tone, format};

/// A stretch of time with a word.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowSpan {
    /// From, hours after "now"; may lie before it.
    pub from_h: f64,
    /// To, hours after "now".
    pub to_h: f64,
    /// Its gravity.
    pub tone: Tone,
    /// Its word, for example `inspect`.
    pub word: String,
}

/// Spans of one asset or kind of work.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowRow {
    /// Its name.
    pub label: String,
    /// Its spans, in any order.
    pub spans: Vec<WindowSpan>,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowsData {
    /// Title.
    pub title: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Hours at the left edge, at most 0: what lies before "now" is shown as well.
    pub from_h: f64,
    /// Hours at the right edge.
    pub to_h: f64,
    /// The rows from the top.
    pub rows: Vec<WindowRow>,
}

impl WindowsData {
    /// Share of the width for an hour, held within the picture.
    pub fn share(&self, t_h: f64) -> f64 {
        let share = (t_h - self.from_h) / (self.to_h - self.from_h);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Left end and width of a span; `None` when it lies outside the picture.
    pub fn place(&self, span: &WindowSpan) -> Option<(f64, f64)> {
        let (from, to) = (self.share(span.from_h), self.share(span.to_h));
        (to > from).then_some((from, to - from))
    }

    /// Clock ticks, at most four, in hours after "now".
    pub fn ticks(&self) -> Vec<Tick> {
        let start = (f64::from(self.start_min) + self.from_h * 60.0).rem_euclid(1440.0) as u32;
        let ticks = hour_ticks(start, self.to_h - self.from_h, 260.0);
        ticks.into_iter().map(|t| Tick { at: t.at + self.from_h, ..t }).collect()
    }

    /// Hours after "now" of each midnight on the picture.
    pub fn midnights(&self) -> Vec<f64> {
        let to_midnight = (1440.0 - f64::from(self.start_min)) / 60.0;
        let first = to_midnight - 24.0 * ((to_midnight - self.from_h) / 24.0).floor();
        let all = (0..60).map(|day| first + 24.0 * f64::from(day));
        all.filter(|t| *t > self.from_h).take_while(|t| *t < self.to_h).collect()
    }

    /// A span in words: `inspect, 10:00 to 14:00`, `repair, 20:00 to tomorrow 02:00`.
    pub fn words(&self, span: &WindowSpan) -> String {
        let at = |t| format::clock_with_day(self.start_min, t);
        let same_day = |a, b| day_offset(self.start_min, a) == day_offset(self.start_min, b);
        let to = if same_day(span.from_h, span.to_h) {
            format::clock(self.start_min, span.to_h)
        } else {
            at(span.to_h)
        };
        [&span.word, ", ", &at(span.from_h), " to ", &to].concat()
    }

    /// A row in words, for screen readers.
    pub fn sentence(&self, row: &WindowRow) -> String {
        let spans: Vec<String> = row.spans.iter().map(|s| self.words(s)).collect();
        let said = if spans.is_empty() { "nothing".into() } else { spans.join("; ") };
        [&row.label, ": ", &said, "."].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> WindowsData {
        let span = |from_h, to_h| WindowSpan { from_h, to_h, tone: Tone::Ok, word: "inspect".into() };
        let rows = vec![WindowRow {
            label: "Pump 2".into(),
            spans: vec![span(4.0, 8.0), span(17.0, 20.0), span(90.0, 99.0)],
        }];
        WindowsData { title: "Windows".into(), start_min: 360, from_h: 0.0, to_h: 24.0, rows }
    }

    #[test]
    fn places_and_midnights() {
        let data = data();
        let spans = &data.rows[0].spans;
        assert_eq!(data.place(&spans[0]), Some((1.0 / 6.0, 1.0 / 3.0 - 1.0 / 6.0)));
        assert_eq!(data.place(&spans[2]), None);
        assert_eq!(data.midnights(), [18.0]);
        assert_eq!(WindowsData { from_h: -12.0, to_h: 60.0, ..data.clone() }.midnights(), [-6.0, 18.0, 42.0]);
        let ticks: Vec<String> = data.ticks().into_iter().map(|t| t.label).collect();
        assert_eq!(ticks, ["06:00", "12:00", "18:00", "00:00", "06:00"]);
    }

    #[test]
    fn spans_in_words() {
        let data = data();
        assert_eq!(data.words(&data.rows[0].spans[0]), "inspect, 10:00 to 14:00");
        assert_eq!(data.words(&data.rows[0].spans[1]), "inspect, 23:00 to tomorrow 02:00");
        let none = WindowRow { label: "Pump 1".into(), spans: vec![] };
        assert_eq!(data.sentence(&none), "Pump 1: nothing.");
    }
}
