//! Values with their interval on the way along an edge.

use std::collections::BTreeMap;

use crate::contract::Statistic;
use crate::predict::Series;
use crate::predicted::IntervalKind;
use crate::units;

/// A series, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Carried {
    /// Values and ends of the interval. Its coverage is that of the whole way here.
    pub series: Series,
    /// How often each interval on the way here misses, by the output that it belongs to.
    ///
    /// The shares are added up (Bonferroni's inequality): whatever the errors have to do with each other, all
    /// intervals hold at once at least that often.
    pub misses: BTreeMap<String, f64>,
}

impl Carried {
    /// A value without an interval.
    pub fn exactly(values: Vec<f64>, unit: &str) -> Self {
        let kind = IntervalKind::WholeCurve;
        let (low, high) = (values.clone(), values.clone());
        let series = Series { values, low, high, coverage: 1.0, kind, unit: unit.to_owned() };
        Self { series, misses: BTreeMap::new() }
    }

    /// One number at every step of a sequence.
    pub fn repeated(mut self, length: usize) -> Self {
        for values in [&mut self.series.values, &mut self.series.low, &mut self.series.high] {
            if let ([x], true) = (values.as_slice(), length > 1) {
                *values = vec![*x; length];
            }
        }
        self
    }

    /// The same as one number, where a statistic is asked for.
    pub fn reduced(&self, statistic: Option<Statistic>) -> Self {
        let Some(statistic) = statistic.filter(|_| self.series.values.len() > 1) else { return self.clone() };
        let Series { values, low, high, .. } = &self.series;
        let (least, most) = ends(statistic, low, high);
        let series = Series {
            values: vec![statistic.of(values)],
            low: vec![least],
            high: vec![most],
            // Of a band that holds for each time on its own, a statistic over all times promises nothing more.
            kind: self.series.kind,
            // A swing is a difference: of temperatures, it is none on their scale.
            unit: match statistic {
                Statistic::Swing => units::difference_of(&self.series.unit).to_owned(),
                _ => self.series.unit.clone(),
            },
            coverage: self.series.coverage,
        };
        Self { series, misses: self.misses.clone() }
    }

    /// The same in another unit of the same dimension; `None` when there is no way from one to the other.
    pub fn in_unit(&self, unit: &str) -> Option<Self> {
        let from = self.series.unit.as_str();
        let all = |values: &[f64]| values.iter().map(|x| units::convert(*x, from, unit)).collect();
        let values: Option<Vec<f64>> = all(&self.series.values);
        let (low, high): (Option<Vec<f64>>, Option<Vec<f64>>) =
            (all(&self.series.low), all(&self.series.high));
        let series =
            Series { values: values?, low: low?, high: high?, unit: unit.to_owned(), ..self.series.clone() };
        Some(Self { series, misses: self.misses.clone() })
    }

    /// The interval is no wider than the value, and it promises something: nothing about it is uncertain.
    pub fn is_certain(&self) -> bool {
        self.series.has_interval()
            && self.series.low == self.series.values
            && self.series.high == self.series.values
    }
}

/// Least and greatest value of a statistic of any sequence within the band.
fn ends(statistic: Statistic, low: &[f64], high: &[f64]) -> (f64, f64) {
    match statistic {
        Statistic::Swing => {
            let inner = Statistic::Max.of(low) - Statistic::Min.of(high);
            (inner.max(0.0), Statistic::Max.of(high) - Statistic::Min.of(low))
        }
        _ => (statistic.of(low), statistic.of(high)),
    }
}

/// Coverage of everything together, from how often each part misses.
pub(super) fn coverage(misses: &BTreeMap<String, f64>) -> f64 {
    (1.0 - misses.values().sum::<f64>()).max(0.0)
}

/// A promise about whole curves is kept only where every part makes it.
pub(super) fn weaker(a: IntervalKind, b: IntervalKind) -> IntervalKind {
    if a == b { a } else { IntervalKind::Pointwise }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried() -> Carried {
        let series = Series {
            values: vec![80.0, 100.0, 90.0],
            low: vec![78.0, 98.0, 88.0],
            high: vec![82.0, 103.0, 92.0],
            coverage: 0.9,
            kind: IntervalKind::WholeCurve,
            unit: "Cel".into(),
        };
        Carried { series, misses: BTreeMap::from([("a.y".to_owned(), 0.1)]) }
    }

    #[test]
    fn a_statistic_keeps_the_interval() {
        for (statistic, value, low, high) in [
            (Statistic::Max, 100.0, 98.0, 103.0),
            (Statistic::Min, 80.0, 78.0, 82.0),
            (Statistic::Mean, 90.0, 88.0, 277.0 / 3.0),
            (Statistic::First, 80.0, 78.0, 82.0),
            (Statistic::Last, 90.0, 88.0, 92.0),
            (Statistic::Swing, 20.0, 16.0, 25.0),
        ] {
            let one = carried().reduced(Some(statistic)).series;
            assert_eq!(one.unit, if statistic == Statistic::Swing { "K" } else { "Cel" });
            assert_eq!(
                (one.values, one.low, one.high),
                (vec![value], vec![low], vec![high]),
                "{statistic:?}"
            );
        }
        assert_eq!(carried().reduced(None), carried());
    }

    #[test]
    fn units_are_converted_or_refused() {
        let flow = Carried { series: Series { unit: "m3/h".into(), ..carried().series }, ..carried() };
        let converted = flow.in_unit("L/s").unwrap().series;
        assert!((converted.values[0] - 22.222_222).abs() < 1e-6 && converted.unit == "L/s");
        assert_eq!(flow.in_unit("Cel"), None);
    }

    #[test]
    fn misses_add_up() {
        for (misses, expected) in
            [(vec![], 1.0), (vec![0.1], 0.9), (vec![0.1, 0.05], 0.85), (vec![0.6, 0.6], 0.0)]
        {
            let misses = misses.into_iter().enumerate().map(|(i, m)| (i.to_string(), m)).collect();
            assert!((coverage(&misses) - expected).abs() < 1e-12);
        }
    }
}
