//! One possible day of the station, minute by minute.

use crate::manifest::resolved::{Ageing, Heat, Station};
use crate::profile::interpolate;

use super::control::ControlState;
use super::drive::{ResidualDay, Series};
use super::exposure::{BLOCK_MIN, Meter};
use super::grid::{MemberGrid, OperatingPoint};
use super::thermal::{HeatInput, Temperatures};
use super::{MAX_PUMPS, PerPump};

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

    fn at(&self, level: f64) -> f64 {
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

/// What happened, at each knot of the inflow series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// State at the knots.
    pub snapshots: Vec<Snapshot>,
    /// Mean flow of each pump since the previous knot, m3/h.
    pub flow: Vec<PerPump<f64>>,
    /// Temperatures.
    pub temperatures: Vec<PerPump<Temperatures>>,
    /// Exposure so far of each mode, hours at its reference state: `[mode][knot][pump]`.
    pub exposure: Vec<Vec<PerPump<f64>>>,
    /// Starts so far.
    pub starts: Vec<PerPump<f64>>,
    /// Volume spilled, m3.
    pub spilled_m3: f64,
}

struct Walk<'a> {
    day: &'a Day<'a>,
    snapshot: Snapshot,
    temperatures: PerPump<Temperatures>,
    meters: Vec<Meter>,
    starts: PerPump<f64>,
    volumes: PerPump<f64>,
    spilled_m3: f64,
}

/// Simulates from "now" to the last knot with the given pumps available (bits).
pub fn simulate(day: &Day<'_>, available: usize) -> Trace {
    let mut walk = Walk::new(day);
    let mut trace = Trace { exposure: vec![Vec::new(); day.ageings.len()], ..Trace::default() };
    walk.record(&mut trace, day.inflow.step_min);
    let dt = day.station.step_min;
    let per_knot = libm::round(day.inflow.step_min / dt) as usize;
    let steps = per_knot * day.inflow.knots.len().saturating_sub(1);
    let block = (BLOCK_MIN as f64 / dt) as usize;
    for step in 0..steps {
        walk.step(step as f64 * dt, dt, available);
        if (step + 1) % block.max(1) == 0 || (step + 1) % per_knot == 0 {
            walk.end_block();
        }
        if (step + 1) % per_knot == 0 {
            walk.record(&mut trace, day.inflow.step_min);
        }
    }
    trace.spilled_m3 = walk.spilled_m3;
    trace
}

/// Whether the station spills when it goes on from a snapshot for `minutes` with the given pumps.
pub fn spills(day: &Day<'_>, from: Snapshot, start_minute: f64, minutes: f64, available: usize) -> bool {
    let mut walk = Walk::new(day);
    walk.snapshot = from;
    let dt = day.station.step_min;
    let steps = libm::ceil(minutes / dt) as usize;
    for step in 0..steps {
        walk.hydraulics(start_minute + step as f64 * dt, dt, available);
        if walk.spilled_m3 > 0.0 {
            return true;
        }
    }
    false
}

impl<'a> Walk<'a> {
    fn new(day: &'a Day<'a>) -> Self {
        let (well, tank) = (&day.station.wet_well, &day.station.head_tank);
        let snapshot = Snapshot {
            wet_well_m: well.initial_level_m,
            head_tank_m: tank.initial_level_m,
            control: ControlState::default(),
        };
        Self {
            day,
            snapshot,
            temperatures: initial_temperatures(day, snapshot),
            meters: vec![Meter::default(); day.ageings.len()],
            starts: [0.0; MAX_PUMPS],
            volumes: [0.0; MAX_PUMPS],
            spilled_m3: 0.0,
        }
    }

    /// Levels and pumps over one step; returns the operating points.
    fn hydraulics(&mut self, minute: f64, dt_min: f64, available: usize) -> PerPump<OperatingPoint> {
        let (station, day) = (self.day.station, self.day);
        let s = &mut self.snapshot;
        let (control, started) =
            s.control.step(&station.control, s.wet_well_m, station.wet_well.lowest_level_m, available);
        s.control = control;
        if let Some(count) = started.and_then(|p| self.starts.get_mut(p)) {
            *count += 1.0;
        }
        let mut points = day.grid.read(control.running, s.wet_well_m, s.head_tank_m);
        let residuals = day.residual.at_minute(minute);
        for (i, (point, [flow, power, margin])) in points.iter_mut().zip(residuals).enumerate() {
            if control.running >> i & 1 == 1 {
                point.flow = (point.flow + flow).max(0.0);
                point.power = (point.power + power).max(0.0);
                point.npsh_margin += margin;
            }
        }
        let pumped: f64 = points.iter().map(|p| p.flow).sum();
        let hours = dt_min / 60.0;
        s.wet_well_m += (day.inflow.at_minute(minute) - pumped) * hours / station.wet_well.area_m2;
        s.head_tank_m += (pumped - day.outflow.at(s.head_tank_m)) * hours / station.head_tank.area_m2;
        self.settle_levels();
        points
    }

    /// Spill above the wet well's edge; what the head tank cannot hold returns to the wet well.
    fn settle_levels(&mut self) {
        let (well, tank) = (&self.day.station.wet_well, &self.day.station.head_tank);
        let s = &mut self.snapshot;
        let excess = (s.head_tank_m - tank.highest_level_m).max(0.0) * tank.area_m2;
        s.head_tank_m = s.head_tank_m.clamp(0.0, tank.highest_level_m);
        s.wet_well_m += excess / well.area_m2;
        if s.wet_well_m > well.overflow_level_m {
            self.spilled_m3 += (s.wet_well_m - well.overflow_level_m) * well.area_m2;
            s.wet_well_m = well.overflow_level_m;
        }
        s.wet_well_m = s.wet_well_m.max(0.0);
    }

    fn step(&mut self, minute: f64, dt_min: f64, available: usize) {
        let points = self.hydraulics(minute, dt_min, available);
        let room_cel = self.day.ambient.at_minute(minute) + self.day.heat.room_above_ambient_k;
        for (i, point) in points.iter().enumerate().take(self.day.pumps) {
            let input = HeatInput {
                power_kw: point.power,
                friction_w: self.day.friction_w[i],
                room_cel,
                rise_factor: self.day.rise_factor,
            };
            self.temperatures[i] = self.day.heat.step(self.temperatures[i], &input, dt_min * 60.0);
            self.volumes[i] += point.flow * dt_min;
            let running = self.snapshot.control.running >> i & 1 == 1;
            for (meter, ageing) in self.meters.iter_mut().zip(self.day.ageings) {
                if let Some(ageing) = ageing {
                    meter.count(i, ageing.minute_weight(running, point.npsh_margin), dt_min);
                }
            }
        }
    }

    fn end_block(&mut self) {
        for (meter, ageing) in self.meters.iter_mut().zip(self.day.ageings) {
            if let Some(ageing) = ageing {
                meter.end_block(ageing, &self.temperatures);
            }
        }
    }

    fn record(&mut self, trace: &mut Trace, knot_min: f64) {
        trace.snapshots.push(self.snapshot);
        trace.flow.push(self.volumes.map(|v| v / knot_min));
        self.volumes = [0.0; MAX_PUMPS];
        trace.temperatures.push(self.temperatures);
        trace.starts.push(self.starts);
        for (series, meter) in trace.exposure.iter_mut().zip(&self.meters) {
            series.push(meter.hours());
        }
    }
}

/// Temperatures at "now": steady at the duty that the present inflow asks of the pumps in their order.
fn initial_temperatures(day: &Day<'_>, s: Snapshot) -> PerPump<Temperatures> {
    let room_cel = day.ambient.at_minute(0.0) + day.heat.room_above_ambient_k;
    let mut temperatures = [Temperatures { winding: room_cel, bearing: room_cel }; MAX_PUMPS];
    let mut needed = day.inflow.at_minute(0.0);
    for &pump in &day.station.control.order {
        let point = day.grid.read(1 << pump, s.wet_well_m, s.head_tank_m)[pump.min(MAX_PUMPS - 1)];
        let duty = (needed / point.flow.max(1.0)).clamp(0.0, 1.0);
        needed = (needed - point.flow).max(0.0);
        if let (Some(t), Some(&friction_w)) = (temperatures.get_mut(pump), day.friction_w.get(pump)) {
            let input =
                HeatInput { power_kw: point.power, friction_w, room_cel, rise_factor: day.rise_factor };
            *t = day.heat.steady(&input, duty);
        }
    }
    temperatures
}
