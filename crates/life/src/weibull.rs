//! The two-parameter Weibull law, S(t) = exp(-(t/scale)^shape). Source: Rinne, The Weibull Distribution, 2008.

/// A Weibull law; `shape` and `scale` (hours) are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    /// Shape.
    pub shape: f64,
    /// Scale, hours.
    pub scale: f64,
}

impl Weibull {
    /// (t/scale)^shape, zero before zero.
    pub fn cumulative_hazard(&self, t: f64) -> f64 {
        if t <= 0.0 { 0.0 } else { libm::pow(t / self.scale, self.shape) }
    }

    /// Hazard per hour at t; at zero the limit, which is infinite for a shape below one.
    pub fn hazard(&self, t: f64) -> f64 {
        self.shape / self.scale * libm::pow(t.max(0.0) / self.scale, self.shape - 1.0)
    }

    /// Survival probability.
    pub fn survival(&self, t: f64) -> f64 {
        libm::exp(-self.cumulative_hazard(t))
    }

    /// P(fails before t + x | runs at t), exact in the tails.
    pub fn fails_within(&self, t: f64, x: f64) -> f64 {
        -libm::expm1(self.cumulative_hazard(t) - self.cumulative_hazard(t + x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_the_closed_forms() {
        let w = Weibull { shape: 2.0, scale: 100.0 };
        for (t, survival, hazard) in
            [(0.0, 1.0, 0.0), (100.0, (-1.0f64).exp(), 0.02), (50.0, (-0.25f64).exp(), 0.01)]
        {
            assert!((w.survival(t) - survival).abs() < 1e-15, "S({t})");
            assert!((w.hazard(t) - hazard).abs() < 1e-15, "h({t})");
        }
    }

    #[test]
    fn the_conditional_probability_is_exact_in_the_tail() {
        let w = Weibull { shape: 1.0, scale: 1e12 };
        assert!((w.fails_within(5e5, 1.0) / 1e-12 - 1.0).abs() < 1e-3);
    }
}
