//! Where a new app starts: inputs that the model was validated on, in the middle of what it has seen.

use twinlet_core::bundle::Bundle;
use twinlet_core::contract::{HeldOut, Slot};
use twinlet_core::domain::DomainState;

/// A row of inputs well inside the validated range, of the held-out runs where the model takes whole runs, else of its
/// reference experiments. `None` when the domain accepts none.
pub fn row(bundle: &Bundle, held_out: Option<&HeldOut>) -> Option<Vec<f64>> {
    let runs = held_out.filter(|_| bundle.contract.takes_runs());
    let runs = runs.iter().flat_map(|h| &h.days).flat_map(|day| day.rows(&bundle.contract)).collect();
    let references = bundle.reference.experiments.iter().map(|e| e.inputs.clone()).collect();
    middle_one(bundle, runs).or_else(|| middle_one(bundle, references))
}

/// Of the rows that the domain accepts, the one with the smallest distance from the middle of them all.
fn middle_one(bundle: &Bundle, rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let inside = |row: &&Vec<f64>| bundle.domain.judge(&bundle.contract, row).state == DomainState::In;
    let rows: Vec<&Vec<f64>> = rows.iter().filter(inside).collect();
    let columns = bundle.contract.input_columns();
    let column = |k: usize| rows.iter().filter_map(move |row| row.get(k).copied());
    let middle: Vec<f64> = (0..columns).map(|k| median(column(k).collect())).collect();
    let spread: Vec<f64> = (0..columns).map(|k| range(column(k))).collect();
    let distance = |row: &Vec<f64>| {
        let parts = row.iter().zip(&middle).zip(&spread);
        parts.map(|((x, m), s)| if *s > 0.0 { ((x - m) / s).powi(2) } else { 0.0 }).sum::<f64>()
    };
    rows.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|row| (*row).clone())
}

/// The values of one input in that row.
pub fn values(bundle: &Bundle, slot: &Slot, row: &[f64]) -> Vec<f64> {
    bundle.contract.input_values(&slot.name, row).to_vec()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn range(values: impl Iterator<Item = f64>) -> f64 {
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    high - low
}

/// A step that divides a width into about a hundred: 1, 2 or 5 times a power of ten.
pub fn step(width: f64) -> f64 {
    let raw = width / 100.0;
    let power = 10f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power).into_iter().find(|s| *s >= raw * 0.999).unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (width, expected) in
            [(100.0, 1.0), (0.5, 0.005), (48.0, 0.5), (900.0, 10.0), (3.0, 0.05), (1.2, 0.02)]
        {
            assert!((step(width) - expected).abs() < 1e-12 * expected, "{width}: {}", step(width));
        }
    }
}
