//! What all members of a plan share: the grid, the domain verdict, prior odds, the timeline.

use crate::contract::Range;
use crate::domain::{DomainState, DomainVerdict};
use crate::field::{Condition, FieldFinding};
use crate::manifest::resolved::{Ageing, Asset, ForecastError, Manifest, NumberInput, Zone, ZoneSource};
use crate::protocol::{InputValue, InputValues, RunPlan};
use crate::simulation::drive::{ResidualDays, Series, base_profile};
use crate::simulation::exposure::ageings;
use crate::simulation::grid::{Grid, GridPlan};
use crate::simulation::pace::Pace;
use crate::simulation::run::Outflow;
use crate::simulation::slots::Slots;
use crate::simulation::{MAX_PUMPS, SimulationError};

use super::facts::ModelFacts;
use super::{Evaluate, RunError};

/// Everything that members share.
#[derive(Debug)]
pub struct Setting {
    /// The manifest.
    pub manifest: Manifest,
    /// Residual trajectories of the model.
    pub residuals: ResidualDays,
    /// The surrogate on its grid.
    pub grid: Grid,
    /// Head tank.
    pub outflow: Outflow,
    /// Ageing of each mode.
    pub ageings: Vec<Option<Ageing>>,
    /// Inflow of the scenario and of the reference.
    pub inflow: Driver,
    /// Ambient temperature of the scenario and of the reference.
    pub ambient: Driver,
    /// How the day is cut.
    pub pace: Pace,
    /// What is known of each asset.
    pub conditions: Vec<Condition>,
    /// What it rests on, the oldest first.
    pub findings: Vec<FieldFinding>,
    /// Domain of the scenario.
    pub domain: DomainVerdict,
    /// Factor on the models' own spread: one inside the domain, more towards and beyond its edge.
    pub inflation: f64,
    /// Seed.
    pub seed: u64,
    /// Knots of the scenario's day, hours.
    pub times_h: Vec<f64>,
}

/// What drives the days from outside: profiles without errors, and the error that members draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Scenario and reference.
    pub base: [Series; 2],
    /// Error of the forecast.
    pub error: ForecastError,
}

/// Position of the scenario in pairs of (scenario, reference).
pub const SCENARIO: usize = 0;
/// Position of the reference in pairs of (scenario, reference).
pub const REFERENCE: usize = 1;
/// Largest factor on the models' spread.
const MAX_INFLATION: f64 = 4.0;

impl Setting {
    /// Checks nothing but that model and station fit: [`super::Ensemble::new`] judges the inputs first.
    ///
    /// # Errors
    /// A model that does not fit the station, or implausible answers.
    pub fn prepare(
        manifest: &Manifest,
        facts: &ModelFacts,
        plan: &RunPlan,
        evaluate: &mut Evaluate<'_>,
    ) -> Result<Self, RunError> {
        let inputs = [manifest.controls.complete(&plan.inputs), reference_inputs(manifest, &plan.inputs)];
        let slots = Slots::find(&facts.contract, manifest.assets.len())?;
        let nominal = Nominal::of(manifest, &inputs[SCENARIO])?;
        let (domain, inflation) = nominal.judge(manifest, facts);
        let wear: Vec<(f64, f64)> = manifest.assets.iter().map(|a| (a.wear_mean, a.wear_sd)).collect();
        let grid_plan = GridPlan::new(
            slots.clone(),
            &facts.contract,
            &manifest.station.grid,
            &wear,
            nominal.water_cel(manifest),
        );
        let answers = evaluate(&grid_plan.rows()).map_err(RunError::Model)?;
        let conditions = manifest.assets.iter().map(|a| condition(manifest, a, &inputs[SCENARIO])).collect();
        let step_h = f64::from(manifest.scenario.step_min) / 60.0;
        let steps = libm::round(manifest.scenario.horizon_h / step_h) as usize;
        let driver = |id: &str| Driver::new(manifest, &inputs, id);
        Ok(Self {
            grid: grid_plan.filled(&facts.contract, &answers)?,
            residuals: ResidualDays::new(&facts.residuals, &slots, &facts.contract),
            outflow: Outflow::new(&manifest.station),
            ageings: ageings(manifest),
            inflow: driver(&manifest.station.inflow)?,
            ambient: driver(&manifest.station.ambient)?,
            pace: Pace::new(manifest.station.step_min, f64::from(manifest.scenario.step_min), steps + 1),
            times_h: (0..=steps).map(|k| k as f64 * step_h).collect(),
            manifest: manifest.clone(),
            seed: plan.seed,
            conditions,
            findings: plan.inputs.findings.clone(),
            domain,
            inflation,
        })
    }

    /// Number of assets.
    pub fn assets(&self) -> usize {
        self.manifest.assets.len()
    }

    /// All pumps, as bits.
    pub fn all_pumps(&self) -> usize {
        (1 << self.assets()) - 1
    }
}

impl Driver {
    fn new(manifest: &Manifest, inputs: &[InputValues; 2], id: &str) -> Result<Self, SimulationError> {
        let [scenario, reference] = inputs;
        let error = number(manifest, scenario, id)?.0.forecast_error;
        Ok(Self { base: [base(manifest, scenario, id)?, base(manifest, reference, id)?], error })
    }

    /// Scenario and reference with errors given hour by hour.
    pub fn with_errors(&self, errors: &[f64]) -> [Series; 2] {
        self.base.each_ref().map(|base| base.with_errors(&self.error, errors))
    }
}

fn base(manifest: &Manifest, inputs: &InputValues, id: &str) -> Result<Series, SimulationError> {
    let (input, value) = number(manifest, inputs, id)?;
    let step_min = f64::from(manifest.scenario.step_min);
    let steps = libm::round(manifest.scenario.horizon_h * 60.0 / step_min) as usize;
    let shape = inputs.shapes.get(id).map(Vec::as_slice);
    Ok(base_profile(input, shape, value, manifest.scenario.start_min, (step_min, steps)))
}

fn number<'a>(
    m: &'a Manifest,
    inputs: &InputValues,
    id: &str,
) -> Result<(&'a NumberInput, f64), SimulationError> {
    match (m.controls.number_input(id), inputs.values.get(id)) {
        (Some(input), Some(InputValue::Number(value))) => Ok((input, *value)),
        _ => Err(SimulationError::Input(id.to_owned())),
    }
}

/// The reference scenario with the conditions (choices) of the scenario compared with it.
fn reference_inputs(manifest: &Manifest, given: &InputValues) -> InputValues {
    let mut reference = manifest.controls.complete(&manifest.scenario.reference);
    let choices = given.values.iter().filter(|(_, v)| matches!(v, InputValue::Choice(_)));
    reference.values.extend(choices.map(|(k, v)| (k.clone(), v.clone())));
    reference.findings.clone_from(&given.findings);
    reference
}

fn zone(asset: &Asset, inputs: &InputValues) -> Zone {
    match &asset.vibration_zone {
        ZoneSource::Fixed(zone) => *zone,
        ZoneSource::Input(id) => match inputs.values.get(id) {
            Some(InputValue::Choice(letter)) => Zone::from_letter(letter).unwrap_or(Zone::A),
            _ => Zone::A,
        },
    }
}

fn condition(manifest: &Manifest, asset: &Asset, inputs: &InputValues) -> Condition {
    Condition::new(&manifest.modes, asset, zone(asset, inputs), &inputs.findings)
}

/// The scenario without any error: what the domain is judged by.
struct Nominal {
    inflow: Series,
    ambient: Series,
}

impl Nominal {
    fn of(manifest: &Manifest, inputs: &InputValues) -> Result<Self, SimulationError> {
        let series = |id: &str| base(manifest, inputs, id);
        Ok(Self { inflow: series(&manifest.station.inflow)?, ambient: series(&manifest.station.ambient)? })
    }

    fn water_cel(&self, manifest: &Manifest) -> f64 {
        let share = manifest.station.ambient_share;
        manifest.station.ground_cel * (1.0 - share) + self.ambient.mean() * share
    }

    fn judge(&self, manifest: &Manifest, facts: &ModelFacts) -> (DomainVerdict, f64) {
        let mut verdict = DomainVerdict::default();
        let operating = &facts.domain.operating;
        let wear_max = manifest.assets.iter().map(|a| a.wear_mean).fold(0.0, f64::max);
        let feature = |name: &str| match name {
            "inflow_mean" => self.inflow.mean(),
            "inflow_peak" => self.inflow.peak(),
            "ambient_max" => self.ambient.peak(),
            "wear_max" => wear_max,
            _ => f64::NAN,
        };
        let features: Vec<f64> = operating.features.iter().map(|f| feature(&f.name)).collect();
        operating.judge(&features, &mut verdict);
        self.judge_boxes(manifest, facts, &mut verdict);
        let beyond = operating.distance(&features) / operating.caution_distance;
        let stretched =
            if verdict.state == DomainState::In { 1.0 } else { beyond.clamp(1.25, MAX_INFLATION) };
        (verdict, if stretched.is_finite() { stretched } else { MAX_INFLATION })
    }

    fn judge_boxes(&self, manifest: &Manifest, facts: &ModelFacts, verdict: &mut DomainVerdict) {
        let outside =
            |name: &str, x: f64| facts.domain.bounds.get(name).is_some_and(|b: &Range| !b.contains(x));
        let water = self.water_cel(manifest);
        if outside("water_temperature", water) {
            verdict.note(
                DomainState::Out,
                format!("Water at {water:.0} °C was never seen by the hydraulic model."),
            );
        }
        for (i, asset) in manifest.assets.iter().enumerate().take(MAX_PUMPS) {
            if outside(&format!("wear_{}", i + 1), asset.wear_mean) {
                let wear = asset.wear_mean * 100.0;
                verdict.note(
                    DomainState::Out,
                    format!("{} is worn by {wear:.0} %, more than was ever seen.", asset.title),
                );
            }
        }
        let room = self.ambient.peak() + manifest.heat.room_above_ambient_k;
        let (lowest, highest) = manifest.heat.valid_room_cel;
        if room > highest || room < lowest {
            let text = format!(
                "The motor room at {room:.0} °C lies outside the heat model's {lowest:.0} to {highest:.0} °C."
            );
            verdict.note(DomainState::Out, text);
        }
    }
}
