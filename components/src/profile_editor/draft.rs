//! The shape in the making.

use twinlet_core::profile::Normalisation;

use crate::slider::parse;

/// Values of a day.
pub const HOURS: usize = 24;

/// 24 values in the input's own unit. Every verb keeps what the normalisation keeps: the mean or the peak.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileDraft {
    values: Vec<f64>,
    normalisation: Normalisation,
    kept: f64,
}

/// Why pasted text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasteError {
    /// Not 24 numbers; says how many there were.
    Count(usize),
    /// A word that is no number.
    Word(String),
    /// A mean of zero cannot be scaled to the kept mean.
    ZeroMean,
}

impl PasteError {
    /// What to tell the person.
    pub fn text(&self) -> String {
        match self {
            Self::Count(n) => format!("Needs {HOURS} numbers, one for each hour from 00:00; found {n}."),
            Self::Word(word) => ["“", word, "” is not a number."].concat(),
            Self::ZeroMean => "These values have no mean to scale.".into(),
        }
    }
}

impl ProfileDraft {
    /// A draft from a normalised shape and the value it belongs to. A shape of another length becomes flat.
    pub fn new(shape: &[f64], value: f64, normalisation: Normalisation) -> Self {
        let flat = if normalisation == Normalisation::Mean { 1.0 } else { 0.0 };
        let mut shape = if shape.len() == HOURS { shape.to_vec() } else { vec![flat; HOURS] };
        normalisation.normalise(&mut shape);
        let values = shape.iter().map(|s| normalisation.apply(value, *s)).collect();
        Self { values, normalisation, kept: value }
    }

    /// The values in the input's unit.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The normalised shape, for the owner.
    pub fn shape(&self) -> Vec<f64> {
        let from = |v: f64| match self.normalisation {
            Normalisation::Mean if self.kept != 0.0 => v / self.kept,
            Normalisation::Mean => 1.0,
            Normalisation::PeakOffset => v - self.kept,
        };
        self.values.iter().map(|v| from(*v)).collect()
    }

    /// Sets one hour, without restoring what is kept: for the time of a stroke.
    pub fn draw(&mut self, hour: usize, value: f64) {
        if let (Some(place), true) = (self.values.get_mut(hour), value.is_finite()) {
            *place = value;
        }
    }

    /// Draws from one hour to another, linearly between.
    pub fn stroke(&mut self, (from, start): (usize, f64), (to, end): (usize, f64)) {
        let steps = from.abs_diff(to).max(1) as f64;
        for hour in from.min(to)..=from.max(to) {
            self.draw(hour, start + (end - start) * from.abs_diff(hour) as f64 / steps);
        }
        if from == to {
            self.draw(to, end);
        }
    }

    /// Restores what is kept: scales to the mean or moves to the peak.
    pub fn settle(&mut self) {
        match self.normalisation {
            Normalisation::Mean => {
                let mean = self.values.iter().sum::<f64>() / HOURS as f64;
                let factor = if mean != 0.0 { self.kept / mean } else { 1.0 };
                self.values.iter_mut().for_each(|v| *v *= factor);
            }
            Normalisation::PeakOffset => {
                let move_by = self.kept - self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                self.values.iter_mut().for_each(|v| *v += move_by);
            }
        }
    }

    /// Makes the swing about the kept value larger (above 1) or smaller (below 1).
    pub fn scale(&mut self, factor: f64) {
        let kept = self.kept;
        self.values.iter_mut().for_each(|v| *v = kept + (*v - kept) * factor);
    }

    /// Moves the day later by hours; negative is earlier. What leaves at midnight comes back in.
    pub fn shift(&mut self, hours: i32) {
        self.values.rotate_right(hours.rem_euclid(HOURS as i32) as usize);
    }

    /// Takes 24 numbers parted by spaces, semicolons or lines, and restores what is kept.
    ///
    /// # Errors
    /// When they are not 24 numbers, or their mean is zero where the mean is kept.
    pub fn paste(&mut self, text: &str) -> Result<(), PasteError> {
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c == ';').filter(|w| !w.is_empty()).collect();
        let words = if words.len() == 1 { text.trim().split(',').collect() } else { words };
        let read =
            |w: &&str| parse(w.trim_end_matches(',')).ok_or_else(|| PasteError::Word((*w).to_string()));
        let values = words.iter().map(read).collect::<Result<Vec<f64>, _>>()?;
        match values.len() == HOURS {
            false => Err(PasteError::Count(values.len())),
            true if self.normalisation == Normalisation::Mean && values.iter().sum::<f64>() == 0.0 => {
                Err(PasteError::ZeroMean)
            }
            true => {
                self.values = values;
                self.settle();
                Ok(())
            }
        }
    }

    /// Least and greatest of the picture: the values with air on both sides, from zero where a mean is kept.
    pub fn bounds(&self) -> (f64, f64) {
        let (low, high) =
            self.values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
        let air = ((high - low) * 0.35).max(high.abs() * 0.1).max(1e-6);
        let floor = if self.normalisation == Normalisation::Mean && low >= 0.0 { 0.0 } else { low - air };
        (floor, high + air)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(draft: &ProfileDraft) -> f64 {
        draft.values().iter().sum::<f64>() / HOURS as f64
    }

    fn peak(draft: &ProfileDraft) -> f64 {
        draft.values().iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    fn wave() -> Vec<f64> {
        (0..HOURS).map(|h| if (7..10).contains(&h) { 2.0 } else { 0.8 }).collect()
    }

    /// Something that a person does to a profile.
    type Verb = (&'static str, fn(&mut ProfileDraft));

    #[test]
    fn the_mean_or_the_peak_is_kept() {
        let verbs: [Verb; 4] = [
            ("scale", |d| d.scale(1.25)),
            ("shift", |d| d.shift(-3)),
            ("stroke", |d| {
                d.stroke((2, 500.0), (6, 100.0));
                d.settle();
            }),
            ("paste", |d| d.paste(&vec!["7"; HOURS].join("\n")).unwrap()),
        ];
        for (name, verb) in verbs {
            let mut draft = ProfileDraft::new(&wave(), 412.0, Normalisation::Mean);
            verb(&mut draft);
            assert!((mean(&draft) - 412.0).abs() < 1e-9, "mean after {name}: {}", mean(&draft));
            let mut draft = ProfileDraft::new(&wave(), 37.0, Normalisation::PeakOffset);
            verb(&mut draft);
            assert!((peak(&draft) - 37.0).abs() < 1e-9, "peak after {name}: {}", peak(&draft));
        }
    }

    #[test]
    fn shapes_go_there_and_back() {
        for (value, normalisation) in [(412.0, Normalisation::Mean), (37.0, Normalisation::PeakOffset)] {
            let mut shape = wave();
            normalisation.normalise(&mut shape);
            let back = ProfileDraft::new(&shape, value, normalisation).shape();
            assert!(shape.iter().zip(back).all(|(a, b)| (a - b).abs() < 1e-12));
        }
    }

    #[test]
    fn a_stroke_is_linear_in_both_directions() {
        for (from, to) in [((2, 10.0), (6, 30.0)), ((6, 30.0), (2, 10.0))] {
            let mut draft = ProfileDraft::new(&[], 1.0, Normalisation::Mean);
            draft.stroke(from, to);
            assert_eq!(draft.values()[2..=6], [10.0, 15.0, 20.0, 25.0, 30.0]);
        }
    }

    #[test]
    fn pasted_text() {
        let numbers = vec!["2"; HOURS];
        let check = |text: String| ProfileDraft::new(&[], 5.0, Normalisation::Mean).paste(&text);
        for (text, expected) in [
            (numbers.join(" "), Ok(())),
            (numbers.join(","), Ok(())),
            (numbers.join(", "), Ok(())),
            (numbers.join("\t"), Ok(())),
            ("1 2 3".into(), Err(PasteError::Count(3))),
            ("1 two".into(), Err(PasteError::Word("two".into()))),
            (vec!["0"; HOURS].join(" "), Err(PasteError::ZeroMean)),
        ] {
            assert_eq!(check(text.clone()), expected, "{text}");
        }
    }
}
