//! Values, shares of the track and steps of one input. Pure.

use twinlet_core::guardrail::{Level, Zone};

use super::{SliderSpec, Writing};
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
        let value = self.on_step(self.min + share.clamp(0.0, 1.0) * (self.max - self.min));
        match share {
            share if share <= 0.0 => self.min,
            share if share >= 1.0 => self.max,
            _ => value.clamp(self.min, self.max),
        }
    }

    /// Whether the contract allows the value.
    pub fn allows(&self, value: f64) -> bool {
        value >= self.min && value <= self.max
    }

    /// The value some steps on, held within the contract unless it was outside before.
    pub fn stepped(&self, value: f64, steps: f64) -> f64 {
        self.on_step(value + steps * self.step).clamp(self.min.min(value), self.max.max(value))
    }

    /// What was typed, as a value; `None` when it is none.
    pub fn read(&self, text: &str) -> Option<f64> {
        match self.writing {
            Writing::Number => parse(text),
            Writing::Clock => parse_clock(text).map(|time| self.on_its_day(time)),
        }
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

    /// A time after midnight where the range goes on after it: `06:00` between 18 and 30 is 30.
    fn on_its_day(&self, time: f64) -> f64 {
        if !self.allows(time) && self.allows(time + 24.0) { time + 24.0 } else { time }
    }

    /// The value as text: up to four decimals, more where the step is finer than that; or as a time of day.
    pub fn text(&self, value: f64) -> String {
        match self.writing {
            Writing::Number => format::trimmed(value, (2 - format::magnitude(self.step)).clamp(4, 9)),
            Writing::Clock if value.is_finite() => format::time_of_day(value),
            Writing::Clock => format::plain(value),
        }
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
        let origin = self.origin.unwrap_or(self.min);
        let steps = ((value - origin) / step).round();
        ((origin + steps * step) * 1e9).round() / 1e9
    }
}

/// A time of day as people type it: `18:30`, `18h30`, `1830`, `18`, `18.5`; in hours after midnight. `None` when it is none.
pub fn parse_clock(text: &str) -> Option<f64> {
    let plain = text.trim().replace(['h', 'H'], ":");
    let (hours, minutes) = match plain.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if plain.len() == 4 && plain.bytes().all(|b| b.is_ascii_digit()) => plain.split_at(2),
        None => return parse(&plain),
    };
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    let (hours, minutes) = match digits(hours) && digits(minutes) {
        true => (hours.parse::<f64>().ok()?, minutes.parse::<f64>().ok()?),
        false => return None,
    };
    (minutes < 60.0).then(|| hours + minutes / 60.0)
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
        SliderSpec {
            title: "Inflow".into(),
            remark: String::new(),
            unit: "m³/h".into(),
            min,
            max,
            step,
            ..SliderSpec::default()
        }
    }

    #[test]
    fn times_of_day_are_written_and_read_as_such() {
        let spec = SliderSpec { unit: String::new(), writing: Writing::Clock, ..spec(15.0, 24.0, 0.25) };
        for (value, text) in [(18.0, "18:00"), (18.25, "18:15"), (24.0, "24:00")] {
            assert_eq!((spec.text(value).as_str(), spec.read(text)), (text, Some(value)));
        }
        for (text, expected) in [
            ("18", Some(18.0)),
            ("18,5", Some(18.5)),
            ("7h30", Some(7.5)),
            ("19h", Some(19.0)),
            ("1845", Some(18.75)),
            ("18:60", None),
            ("six", None),
            (":30", None),
        ] {
            assert_eq!(spec.read(text), expected, "{text}");
        }
        let night = SliderSpec { min: 18.0, max: 30.0, ..spec.clone() };
        assert_eq!((night.text(30.0).as_str(), night.read("06:00")), ("06:00", Some(30.0)));
        assert_eq!((night.read("20:00"), night.read("12:00")), (Some(20.0), Some(12.0)));
        assert!(spec.outside(12.0).unwrap().contains("range of 15:00 to 24:00;"));
    }

    #[test]
    fn steps_count_from_their_origin() {
        let spec = SliderSpec { origin: Some(0.0), ..spec(440.0, 4403.0, 50.0) };
        for (value, key, expected) in
            [(1814.0, "ArrowRight", 1850.0), (440.0, "ArrowRight", 500.0), (4400.0, "ArrowRight", 4403.0)]
        {
            assert_eq!(spec.by_key(value, key), Some(expected), "{key} at {value}");
        }
        for (share, value) in [(0.0, 440.0), (0.001, 450.0), (1.0, 4403.0), (0.5, 2400.0)] {
            assert_eq!(spec.value_at(share), value, "{share}");
        }
        let fine = SliderSpec { step: 2e-5, ..spec };
        assert_eq!(fine.text(0.123_456_789), "0.1234568");
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
