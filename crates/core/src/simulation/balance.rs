//! Levels and pumps over a day: the part that knows nothing of heat, so that days which differ in their weather alone
//! share it.

use crate::manifest::resolved::PumpControl;

use super::control::ControlState;
use super::drive::Residual;
use super::grid::OperatingPoints;
use super::lanes::Lanes;
use super::pace::Pace;
use super::run::{Day, Snapshot};
use super::{MAX_PUMPS, PerPump};

/// What levels and pumps did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Operation {
    /// State at the knots.
    pub snapshots: Vec<Snapshot>,
    /// Mean flow of each pump since the previous knot, m3/h.
    pub flow: Vec<PerPump<f64>>,
    /// Starts so far at the knots.
    pub starts: Vec<PerPump<f64>>,
    /// Electrical power in each step, kW.
    pub power: Vec<PerPump<f64>>,
    /// Minutes that count for each mode, by block: `[block * modes + mode]`.
    pub minutes: Vec<PerPump<f64>>,
    /// Volume spilled, m3.
    pub spilled_m3: f64,
}

/// The instant before a pump starts for the first time: until then the day is the same without it.
#[derive(Debug, Clone)]
pub struct Fork {
    /// Steps before it.
    pub step: usize,
    walk: Walk,
}

/// A day's operation, and for each pump the instant before its first start; `None` for a pump that never runs.
#[derive(Debug, Clone, Default)]
pub struct Operated {
    /// The operation.
    pub operation: Operation,
    /// By pump.
    pub forks: PerPump<Option<Fork>>,
}

/// Levels, pumps, and what is counted between two knots.
#[derive(Debug, Clone)]
struct Walk {
    snapshot: Snapshot,
    levels: Switching,
    starts: PerPump<f64>,
    volumes: PerPump<f64>,
    minutes: Vec<PerPump<f64>>,
    spilled_m3: f64,
}

/// Levels between which the running pumps stay as they are.
#[derive(Debug, Clone, Copy)]
struct Switching {
    stop_m: f64,
    start_m: f64,
    /// One for each running pump, else zero.
    running: Lanes,
}

impl Switching {
    fn of(control: &PumpControl, running: usize) -> Self {
        let n = running.count_ones() as usize;
        let stop = n.checked_sub(1).and_then(|n| control.stop_levels_m.get(n));
        Self {
            stop_m: stop.copied().unwrap_or(f64::NEG_INFINITY),
            start_m: control.start_levels_m.get(n).copied().unwrap_or(f64::INFINITY),
            running: Lanes::of(&core::array::from_fn(|i| f64::from((running >> i & 1) as u8))),
        }
    }
}

/// The day from "now" to its last knot with the given pumps available (bits).
pub fn operate(day: &Day<'_>, pace: &Pace, inflow: &[f64], available: usize) -> Operated {
    let mut operated = Operated::default();
    operated.operation.power.reserve(pace.steps);
    let mut walk = Walk::new(day);
    walk.record(&mut operated.operation, pace);
    walk.go_on(day, pace, inflow, (available, 0), &mut operated);
    operated
}

/// The same day without one pump, from the instant before its first start.
pub fn operate_without(
    day: &Day<'_>,
    pace: &Pace,
    inflow: &[f64],
    (operated, pump): (&Operated, usize),
    available: usize,
) -> Option<Operation> {
    let fork = operated.forks.get(pump)?.as_ref()?;
    let whole = &operated.operation;
    let knots = fork.step / pace.per_knot + 1;
    let blocks = pace.blocks_before(fork.step) * day.ageings.len();
    let operation = Operation {
        snapshots: whole.snapshots.iter().take(knots).copied().collect(),
        flow: whole.flow.iter().take(knots).copied().collect(),
        starts: whole.starts.iter().take(knots).copied().collect(),
        power: whole.power.iter().take(fork.step).copied().collect(),
        minutes: whole.minutes.iter().take(blocks).copied().collect(),
        spilled_m3: 0.0,
    };
    let mut rest = Operated { operation, forks: Default::default() };
    fork.walk.clone().go_on(day, pace, inflow, (available & !(1 << pump), fork.step), &mut rest);
    Some(rest.operation)
}

/// Whether the station spills when it goes on from a snapshot for `minutes` with the given pumps.
pub fn spills(day: &Day<'_>, from: Snapshot, start_minute: f64, minutes: f64, available: usize) -> bool {
    let mut walk = Walk::new(day);
    walk.snapshot = from;
    walk.levels = Switching::of(&day.station.control, from.control.running);
    // A pump that is out stops at once, whatever the level.
    if from.control.running & !available != 0 {
        walk.snapshot.control.running &= available;
        walk.levels = Switching::of(&day.station.control, walk.snapshot.control.running);
    }
    let dt = day.station.step_min;
    let steps = libm::ceil(minutes / dt) as usize;
    for step in 0..steps {
        let minute = start_minute + step as f64 * dt;
        walk.control(day, available);
        walk.balance(day, day.inflow.at_minute(minute), &day.residual.at_minute(minute));
        if walk.spilled_m3 > 0.0 {
            return true;
        }
    }
    false
}

impl Walk {
    fn new(day: &Day<'_>) -> Self {
        let snapshot = day.start();
        Self {
            levels: Switching::of(&day.station.control, snapshot.control.running),
            snapshot,
            starts: [0.0; MAX_PUMPS],
            volumes: [0.0; MAX_PUMPS],
            minutes: vec![[0.0; MAX_PUMPS]; day.ageings.len()],
            spilled_m3: 0.0,
        }
    }

    fn go_on(
        &mut self,
        day: &Day<'_>,
        pace: &Pace,
        inflow: &[f64],
        (available, from): (usize, usize),
        operated: &mut Operated,
    ) {
        let dt = pace.dt_min;
        let mut begin = from;
        for &end in pace.block_ends.iter().filter(|end| **end > from) {
            for step in begin..end {
                if let Some((pump, before)) = self.control(day, available)
                    && let Some(fork @ None) = operated.forks.get_mut(pump)
                {
                    *fork = Some(Fork { step, walk: before });
                }
                let residual = day.residual.at_minute(step as f64 * dt);
                let points = self.balance(day, inflow.get(step).copied().unwrap_or(0.0), &residual);
                self.count(day, &points, dt);
                operated.operation.power.push(points.power.array());
            }
            operated.operation.minutes.extend_from_slice(&self.minutes);
            self.minutes.fill([0.0; MAX_PUMPS]);
            if end % pace.per_knot == 0 {
                self.record(&mut operated.operation, pace);
            }
            begin = end;
        }
        operated.operation.spilled_m3 = self.spilled_m3;
    }

    /// Looks at the level where something can change; returns a pump that starts, with the state before.
    fn control(&mut self, day: &Day<'_>, available: usize) -> Option<(usize, Self)> {
        let (station, level) = (day.station, self.snapshot.wet_well_m);
        let lowest = station.wet_well.lowest_level_m;
        if level > lowest && level < self.levels.start_m && level > self.levels.stop_m {
            return None;
        }
        let (control, started) = self.snapshot.control.step(&station.control, level, lowest, available);
        let before = started.map(|pump| (pump, self.clone()));
        self.snapshot.control = control;
        self.levels = Switching::of(&station.control, control.running);
        if let Some(count) = started.and_then(|p| self.starts.get_mut(p)) {
            *count += 1.0;
        }
        before
    }

    /// Levels over one step; returns the operating points.
    fn balance(&mut self, day: &Day<'_>, inflow: f64, residual: &Residual) -> OperatingPoints {
        let station = day.station;
        let s = &mut self.snapshot;
        let mut points = day.grid.read(s.control.running, s.wet_well_m, s.head_tank_m);
        let (on, p) = (self.levels.running, points);
        points.flow = (p.flow + Lanes::of(&residual.flow)).positive().where_positive(on, p.flow);
        points.power = (p.power + Lanes::of(&residual.power)).positive().where_positive(on, p.power);
        points.npsh_margin =
            (p.npsh_margin + Lanes::of(&residual.npsh_margin)).where_positive(on, p.npsh_margin);
        let [first, second, third, fourth] = points.flow.array();
        let pumped = first + second + third + fourth;
        let hours = station.step_min / 60.0;
        s.wet_well_m += (inflow - pumped) * hours / station.wet_well.area_m2;
        s.head_tank_m += (pumped - day.outflow.at(s.head_tank_m)) * hours / station.head_tank.area_m2;
        self.settle_levels(day);
        points
    }

    /// Spill above the wet well's edge; what the head tank cannot hold returns to the wet well.
    fn settle_levels(&mut self, day: &Day<'_>) {
        let (well, tank) = (&day.station.wet_well, &day.station.head_tank);
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

    /// Volumes, and the minutes that count for each mode.
    fn count(&mut self, day: &Day<'_>, points: &OperatingPoints, dt_min: f64) {
        let (dt, on) = (Lanes::splat(dt_min), self.levels.running);
        self.volumes = (Lanes::of(&self.volumes) + points.flow * dt).array();
        for (minutes, ageing) in self.minutes.iter_mut().zip(day.ageings) {
            if let Some(ageing) = ageing {
                *minutes = (Lanes::of(minutes) + ageing.minute_weights(on, points.npsh_margin) * dt).array();
            }
        }
    }

    fn record(&mut self, operation: &mut Operation, pace: &Pace) {
        operation.snapshots.push(self.snapshot);
        operation.flow.push(self.volumes.map(|v| v / pace.knot_min));
        self.volumes = [0.0; MAX_PUMPS];
        operation.starts.push(self.starts);
    }
}

impl Day<'_> {
    fn start(&self) -> Snapshot {
        Snapshot {
            wet_well_m: self.station.wet_well.initial_level_m,
            head_tank_m: self.station.head_tank.initial_level_m,
            control: ControlState::default(),
        }
    }
}
