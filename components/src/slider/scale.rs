//! Values, shares of the track and steps of one input. Pure.

use twinlet_core::guardrail::{Level, Zone};

use super::SliderSpec;
use crate::format;

/// A piece of the track: its share of the length and its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Left end, 0 to 1.
    pub from: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Level there; `None` is comfortable.
    pub level: Option<Level>,
}

impl SliderSpec {
    /// Share of the track for a value, held within 0 to 1: where the thumb stands, not what the value is.
    pub fn share(&self, value: f64) -> f64 {
        let share = (value - self.min) / (self.max - self.min);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Value at a share of the track, on a step.
    pub fn value_at(&self, share: f64) -> f64 {
        self.on_step(self.min + share.clamp(0.0, 1.0) * (self.max - self.min))
    }

    /// Whether the contract allows the value.
    pub fn allows(&self, value: f64) -> bool {
        value >= self.min && value <= self.max
    }

    /// The value some steps on, held within the contract unless it was outside before.
    pub fn stepped(&self, value: f64, steps: f64) -> f64 {
        self.on_step(value + steps * self.step).clamp(self.min.min(value), self.max.max(value))
    }

    /// The value that a key leads to; `None` for keys that mean nothing here.
    pub fn by_key(&self, value: f64, key: &str) -> Option<f64> {
        Some(match key {
            "ArrowRight" | "ArrowUp" => self.stepped(value, 1.0),
            "ArrowLeft" | "ArrowDown" => self.stepped(value, -1.0),
            "PageUp" => self.stepped(value, 10.0),
            "PageDown" => self.stepped(value, -10.0),
            "Home" => self.min,
            "End" => self.max,
            _ => return None,
        })
    }

    /// The value as text, with as many decimals as the step has.
    pub fn text(&self, value: f64) -> String {
        format::plain((value * 1e4).round() / 1e4)
    }

    /// What is wrong with a value outside the contract; `None` inside.
    pub fn outside(&self, value: f64) -> Option<String> {
        let range =
            [&self.text(self.min), " to ", &format::with_unit(&self.text(self.max), &self.unit)].concat();
        (!self.allows(value))
            .then(|| ["Outside the contract’s range of ", &range, "; no run with it."].concat())
    }

    /// The zones as pieces of the track, in order.
    pub fn pieces(&self, zones: &[Zone]) -> Vec<Piece> {
        let piece = |zone: &Zone| {
            let (from, to) = (self.share(zone.from), self.share(zone.to));
            Piece { from, width: to - from, level: zone.level }
        };
        zones.iter().map(piece).filter(|p| p.width > 0.0).collect()
    }

    fn on_step(&self, value: f64) -> f64 {
        let step = if self.step > 0.0 { self.step } else { return value };
        let steps = ((value - self.min) / step).round();
        ((self.min + steps * step) * 1e9).round() / 1e9
    }
}

/// A number as people type it: comma or point, spaces, thousands, a true minus. `None` when it is none.
pub fn parse(text: &str) -> Option<f64> {
    let mut plain: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
    plain = plain.replace('−', "-");
    if plain.contains('.') || plain.matches(',').count() > 1 || thousands(&plain) {
        plain = plain.replace(',', "");
    }
    plain.replace(',', ".").parse::<f64>().ok().filter(|v| v.is_finite())
}

/// `1,240` is read as one thousand, as it is written on the screen; `1,2` as a decimal comma.
fn thousands(text: &str) -> bool {
    let parts = text.trim_start_matches('-').split_once(',');
    parts
        .is_some_and(|(whole, rest)| rest.len() == 3 && !whole.is_empty() && whole.len() <= 3 && whole != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(min: f64, max: f64, step: f64) -> SliderSpec {
        SliderSpec { title: "Inflow".into(), remark: String::new(), unit: "m³/h".into(), min, max, step }
    }

    #[test]
    fn values_and_shares() {
        let spec = spec(100.0, 1000.0, 10.0);
        for (share, value) in [(0.0, 100.0), (1.0, 1000.0), (0.5, 550.0), (0.333, 400.0), (2.0, 1000.0)] {
            assert_eq!(spec.value_at(share), value, "{share}");
        }
        assert_eq!((spec.share(550.0), spec.share(5000.0)), (0.5, 1.0));
    }

    #[test]
    fn keys() {
        let spec = spec(-10.0, 48.0, 0.5);
        for (value, key, expected) in [
            (31.0, "ArrowRight", Some(31.5)),
            (31.0, "ArrowDown", Some(30.5)),
            (31.2, "ArrowRight", Some(31.5)),
            (46.0, "PageUp", Some(48.0)),
            (48.0, "ArrowRight", Some(48.0)),
            (60.0, "ArrowLeft", Some(59.5)),
            (31.0, "Home", Some(-10.0)),
            (31.0, "End", Some(48.0)),
            (31.0, "a", None),
        ] {
            assert_eq!(spec.by_key(value, key), expected, "{key} at {value}");
        }
    }

    #[test]
    fn nothing_is_clamped_silently() {
        let spec = spec(100.0, 1000.0, 10.0);
        assert_eq!(spec.outside(412.0), None);
        let words = "Outside the contract’s range of 100 to 1,000 m³/h; no run with it.";
        assert_eq!(spec.outside(1200.0).as_deref(), Some(words));
        assert_eq!(spec.text(1200.0), "1,200");
    }

    #[test]
    fn typed_numbers() {
        for (text, expected) in [
            ("412", Some(412.0)),
            (" 1,240 ", Some(1240.0)),
            ("1 240,5", Some(1240.5)),
            ("37,5", Some(37.5)),
            ("0,125", Some(0.125)),
            ("1,234,567", Some(1_234_567.0)),
            ("−3.5", Some(-3.5)),
            ("", None),
            ("warm", None),
            ("inf", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn zones_become_pieces() {
        let zone = |from, to, level| Zone { from, to, level };
        let zones = [
            zone(0.0, 100.0, Some(Level::Block)),
            zone(100.0, 640.0, None),
            zone(640.0, 2000.0, Some(Level::Caution)),
        ];
        let pieces = spec(100.0, 1000.0, 10.0).pieces(&zones);
        assert_eq!(pieces.len(), 2);
        assert_eq!((pieces[0].from, pieces[0].width, pieces[0].level), (0.0, 0.6, None));
        assert_eq!(pieces[1].from + pieces[1].width, 1.0);
    }
}
