//! One member: parameters drawn, days simulated, curves computed.

use crate::manifest::resolved::{DelayTime, Life, ModeKind};
use crate::reliability::ModeState;
use crate::reliability::competing::{Competition, compete};
use crate::reliability::delay_time::DefectState;
use crate::reliability::station::{StationCurves, Tolerance};
use crate::reliability::weibull::Weibull;
use crate::simulation::drive::{ResidualDay, Series};
use crate::simulation::grid::MemberGrid;
use crate::simulation::run::{Day, Snapshot, Trace, simulate, spills};
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
    /// Drawn parameters of each mode.
    pub modes: Vec<ModeState>,
    /// Exposure at each knot in the scenario: `[mode][knot]`.
    pub exposure: Vec<Vec<f64>>,
    /// Exposure at each knot of a typical day (the reference): `[mode][knot]`.
    pub typical: Vec<Vec<f64>>,
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
        let station = &self.manifest.station;
        let pair = |id: &str, errors: &[f64]| [SCENARIO, REFERENCE].map(|w| self.series(w, id, errors));
        let inflow = pair(&station.inflow, &drawn.inflow);
        let ambient = pair(&station.ambient, &drawn.ambient);
        let day = |w: usize| self.day(&grid, &inflow[w], &ambient[w], &drawn.residual, drawn.rise_factor);
        let all = self.all_pumps();
        let scenario = simulate(&day(SCENARIO), all);
        let reference = simulate(&day(REFERENCE), all);
        let without: Vec<Trace> =
            (0..self.assets()).map(|i| simulate(&day(SCENARIO), all & !(1 << i))).collect();
        let tolerates = self.tolerates(&day(SCENARIO), &without);
        let (assets, station) = self.curves(&drawn.modes, &scenario, &reference, &without, &tolerates);
        let [inflow, _] = inflow;
        let [ambient, _] = ambient;
        MemberResult {
            assets,
            station,
            tolerates,
            level: scenario.snapshots.iter().map(|s| s.wet_well_m).collect(),
            snapshots: scenario.snapshots,
            spills: scenario.spilled_m3 > 0.0,
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
        let mut errors = |id: &str| {
            let correlation_h =
                self.manifest.controls.number_input(id).map_or(0.0, |n| n.forecast_error.correlation_h);
            draw.correlated(hours, correlation_h)
        };
        let (inflow, ambient) =
            (errors(&self.manifest.station.inflow), errors(&self.manifest.station.ambient));
        let names: Vec<String> = self.facts.contract.outputs.iter().map(|s| s.name.clone()).collect();
        let run = draw.below(self.facts.residuals.runs.len());
        let residual = ResidualDay::draw(&self.facts.residuals, &self.slots, &names, run, inflation);
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
                        ModeState::Ageing { life: scaled(life, first), age: *age_at_reference_h }
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
    fn tolerates(&self, day: &Day<'_>, without: &[Trace]) -> Vec<Tolerance> {
        let minutes = self.manifest.scenario.horizon_h * 60.0;
        let start = Snapshot {
            wet_well_m: day.station.wet_well.initial_level_m,
            head_tank_m: day.station.head_tank.initial_level_m,
            ..Snapshot::default()
        };
        let alone = (0..self.assets()).any(|i| spills(day, start, 0.0, minutes, 1 << i));
        let one = |t: &Trace| match (t.spilled_m3 > 0.0, alone) {
            (true, _) => Tolerance::Nothing,
            (false, true) => Tolerance::Itself,
            (false, false) => Tolerance::Another,
        };
        without.iter().map(one).collect()
    }

    fn curves(
        &self,
        modes: &[Vec<ModeState>],
        scenario: &Trace,
        reference: &Trace,
        without: &[Trace],
        tolerates: &[Tolerance],
    ) -> (Vec<AssetResult>, Vec<f64>) {
        // Load transfer is followed on the hour: its effect is small and the sums are quadratic in steps.
        let per_hour = (60 / self.manifest.scenario.step_min.max(1)).max(1) as usize;
        let hourly = |j: usize, trace: &Trace| compete_pump(&modes[j], trace, j, per_hour).failure;
        let failure_without: Vec<Vec<Vec<f64>>> =
            without.iter().map(|t| (0..self.assets()).map(|j| hourly(j, t)).collect()).collect();
        let mut assets: Vec<AssetResult> =
            modes.iter().enumerate().map(|(i, m)| asset(i, m, scenario, reference)).collect();
        for (i, a) in assets.iter_mut().enumerate() {
            a.duty_risk = self.duty_risk(i, &failure_without, tolerates);
        }
        let failure: Vec<Vec<f64>> =
            assets.iter().map(|a| a.failure.iter().copied().step_by(per_hour).collect()).collect();
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

/// The modes of one pump against each other at every `step`-th knot.
fn compete_pump(modes: &[ModeState], trace: &Trace, pump: usize, step: usize) -> Competition {
    compete(modes.len(), trace.snapshots.len().div_ceil(step), |j, k| {
        let exposure = trace.exposure[j].get(k * step).map_or(0.0, |e| e[pump]);
        modes[j].cumulative_hazard(exposure, trace.starts[k * step][pump])
    })
}

fn asset(i: usize, modes: &[ModeState], scenario: &Trace, reference: &Trace) -> AssetResult {
    let run = compete_pump(modes, scenario, i, 1);
    let exposure =
        |t: &Trace| t.exposure.iter().map(|series| series.iter().map(|e| e[i]).collect()).collect();
    let bearing = |t: &Trace| t.temperatures.iter().map(|p| p[i].bearing).collect::<Vec<f64>>();
    let peak = |xs: &[f64]| xs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    AssetResult {
        reference: compete_pump(modes, reference, i, 1).failure,
        exposure: exposure(scenario),
        typical: exposure(reference),
        starts: scenario.starts.iter().map(|s| s[i]).collect(),
        typical_starts: reference.starts.iter().map(|s| s[i]).collect(),
        winding: scenario.temperatures.iter().map(|p| p[i].winding).collect(),
        flow: scenario.flow.iter().map(|p| p[i]).collect(),
        bearing_rise_k: peak(&bearing(scenario)) - peak(&bearing(reference)),
        bearing: bearing(scenario),
        failure: run.failure,
        incidence: run.incidence,
        modes: modes.to_vec(),
        duty_risk: 0.0,
    }
}
