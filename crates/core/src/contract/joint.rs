//! Distances of a query from what was seen: three methods behind one function.

use serde::{Deserialize, Serialize};

use super::{OperatingDomain, forest};

/// Which distance a joint test uses; chosen by measurement when the bundle is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Mahalanobis distance from a robust centre.
    RobustMahalanobis,
    /// Mean scaled distance to the nearest points.
    NearestNeighbours,
    /// Anomaly score of an isolation forest.
    IsolationForest,
}

impl OperatingDomain {
    /// Distance of a feature vector from what was seen; infinite when it does not fit or is not a number.
    pub fn distance(&self, x: &[f64]) -> f64 {
        if x.len() != self.features.len() || x.iter().any(|v| !v.is_finite()) {
            return f64::INFINITY;
        }
        let distance = match self.method {
            Method::RobustMahalanobis => self.mahalanobis(x, &self.location),
            Method::NearestNeighbours => self.to_nearest(x),
            Method::IsolationForest => forest::score(&self.trees, self.sample_size, x),
        };
        if distance.is_nan() { f64::INFINITY } else { distance }
    }

    /// The seen run nearest to a feature vector.
    pub fn nearest(&self, x: &[f64]) -> Option<&Vec<f64>> {
        let from = |p: &Vec<f64>| match self.method {
            Method::RobustMahalanobis => self.mahalanobis(x, p),
            Method::NearestNeighbours | Method::IsolationForest => self.scaled(x, p),
        };
        self.points.iter().min_by(|a, b| from(a).total_cmp(&from(b)))
    }

    /// Spread of a feature: its scale, else what the inverse covariance or the points say.
    pub(super) fn spread(&self, i: usize) -> f64 {
        let precision =
            || self.inverse_covariance.get(i).and_then(|row| row.get(i)).map(|m| 1.0 / libm::sqrt(*m));
        let spread = self.scale.get(i).copied().or_else(precision).unwrap_or_else(|| self.extent(i));
        if spread > 0.0 { spread } else { 1.0 }
    }

    fn extent(&self, i: usize) -> f64 {
        let column = || self.points.iter().filter_map(|p| p.get(i)).copied();
        column().fold(f64::NEG_INFINITY, f64::max) - column().fold(f64::INFINITY, f64::min)
    }

    fn mahalanobis(&self, x: &[f64], centre: &[f64]) -> f64 {
        if self.inverse_covariance.len() != x.len() || centre.len() != x.len() {
            return f64::NAN;
        }
        let d: Vec<f64> = x.iter().zip(centre).map(|(a, b)| a - b).collect();
        let squared: f64 = self
            .inverse_covariance
            .iter()
            .zip(&d)
            .map(|(row, di)| di * row.iter().zip(&d).map(|(m, dj)| m * dj).sum::<f64>())
            .sum();
        libm::sqrt(if squared < 0.0 { 0.0 } else { squared })
    }

    /// Euclidean distance in scaled units.
    fn scaled(&self, x: &[f64], p: &[f64]) -> f64 {
        if p.len() != x.len() {
            return f64::NAN;
        }
        let squared = x.iter().zip(p).enumerate().map(|(i, (a, b))| {
            let d = (a - b) / self.spread(i);
            d * d
        });
        libm::sqrt(squared.sum())
    }

    /// Mean scaled distance to the k nearest points.
    fn to_nearest(&self, x: &[f64]) -> f64 {
        let mut distances: Vec<f64> = self.points.iter().map(|p| self.scaled(x, p)).collect();
        let k = self.neighbours.clamp(1, distances.len().max(1));
        if distances.len() < k || distances.iter().any(|d| d.is_nan()) {
            return f64::NAN;
        }
        distances.select_nth_unstable_by(k - 1, f64::total_cmp);
        distances.iter().take(k).sum::<f64>() / k as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Feature, TreeNode};
    use crate::domain::{DomainState, DomainVerdict};

    fn domain(method: Method) -> OperatingDomain {
        let feature = |name: &str, unit: &str| Feature {
            name: name.into(),
            title: String::new(),
            unit: unit.into(),
            of: None,
        };
        let tree = vec![TreeNode(0, 50.0, 1, 2), TreeNode(-1, 8.0, 0, 0), TreeNode(-1, 0.0, 0, 0)];
        OperatingDomain {
            features: vec![feature("Ambient", "Cel"), feature("inflow", "m3/h")],
            method,
            location: vec![20.0, 400.0],
            inverse_covariance: vec![vec![0.04, 0.0], vec![0.0, 0.0001]],
            scale: vec![5.0, 100.0],
            neighbours: 2,
            trees: vec![tree],
            sample_size: 16,
            caution_distance: if method == Method::IsolationForest { 0.6 } else { 3.0 },
            out_distance: if method == Method::IsolationForest { 0.8 } else { 4.0 },
            points: vec![vec![18.0, 390.0], vec![22.0, 410.0], vec![30.0, 500.0]],
            n_runs: 3,
        }
    }

    #[test]
    fn every_method_tells_near_from_far() {
        for method in [Method::RobustMahalanobis, Method::NearestNeighbours, Method::IsolationForest] {
            let domain = domain(method);
            assert_eq!(domain.state(&[20.0, 400.0]), DomainState::In, "{method:?}");
            assert_eq!(domain.state(&[60.0, 1200.0]), DomainState::Out, "{method:?}");
            for bad in [vec![f64::NAN, 400.0], vec![20.0], vec![]] {
                assert_eq!(domain.state(&bad), DomainState::Out, "{method:?} {bad:?}");
            }
        }
    }

    #[test]
    fn the_reason_names_the_combination_and_the_nearest_seen() {
        let mut verdict = DomainVerdict::default();
        domain(Method::NearestNeighbours).judge(&[60.0, 520.0], &mut verdict);
        let expected = "Outside the validated range: ambient 60 °C with inflow 520 m³/h was never seen. \
                        Nearest seen: ambient 30 °C with inflow 500 m³/h.";
        assert_eq!(verdict.reasons, [expected]);
    }

    #[test]
    fn the_mean_of_the_nearest_counts() {
        let d = domain(Method::NearestNeighbours);
        let first = libm::hypot(2.0 / 5.0, 0.1);
        assert!((d.distance(&[20.0, 400.0]) - first).abs() < 1e-12);
    }
}
