//! One possible day of the station, minute by minute: first levels and pumps, then heat.

use crate::manifest::resolved::{Ageing, Heat, Station};
use crate::profile::interpolate;

use super::PerPump;
use super::balance::{Operated, Operation, operate, operate_without};
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
    pub fn at(&self, level: f64) -> f64 {
        let last = self.levels.len().saturating_sub(2);
        let highest = self.levels.last().copied().unwrap_or(1.0);
        let position = (level / highest * (last + 1) as f64).clamp(0.0, (last + 1) as f64);
        let i = (position as usize).min(last);
        match (self.flows.get(i), self.flows.get(i + 1)) {
            (Some(a), Some(b)) => a + (b - a) * (position - i as f64),
            _ => interpolate(&self.levels, &self.flows, level).unwrap_or(0.0),
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
    /// Levels and pumps.
    pub operation: Operation,
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
    /// What happened.
    pub trace: Trace,
    /// Knots up to which the day is the scenario's.
    pub same_knots: usize,
}

impl Days {
    /// Simulates a scenario and its reference with the given pumps (bits). What they have in common is done once: days
    /// with the same inflow have the same operation, and a day without a pump differs from the pump's first start on.
    pub fn simulate(scenario: &Day<'_>, reference: &Day<'_>, pace: &Pace, all: usize) -> Self {
        let drive = |day: &Day<'_>| (day.inflow.at_steps(pace.dt_min, pace.steps), day.room_at_steps(pace));
        let ((inflow, room), (reference_inflow, reference_room)) = (drive(scenario), drive(reference));
        let operated = operate(scenario, pace, &inflow, all);
        let heating = heat(scenario, pace, &room, &operated.operation);
        let one = |i| without(scenario, pace, (&inflow, &room), (&operated, &heating), (i, all));
        let without = (0..scenario.pumps).map(one).collect();
        let again = if reference.inflow == scenario.inflow {
            operated.operation.clone()
        } else {
            operate(reference, pace, &reference_inflow, all).operation
        };
        let reference = Trace { heating: heat(reference, pace, &reference_room, &again), operation: again };
        Self { scenario: Trace { operation: operated.operation, heating }, reference, without }
    }

    /// Whether the station spills without a pump.
    pub fn spills_without(&self, pump: usize) -> bool {
        let without = self.without.get(pump).and_then(Option::as_ref);
        without.map_or(&self.scenario, |w| &w.trace).operation.spilled_m3 > 0.0
    }
}

fn without(
    day: &Day<'_>,
    pace: &Pace,
    (inflow, room): (&[f64], &[f64]),
    (operated, heating): (&Operated, &Heating),
    (pump, all): (usize, usize),
) -> Option<Without> {
    let operation = operate_without(day, pace, inflow, (operated, pump), all)?;
    let step = operated.forks.get(pump)?.as_ref()?.step;
    let heating = heat_from(day, pace, room, &operation, (heating, step));
    Some(Without { trace: Trace { operation, heating }, same_knots: step / pace.per_knot + 1 })
}

impl Day<'_> {
    fn room_at_steps(&self, pace: &Pace) -> Vec<f64> {
        let mut room = self.ambient.at_steps(pace.dt_min, pace.steps);
        room.iter_mut().for_each(|t| *t += self.heat.room_above_ambient_k);
        room
    }
}
