//! Competing modes of one asset: survival is the product, a mode's share is its cumulative incidence.

use super::ModeState;

/// Failure probability and cumulative incidences at given times.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Competition {
    /// P(failed by t) at each time.
    pub failure: Vec<f64>,
    /// Cumulative incidence of each mode at the last time.
    pub incidence: Vec<f64>,
    /// The same at every time, all modes of one time after the other.
    pub course: Vec<f64>,
}

/// Runs the modes against each other. `hazard(mode, k)` is -ln S of a mode at time k.
///
/// The incidence is the integral of S(t) h_j(t) dt: each step's loss of survival is shared out in
/// proportion to the modes' hazards in that step. Never 1 - exp(-H_j), which counts failures twice.
pub fn compete(modes: usize, times: usize, hazard: impl Fn(usize, usize) -> f64) -> Competition {
    let mut result = Competition {
        failure: Vec::with_capacity(times),
        incidence: vec![0.0; modes],
        course: Vec::with_capacity(times * modes),
    };
    let (mut before, mut now) = (vec![0.0; modes], vec![0.0; modes]);
    let mut survival = 1.0;
    for k in 0..times {
        now.iter_mut().enumerate().for_each(|(j, h)| *h = hazard(j, k));
        let total: f64 = now.iter().sum();
        let step: f64 = total - before.iter().sum::<f64>();
        let lost = -survival * libm::expm1(-step);
        if step > 0.0 {
            for ((incidence, h), h0) in result.incidence.iter_mut().zip(&now).zip(&before) {
                *incidence += lost * (h - h0) / step;
            }
        }
        survival -= lost;
        result.failure.push(-libm::expm1(-total));
        result.course.extend_from_slice(&result.incidence);
        core::mem::swap(&mut before, &mut now);
    }
    result
}

/// [`Competition::failure`] alone.
pub fn failure(modes: usize, times: usize, hazard: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    (0..times).map(|k| -libm::expm1(-(0..modes).map(|j| hazard(j, k)).sum::<f64>())).collect()
}

/// -ln S of all modes together.
pub fn total_hazard(modes: &[ModeState], exposure: impl Fn(usize) -> f64, starts: f64) -> f64 {
    modes.iter().enumerate().map(|(j, m)| m.cumulative_hazard(exposure(j), starts)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incidences_add_up_to_the_failure_probability() {
        // Two exponential modes with rates 1 and 3 until t = 1: F = 1 - exp(-4), shares 1/4 and 3/4.
        let c = compete(2, 101, |j, k| [1.0, 3.0][j] * k as f64 / 100.0);
        let f = 1.0 - (-4.0f64).exp();
        assert!((c.failure[100] - f).abs() < 1e-12);
        for k in [1, 40, 100] {
            let sum: f64 = c.course[2 * k..2 * k + 2].iter().sum();
            assert!((sum - c.failure[k]).abs() < 1e-12, "at {k}");
        }
        assert_eq!(c.course[200..], c.incidence);
        assert_eq!(failure(2, 101, |j, k| [1.0, 3.0][j] * k as f64 / 100.0), c.failure);
        assert!((c.incidence[0] - f / 4.0).abs() < 1e-12 && (c.incidence[1] - 0.75 * f).abs() < 1e-12);
    }

    #[test]
    fn an_incidence_is_less_than_the_mode_alone() {
        let c = compete(2, 101, |_, k| k as f64 / 50.0);
        assert!(c.incidence[0] < 1.0 - (-2.0f64).exp());
    }
}
