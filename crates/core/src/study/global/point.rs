//! One point of the sample, and the same with some of its inputs drawn again, given the others.
//!
//! Which inputs: each alone, all but each, and those that join in an order of the point's own. Drawing again is by
//! rejection, so that what is drawn has its distribution given the others, whatever shape the domain has.

use std::collections::BTreeMap;

use crate::ensemble::draw::Draw;

use super::shares::Row;

/// Draws until a point, or a set of its inputs, is given up.
const DRAWS: usize = 16;

/// Inputs that are drawn again, as bits; none of them is the point itself.
pub type Set = u32;

pub struct Point {
    draw: Draw,
    own: Vec<f64>,
    /// Candidates in the order in which they are tried; every set of inputs begins with the first.
    again: Vec<Vec<f64>>,
    /// The order in which inputs join.
    order: Vec<usize>,
    /// How many candidates were rejected, of each set that is asked for.
    open: BTreeMap<Set, usize>,
    /// The output of each set that was accepted.
    known: BTreeMap<Set, f64>,
}

impl Point {
    /// Point `j` has a stream of its own: how many there are changes none of them.
    pub fn new(seed: u64, j: u32, inputs: usize) -> Self {
        let mut draw = Draw::new(seed, j);
        let mut order: Vec<usize> = (0..inputs).collect();
        // Fisher and Yates.
        (1..inputs).rev().for_each(|k| order.swap(k, draw.below(k + 1)));
        let own = coordinates(&mut draw, inputs);
        let again = vec![coordinates(&mut draw, inputs)];
        Self { draw, own, again, order, open: BTreeMap::from([(0, 0)]), known: BTreeMap::new() }
    }

    /// The sets that are asked for.
    pub fn open(&self) -> impl Iterator<Item = Set> {
        self.open.keys().copied()
    }

    /// Coordinates from 0 to 1 with a set of them drawn again.
    pub fn values(&self, set: Set) -> Vec<f64> {
        let candidate = self.open.get(&set).and_then(|rejected| self.again.get(*rejected));
        let candidate = candidate.unwrap_or(&self.own);
        let pick = |(i, (own, again)): (usize, (&f64, &f64))| if set >> i & 1 == 1 { *again } else { *own };
        self.own.iter().zip(candidate).enumerate().map(pick).collect()
    }

    /// Takes what came of a set; `None` is outside the domain.
    pub fn take(&mut self, set: Set, output: Option<f64>) {
        match output {
            Some(output) => self.accept(set, output),
            None => self.reject(set),
        }
    }

    fn accept(&mut self, set: Set, output: f64) {
        self.open.remove(&set);
        self.known.insert(set, output);
        if set == 0 {
            self.open = self.wanted().into_iter().map(|set| (set, 0)).collect();
        }
    }

    /// Another candidate; a point that wants one of its numbers counts for nothing.
    fn reject(&mut self, set: Set) {
        let rejected = self.open.get(&set).map_or(0, |rejected| rejected + 1);
        if rejected >= DRAWS {
            self.open.clear();
            return;
        }
        self.open.insert(set, rejected);
        if set == 0 {
            self.own = coordinates(&mut self.draw, self.order.len());
        } else if self.again.len() <= rejected {
            self.again.push(coordinates(&mut self.draw, self.order.len()));
        }
    }

    /// The sets, once each.
    fn wanted(&self) -> Vec<Set> {
        let all: Set = (1 << self.order.len()) - 1;
        let single = (0..self.order.len()).flat_map(|i| [1 << i, all & !(1 << i)]);
        let mut wanted: Vec<Set> = single.chain(self.joining().map(|(_, with)| with)).collect();
        wanted.retain(|set| *set != 0);
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Each input in the point's order, with the set of those up to it.
    fn joining(&self) -> impl Iterator<Item = (usize, Set)> {
        let mut set: Set = 0;
        self.order.iter().map(move |i| {
            set |= 1 << i;
            (*i, set)
        })
    }

    /// What the shares are made from; `None` where a number is missing.
    pub fn row(&self) -> Option<Row> {
        let own = *self.known.get(&0)?;
        let all: Set = (1 << self.order.len()) - 1;
        // Jansen: half the square of the change.
        let change = |set: Set| match set {
            0 => Some(0.0),
            set => self.known.get(&set).map(|again| 0.5 * (again - own) * (again - own)),
        };
        let of = |set: &dyn Fn(usize) -> Set| (0..self.order.len()).map(|i| change(set(i))).collect();
        let (alone, others): (Option<Vec<f64>>, Option<Vec<f64>>) =
            (of(&|i| 1 << i), of(&|i| all & !(1 << i)));
        let mut rises = vec![0.0; self.order.len()];
        let mut before = 0.0;
        for (i, with) in self.joining() {
            let now = change(with)?;
            *rises.get_mut(i)? = now - before;
            before = now;
        }
        Some(Row { outputs: [own, *self.known.get(&all)?], alone: alone?, others: others?, rises })
    }
}

fn coordinates(draw: &mut Draw, n: usize) -> Vec<f64> {
    (0..n).map(|_| draw.uniform()).collect()
}
