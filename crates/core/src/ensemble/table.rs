//! Rows of all members, read by columns.

use super::row::{Curve, Layout, Number};
use super::setting::Setting;

/// Columns that are read together: neighbours in a row share a line of the cache.
const TOGETHER: usize = 8;

/// The rows of members in the order of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    layout: Layout,
    blocks: Vec<Vec<f64>>,
    members: usize,
}

impl Table {
    /// No rows.
    pub fn new(setting: &Setting) -> Self {
        Self { layout: Layout::of(setting), blocks: Vec::new(), members: 0 }
    }

    /// Appends whole rows; what does not fill a row is left out.
    pub fn extend(&mut self, rows: Vec<f64>) {
        self.members += rows.len() / self.layout.width();
        self.blocks.push(rows);
    }

    /// Number of members.
    pub fn members(&self) -> usize {
        self.members
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.blocks.iter().flat_map(|block| block.chunks_exact(self.layout.width()))
    }

    /// A number of all members in order.
    pub fn numbers(&self, number: Number) -> impl Iterator<Item = f64> {
        let at = self.layout.number(number);
        self.rows().map(move |row| row.get(at).copied().unwrap_or(0.0))
    }

    /// The last value of a curve of all members in order.
    pub fn last(&self, curve: Curve) -> impl Iterator<Item = f64> {
        let at = self.layout.curve(curve) + self.layout.knots() - 1;
        self.rows().map(move |row| row.get(at).copied().unwrap_or(0.0))
    }

    /// Mean of a number over all members; zero when there are none.
    pub fn mean(&self, number: Number) -> f64 {
        self.numbers(number).sum::<f64>() / self.members.max(1) as f64
    }

    /// Mean of a curve at each knot.
    pub fn mean_curve(&self, curve: Curve) -> Vec<f64> {
        let (from, knots) = (self.layout.curve(curve), self.layout.knots());
        // As `sum` begins, so that a mean has the same bits however it is taken.
        let mut sums = vec![-0.0; knots];
        for row in self.rows() {
            sums.iter_mut().zip(row.iter().skip(from)).for_each(|(sum, x)| *sum += x);
        }
        sums.iter().map(|sum| sum / self.members.max(1) as f64).collect()
    }

    /// Hands each knot of a curve to `take`, with the values of all members in order.
    pub fn columns(&self, curve: Curve, mut take: impl FnMut(&mut Vec<f64>)) {
        let (start, knots) = (self.layout.curve(curve), self.layout.knots());
        let mut columns: [Vec<f64>; TOGETHER] = Default::default();
        for from in (0..knots).step_by(TOGETHER) {
            let count = TOGETHER.min(knots - from);
            columns.iter_mut().for_each(Vec::clear);
            for row in self.rows() {
                let cells = row.get(start + from..start + from + count).unwrap_or_default();
                columns.iter_mut().zip(cells).for_each(|(column, x)| column.push(*x));
            }
            columns.iter_mut().take(count).for_each(&mut take);
        }
    }
}
