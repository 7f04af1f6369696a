//! How values and times are laid out: evenly, by decades, or so that a law of lives is a straight line.
//!
//! Source of the probability papers: Meeker and Escobar, Statistical Methods for Reliability Data, 1998, chapter 6.

use twinlet_core::life_data::normal_quantile;

/// The pair of axes of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Axes {
    /// Both even.
    #[default]
    Linear,
    /// Values by decades over an even time: what is small is seen.
    Log,
    /// ln(-ln(1 - F)) over ln t: a Weibull law is a straight line.
    Weibull,
    /// Normal quantiles over ln t: a lognormal law is a straight line.
    Lognormal,
    /// -ln(1 - F) over an even time: an exponential law is a straight line.
    Exponential,
    /// Normal quantiles over an even time: a normal law is a straight line.
    Normal,
}

impl Axes {
    /// Its word on a switch.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linear => "Linear",
            Self::Log => "Log",
            Self::Weibull => "Weibull",
            Self::Lognormal => "Lognormal",
            Self::Exponential => "Exponential",
            Self::Normal => "Normal",
        }
    }

    /// Whether time is laid out by decades; it then begins above zero.
    pub fn has_log_time(self) -> bool {
        matches!(self, Self::Weibull | Self::Lognormal)
    }

    /// Whether the values are probabilities on a paper of a law.
    pub fn is_paper(self) -> bool {
        !matches!(self, Self::Linear | Self::Log)
    }

    /// Whether zero has no place on the value axis, so that the picture ends above it.
    pub fn ends_above_zero(self) -> bool {
        !matches!(self, Self::Linear | Self::Exponential)
    }

    /// Place of a time; minus infinity for zero on a logarithmic axis.
    pub fn x(self, t: f64) -> f64 {
        if self.has_log_time() { libm::log(t.max(0.0)) } else { t }
    }

    /// The time at a place: the inverse of [`Axes::x`].
    pub fn t(self, x: f64) -> f64 {
        if self.has_log_time() { libm::exp(x) } else { x }
    }

    /// Place of a value; infinite at the ends of an open axis.
    pub fn y(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => libm::log10(value.max(0.0)),
            Self::Weibull => libm::log(-libm::log1p(-value.clamp(0.0, 1.0))),
            Self::Exponential => -libm::log1p(-value.clamp(0.0, 1.0)),
            Self::Lognormal | Self::Normal => match value {
                v if v <= 0.0 => f64::NEG_INFINITY,
                v if v >= 1.0 => f64::INFINITY,
                v => normal_quantile(v),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_straight_lines() {
        let weibull = |t: f64| 1.0 - (-(t / 100.0_f64).powf(2.0)).exp();
        let slope = |a: f64, b: f64| {
            let axes = Axes::Weibull;
            (axes.y(weibull(b)) - axes.y(weibull(a))) / (axes.x(b) - axes.x(a))
        };
        assert!((slope(10.0, 30.0) - 2.0).abs() < 1e-9 && (slope(30.0, 200.0) - 2.0).abs() < 1e-9);
        let exponential = |t: f64| 1.0 - (-t / 50.0_f64).exp();
        assert!((Axes::Exponential.y(exponential(25.0)) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn zero_and_one_lie_outside_open_axes() {
        for (axes, zero, one) in [
            (Axes::Linear, 0.0, 1.0),
            (Axes::Log, f64::NEG_INFINITY, 0.0),
            (Axes::Weibull, f64::NEG_INFINITY, f64::INFINITY),
            (Axes::Normal, f64::NEG_INFINITY, f64::INFINITY),
            (Axes::Exponential, 0.0, f64::INFINITY),
        ] {
            assert_eq!((axes.y(0.0), axes.y(1.0)), (zero, one), "{axes:?}");
        }
        assert!(Axes::Normal.y(0.5).abs() < 1e-15);
        assert_eq!(Axes::Weibull.x(0.0), f64::NEG_INFINITY);
    }

    #[test]
    fn times_go_there_and_back() {
        for axes in [Axes::Linear, Axes::Weibull] {
            assert!((axes.t(axes.x(37.0)) - 37.0).abs() < 1e-12);
        }
    }
}
