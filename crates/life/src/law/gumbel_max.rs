//! The law of largest extremes with location 0 and scale 1, over w = e^-z: S = 1 - e^-w.

use crate::special::exponential_integral::ein;

/// -ln S at z.
pub(super) fn cumulative_hazard(z: f64) -> f64 {
    let w = libm::exp(-z);
    if w > 1.0 {
        return -libm::log1p(-libm::exp(-w)) + 0.0;
    }
    // ln(1 - e^-w) = ln w + ln((1 - e^-w)/w), so that ages far beyond still have a value.
    if w < 1e-8 { z + 0.5 * w } else { -libm::log(-libm::expm1(-w)) }
}

/// Density over S: w/(e^w - 1).
pub(super) fn hazard(z: f64) -> f64 {
    let w = libm::exp(-z);
    if w < 1e-17 {
        return 1.0;
    }
    if w.is_infinite() { 0.0 } else { w / libm::expm1(w) }
}

/// Growth of H from z to z + width. The density's integral has no difference that loses digits:
/// e^-w2 - e^-w1 = e^-w1 (e^(w1 - w2) - 1) with w1 - w2 = w1 (1 - e^-width).
pub(crate) fn gained_hazard(z: f64, width: f64) -> f64 {
    let w = libm::exp(-z);
    let gap = -w * libm::expm1(-width);
    // Where w overflows or vanishes, the ends say all.
    if gap > 1.0 || w < f64::MIN_POSITIVE {
        return cumulative_hazard(z + width) - cumulative_hazard(z);
    }
    let share = libm::exp(-w) * libm::expm1(gap) / -libm::expm1(-w);
    if share < 0.5 { -libm::log1p(-share) } else { cumulative_hazard(z + width) - cumulative_hazard(z) }
}

/// Mean of what exceeds z.
pub(super) fn residual(z: f64) -> f64 {
    let w = libm::exp(-z);
    if w < 1e-17 {
        return 1.0;
    }
    if w.is_infinite() { -z } else { ein(w) / -libm::expm1(-w) }
}
