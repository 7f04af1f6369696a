//! One member: parameters drawn, days simulated, curves computed.

use crate::manifest::resolved::{DelayTime, Life, ModeKind};
use crate::reliability::ModeState;
use crate::reliability::competing::{Competition, compete, failure};
use crate::reliability::delay_time::{DefectState, Failing};
use crate::reliability::station::{StationCurves, Tolerance};
use crate::reliability::weibull::Weibull;
use crate::simulation::drive::{ResidualDay, Series};
use crate::simulation::grid::MemberGrid;
use crate::simulation::run::{Day, Days, Snapshot, Trace, spills};
use crate::simulation::{MAX_PUMPS, PerPump};

use super::draw::Draw;
use super::setting::{REFERENCE, SCENARIO, Setting};

/// What one member contributes.
#[derive(Debug, Clone)]
pub struct MemberResult {
    /// One entry per asset.
    pub assets: Vec<AssetResult>,
    /// P(duty lost by t) at each knot.
    pub station: Vec<f64>,
    /// What the station stands after each pump's failure.
    pub tolerates: Vec<Tolerance>,
    /// Wet-well level at each knot, m.
    pub level: Vec<f64>,
    /// Inflow at each knot, m3/h.
    pub inflow: Series,
    /// Ambient at each knot, Cel.
    pub ambient: Series,
    /// State at each knot, to try windows from.
    pub snapshots: Vec<Snapshot>,
    /// Whether the wet well spills within the horizon.
    pub spills: bool,
    /// What trying windows needs.
    pub grid: MemberGrid,
    /// Residuals of the map.
    pub residual: ResidualDay,
    /// Factor on temperature rises.
    pub rise_factor: f64,
}

/// One asset in one member.
#[derive(Debug, Clone)]
pub struct AssetResult {
    /// P(failed by t) at each knot.
    pub failure: Vec<f64>,
    /// The same under the reference.
    pub reference: Vec<f64>,
    /// Cumulative incidence of each mode at the horizon.
    pub incidence: Vec<f64>,
    /// The same at each knot, all modes of one knot after the other.
    pub course: Vec<f64>,
    /// Drawn parameters of each mode.
    pub modes: Vec<ModeState>,
    /// Exposure at each knot in the scenario: `[mode][knot]`.
    pub exposure: Vec<Vec<f64>>,
    /// Exposure at each knot of a typical day (the reference): `[mode][knot]`.
    pub typical: Vec<Vec<f64>>,
    /// How it may have failed at each knot in the scenario: `[mode][knot]`, empty for modes without defects.
    pub failing: Vec<Vec<Failing>>,
    /// Starts at each knot in the scenario.
    pub starts: Vec<f64>,
    /// Starts at each knot of a typical day.
    pub typical_starts: Vec<f64>,
    /// Bearing temperature, Cel.
    pub bearing: Vec<f64>,
    /// Winding temperature, Cel.
    pub winding: Vec<f64>,
    /// Flow, m3/h.
    pub flow: Vec<f64>,
    /// Highest bearing temperature in the scenario less that in the reference, K.
    pub bearing_rise_k: f64,
    /// P(another pump also fails before this one is back | this one fails), under the load it leaves.
    pub duty_risk: f64,
}

/// Random quantities of a member, drawn in a fixed order.
struct Drawn {
    wear: PerPump<f64>,
    inflow: Vec<f64>,
    ambient: Vec<f64>,
    residual: ResidualDay,
    rise_factor: f64,
    modes: Vec<Vec<ModeState>>,
}

impl Setting {
    /// Member `k` with the models' own spread multiplied by `inflation`.
    pub fn member(&self, k: u32, inflation: f64) -> MemberResult {
        let drawn = self.draw(k, inflation);
        let grid = self.grid.for_wear(&drawn.wear);
        let (inflow, ambient) =
            (self.inflow.with_errors(&drawn.inflow), self.ambient.with_errors(&drawn.ambient));
        let day = |w: usize| self.day(&grid, &inflow[w], &ambient[w], &drawn.residual, drawn.rise_factor);
        let days = Days::simulate(&day(SCENARIO), &day(REFERENCE), &self.pace, self.all_pumps());
        let tolerates = self.tolerates(&day(SCENARIO), &days);
        let (assets, station) = self.curves(&drawn.modes, &days, &tolerates);
        let ([inflow, _], [ambient, _]) = (inflow, ambient);
        let operation = &days.scenario.operation;
        MemberResult {
            assets,
            station,
            tolerates,
            level: operation.snapshots.iter().map(|s| s.wet_well_m).collect(),
            snapshots: operation.snapshots.clone(),
            spills: operation.spilled_m3 > 0.0,
            residual: drawn.residual,
            rise_factor: drawn.rise_factor,
            inflow,
            ambient,
            grid,
        }
    }

    /// The day of a member, to be simulated.
    pub fn day<'a>(
        &'a self,
        grid: &'a MemberGrid,
        inflow: &'a Series,
        ambient: &'a Series,
        residual: &'a ResidualDay,
        rise_factor: f64,
    ) -> Day<'a> {
        let mut friction_w = [0.0; MAX_PUMPS];
        for (w, condition) in friction_w.iter_mut().zip(&self.conditions) {
            *w = self.manifest.heat.friction_w * self.manifest.heat.friction_factor[condition.zone.index()];
        }
        Day {
            station: &self.manifest.station,
            heat: &self.manifest.heat,
            ageings: &self.ageings,
            outflow: &self.outflow,
            pumps: self.assets(),
            friction_w,
            grid,
            inflow,
            ambient,
            residual,
            rise_factor,
        }
    }

    fn draw(&self, k: u32, inflation: f64) -> Drawn {
        let mut draw = Draw::new(self.seed, k);
        let mut wear = [0.0; MAX_PUMPS];
        for (w, asset) in wear.iter_mut().zip(&self.manifest.assets) {
            *w = asset.wear_mean + asset.wear_sd * draw.normal();
        }
        let hours = libm::ceil(self.manifest.scenario.horizon_h) as usize + 1;
        let mut errors = |correlation_h: f64| draw.correlated(hours, correlation_h);
        let (inflow, ambient) =
            (errors(self.inflow.error.correlation_h), errors(self.ambient.error.correlation_h));
        let run = draw.below(self.residuals.len());
        let residual = self.residuals.day(run, inflation);
        let rise_factor = draw.factor(self.manifest.heat.relative_sd * inflation);
        Drawn { wear, inflow, ambient, residual, rise_factor, modes: self.draw_modes(&mut draw) }
    }

    /// Life parameters: scales shared by all assets of a member, the doubt about a defect drawn for each.
    fn draw_modes(&self, draw: &mut Draw) -> Vec<Vec<ModeState>> {
        let mut by_asset = vec![Vec::with_capacity(self.manifest.modes.len()); self.assets()];
        for (j, mode) in self.manifest.modes.iter().enumerate() {
            let (first, second) = (draw.normal(), draw.normal());
            for (i, states) in by_asset.iter_mut().enumerate() {
                let doubt = (draw.normal(), draw.uniform());
                states.push(match &mode.kind {
                    ModeKind::DelayTime(model) => {
                        ModeState::DelayTime(self.defect(model, (i, j), (first, second), doubt))
                    }
                    ModeKind::Ageing { life, age_at_reference_h, .. } => {
                        ModeState::ageing(scaled(life, first), *age_at_reference_h)
                    }
                    ModeKind::PerStart { probability, relative_sd } => {
                        let p = (probability * spread(*relative_sd, first)).min(0.5);
                        ModeState::PerStart { hazard_per_start: -libm::log1p(-p) }
                    }
                });
            }
        }
        by_asset
    }

    fn defect(
        &self,
        model: &DelayTime,
        at: (usize, usize),
        scales: (f64, f64),
        doubt: (f64, f64),
    ) -> DefectState {
        let (arrival, delay) = (scaled(&model.arrival, scales.0), scaled(&model.delay, scales.1));
        let (i, j) = at;
        let condition = &self.conditions[i];
        let known = condition.modes[j];
        // A shorter arrival scale makes a defect likelier in proportion to the hazard.
        let shift = model.arrival.shape * libm::log(model.arrival.scale_h / arrival.scale);
        let log_odds = known.log_odds + shift + model.log_odds_sd * doubt.0;
        let (low, high) = model.elapsed_share[condition.zone.index()];
        let present = 1.0 / (1.0 + libm::exp(-log_odds));
        let elapsed = delay.scale * (low + (high - low) * doubt.1);
        DefectState::new(present, elapsed, delay, arrival.hazard(known.age_h))
    }

    /// What the station stands after each pump's failure: by simulation with that pump out, and with one
    /// pump left alone.
    fn tolerates(&self, day: &Day<'_>, days: &Days) -> Vec<Tolerance> {
        let minutes = self.manifest.scenario.horizon_h * 60.0;
        let start = Snapshot {
            wet_well_m: day.station.wet_well.initial_level_m,
            head_tank_m: day.station.head_tank.initial_level_m,
            ..Snapshot::default()
        };
        let nothing: Vec<bool> = (0..self.assets()).map(|i| days.spills_without(i)).collect();
        // Only asked for where the station stands a first failure.
        let alone = nothing.contains(&false)
            && spills(day, start, (0.0, minutes), (0..self.assets()).map(|i| 1 << i));
        let one = |nothing: bool| match (nothing, alone) {
            (true, _) => Tolerance::Nothing,
            (false, true) => Tolerance::Itself,
            (false, false) => Tolerance::Another,
        };
        nothing.into_iter().map(one).collect()
    }

    fn curves(
        &self,
        modes: &[Vec<ModeState>],
        days: &Days,
        tolerates: &[Tolerance],
    ) -> (Vec<AssetResult>, Vec<f64>) {
        // Load transfer is followed on the hour: its effect is small and the sums are quadratic in steps.
        let per_hour = (60 / self.manifest.scenario.step_min.max(1)).max(1) as usize;
        let mut assets: Vec<AssetResult> =
            modes.iter().enumerate().map(|(i, m)| asset(i, m, &days.scenario, &days.reference)).collect();
        let failure: Vec<Vec<f64>> =
            assets.iter().map(|a| a.failure.iter().copied().step_by(per_hour).collect()).collect();
        let failure_without: Vec<Vec<Vec<f64>>> =
            (0..modes.len()).map(|out| hourly_without(modes, days, out, (&failure, per_hour))).collect();
        for (i, a) in assets.iter_mut().enumerate() {
            a.duty_risk = self.duty_risk(i, &failure_without, tolerates);
        }
        let lost =
            StationCurves { failure: &failure, failure_without: &failure_without, tolerates }.duty_lost();
        let hours: Vec<f64> = (0..lost.len()).map(|h| (h * per_hour) as f64).collect();
        let knots = 0..self.times_h.len();
        let station =
            knots.map(|k| crate::profile::interpolate(&hours, &lost, k as f64).unwrap_or(0.0)).collect();
        (assets, station)
    }

    /// P(too few pumps are left before pump i is back | it failed): the others' daily failure
    /// probability under the load that it leaves, carried on for the time of restoration.
    fn duty_risk(&self, i: usize, without: &[Vec<Vec<f64>>], tolerates: &[Tolerance]) -> f64 {
        let days = self.manifest.decision.restoration_h / self.manifest.scenario.horizon_h;
        let fails = |f: &Vec<f64>| 1.0 - libm::pow(1.0 - f.last().copied().unwrap_or(0.0), days);
        let others =
            without.get(i).into_iter().flatten().enumerate().filter(|(j, _)| *j != i).map(|(_, f)| fails(f));
        tolerates.get(i).map_or(0.0, |t| t.lost(others))
    }
}

fn spread(relative_sd: f64, z: f64) -> f64 {
    libm::exp(relative_sd * z - 0.5 * relative_sd * relative_sd)
}

fn scaled(life: &Life, z: f64) -> Weibull {
    Weibull { shape: life.shape, scale: life.scale_h * spread(life.relative_sd, z) }
}

/// How a pump may have failed at the knots, for modes with defects; where the exposure stands still it is not computed
/// again.
fn failing(mode: &ModeState, exposures: impl Iterator<Item = f64>) -> Vec<Failing> {
    let ModeState::DelayTime(defect) = mode else { return Vec::new() };
    let mut last = (f64::NAN, Failing::default());
    let mut next = |exposure: f64| {
        if last.0 != exposure {
            last = (exposure, defect.at(exposure));
        }
        last.1
    };
    exposures.map(&mut next).collect()
}

/// -ln S of a mode at the knots; where exposure and starts stand still it is not computed again.
fn hazards(mode: &ModeState, at: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut last = ((f64::NAN, f64::NAN), 0.0);
    let mut next = |(exposure, starts): (f64, f64)| {
        if last.0 != (exposure, starts) {
            last = ((exposure, starts), mode.cumulative_hazard(exposure, starts));
        }
        last.1
    };
    at.map(&mut next).collect()
}

/// The modes of one pump against each other at every knot.
fn compete_pump(modes: &[ModeState], trace: &Trace, pump: usize) -> (Competition, Vec<Vec<Failing>>) {
    let exposures = |j: usize| trace.heating.exposure[j].iter().map(move |e| e[pump]);
    let failing: Vec<Vec<Failing>> =
        modes.iter().enumerate().map(|(j, mode)| failing(mode, exposures(j))).collect();
    let of = |(j, mode): (usize, &ModeState)| match mode {
        ModeState::DelayTime(_) => failing[j].iter().map(Failing::cumulative_hazard).collect(),
        _ => hazards(mode, exposures(j).zip(trace.operation.starts.iter().map(|s| s[pump]))),
    };
    let hazards: Vec<Vec<f64>> = modes.iter().enumerate().map(of).collect();
    (compete(modes.len(), trace.operation.snapshots.len(), |j, k| hazards[j][k]), failing)
}

/// P(failed) of one pump at every knot.
fn failure_of(modes: &[ModeState], trace: &Trace, pump: usize) -> Vec<f64> {
    let starts = || trace.operation.starts.iter().map(|s| s[pump]);
    let of = |(j, mode): (usize, &ModeState)| {
        hazards(mode, trace.heating.exposure[j].iter().map(|e| e[pump]).zip(starts()))
    };
    let hazards: Vec<Vec<f64>> = modes.iter().enumerate().map(of).collect();
    failure(modes.len(), trace.operation.snapshots.len(), |j, k| hazards[j][k])
}

/// P(failed) of the other pumps on the hour, on the scenario's day without pump `out`; its own curve stays empty.
///
/// Until the pump would have started the day is the scenario's, and so are the probabilities.
fn hourly_without(
    modes: &[Vec<ModeState>],
    days: &Days,
    out: usize,
    (failure, per_hour): (&[Vec<f64>], usize),
) -> Vec<Vec<f64>> {
    if days.spills_without(out) {
        // The duty is lost with this pump ([`Tolerance::Nothing`]): what the others do is not asked for.
        return Vec::new();
    }
    let without = days.without.get(out).and_then(Option::as_ref);
    let of = |(j, (modes, failure)): (usize, (&Vec<ModeState>, &Vec<f64>))| match without {
        _ if j == out => Vec::new(),
        None => failure.clone(),
        Some(w) => {
            let same = w.same_knots.div_ceil(per_hour);
            let knots = (same * per_hour..w.trace.operation.starts.len()).step_by(per_hour);
            let at = |mode: usize, k: usize| {
                (w.trace.heating.exposure[mode][k][j], w.trace.operation.starts[k][j])
            };
            let each: Vec<Vec<f64>> = modes
                .iter()
                .enumerate()
                .map(|(m, mode)| hazards(mode, knots.clone().map(|k| at(m, k))))
                .collect();
            let total = |h: usize| each.iter().map(|hazards| hazards[h]).sum::<f64>();
            let rest = (0..knots.len()).map(|h| -libm::expm1(-total(h)));
            failure.iter().copied().take(same).chain(rest).collect()
        }
    };
    modes.iter().zip(failure).enumerate().map(of).collect()
}

fn asset(i: usize, modes: &[ModeState], scenario: &Trace, reference: &Trace) -> AssetResult {
    let (run, failing) = compete_pump(modes, scenario, i);
    let exposure =
        |t: &Trace| t.heating.exposure.iter().map(|series| series.iter().map(|e| e[i]).collect()).collect();
    let bearing = |t: &Trace| t.heating.temperatures.iter().map(|t| t.bearing[i]).collect::<Vec<f64>>();
    let starts = |t: &Trace| t.operation.starts.iter().map(|s| s[i]).collect();
    let peak = |xs: &[f64]| xs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    AssetResult {
        reference: failure_of(modes, reference, i),
        failing,
        exposure: exposure(scenario),
        typical: exposure(reference),
        starts: starts(scenario),
        typical_starts: starts(reference),
        winding: scenario.heating.temperatures.iter().map(|t| t.winding[i]).collect(),
        flow: scenario.operation.flow.iter().map(|p| p[i]).collect(),
        bearing_rise_k: peak(&bearing(scenario)) - peak(&bearing(reference)),
        bearing: bearing(scenario),
        failure: run.failure,
        incidence: run.incidence,
        course: run.course,
        modes: modes.to_vec(),
        duty_risk: 0.0,
    }
}
