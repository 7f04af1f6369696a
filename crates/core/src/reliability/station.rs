//! Losing the station's duty, within one ensemble member: pumps share weather and inflow, and load
//! moves to the others when one fails.

/// Curves of one member on a common time grid.
pub struct StationCurves<'a> {
    /// P(pump i failed by t) with all pumps in service: `[pump][time]`.
    pub failure: &'a [Vec<f64>],
    /// P(pump j failed by t) with pump i out from the start: `[out][pump][time]`.
    pub failure_without: &'a [Vec<Vec<f64>>],
    /// How many further failures the station stands after pump i failed first, before it loses its duty.
    pub tolerates: &'a [Tolerance],
}

/// What the station stands after a first failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// Nothing: the duty is lost with this pump.
    Nothing,
    /// Itself: the duty is lost with any second failure.
    Itself,
    /// A second one: the duty is lost when all others failed too.
    Another,
}

impl StationCurves<'_> {
    /// P(duty lost by t). Two failures one after the other are followed exactly; a third counts with the
    /// loads after the first.
    pub fn duty_lost(&self) -> Vec<f64> {
        let times = self.failure.first().map_or(0, Vec::len);
        let pumps = self.failure.len();
        let firsts: Vec<Vec<f64>> = (0..pumps).map(|i| self.first(i, times)).collect();
        let lost = |k: usize| {
            let by_first = firsts.iter().enumerate().map(|(i, first)| self.after_first(i, first, k));
            by_first.sum::<f64>().min(1.0)
        };
        (0..times).map(lost).collect()
    }

    /// P(pump i fails in the step up to each time and all others still run).
    fn first(&self, i: usize, times: usize) -> Vec<f64> {
        let first = |s: usize| {
            value(&self.failure[i], s) - s.checked_sub(1).map_or(0.0, |p| value(&self.failure[i], p))
        };
        (0..times).map(|s| first(s) * self.others_run(i, s)).collect()
    }

    /// P(pump i fails first and the duty is lost by time k).
    fn after_first(&self, i: usize, first: &[f64], k: usize) -> f64 {
        (1..=k).map(|s| value(first, s) * self.others_follow(i, s, k)).sum()
    }

    /// P(all others run at time s), with all pumps in service until then.
    fn others_run(&self, i: usize, s: usize) -> f64 {
        self.failure.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, f)| 1.0 - value(f, s)).product()
    }

    fn others_follow(&self, i: usize, s: usize, k: usize) -> f64 {
        let conditional = |f: &Vec<f64>| {
            let running = 1.0 - value(f, s);
            if running > 0.0 { (value(f, k) - value(f, s)) / running } else { 1.0 }
        };
        let without = self.failure_without.get(i).map_or(&[] as &[Vec<f64>], Vec::as_slice);
        let others = without.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, f)| conditional(f));
        self.tolerates.get(i).map_or(0.0, |t| t.lost(others))
    }
}

impl Tolerance {
    /// P(the duty is lost) from the failure probabilities of the other pumps after the first failure.
    pub fn lost(self, others: impl Iterator<Item = f64>) -> f64 {
        match self {
            Self::Nothing => 1.0,
            Self::Itself => 1.0 - others.map(|p| 1.0 - p).product::<f64>(),
            Self::Another => others.product(),
        }
    }
}

fn value(f: &[f64], k: usize) -> f64 {
    f.get(k).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exponential failure probabilities with one rate, on `n` steps of 1 h.
    fn curve(rate: f64, n: usize) -> Vec<f64> {
        (0..=n).map(|k| 1.0 - (-rate * k as f64).exp()).collect()
    }

    #[test]
    fn two_of_three_matches_the_binomial() {
        // Three independent pumps, two needed: lost when at least two failed, 3 F^2 (1-F) + F^3.
        let f = curve(0.002, 240);
        let curves = StationCurves {
            failure: &[f.clone(), f.clone(), f.clone()],
            failure_without: &vec![vec![f.clone(); 3]; 3],
            tolerates: &[Tolerance::Itself; 3],
        };
        let p: f64 = f[240];
        let expected = 3.0 * p * p * (1.0 - p) + p * p * p;
        assert!(
            (curves.duty_lost()[240] / expected - 1.0).abs() < 0.05,
            "{} {expected}",
            curves.duty_lost()[240]
        );
    }

    #[test]
    fn series_and_parallel() {
        let f = curve(0.01, 10);
        let failure = [f.clone(), f.clone()];
        let failure_without = vec![vec![f.clone(), f.clone()]; 2];
        let lost = |t: Tolerance| {
            StationCurves { failure: &failure, failure_without: &failure_without, tolerates: &[t; 2] }
                .duty_lost()[10]
        };
        assert!((lost(Tolerance::Nothing) - (1.0 - (-0.2f64).exp())).abs() < 0.01);
        assert!((lost(Tolerance::Itself) - f[10] * f[10]).abs() < 1e-3);
    }
}
