//! The surrogate on a grid: evaluated as one batch per plan, read by interpolation ever after.
//!
//! Axes: set of running pumps, a low and a high wear for each pump, wet-well level, head-tank level.
//! A member fixes its wears first ([`Grid::for_wear`]), which leaves a small table per set of pumps.

use crate::contract::{Contract, Range};
use crate::manifest::resolved::GridSpec;

use super::lanes::Lanes;
use super::slots::Slots;
use super::{PerPump, SimulationError};

/// Quantities kept per pump: flow, power, NPSH margin.
const KEPT: usize = 3;
/// The answers at one point: each quantity for [`super::MAX_PUMPS`] pumps, zeros for those that the station does not have, so
/// that cells have one width, known when this is compiled.
type Cell = [Lanes; KEPT];

/// Evenly spaced points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// First point.
    pub from: f64,
    /// Last point.
    pub to: f64,
    /// Number of points, at least two.
    pub points: usize,
}

impl Axis {
    fn new(range: Range, points: u32) -> Self {
        Self { from: range.min, to: range.max, points: points.max(2) as usize }
    }

    fn at(&self, i: usize) -> f64 {
        self.from + (self.to - self.from) * i as f64 / (self.points - 1) as f64
    }

    /// Cell and position within it; beyond the ends the last cell, at its end.
    fn locate(&self, x: f64) -> (usize, f64) {
        let last = (self.points - 1) as f64;
        let position = ((x - self.from) / (self.to - self.from) * last).clamp(0.0, last);
        // Processors convert small integers faster.
        let cell = (position as u32).min(self.points as u32 - 2);
        (cell as usize, position - f64::from(cell))
    }
}

/// What to evaluate: the axes of the grid, fixed by a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct GridPlan {
    slots: Slots,
    wet_well: Axis,
    head_tank: Axis,
    /// Low and high wear of each pump.
    wear: Vec<(f64, f64)>,
    water_temperature: f64,
}

/// The map's answers on the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    plan: GridPlan,
    /// `[combination][wear corner][wet well][head tank]`.
    cells: Vec<Cell>,
}

/// The grid at one member's wears: `[combination][wet well][head tank]`.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberGrid {
    wet_well: Axis,
    head_tank: Axis,
    cells: Vec<Cell>,
}

/// The operating points of all pumps.
#[derive(Debug, Clone, Copy)]
pub struct OperatingPoints {
    /// Flow, m3/h.
    pub flow: Lanes,
    /// Electrical power, kW.
    pub power: Lanes,
    /// NPSH margin, m.
    pub npsh_margin: Lanes,
}

impl GridPlan {
    /// The axes: levels over the contract's ranges, wear about each pump's mean, one water temperature.
    pub fn new(
        slots: Slots,
        contract: &Contract,
        spec: &GridSpec,
        wear: &[(f64, f64)],
        water_temperature: f64,
    ) -> Self {
        let range = |i: usize| contract.inputs.get(i).map_or(Range { min: 0.0, max: 1.0 }, |s| s.range);
        let around = |(i, (mean, sd)): (usize, &(f64, f64))| {
            let allowed = slots.wear.get(i).map_or(Range { min: 0.0, max: 1.0 }, |&k| range(k));
            let half = (spec.wear_sigmas * sd).max(1e-6);
            ((mean - half).max(allowed.min), (mean + half).min(allowed.max))
        };
        Self {
            wet_well: Axis::new(range(slots.wet_well_level), spec.wet_well_levels),
            head_tank: Axis::new(range(slots.head_tank_level), spec.head_tank_levels),
            wear: wear.iter().enumerate().map(around).collect(),
            water_temperature,
            slots,
        }
    }

    fn corners(&self) -> usize {
        1 << self.slots.pumps()
    }

    /// All rows to evaluate, each in the contract's input order; combinations count from one running pump.
    pub fn rows(&self) -> Vec<Vec<f64>> {
        let n = self.corners();
        let mut rows = Vec::with_capacity(n * n * self.wet_well.points * self.head_tank.points);
        for combination in 1..n {
            for corner in 0..n {
                for level in 0..self.wet_well.points {
                    for tank in 0..self.head_tank.points {
                        rows.push(self.row(combination, corner, level, tank));
                    }
                }
            }
        }
        rows
    }

    fn row(&self, combination: usize, corner: usize, level: usize, tank: usize) -> Vec<f64> {
        let mut row = vec![0.0; self.slots.inputs];
        let mut set = |slot: usize, value: f64| {
            if let Some(cell) = row.get_mut(slot) {
                *cell = value;
            }
        };
        set(self.slots.wet_well_level, self.wet_well.at(level));
        set(self.slots.head_tank_level, self.head_tank.at(tank));
        set(self.slots.water_temperature, self.water_temperature);
        for (i, (&run, &wear)) in self.slots.run.iter().zip(&self.slots.wear).enumerate() {
            set(run, f64::from((combination >> i & 1) as u8));
            let (low, high) = self.wear.get(i).copied().unwrap_or_default();
            set(wear, if corner >> i & 1 == 1 { high } else { low });
        }
        row
    }

    /// Takes the answers to [`Self::rows`], each in the contract's output order.
    ///
    /// # Errors
    /// A wrong number of values, NaN, or a value outside the contract's plausible range.
    pub fn filled(self, contract: &Contract, answers: &[f64]) -> Result<Grid, SimulationError> {
        let (n, width) = (self.corners(), self.slots.outputs);
        let expected = (n - 1) * n * self.wet_well.points * self.head_tank.points * width;
        if answers.len() != expected {
            return Err(SimulationError::GridSize { expected, found: answers.len() });
        }
        let mut cells = Vec::with_capacity(expected / width);
        for row in answers.chunks_exact(width) {
            check_plausible(contract, row)?;
            cells.push([&self.slots.flow, &self.slots.power, &self.slots.npsh_margin].map(|slot| {
                let of = |i: usize| slot.get(i).and_then(|&k| row.get(k)).copied().unwrap_or(0.0);
                Lanes::of(&core::array::from_fn(of))
            }));
        }
        Ok(Grid { plan: self, cells })
    }
}

fn check_plausible(contract: &Contract, row: &[f64]) -> Result<(), SimulationError> {
    let wrong = contract.outputs.iter().zip(row).find(|(slot, x)| !slot.range.contains(**x));
    wrong.map_or(Ok(()), |(slot, x)| {
        Err(SimulationError::Implausible {
            output: slot.name.clone(),
            value: x.to_string(),
            min: slot.range.min.to_string(),
            max: slot.range.max.to_string(),
        })
    })
}

impl Grid {
    /// The grid at given wears, multilinear between the low and high ones, clamped to them.
    pub fn for_wear(&self, wear: &PerPump<f64>) -> MemberGrid {
        let plan = &self.plan;
        let (n, block) = (plan.corners(), plan.wet_well.points * plan.head_tank.points);
        let weights = self.corner_weights(wear);
        // Nothing runs in the first combination.
        let mut cells = vec![Cell::default(); block];
        cells.reserve(block * (n - 1));
        for corners in self.cells.chunks_exact(n * block) {
            let at = cells.len();
            for (k, (corner, w)) in corners.chunks_exact(block).zip(&weights).enumerate() {
                let w = Lanes::splat(*w);
                match k {
                    0 => cells.extend(corner.iter().map(|cell| cell.map(|x| w * x))),
                    _ => cells.iter_mut().skip(at).zip(corner).for_each(|(sums, cell)| add(sums, w, cell)),
                }
            }
        }
        MemberGrid { wet_well: plan.wet_well, head_tank: plan.head_tank, cells }
    }

    fn corner_weights(&self, wear: &PerPump<f64>) -> Vec<f64> {
        let share = |i: usize| {
            let (low, high) = self.plan.wear.get(i).copied().unwrap_or_default();
            let x = wear.get(i).copied().unwrap_or(low);
            if high > low { ((x - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 }
        };
        let shares: Vec<f64> = (0..self.plan.slots.pumps()).map(share).collect();
        let weight = |corner: usize| {
            shares.iter().enumerate().map(|(i, s)| if corner >> i & 1 == 1 { *s } else { 1.0 - s }).product()
        };
        (0..self.plan.corners()).map(weight).collect()
    }
}

impl MemberGrid {
    /// Operating points at two levels for the set of running pumps given as bits. Bilinear.
    #[inline(always)]
    pub fn read(&self, running: usize, wet_well_m: f64, head_tank_m: f64) -> OperatingPoints {
        let mut sums = [Lanes::splat(0.0); KEPT];
        if running > 0 {
            let ((i, fi), (j, fj)) = (self.wet_well.locate(wet_well_m), self.head_tank.locate(head_tank_m));
            let rows = [(i, 1.0 - fi), (i + 1, fi)];
            for (i, share) in rows {
                let Some([low, high]) = self.neighbours(running, i, j) else { continue };
                add(&mut sums, Lanes::splat(share * (1.0 - fj)), low);
                add(&mut sums, Lanes::splat(share * fj), high);
            }
        }
        let [flow, power, npsh_margin] = sums;
        OperatingPoints { flow, power, npsh_margin }
    }

    /// The cells at two neighbouring head-tank levels; `None` never happens, and would count as nothing.
    #[inline(always)]
    fn neighbours(&self, running: usize, i: usize, j: usize) -> Option<&[Cell; 2]> {
        let start = (running * self.wet_well.points + i) * self.head_tank.points + j;
        self.cells.get(start..).and_then(|rest| rest.first_chunk())
    }
}

#[inline(always)]
fn add(sums: &mut Cell, weight: Lanes, cell: &Cell) {
    for (sum, x) in sums.iter_mut().zip(cell) {
        *sum = *sum + weight * *x;
    }
}

#[cfg(test)]
mod tests {
    use super::super::MAX_PUMPS;
    use super::*;

    /// A contract for one pump; all ranges 0 to 100.
    fn contract() -> Contract {
        let slot = |name: &str, slot: usize| {
            let range = serde_json::json!({"min": 0.0, "max": 100.0});
            serde_json::json!({"name": name, "title": "", "tensor": "t", "slot": slot, "unit": "1", "range": range})
        };
        let slots = |names: &[&str]| names.iter().enumerate().map(|(i, n)| slot(n, i)).collect::<Vec<_>>();
        let owner = serde_json::json!({"name": "", "contact": ""});
        serde_json::from_value(serde_json::json!({
            "contract_version": "1.0.0",
            "model": {"id": "m", "title": "", "version": "1.0.0", "kind": "onnx", "owner": owner,
                      "valid_until": "", "intended_use": [], "not_for": [], "fidelity": ""},
            "inputs": slots(&["wet_well_level", "head_tank_level", "water_temperature", "run_1", "wear_1"]),
            "outputs": slots(&["flow_1", "power_1", "npsh_margin_1"]),
        }))
        .unwrap()
    }

    fn plan() -> GridPlan {
        let slots = Slots::find(&contract(), 1).unwrap();
        let spec = GridSpec { wet_well_levels: 3, head_tank_levels: 2, wear_sigmas: 2.0 };
        GridPlan::new(slots, &contract(), &spec, &[(0.5, 0.1)], 15.0)
    }

    #[test]
    fn a_linear_map_is_reproduced_between_the_points() {
        let linear = |r: &Vec<f64>| [0.3 * r[0] + 0.2 * r[1], 10.0 * r[4], 0.1 * r[0] * r[3]];
        let answers: Vec<f64> = plan().rows().iter().flat_map(linear).collect();
        let grid = plan().filled(&contract(), &answers).unwrap().for_wear(&[0.55, 0.0, 0.0, 0.0]);
        for (level, tank) in [(0.0, 0.0), (12.5, 40.0), (50.0, 100.0), (99.0, 1.0)] {
            let points = grid.read(1, level, tank);
            let expected = [0.3 * level + 0.2 * tank, 5.5, 0.1 * level];
            let found = [points.flow, points.power, points.npsh_margin].map(|lanes| lanes.array()[0]);
            for (found, wanted) in found.into_iter().zip(expected) {
                assert!((found - wanted).abs() < 1e-4, "{found} instead of {wanted} at {level}, {tank}");
            }
        }
        assert_eq!(grid.read(0, 50.0, 50.0).flow.array(), [0.0; MAX_PUMPS], "nothing runs");
    }

    #[test]
    fn answers_that_are_no_answers_are_refused() {
        let n = plan().rows().len() * 3;
        for (k, value) in [(0, f64::NAN), (5, f64::INFINITY), (7, -1.0), (n - 1, 101.0)] {
            let mut answers = vec![1.0; n];
            answers[k] = value;
            let error = plan().filled(&contract(), &answers).unwrap_err();
            assert!(matches!(error, SimulationError::Implausible { .. }), "{error}");
        }
        let short = plan().filled(&contract(), &[1.0]).unwrap_err();
        assert_eq!(short, SimulationError::GridSize { expected: n, found: 1 });
    }
}
