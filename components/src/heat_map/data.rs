//! An output over two inputs: steps of colour, the cursor and its words, whatever draws them.

use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Predicted, Shown};

use crate::figure::decimals_of;
use crate::format;

/// Steps of the colour scale.
pub const STEPS: usize = 7;

/// An input that a map varies.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatAxis {
    /// What the input is called: `Ambient, highest`.
    pub name: String,
    /// Its unit as shown to people; empty where it has none.
    pub unit: String,
    /// Its values without the unit.
    pub values: Vec<String>,
}

impl HeatAxis {
    /// The name with the unit behind it: `Inflow, m³/h`.
    pub fn label(&self) -> String {
        [self.name.as_str(), if self.unit.is_empty() { "" } else { ", " }, self.unit.as_str()].concat()
    }

    /// One of its values as people say it: `Inflow 600 m³/h`.
    fn said(&self, at: usize) -> String {
        let value = self.values.get(at).map_or("", String::as_str);
        [self.name.as_str(), " ", &format::with_unit(value, &self.unit)].concat()
    }
}

/// What a heat map shows.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatData {
    /// What the output is.
    pub title: String,
    /// The input along the bottom.
    pub x: HeatAxis,
    /// The input up the side, its lowest value first.
    pub y: HeatAxis,
    /// `cells[y][x]`, each with its interval; `None` outside the model's range.
    pub cells: Vec<Vec<Option<Predicted<f64>>>>,
    /// Unit of the output as shown to people.
    pub unit: String,
    /// Values above it are marked; `None` for no limit.
    pub limit: Option<f64>,
    /// The present scenario: column and row.
    pub here: Option<(usize, usize)>,
}

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// A step of the scale, 0 to 6.
    Step(usize),
    /// Above the limit: another colour and a cross.
    Over,
    /// Outside the model's range: hatched.
    Outside,
}

impl HeatData {
    /// The output of a cell with its interval and state; `None` outside the model's range.
    pub fn shown(&self, x: usize, y: usize) -> Option<Shown<f64>> {
        self.cells.get(y)?.get(x).copied().flatten().and_then(within)
    }

    /// Least and greatest output; `None` when there is none.
    pub fn extent(&self) -> Option<(f64, f64)> {
        let all = self.cells.iter().flatten().flatten().filter_map(|cell| Some(within(*cell)?.value));
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        (low <= high).then_some((low, high))
    }

    /// What a cell looks like. The scale runs from the least value to the limit, or to the greatest below it.
    pub fn cell(&self, x: usize, y: usize) -> Cell {
        let (Some(shown), Some((low, high))) = (self.shown(x, y), self.extent()) else {
            return Cell::Outside;
        };
        let v = shown.value;
        if self.limit.is_some_and(|limit| v > limit) {
            return Cell::Over;
        }
        let top = self.limit.map_or(high, |limit| limit.min(high));
        let share = if top > low { (v - low) / (top - low) } else { 0.0 };
        Cell::Step(((share * STEPS as f64) as usize).min(STEPS - 1))
    }

    /// A number with as many digits as tell the cells apart, with its unit.
    pub fn number(&self, x: f64) -> String {
        let span = self.extent().map_or(1.0, |(low, high)| high - low);
        format::with_unit(&format::grouped(x, decimals_of(span) - 1), &self.unit)
    }

    /// The cell that a key leads to; `None` for keys that mean nothing here.
    pub fn by_key(&self, at: Option<(usize, usize)>, key: &str) -> Option<(usize, usize)> {
        let last = |axis: &HeatAxis| axis.values.len().checked_sub(1);
        let (last_x, last_y) = (last(&self.x)?, last(&self.y)?);
        let Some((x, y)) = at else {
            return key.starts_with("Arrow").then(|| self.here.unwrap_or((0, 0)));
        };
        Some(match key {
            "ArrowRight" => ((x + 1).min(last_x), y),
            "ArrowLeft" => (x.saturating_sub(1), y),
            "ArrowUp" => (x, (y + 1).min(last_y)),
            "ArrowDown" => (x, y.saturating_sub(1)),
            "Home" => (0, y),
            "End" => (last_x, y),
            "PageUp" => (x, last_y),
            "PageDown" => (x, 0),
            _ => return None,
        })
    }

    /// What is in a cell: `Inflow 400 m³/h, Ambient 35 °C: 7.8 % (90 %: 7.1 to 8.6), above the limit of 5 %`.
    pub fn read_out(&self, x: usize, y: usize) -> String {
        format::kept_together(&[&self.x.said(x), ", ", &self.y.said(y), ": ", &self.said(x, y)].concat())
    }

    fn said(&self, x: usize, y: usize) -> String {
        let here = if self.here == Some((x, y)) { "; this is the present scenario" } else { "" };
        let value = match self.shown(x, y) {
            None => "blocked or outside the model’s range, no number".into(),
            Some(shown) => {
                let edge = if shown.domain == DomainState::Caution { ", edge of range" } else { "" };
                [&self.number(shown.value), certainty(&shown).as_str(), &self.beyond(&shown), edge].concat()
            }
        };
        [&value, here].concat()
    }

    /// Whether the limit is crossed, or the interval reaches beyond it.
    fn beyond(&self, shown: &Shown<f64>) -> String {
        let Some(limit) = self.limit else { return String::new() };
        let words = match (shown.value > limit, shown.interval.high > limit) {
            (true, _) => ", above the limit of ",
            (false, true) => ", perhaps above the limit of ",
            (false, false) => return String::new(),
        };
        [words, &format::with_unit(&format::plain(limit), &self.unit)].concat()
    }

    /// Which labels along the bottom are written, so that none covers another.
    pub fn x_step(&self) -> usize {
        let texts = &self.x.values;
        let longest = texts.iter().map(|t| t.chars().count()).max().unwrap_or(1);
        let room = 250 / (longest * 8 + 6).max(1);
        texts.len().div_ceil(room.max(1)).max(1)
    }
}

/// A number within the model's range.
fn within(of: Predicted<f64>) -> Option<Shown<f64>> {
    Some(of.shown()).filter(|shown| shown.value.is_finite() && shown.domain != DomainState::Out)
}

/// ` (90 %: 7.1 to 8.6)`; empty where there is no interval.
fn certainty(shown: &Shown<f64>) -> String {
    if shown.interval.low >= shown.interval.high {
        return String::new();
    }
    let share = format::percent_plain((shown.interval.coverage * 1000.0).round() / 1000.0);
    [" (", &share, ": ", &format::range(shown.interval), ")"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::{Interval, IntervalKind};

    fn cell(x: f64, half: f64, state: DomainState) -> Option<Predicted<f64>> {
        let interval =
            Interval { low: x - half, high: x + half, coverage: 0.9, kind: IntervalKind::Pointwise };
        Some(Predicted::new(x, interval, state))
    }

    fn data() -> HeatData {
        let exact = |x: f64| cell(x, 0.0, DomainState::In);
        let axis = |name: &str, unit: &str, values: [&str; 3]| HeatAxis {
            name: name.into(),
            unit: unit.into(),
            values: values.map(String::from).into(),
        };
        HeatData {
            title: "Risk".into(),
            x: axis("Inflow, highest", "m³/h", ["200", "400", "600"]),
            y: axis("Ambient", "", ["20", "30", "40"]),
            cells: vec![
                vec![exact(1.0), exact(2.0), cell(3.0, 0.4, DomainState::Caution)],
                vec![cell(4.5, 1.0, DomainState::In), cell(6.0, 0.5, DomainState::In), None],
                vec![cell(9.0, 1.0, DomainState::Out), None, None],
            ],
            unit: "%".into(),
            limit: Some(5.0),
            here: Some((1, 0)),
        }
    }

    #[test]
    fn cells_differ_by_more_than_colour() {
        let data = data();
        for (x, y, expected) in [
            (0, 0, Cell::Step(0)),
            (2, 0, Cell::Step(3)),
            (1, 1, Cell::Over),
            (2, 1, Cell::Outside),
            (0, 2, Cell::Outside),
            (9, 9, Cell::Outside),
        ] {
            assert_eq!(data.cell(x, y), expected, "{x} {y}");
        }
    }

    #[test]
    fn keys_move_within_the_grid() {
        let data = data();
        for (at, key, expected) in [
            (None, "ArrowRight", Some((1, 0))),
            (Some((1, 0)), "ArrowUp", Some((1, 1))),
            (Some((1, 2)), "ArrowUp", Some((1, 2))),
            (Some((2, 1)), "ArrowRight", Some((2, 1))),
            (Some((2, 1)), "Home", Some((0, 1))),
            (Some((0, 0)), "a", None),
        ] {
            assert_eq!(data.by_key(at, key), expected, "{key} from {at:?}");
        }
    }

    #[test]
    fn the_read_out() {
        let data = data();
        assert_eq!([data.x.label(), data.y.label()], ["Inflow, highest, m³/h", "Ambient"]);
        for (x, y, expected) in [
            (1, 0, "Inflow, highest 400 m³/h, Ambient 20: 2.0\u{a0}%; this is the present scenario"),
            (
                2,
                0,
                "Inflow, highest 600 m³/h, Ambient 20: 3.0\u{a0}% (90\u{a0}%: 2.60 to 3.40), edge of range",
            ),
            (
                0,
                1,
                "Inflow, highest 200 m³/h, Ambient 30: 4.5\u{a0}% (90\u{a0}%: 3.5 to 5.5), perhaps above the limit of 5\u{a0}%",
            ),
            (
                1,
                1,
                "Inflow, highest 400 m³/h, Ambient 30: 6.0\u{a0}% (90\u{a0}%: 5.50 to 6.50), above the limit of 5\u{a0}%",
            ),
            (0, 2, "Inflow, highest 200 m³/h, Ambient 40: blocked or outside the model’s range, no number"),
            (2, 1, "Inflow, highest 600 m³/h, Ambient 30: blocked or outside the model’s range, no number"),
        ] {
            assert_eq!(data.read_out(x, y), expected);
        }
    }
}
