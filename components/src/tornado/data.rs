//! Which input moves the output most: order, places and words, whatever draws them.

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
    /// The output there; `None` outside the model's range.
    pub low: Option<f64>,
    /// The output there; `None` outside the model's range.
    pub high: Option<f64>,
}

/// What a tornado shows.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoData {
    /// What the output is.
    pub title: String,
    /// Unit of the output as shown to people.
    pub unit: String,
    /// The output at the present inputs.
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

impl TornadoBar {
    /// How far the output moves between the ends; with one end outside, from the base; none with both outside.
    pub fn swing(&self, base: f64) -> f64 {
        match (self.low, self.high) {
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
        let ends = self.bars.iter().flat_map(|b| [b.low, b.high]).flatten();
        let (low, high) = ends.fold((self.base, self.base), |(l, h), v| (l.min(v), h.max(v)));
        let air = if high > low { (high - low) * 0.08 } else { self.base.abs().max(1.0) * 0.1 };
        (low - air, high + air)
    }

    /// Share of the picture's width for an output.
    pub fn share(&self, x: f64) -> f64 {
        let (low, high) = self.extent();
        ((x - low) / (high - low)).clamp(0.0, 1.0)
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
        let low_left = match (bar.low, bar.high) {
            (Some(low), Some(high)) => low <= high,
            (Some(low), None) => low <= self.base,
            (None, Some(high)) => high >= self.base,
            (None, None) => true,
        };
        let low = self.end(&bar.low_text, bar.low, false, low_left);
        let high = self.end(&bar.high_text, bar.high, true, !low_left);
        let side = |x: Option<f64>| x.map(|x| (x - self.base).total_cmp(&0.0));
        let split = bar.low.is_some() && bar.high.is_some() && side(bar.low) == side(bar.high);
        let ends = if low_left { [low, high] } else { [high, low] };
        TornadoRow { label: bar.label.clone(), ends, split }
    }

    fn end(&self, input: &str, output: Option<f64>, high: bool, left: bool) -> TornadoEnd {
        let base = self.share(self.base);
        let edge = if left { 0.0 } else { 1.0 };
        let at = output.map_or(edge, |x| self.share(x));
        let words = output.map_or_else(|| "out of range".into(), |x| self.number(x));
        let (from, width, outside) = (at.min(base), (at - base).abs(), output.is_none());
        TornadoEnd { input: input.into(), output: words, from, width, high, outside }
    }

    /// The picture in words: the base and the input that moves it most.
    pub fn sentence(&self) -> String {
        let head = [&self.title, " is ", &self.base_text(), " at the present inputs."].concat();
        let first = self.rows().into_iter().next();
        let most = first.map(|row| {
            let [left, right] = row.ends;
            let end = |e: TornadoEnd| [&e.output, " at ", &e.input].concat();
            [" It moves most with ", &row.label, ": ", &end(left), ", ", &end(right), "."].concat()
        });
        [head, most.unwrap_or_default()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, low: Option<f64>, high: Option<f64>) -> TornadoBar {
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
        TornadoData { title: "Bearing temperature".into(), unit: "°C".into(), base: 60.0, bars }
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
        assert_eq!((age.output.as_str(), age.from, age.outside), ("out of range", 0.0, true));
    }

    #[test]
    fn the_sentence_names_the_first() {
        assert_eq!(
            data().sentence(),
            "Bearing temperature is 60.0 °C at the present inputs. It moves most with heat: 55.0 at low, 70.0 at high."
        );
    }
}
