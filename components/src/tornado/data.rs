//! Which input moves the output most: order, places and words, whatever draws them.

use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Predicted, Shown};

use crate::figure::decimals_of;
use crate::format;

/// What one input does to the output.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoBar {
    /// The input.
    pub label: String,
    /// Its low value with its unit, for example `25 °C`.
    pub low_text: String,
    /// Its high value with its unit.
    pub high_text: String,
    /// The output there with its interval; `None` outside the model's range.
    pub low: Option<Predicted<f64>>,
    /// The output there with its interval; `None` outside the model's range.
    pub high: Option<Predicted<f64>>,
}

/// What a tornado shows.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoData {
    /// Title of the picture.
    pub title: String,
    /// What the output is, at the beginning of a sentence.
    pub of: String,
    /// Unit of the output as shown to people.
    pub unit: String,
    /// The output at the present inputs; NaN outside the model's range.
    pub base: f64,
    /// One bar for each input, in any order.
    pub bars: Vec<TornadoBar>,
}

/// One end of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoEnd {
    /// The input's value there, with its unit.
    pub input: String,
    /// The output there with its sign against the base; what there is instead, outside the model's range.
    pub output: String,
    /// Left end, 0 to 1.
    pub from: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Whether it belongs to the input's high value.
    pub high: bool,
    /// Outside the model's range: hatched, to the edge of the picture.
    pub outside: bool,
    /// At the edge of the model's range: a dashed outline, and words.
    pub edge: bool,
    /// The interval of the output there; `None` where it has none.
    pub whisker: Option<Whisker>,
}

/// The interval of an output at one end of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Whisker {
    /// Both ends of it: `60.1 to 63.9`.
    pub words: String,
    /// Left end, 0 to 1.
    pub from: f64,
    /// Width, 0 to 1.
    pub width: f64,
}

/// One bar, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoRow {
    /// The input.
    pub label: String,
    /// Left end first.
    pub ends: [TornadoEnd; 2],
    /// Both ends lie on one side of the base: they are drawn one above the other.
    pub split: bool,
}

impl TornadoEnd {
    /// The output with its interval and its state: `62.0 (60.1 to 63.9), edge of range`.
    pub fn words(&self) -> String {
        [&self.output, self.certainty().as_str()].concat()
    }

    /// What stands behind the output; empty where there is nothing to say.
    pub fn certainty(&self) -> String {
        let interval = self.whisker.as_ref().map(|whisker| [" (", &whisker.words, ")"].concat());
        [interval.as_deref().unwrap_or_default(), if self.edge { ", edge of range" } else { "" }].concat()
    }
}

/// An output within the model's range.
fn within(of: Predicted<f64>) -> Option<Shown<f64>> {
    Some(of.shown()).filter(|shown| shown.domain != DomainState::Out)
}

fn value(of: Option<Predicted<f64>>) -> Option<f64> {
    of.and_then(within).map(|shown| shown.value)
}

impl TornadoBar {
    /// How far the output moves between the ends; with one end outside, from the base; none with both outside.
    pub fn swing(&self, base: f64) -> f64 {
        match (value(self.low), value(self.high)) {
            (Some(low), Some(high)) => low.max(high).max(base) - low.min(high).min(base),
            (Some(one), None) | (None, Some(one)) => (one - base).abs(),
            (None, None) => -1.0,
        }
    }
}

impl TornadoData {
    /// The rows with the largest swing first.
    pub fn rows(&self) -> Vec<TornadoRow> {
        let mut bars: Vec<&TornadoBar> = self.bars.iter().collect();
        bars.sort_by(|a, b| b.swing(self.base).total_cmp(&a.swing(self.base)));
        bars.into_iter().map(|bar| self.row(bar)).collect()
    }

    /// Least and greatest output on the picture, with air on both sides for what is not known.
    pub fn extent(&self) -> (f64, f64) {
        let ends = self.bars.iter().flat_map(|b| [b.low, b.high]).flatten().filter_map(within);
        let (low, high) = ends.fold((self.base, self.base), |(l, h), x| {
            (l.min(x.value).min(x.interval.low), h.max(x.value).max(x.interval.high))
        });
        let air = if high > low { (high - low) * 0.08 } else { self.base.abs().max(1.0) * 0.1 };
        (low - air, high + air)
    }

    /// Share of the picture's width for an output.
    pub fn share(&self, x: f64) -> f64 {
        let (low, high) = self.extent();
        let share = (x - low) / (high - low);
        // Where nothing is known, nothing has a place.
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The base with its unit.
    pub fn base_text(&self) -> String {
        format::with_unit(&self.number(self.base), &self.unit)
    }

    fn number(&self, x: f64) -> String {
        let (low, high) = self.extent();
        format::grouped(x, decimals_of(high - low))
    }

    fn row(&self, bar: &TornadoBar) -> TornadoRow {
        // What is not known lies opposite to what is; with nothing known, the low value lies left.
        let low_left = match (value(bar.low), value(bar.high)) {
            (Some(low), Some(high)) => low <= high,
            (Some(low), None) => low <= self.base,
            (None, Some(high)) => high >= self.base,
            (None, None) => true,
        };
        let low = self.end(&bar.low_text, bar.low, false, low_left);
        let high = self.end(&bar.high_text, bar.high, true, !low_left);
        let side = |x: Option<Predicted<f64>>| value(x).map(|x| (x - self.base).total_cmp(&0.0));
        let split = side(bar.low).is_some() && side(bar.low) == side(bar.high);
        let ends = if low_left { [low, high] } else { [high, low] };
        TornadoRow { label: bar.label.clone(), ends, split }
    }

    fn end(&self, input: &str, output: Option<Predicted<f64>>, high: bool, left: bool) -> TornadoEnd {
        let output = output.and_then(within);
        let base = self.share(self.base);
        let border = if left { 0.0 } else { 1.0 };
        let at = output.map_or(border, |x| self.share(x.value));
        TornadoEnd {
            input: input.into(),
            output: output.map_or_else(|| "blocked or out of range".into(), |x| self.number(x.value)),
            from: at.min(base),
            width: (at - base).abs(),
            high,
            outside: output.is_none(),
            edge: output.is_some_and(|x| x.domain == DomainState::Caution),
            whisker: output.and_then(|x| self.whisker(x)),
        }
    }

    fn whisker(&self, of: Shown<f64>) -> Option<Whisker> {
        let (low, high) = (of.interval.low, of.interval.high);
        let from = self.share(low);
        (low < high).then(|| Whisker {
            words: format::range(of.interval),
            from,
            width: self.share(high) - from,
        })
    }

    /// What the whiskers promise: `90 % interval`; `None` where there are none.
    pub fn coverage(&self) -> Option<String> {
        let ends = self.bars.iter().flat_map(|b| [b.low, b.high]).flatten().filter_map(within);
        let interval = ends.map(|x| x.interval).find(|interval| interval.low < interval.high)?;
        let share = (interval.coverage * 1000.0).round() / 1000.0;
        Some([&format::percent_plain(share), " interval"].concat())
    }

    /// The picture in words: the base and the input that moves it most.
    pub fn sentence(&self) -> String {
        let head = match self.base.is_finite() {
            true => [&self.of, " is ", &self.base_text(), " at the present inputs."].concat(),
            false => [&self.of, " has no number at the present inputs."].concat(),
        };
        let first = self.rows().into_iter().next();
        let most = first.map(|row| {
            let [left, right] = row.ends;
            let end = |e: TornadoEnd| [&e.words(), " at ", &e.input].concat();
            [" It moves most with ", &row.label, ": ", &end(left), ", ", &end(right), "."].concat()
        });
        [head, most.unwrap_or_default()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::{Interval, IntervalKind};

    fn of(x: f64, half: f64, state: DomainState) -> Predicted<f64> {
        let interval =
            Interval { low: x - half, high: x + half, coverage: 0.9, kind: IntervalKind::Pointwise };
        Predicted::new(x, interval, state)
    }

    fn bar(label: &str, low: Option<f64>, high: Option<f64>) -> TornadoBar {
        let [low, high] = [low, high].map(|x| x.map(|x| of(x, 0.0, DomainState::In)));
        TornadoBar { label: label.into(), low_text: "low".into(), high_text: "high".into(), low, high }
    }

    fn data() -> TornadoData {
        let bars = vec![
            bar("speed", Some(59.0), Some(61.0)),
            bar("heat", Some(55.0), Some(70.0)),
            bar("age", None, Some(64.0)),
            bar("unknown", None, None),
            bar("wear", Some(66.0), Some(62.0)),
        ];
        TornadoData {
            title: "What drives it".into(),
            of: "Bearing temperature".into(),
            unit: "°C".into(),
            base: 60.0,
            bars,
        }
    }

    #[test]
    fn the_largest_swing_comes_first() {
        let labels: Vec<String> = data().rows().into_iter().map(|r| r.label).collect();
        assert_eq!(labels, ["heat", "wear", "age", "speed", "unknown"]);
    }

    #[test]
    fn ends_are_placed_by_output() {
        let rows = data().rows();
        let names = |row: &TornadoRow| {
            row.ends.iter().map(|e| (e.input.clone(), e.output.clone())).collect::<Vec<_>>()
        };
        assert_eq!(names(&rows[1]), [("high".into(), "62.0".into()), ("low".into(), "66.0".into())]);
        assert!(rows[1].split && !rows[0].split);
        let age = &rows[2].ends[0];
        assert_eq!((age.output.as_str(), age.from, age.outside), ("blocked or out of range", 0.0, true));
    }

    #[test]
    fn ends_have_their_interval_and_state() {
        let bar = TornadoBar {
            low: Some(of(58.0, 2.0, DomainState::Caution)),
            high: Some(of(64.0, 6.0, DomainState::In)),
            ..bar("heat", None, None)
        };
        let outside = TornadoBar { high: Some(of(90.0, 1.0, DomainState::Out)), ..bar.clone() };
        let data = TornadoData { bars: vec![bar], ..data() };
        let (low, high) = data.extent();
        assert!(low < 56.0 && high > 70.0, "the picture holds the whiskers: {low} to {high}");
        let [left, right] = &data.rows()[0].ends;
        assert_eq!(left.words(), "58.0 (56.0 to 60.0), edge of range");
        assert!(left.edge && !right.edge);
        let whisker = right.whisker.as_ref().unwrap();
        assert_eq!((right.words().as_str(), whisker.words.as_str()), ("64.0 (58.0 to 70.0)", "58.0 to 70.0"));
        assert!((whisker.from - data.share(58.0)).abs() < 1e-12 && whisker.width > 0.0);
        assert_eq!(data.coverage().as_deref(), Some("90 % interval"));
        let [_, right] = &TornadoData { bars: vec![outside], ..data }.rows()[0].ends;
        assert!(right.outside && right.whisker.is_none() && right.output == "blocked or out of range");
    }

    #[test]
    fn the_sentence_names_the_first() {
        assert_eq!(
            data().sentence(),
            "Bearing temperature is 60.0 °C at the present inputs. It moves most with heat: 55.0 at low, 70.0 at high."
        );
    }
}
