//! A value with its interval on a scale with zones: places and words, whatever draws it.

use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Predicted, Shown};

use crate::{NoteText, TileText, Tone, format};

/// What a bullet graph or a gauge shows.
#[derive(Debug, Clone, PartialEq)]
pub struct BulletData {
    /// What the value is.
    pub title: String,
    /// Unit as shown to people.
    pub unit: String,
    /// The value with its interval and domain state.
    pub value: Predicted<f64>,
    /// Left end of the scale.
    pub min: f64,
    /// Right end of the scale.
    pub max: f64,
    /// Stretches of the scale from the left: where each ends, and its gravity.
    pub zones: Vec<(f64, Tone)>,
    /// A limit with its words.
    pub limit: Option<(f64, String)>,
}

/// A stretch of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZonePiece {
    /// Left end, 0 to 1.
    pub from: f64,
    /// Right end, 0 to 1.
    pub to: f64,
    /// Its gravity.
    pub tone: Tone,
}

/// Where value and interval lie, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Places {
    /// The value.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl BulletData {
    /// Share of the scale for a value, held within 0 to 1.
    pub fn share(&self, x: f64) -> f64 {
        let share = (x - self.min) / (self.max - self.min);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The zones from left to right; the last one goes on to the end of the scale.
    pub fn pieces(&self) -> Vec<ZonePiece> {
        let mut from = 0.0;
        let mut pieces = Vec::new();
        for (i, (end, tone)) in self.zones.iter().enumerate() {
            let to = if i + 1 == self.zones.len() { 1.0 } else { self.share(*end) };
            if to > from {
                pieces.push(ZonePiece { from, to, tone: *tone });
                from = to;
            }
        }
        pieces
    }

    /// Gravity of the zone that a value lies in.
    pub fn tone_at(&self, x: f64) -> Tone {
        let zone = self.zones.iter().find(|(to, _)| x <= *to).or(self.zones.last());
        zone.map_or(Tone::Neutral, |z| z.1)
    }

    /// Places of value and interval; `None` outside the model's domain, where no number is shown.
    pub fn places(&self) -> Option<Places> {
        let s = self.value.shown();
        let place = || Places {
            value: self.share(s.value),
            low: self.share(s.interval.low),
            high: self.share(s.interval.high),
        };
        (s.domain != DomainState::Out && s.value.is_finite()).then(place)
    }

    /// Number and interval as texts.
    pub fn texts(&self) -> TileText {
        TileText::quantity(&self.value, &self.unit)
    }

    /// The interval with its coverage: `80 %: 66 to 70 °C`; why there is no number, outside the domain.
    pub fn interval_text(&self) -> String {
        let (s, texts) = (self.value.shown(), self.texts());
        match s.domain {
            DomainState::Out => texts.interval,
            _ => [&format::percent_plain(s.interval.coverage), ": ", &texts.interval].concat(),
        }
    }

    /// One end of the scale as text.
    pub fn end(&self, x: f64) -> String {
        format::plain(x)
    }

    /// What the picture says: the zone, how far the interval reaches, the domain.
    pub fn state(&self) -> NoteText {
        let shown = self.value.shown();
        if shown.domain == DomainState::Out {
            let why = "The model was not validated here, so no number is shown.";
            return NoteText::new(Tone::Block, "Out of range.", why);
        }
        let tone = self.tone_at(shown.value);
        let edge = shown.domain == DomainState::Caution;
        let word = if edge && tone < Tone::Caution { "Edge of range." } else { word(tone) };
        let text = [self.reach(&shown, tone), self.beyond(shown.value), edge.then(|| WIDER.to_string())];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join(" ");
        NoteText::new(if edge { tone.max(Tone::Caution) } else { tone }, word, text)
    }

    /// The worst zone that the interval touches, when it is worse than the value's.
    fn reach(&self, shown: &Shown<f64>, tone: Tone) -> Option<String> {
        let (low, high) = (shown.interval.low, shown.interval.high);
        let mut from = f64::NEG_INFINITY;
        let mut worst = tone;
        for (i, (end, zone)) in self.zones.iter().enumerate() {
            let to = if i + 1 == self.zones.len() { f64::INFINITY } else { *end };
            if low < to && high > from {
                worst = worst.max(*zone);
            }
            from = to;
        }
        (worst > tone).then(|| {
            let name = word(worst).trim_end_matches('.').to_lowercase();
            ["The interval reaches into “", &name, "”."].concat()
        })
    }

    fn beyond(&self, x: f64) -> Option<String> {
        let side = if x > self.max { "above" } else { "below" };
        (x > self.max || x < self.min).then(|| ["The value lies ", side, " the scale."].concat())
    }

    /// Everything in one sentence, for screen readers.
    pub fn sentence(&self) -> String {
        let (texts, state) = (self.texts(), self.state());
        let limit = self.limit.iter().map(|(_, words)| [" Limit: ", words, "."].concat());
        let head = [&self.title, ": ", &texts.value, " (", &self.interval_text(), "). ", &state.word, " "];
        [head.concat(), state.text].into_iter().chain(limit).collect::<String>()
    }
}

const WIDER: &str = "At the edge of the model’s range; the interval is wider.";

fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral | Tone::Ok => "Normal.",
        Tone::Note => "Watch.",
        Tone::Caution => "Caution.",
        Tone::Block => "Alarm.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::{Interval, IntervalKind};

    fn data(value: f64, half: f64, domain: DomainState) -> BulletData {
        let kind = IntervalKind::Members;
        let interval = Interval { low: value - half, high: value + half, coverage: 0.8, kind };
        BulletData {
            title: "Bearing temperature".into(),
            unit: "°C".into(),
            value: Predicted::new(value, interval, domain),
            min: 20.0,
            max: 100.0,
            zones: vec![(60.0, Tone::Ok), (80.0, Tone::Caution), (100.0, Tone::Block)],
            limit: Some((80.0, "alarm at 80 °C".into())),
        }
    }

    #[test]
    fn places_and_zones() {
        let data = data(60.0, 4.0, DomainState::In);
        assert_eq!(data.places(), Some(Places { value: 0.5, low: 0.45, high: 0.55 }));
        let ends: Vec<_> = data.pieces().iter().map(|p| (p.from, p.to)).collect();
        assert_eq!(ends, [(0.0, 0.5), (0.5, 0.75), (0.75, 1.0)]);
    }

    #[test]
    fn states_in_words() {
        use DomainState::{Caution, In, Out};
        for (value, half, domain, tone, word, text) in [
            (50.0, 2.0, In, Tone::Ok, "Normal.", ""),
            (58.0, 4.0, In, Tone::Ok, "Normal.", "The interval reaches into “caution”."),
            (85.0, 1.0, In, Tone::Block, "Alarm.", ""),
            (50.0, 2.0, Caution, Tone::Caution, "Edge of range.", WIDER),
            (105.0, 2.0, In, Tone::Block, "Alarm.", "The value lies above the scale."),
            (
                50.0,
                2.0,
                Out,
                Tone::Block,
                "Out of range.",
                "The model was not validated here, so no number is shown.",
            ),
        ] {
            assert_eq!(
                data(value, half, domain).state(),
                NoteText::new(tone, word, text),
                "{value} {domain:?}"
            );
        }
    }

    #[test]
    fn outside_the_domain_there_is_no_number() {
        let data = data(412.0, 4.0, DomainState::Out);
        assert_eq!(data.places(), None);
        assert!(!data.sentence().contains("412"), "{}", data.sentence());
    }
}
