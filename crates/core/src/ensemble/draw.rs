//! Random draws: one stream per member of a counter-based generator, normals by Box and Muller.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A member's source of randomness.
#[derive(Debug, Clone)]
pub struct Draw {
    rng: ChaCha8Rng,
}

impl Draw {
    /// The stream of member `member` under a seed.
    pub fn new(seed: u64, member: u32) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(u64::from(member));
        Self { rng }
    }

    /// Uniform in (0, 1), 53 bits.
    pub fn uniform(&mut self) -> f64 {
        ((self.rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(core::f64::consts::TAU * v)
    }

    /// A position below `n`; zero when `n` is zero.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// exp(sd * z) less its bias, so that its mean is one.
    pub fn factor(&mut self, relative_sd: f64) -> f64 {
        libm::exp(relative_sd * self.normal() - 0.5 * relative_sd * relative_sd)
    }

    /// Standard normals at `n` hours with the autocorrelation exp(-1 h / correlation_h).
    pub fn correlated(&mut self, n: usize, correlation_h: f64) -> Vec<f64> {
        let rho = if correlation_h > 0.0 { libm::exp(-1.0 / correlation_h) } else { 0.0 };
        let fresh = libm::sqrt(1.0 - rho * rho);
        let mut last = self.normal();
        let mut series = Vec::with_capacity(n);
        for _ in 0..n {
            series.push(last);
            last = rho * last + fresh * self.normal();
        }
        series
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_reproducible_and_differ() {
        let first = |seed, member| Draw::new(seed, member).uniform();
        assert_eq!(first(7, 3), first(7, 3));
        assert_ne!(first(7, 3), first(7, 4));
        assert_ne!(first(7, 3), first(8, 3));
    }

    #[test]
    fn moments_are_right() {
        let mut draw = Draw::new(1, 0);
        let n = 20_000;
        let z: Vec<f64> = (0..n).map(|_| draw.normal()).collect();
        let mean = z.iter().sum::<f64>() / f64::from(n);
        let variance = z.iter().map(|x| x * x).sum::<f64>() / f64::from(n);
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        let factors: f64 = (0..n).map(|_| draw.factor(0.3)).sum::<f64>() / f64::from(n);
        assert!((factors - 1.0).abs() < 0.02, "{factors}");
    }

    #[test]
    fn forecast_errors_are_correlated_in_time() {
        let mut draw = Draw::new(2, 0);
        let x = draw.correlated(20_000, 6.0);
        let product: f64 = x.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / 20_000.0;
        assert!((product - (-1.0f64 / 6.0).exp()).abs() < 0.05, "{product}");
    }
}
