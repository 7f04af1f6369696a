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
    pub power: Vec<Lanes>,
    /// Minutes that count for each mode, by block: `[block * modes + mode]`.
    pub minutes: Vec<Lanes>,
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

/// By pump, the instant before its first start; `None` for a pump that never runs.
pub type Forks = PerPump<Option<Fork>>;

/// Levels, pumps, and what is counted between two knots.
#[derive(Debug, Clone)]
struct Walk {
    snapshot: Snapshot,
    levels: Switching,
    starts: PerPump<f64>,
    volumes: Lanes,
    minutes: Vec<Lanes>,
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
pub fn operate(day: &Day<'_>, pace: &Pace, inflow: &[f64], available: usize) -> (Operation, Forks) {
    let mut course = Course::new(Walk::new(day), Operation::default(), (available, 0));
    course.operation.power.reserve(pace.steps);
    course.operation.minutes.reserve(pace.block_ends.len() * day.ageings.len());
    course.walk.record(&mut course.operation, pace);
    let mut forks = Forks::default();
    go_on(day, pace, inflow, core::slice::from_mut(&mut course), Some(&mut forks));
    (course.operation, forks)
}

/// The same day without one pump after the other, each from the instant before its first start; `None` where the pump
/// does not run anyway. All go on side by side: a processor works on one while it waits for what the other needs.
pub fn operate_without(
    day: &Day<'_>,
    pace: &Pace,
    inflow: &[f64],
    (whole, forks): (&Operation, &Forks),
    available: usize,
) -> PerPump<Option<Operation>> {
    let course = |(pump, fork): (usize, &Option<Fork>)| {
        let fork = fork.as_ref()?;
        let operation = whole.until(pace, fork.step, day.ageings.len());
        Some((pump, Course::new(fork.walk.clone(), operation, (available & !(1 << pump), fork.step))))
    };
    let (pumps, mut courses): (Vec<usize>, Vec<Course>) = forks.iter().enumerate().filter_map(course).unzip();
    go_on(day, pace, inflow, &mut courses, None);
    let mut operations = PerPump::default();
    for (pump, course) in pumps.into_iter().zip(courses) {
        if let Some(operation) = operations.get_mut(pump) {
            *operation = Some(course.operation);
        }
    }
    operations
}

impl Operation {
    /// What was before a step, with room for what follows.
    fn until(&self, pace: &Pace, step: usize, modes: usize) -> Self {
        let (knots, blocks) = (step / pace.per_knot + 1, pace.blocks_before(step) * modes);
        Self {
            snapshots: first(&self.snapshots, knots),
            flow: first(&self.flow, knots),
            starts: first(&self.starts, knots),
            power: first(&self.power, step),
            minutes: first(&self.minutes, blocks),
            spilled_m3: 0.0,
        }
    }
}

/// A copy of the first entries that can grow to the length of the whole.
fn first<T: Copy>(whole: &[T], count: usize) -> Vec<T> {
    let mut copy = Vec::with_capacity(whole.len());
    copy.extend_from_slice(whole.get(..count).unwrap_or(whole));
    copy
}

/// Whether the station spills when it goes on from a snapshot for `minutes` with any of the given sets of pumps.
pub fn spills(
    day: &Day<'_>,
    from: Snapshot,
    (start_minute, minutes): (f64, f64),
    available: impl Iterator<Item = usize>,
) -> bool {
    let mut walks: Vec<(Walk, usize)> =
        available.map(|pumps| (Walk::from(day, from, pumps), pumps)).collect();
    let dt = day.station.step_min;
    let steps = libm::ceil(minutes / dt) as usize;
    for step in 0..steps {
        let minute = start_minute + step as f64 * dt;
        let (inflow, residual) = (day.inflow.at_minute(minute), day.residual.at_minute(minute));
        for (walk, pumps) in &mut walks {
            walk.control(day, *pumps, step, None);
            walk.balance(day, inflow, &residual);
            if walk.spilled_m3 > 0.0 {
                return true;
            }
        }
    }
    false
}

/// A day under way, from a step on.
struct Course {
    walk: Walk,
    operation: Operation,
    available: usize,
    from: usize,
}

impl Course {
    fn new(walk: Walk, operation: Operation, (available, from): (usize, usize)) -> Self {
        Self { walk, operation, available, from }
    }

    fn end_block(&mut self, pace: &Pace, end: usize) {
        self.operation.minutes.extend_from_slice(&self.walk.minutes);
        self.walk.minutes.fill(Lanes::default());
        if end.is_multiple_of(pace.per_knot) {
            self.walk.record(&mut self.operation, pace);
        }
        self.operation.spilled_m3 = self.walk.spilled_m3;
    }
}

/// Days with the same weather and inflow, side by side to their end.
fn go_on(day: &Day<'_>, pace: &Pace, inflow: &[f64], courses: &mut [Course], mut forks: Option<&mut Forks>) {
    let Some(from) = courses.iter().map(|course| course.from).min() else { return };
    let (mut begin, mut hour, mut residual) = (from, usize::MAX, Residual::default());
    for &end in pace.block_ends.iter().filter(|end| **end > from) {
        for step in begin..end {
            let (inflow, now) = (inflow.get(step).copied(), pace.hour(step));
            if hour != now {
                (hour, residual) = (now, day.residual.in_hour(now));
            }
            for course in courses.iter_mut().filter(|course| course.from <= step) {
                course.walk.control(day, course.available, step, forks.as_deref_mut());
                let points = course.walk.balance(day, inflow.unwrap_or(0.0), &residual);
                course.walk.count(day, &points, pace.dt_min);
                course.operation.power.push(points.power);
            }
        }
        courses.iter_mut().filter(|course| course.from < end).for_each(|course| course.end_block(pace, end));
        begin = end;
    }
}

impl Walk {
    fn new(day: &Day<'_>) -> Self {
        let snapshot = day.start();
        Self {
            levels: Switching::of(&day.station.control, snapshot.control.running),
            snapshot,
            starts: [0.0; MAX_PUMPS],
            volumes: Lanes::default(),
            minutes: vec![Lanes::default(); day.ageings.len()],
            spilled_m3: 0.0,
        }
    }

    /// From a snapshot on; a pump that is out stops at once, whatever the level.
    fn from(day: &Day<'_>, mut snapshot: Snapshot, available: usize) -> Self {
        snapshot.control.running &= available;
        let levels = Switching::of(&day.station.control, snapshot.control.running);
        Self { snapshot, levels, ..Self::new(day) }
    }

    /// Looks at the level where something can change, and keeps the state before a pump's first start.
    #[inline(always)]
    fn control(&mut self, day: &Day<'_>, available: usize, step: usize, forks: Option<&mut Forks>) {
        let level = self.snapshot.wet_well_m;
        let stays = level > day.station.wet_well.lowest_level_m
            && level < self.levels.start_m
            && level > self.levels.stop_m;
        if !stays {
            self.switch(day, available, step, forks);
        }
    }

    #[inline(never)]
    fn switch(&mut self, day: &Day<'_>, available: usize, step: usize, forks: Option<&mut Forks>) {
        let (station, level) = (day.station, self.snapshot.wet_well_m);
        let lowest = station.wet_well.lowest_level_m;
        let (control, started) = self.snapshot.control.step(&station.control, level, lowest, available);
        if let (Some(pump), Some(forks)) = (started, forks)
            && let Some(fork @ None) = forks.get_mut(pump)
        {
            *fork = Some(Fork { step, walk: self.clone() });
        }
        self.snapshot.control = control;
        self.levels = Switching::of(&station.control, control.running);
        if let Some(count) = started.and_then(|p| self.starts.get_mut(p)) {
            *count += 1.0;
        }
    }

    /// Levels over one step; returns the operating points.
    #[inline(always)]
    fn balance(&mut self, day: &Day<'_>, inflow: f64, residual: &Residual) -> OperatingPoints {
        let station = day.station;
        let s = &mut self.snapshot;
        let mut points = day.grid.read(s.control.running, s.wet_well_m, s.head_tank_m);
        let mut pumped = 0.0;
        if s.control.running > 0 {
            let (on, p) = (self.levels.running, points);
            points.flow = (p.flow + residual.flow).positive().where_positive(on, p.flow);
            points.power = (p.power + residual.power).positive().where_positive(on, p.power);
            points.npsh_margin = (p.npsh_margin + residual.npsh_margin).where_positive(on, p.npsh_margin);
            let [first, second, third, fourth] = points.flow.array();
            pumped = first + second + third + fourth;
        }
        let hours = station.step_min / 60.0;
        s.wet_well_m += (inflow - pumped) * hours / station.wet_well.area_m2;
        s.head_tank_m += (pumped - day.outflow.at(s.head_tank_m)) * hours / station.head_tank.area_m2;
        self.settle_levels(day);
        points
    }

    /// Spill above the wet well's edge; what the head tank cannot hold returns to the wet well.
    #[inline(always)]
    fn settle_levels(&mut self, day: &Day<'_>) {
        let (well, tank) = (&day.station.wet_well, &day.station.head_tank);
        let s = &mut self.snapshot;
        if s.head_tank_m > tank.highest_level_m {
            s.wet_well_m += (s.head_tank_m - tank.highest_level_m) * tank.area_m2 / well.area_m2;
        }
        s.head_tank_m = s.head_tank_m.clamp(0.0, tank.highest_level_m);
        if s.wet_well_m > well.overflow_level_m {
            self.spilled_m3 += (s.wet_well_m - well.overflow_level_m) * well.area_m2;
            s.wet_well_m = well.overflow_level_m;
        }
        // Not `max`, which is a call in WebAssembly.
        if s.wet_well_m < 0.0 {
            s.wet_well_m = 0.0;
        }
    }

    /// Volumes, and the minutes that count for each mode.
    #[inline(always)]
    fn count(&mut self, day: &Day<'_>, points: &OperatingPoints, dt_min: f64) {
        let (dt, on) = (Lanes::splat(dt_min), self.levels.running);
        self.volumes = self.volumes + points.flow * dt;
        for (minutes, ageing) in self.minutes.iter_mut().zip(day.ageings) {
            if let Some(ageing) = ageing {
                *minutes = *minutes + ageing.minute_weights(on, points.npsh_margin) * dt;
            }
        }
    }

    fn record(&mut self, operation: &mut Operation, pace: &Pace) {
        operation.snapshots.push(self.snapshot);
        operation.flow.push((self.volumes / Lanes::splat(pace.knot_min)).array());
        self.volumes = Lanes::default();
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
