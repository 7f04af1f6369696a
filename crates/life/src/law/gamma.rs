//! The gamma law of scale 1.

use crate::quadrature::gauss;
use crate::special::gamma;

pub(super) use crate::special::gamma::hazard;

/// -ln S at x.
pub(super) fn cumulative_hazard(shape: f64, x: f64) -> f64 {
    // Not minus zero for a new one.
    -gamma::ln_upper(shape, x) + 0.0
}

/// Its growth from x to x + width. Where the logarithm of the density, against ln x, changes little, the hazard is
/// integrated over ln x; elsewhere the difference keeps its digits.
pub(super) fn gained_hazard(shape: f64, x: f64, width: f64) -> f64 {
    let log_width = libm::log1p(width / x);
    let change = (libm::fabs(shape - x) + x * log_width) * log_width;
    if change > 0.5 {
        return cumulative_hazard(shape, x + width) - cumulative_hazard(shape, x);
    }
    let rate = |u: f64| {
        let at = x * libm::exp(u);
        at * hazard(shape, at)
    };
    gauss(&rate, 0.0, log_width)
}

/// Mean of what exceeds x: shape - x + x h(x), because Q(shape + 1, x) = Q(shape, x) + x^shape e^-x/Gamma(shape + 1).
pub(super) fn residual(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return shape - x;
    }
    shape - x + x * hazard(shape, x)
}
