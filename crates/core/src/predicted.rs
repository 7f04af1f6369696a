//! A number that cannot leave without its interval and its domain state.

use serde::{Deserialize, Serialize};

use crate::domain::DomainState;
use crate::units::Readout;

/// What a band or interval promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalKind {
    /// Coverage holds at each time on its own; whole curves leave the band more often.
    Pointwise,
    /// Coverage holds for the whole curve at once.
    WholeCurve,
    /// The share of ensemble members inside: parameter and forecast uncertainty, not measured coverage.
    Members,
}

/// An interval with the coverage it states.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end, in the unit of the value.
    pub low: f64,
    /// Upper end, in the unit of the value.
    pub high: f64,
    /// Nominal coverage, a share between 0 and 1.
    pub coverage: f64,
    /// What the coverage means.
    pub kind: IntervalKind,
}

/// A value with its interval and its domain state: the only form in which a number reaches a view.
///
/// The fields are private and no accessor yields the value alone; [`Predicted::shown`] hands out the whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Predicted<T> {
    value: T,
    interval: Interval,
    domain: DomainState,
}

/// All parts of a [`Predicted`] value, handed out together to whoever draws or writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown<T> {
    /// The central value.
    pub value: T,
    /// Its interval.
    pub interval: Interval,
    /// Whether the model may be believed here.
    pub domain: DomainState,
}

impl<T: Copy> Predicted<T> {
    /// Joins a value with its interval and domain state.
    pub fn new(value: T, interval: Interval, domain: DomainState) -> Self {
        Self { value, interval, domain }
    }

    /// The whole, for drawing or writing.
    pub fn shown(&self) -> Shown<T> {
        Shown { value: self.value, interval: self.interval, domain: self.domain }
    }

    /// The same value and interval judged by a stricter domain state; it can only get worse.
    pub fn judged(self, domain: DomainState) -> Self {
        Self { domain: self.domain.max(domain), ..self }
    }
}

impl Predicted<f64> {
    /// The same in the unit of a screen, with its interval.
    pub fn in_unit(&self, readout: &Readout) -> Self {
        let Interval { low, high, .. } = self.interval;
        let interval = Interval { low: readout.value(low), high: readout.value(high), ..self.interval };
        Self { value: readout.value(self.value), interval, domain: self.domain }
    }
}

/// A curve over time with nested bands and its domain state.
///
/// `times_h`, `mean` and each band have the same length; times are hours from "now".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PredictedCurve {
    times_h: Vec<f64>,
    mean: Vec<f64>,
    bands: Vec<Band>,
    domain: DomainState,
}

/// One band of a curve: pointwise lower and upper ends with the coverage they state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Nominal coverage, a share between 0 and 1.
    pub coverage: f64,
    /// What the coverage means.
    pub kind: IntervalKind,
    /// Lower ends.
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
}

/// All parts of a [`PredictedCurve`], handed out together.
#[derive(Debug, Clone, Copy)]
pub struct ShownCurve<'a> {
    /// Hours from "now".
    pub times_h: &'a [f64],
    /// Ensemble mean, and labelled so on every picture.
    pub mean: &'a [f64],
    /// Bands from the widest to the narrowest.
    pub bands: &'a [Band],
    /// Whether the model may be believed here.
    pub domain: DomainState,
}

impl PredictedCurve {
    /// Joins a mean with its bands; the widest band comes first. Lengths must agree.
    ///
    /// # Errors
    /// Says which series has the wrong length, or that a number is not finite.
    pub fn new(
        times_h: Vec<f64>,
        mean: Vec<f64>,
        mut bands: Vec<Band>,
        domain: DomainState,
    ) -> Result<Self, CurveError> {
        bands.sort_by(|a, b| b.coverage.total_cmp(&a.coverage));
        let series = || std::iter::once(&mean).chain(bands.iter().flat_map(|b| [&b.low, &b.high]));
        if let Some(wrong) = series().find(|s| s.len() != times_h.len()) {
            return Err(CurveError::Length { times: times_h.len(), series: wrong.len() });
        }
        if series().flatten().any(|x| !x.is_finite()) {
            return Err(CurveError::NotFinite);
        }
        Ok(Self { times_h, mean, bands, domain })
    }

    /// The whole, for drawing or writing.
    pub fn shown(&self) -> ShownCurve<'_> {
        ShownCurve { times_h: &self.times_h, mean: &self.mean, bands: &self.bands, domain: self.domain }
    }

    /// The same in the unit of a screen.
    pub fn in_unit(&self, readout: &Readout) -> Self {
        let all = |values: &[f64]| values.iter().map(|x| readout.value(*x)).collect();
        let band = |band: &Band| Band { low: all(&band.low), high: all(&band.high), ..*band };
        Self {
            times_h: self.times_h.clone(),
            mean: all(&self.mean),
            bands: self.bands.iter().map(band).collect(),
            domain: self.domain,
        }
    }

    /// The value at hour `t_h` with the band of the given coverage as its interval, by linear interpolation.
    /// `None` when there is no such band or the curve is empty.
    pub fn at(&self, t_h: f64, coverage: f64) -> Option<Predicted<f64>> {
        let band = self.bands.iter().find(|b| (b.coverage - coverage).abs() < 1e-9)?;
        let read = |ys: &[f64]| crate::profile::interpolate(&self.times_h, ys, t_h);
        let interval = Interval {
            low: read(&band.low)?,
            high: read(&band.high)?,
            coverage: band.coverage,
            kind: band.kind,
        };
        Some(Predicted::new(read(&self.mean)?, interval, self.domain))
    }

    /// First hour at which the mean reaches `level`, by linear interpolation; `None` when it never does.
    pub fn mean_crossing_h(&self, level: f64) -> Option<f64> {
        crate::profile::first_crossing(&self.times_h, &self.mean, level)
    }
}

/// Why a curve could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CurveError {
    /// A series differs in length from the times.
    #[error("curve has {times} times but a series of {series} values")]
    Length {
        /// Number of times.
        times: usize,
        /// Number of values in the offending series.
        series: usize,
    },
    /// NaN or infinity in a series.
    #[error("curve contains a value that is not a finite number")]
    NotFinite,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_goes_with_its_value_to_another_unit() {
        let interval = Interval { low: 55.0, high: 65.0, coverage: 0.9, kind: IntervalKind::Members };
        let kept = Predicted::new(60.0, interval, DomainState::Caution);
        let shown = kept.in_unit(&Readout::new("Cel", "[degF]")).shown();
        let found = [shown.interval.low, shown.value, shown.interval.high];
        assert!(found.iter().zip([131.0, 140.0, 149.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
        assert_eq!((shown.interval.coverage, shown.domain), (0.9, DomainState::Caution));
        assert_eq!(kept.in_unit(&Readout::new("Cel", "Cel")), kept);
    }
}
