//! One possible day of the station, minute by minute: first levels and pumps, then heat.

use std::rc::Rc;

use crate::manifest::resolved::{Ageing, Heat, Station};
use crate::profile::interpolate;

use super::PerPump;
use super::balance::{Fork, Operation, operate, operate_without};
use super::control::ControlState;
use super::drive::{ResidualDay, Series};
use super::grid::MemberGrid;
use super::heating::{Heating, heat, heat_from};
use super::pace::Pace;

pub use super::balance::spills;

/// Everything that a day depends on.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    /// The station.
    pub station: &'a Station,
    /// Its thermal model.
    pub heat: &'a Heat,
    /// Ageing of each mode.
    pub ageings: &'a [Option<Ageing>],
    /// The hydraulic map at this member's wears.
    pub grid: &'a MemberGrid,
    /// Outflow of the head tank over its level.
    pub outflow: &'a Outflow,
    /// Inflow, m3/h.
    pub inflow: &'a Series,
    /// Ambient temperature, Cel.
    pub ambient: &'a Series,
    /// Residuals of the map.
    pub residual: &'a ResidualDay,
    /// Friction loss of each bearing while running, W.
    pub friction_w: PerPump<f64>,
    /// Member's factor on temperature rises.
    pub rise_factor: f64,
    /// Number of pumps.
    pub pumps: usize,
}

/// The head tank's outflow, tabulated because a power per minute is dear.
#[derive(Debug, Clone, PartialEq)]
pub struct Outflow {
    levels: Vec<f64>,
    flows: Vec<f64>,
}

impl Outflow {
    /// Q = k h^e at 121 levels from 0 to the highest, m3/h.
    pub fn new(station: &Station) -> Self {
        let tank = &station.head_tank;
        let levels: Vec<f64> = (0..=120).map(|i| tank.highest_level_m * f64::from(i) / 120.0).collect();
        let flow = |h: &f64| tank.outflow_m3_per_h_at_1_m * libm::pow(*h, tank.outflow_exponent);
        Self { flows: levels.iter().map(flow).collect(), levels }
    }

    /// Outflow at a level, m3/h.
    #[inline(always)]
    pub fn at(&self, level: f64) -> f64 {
        let last = self.levels.len().saturating_sub(2);
        let highest = self.levels.last().copied().unwrap_or(1.0);
        let position = (level / highest * (last + 1) as f64).clamp(0.0, (last + 1) as f64);
        // Processors convert small integers faster.
        let i = (position as u32).min(last as u32);
        match self.flows.get(i as usize..).and_then(|rest| rest.first_chunk()) {
            Some([a, b]) => a + (b - a) * (position - f64::from(i)),
            None => interpolate(&self.levels, &self.flows, level).unwrap_or(0.0),
        }
    }
}

/// Levels and pump states at an instant: enough to go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Snapshot {
    /// Wet-well level, m.
    pub wet_well_m: f64,
    /// Head-tank level, m.
    pub head_tank_m: f64,
    /// Pump control.
    pub control: ControlState,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// Levels and pumps; days that differ in their weather alone have the same.
    pub operation: Rc<Operation>,
    /// Temperatures and exposure.
    pub heating: Heating,
}

/// The scenario's day, the reference day, and the scenario's day without each of the pumps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Days {
    /// The scenario's day.
    pub scenario: Trace,
    /// The reference day.
    pub reference: Trace,
    /// The scenario's day without each pump; `None` where the pump does not run anyway.
    pub without: Vec<Option<Without>>,
}

/// A day without a pump.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// What happened; without temperatures when the station spills, which is an answer in itself.
    pub trace: Trace,
    /// Knots up to which the day is the scenario's.
    pub same_knots: usize,
}

impl Days {
    /// Simulates a scenario and its reference with the given pumps (bits). What they have in common is done once: days
    /// with the same inflow have the same operation, and a day without a pump differs from the pump's first start on.
    pub fn simulate(scenario: &Day<'_>, reference: &Day<'_>, pace: &Pace, all: usize) -> Self {
        let (inflow, room) = (scenario.inflow.at_steps(pace), scenario.room_at_steps(pace));
        let (operation, forks) = operate(scenario, pace, &inflow, all);
        let heating = heat(scenario, pace, &room, &operation);
        let others = operate_without(scenario, pace, &inflow, (&operation, &forks), all);
        let one = |(operation, fork): (Option<Operation>, &Option<Fork>)| {
            let (operation, step) = (operation?, fork.as_ref()?.step);
            let heating = match operation.spilled_m3 > 0.0 {
                true => Heating::default(),
                false => heat_from(scenario, pace, &room, &operation, (&heating, step)),
            };
            let trace = Trace { operation: Rc::new(operation), heating };
            Some(Without { trace, same_knots: step / pace.per_knot + 1 })
        };
        let without = others.into_iter().zip(&forks).take(scenario.pumps).map(one).collect();
        let operation = Rc::new(operation);
        let again = if reference.inflow == scenario.inflow {
            Rc::clone(&operation)
        } else {
            Rc::new(operate(reference, pace, &reference.inflow.at_steps(pace), all).0)
        };
        let heated = heat(reference, pace, &reference.room_at_steps(pace), &again);
        let reference = Trace { operation: again, heating: heated };
        Self { scenario: Trace { operation, heating }, reference, without }
    }

    /// Whether the station spills without a pump.
    pub fn spills_without(&self, pump: usize) -> bool {
        let without = self.without.get(pump).and_then(Option::as_ref);
        without.map_or(&self.scenario, |w| &w.trace).operation.spilled_m3 > 0.0
    }
}

impl Day<'_> {
    fn room_at_steps(&self, pace: &Pace) -> Vec<f64> {
        let mut room = self.ambient.at_steps(pace);
        room.iter_mut().for_each(|t| *t += self.heat.room_above_ambient_k);
        room
    }
}
