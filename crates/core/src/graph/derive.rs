//! Arithmetic over outputs: the interval spans all combinations of the ends of what goes in.

use std::collections::BTreeMap;

use crate::domain::DomainState;
use crate::manifest::expression::Expression;
use crate::predict::Series;

use super::MAX_UNCERTAIN;
use super::carry::{Carried, coverage, weaker};
use super::finish::Found;

/// The value of an expression over inputs and over outputs that were found before; `None` where it has none.
///
/// The envelope of all combinations is exact where the expression rises or falls steadily in each output.
pub(super) fn derived(
    expression: &Expression,
    unit: &str,
    input: &dyn Fn(&str) -> Option<f64>,
    before: &[(String, Found)],
) -> Option<Found> {
    let names = expression.inputs();
    let read: Vec<&(String, Found)> = before.iter().filter(|(id, _)| names.contains(&id.as_str())).collect();
    if read.len() > MAX_UNCERTAIN {
        return None;
    }
    let at = |corner: Option<usize>| {
        let value = |id: &str| match read.iter().position(|(other, _)| other == id) {
            Some(bit) => {
                read.get(bit).and_then(|(_, (carried, _))| end(&carried.series, corner.map(|c| c >> bit & 1)))
            }
            None => input(id),
        };
        expression.evaluate(&value)
    };
    let centre = at(None)?;
    let ends: Option<Vec<f64>> = (0..1_usize << read.len()).map(|corner| at(Some(corner))).collect();
    let ends = ends?;
    let low = ends.iter().copied().fold(centre, f64::min);
    let high = ends.iter().copied().fold(centre, f64::max);
    let mut misses = BTreeMap::new();
    read.iter().for_each(|(_, (carried, _))| misses.extend(carried.misses.clone()));
    let kind = read.iter().map(|(_, (carried, _))| carried.series.kind).reduce(weaker);
    let mut found = Carried::exactly(vec![centre], unit);
    found.series = Series {
        low: vec![low],
        high: vec![high],
        coverage: coverage(&misses),
        kind: kind.unwrap_or(found.series.kind),
        ..found.series
    };
    found.misses = misses;
    let state = read.iter().map(|(_, (_, state))| *state).max().unwrap_or(DomainState::In);
    Some((found, state))
}

/// The value of a single number, or one end of its interval.
fn end(series: &Series, which: Option<usize>) -> Option<f64> {
    let values = match which {
        None => &series.values,
        Some(0) => &series.low,
        Some(_) => &series.high,
    };
    match values.as_slice() {
        [value] => Some(*value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::expression::Expression::{Input, Number, Subtract};
    use crate::predicted::IntervalKind;

    fn found(value: f64, low: f64, high: f64, state: DomainState) -> Found {
        let kind = IntervalKind::WholeCurve;
        let series = Series {
            values: vec![value],
            low: vec![low],
            high: vec![high],
            coverage: 0.9,
            kind,
            unit: "Cel".into(),
        };
        (Carried { series, misses: BTreeMap::from([("a.y".to_owned(), 0.1)]) }, state)
    }

    #[test]
    fn the_interval_spans_all_ends() {
        let before = [("hot".to_owned(), found(100.0, 95.0, 107.0, DomainState::Caution))];
        let margin = Subtract(Box::new([Number(120.0), Input("hot".into())]));
        let (carried, state) = derived(&margin, "K", &|_| None, &before).unwrap();
        assert_eq!(
            (carried.series.values, carried.series.low, carried.series.high),
            (vec![20.0], vec![13.0], vec![25.0])
        );
        assert_eq!((carried.series.coverage, state), (0.9, DomainState::Caution));
        let of_an_input = derived(&Input("load".into()), "%", &|_| Some(80.0), &before).unwrap().0;
        assert!(of_an_input.is_certain());
        assert!(derived(&Input("nothing".into()), "1", &|_| None, &before).is_none());
    }
}
