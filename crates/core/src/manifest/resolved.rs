//! The manifest as the program uses it: names resolved, defaults filled in, every rule checked.
//!
//! No serde here: the only way to a [`Manifest`] is [`super::lower`], which has looked at everything.

use std::collections::BTreeMap;

use crate::guardrail::Level;
use crate::profile::Normalisation;
use crate::protocol::InputValues;

use super::expression::Expression;

/// A checked app.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Identity and texts.
    pub app: App,
    /// The decision the app serves.
    pub decision: DecisionSpec,
    /// Models by id.
    pub models: Vec<ModelRef>,
    /// Inputs in the order of the manifest.
    pub inputs: Vec<Input>,
    /// Limits in the order of the manifest.
    pub limits: Vec<Limit>,
    /// Horizon, seed, reference scenario, presets.
    pub scenario: ScenarioSpec,
    /// Assets in the order of the manifest.
    pub assets: Vec<Asset>,
    /// The station's hydraulic part.
    pub station: Station,
    /// The thermal part.
    pub heat: Heat,
    /// Failure modes; each asset has all of them.
    pub modes: Vec<Mode>,
    /// Pages in the order of the manifest.
    pub pages: Vec<Page>,
}

/// Identity and texts.
#[derive(Debug, Clone, PartialEq)]
pub struct App {
    /// Stable id, kebab case.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Semantic version of the app.
    pub version: String,
    /// A sentence about it.
    pub summary: String,
    /// ISO 4217 currency code of all costs.
    pub currency: String,
}

/// The decision: question, owner, practice, measure, costs, windows.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionSpec {
    /// The question that the first screen answers.
    pub question: String,
    /// Who decides.
    pub owner: String,
    /// How it was decided before.
    pub current_practice: String,
    /// How success is measured.
    pub measure: String,
    /// Decision horizon in hours: until the next planned inspection.
    pub horizon_h: f64,
    /// Highest acceptable failure probability of one asset within the scenario's horizon.
    pub risk_limit: f64,
    /// The inspection itself.
    pub inspection: Inspection,
    /// When it can be done.
    pub windows: WindowRules,
    /// Hours until a failed asset is back in service after an unplanned stop.
    pub restoration_h: f64,
    /// Cost of losing the station's duty once.
    pub lost_duty_cost: f64,
    /// What to vary in search of flip points.
    pub flip_points: Vec<FlipQuantity>,
}

/// The act that is decided upon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inspection {
    /// Hours the asset is out of service.
    pub duration_h: f64,
    /// Cost in normal hours.
    pub cost: f64,
}

/// Rules for windows. Times are minutes after midnight, local.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowRules {
    /// Spans in which the site may be entered.
    pub access: Vec<AccessSpan>,
    /// Spans with a crew.
    pub crew: Vec<CrewSpan>,
    /// Grid of start times, minutes.
    pub step_min: u32,
    /// Share of members in which the others must carry the inflow.
    pub feasible_share: f64,
}

/// A daily span with access.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessSpan {
    /// From, minutes after midnight.
    pub from_min: u32,
    /// To, minutes after midnight.
    pub to_min: u32,
    /// What it is called.
    pub label: String,
}

/// A daily span with crews.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrewSpan {
    /// From, minutes after midnight.
    pub from_min: u32,
    /// To, minutes after midnight.
    pub to_min: u32,
    /// Number of crews.
    pub crews: u32,
    /// Factor on the inspection's cost.
    pub cost_factor: f64,
}

/// A quantity to vary in search of a flip point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlipQuantity {
    /// An input, by id.
    Input(String),
    /// The inspection's cost.
    InspectionCost,
}

/// A bundle that the app uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRef {
    /// Id within the manifest.
    pub id: String,
    /// Path of the bundle: relative to the manifest for the command line, to the app for the browser.
    pub bundle: String,
    /// Pinned version.
    pub version: String,
}

/// Something that a person can set.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A few words under the title.
    pub subtitle: Option<String>,
    /// What it is.
    pub kind: InputKind,
}

/// The two kinds of input.
#[derive(Debug, Clone, PartialEq)]
pub enum InputKind {
    /// A number, perhaps with a profile over the day.
    Number(NumberInput),
    /// One of a few options.
    Choice {
        /// The options.
        options: Vec<String>,
        /// The default.
        default: String,
    },
}

/// A numeric input.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberInput {
    /// UCUM unit.
    pub unit: String,
    /// Contract range: lowest.
    pub min: f64,
    /// Contract range: highest.
    pub max: f64,
    /// Step of the stepper.
    pub step: f64,
    /// Default.
    pub default: f64,
    /// Labelled points on the track.
    pub marks: Vec<(String, f64)>,
    /// Shape over the day.
    pub profile: Option<ProfileSpec>,
    /// How wrong forecasts of it are.
    pub forecast_error: ForecastError,
}

/// A daily shape and how the input's value scales it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileSpec {
    /// How value and shape combine.
    pub normalisation: Normalisation,
    /// 24 hourly values, the first at midnight.
    pub shape: Vec<f64>,
    /// Where the shape comes from.
    pub source: String,
}

/// Standard deviation of the forecast error and its correlation time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ForecastError {
    /// Relative part.
    pub relative_sd: f64,
    /// Absolute part, in the input's unit.
    pub absolute_sd: f64,
    /// Correlation time in hours.
    pub correlation_h: f64,
}

/// A limit on one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Id.
    pub id: String,
    /// Input id.
    pub input: String,
    /// How strict.
    pub level: Level,
    /// Which side is beyond the limit.
    pub side: Side,
    /// The bound, perhaps depending on other inputs.
    pub bound: Expression,
    /// What to tell the person.
    pub text: String,
    /// Who set it.
    pub owner: String,
}

/// Which side of a bound is beyond the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Values above the bound.
    Above,
    /// Values below the bound.
    Below,
}

/// The scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioSpec {
    /// Clock time of "now", minutes after midnight.
    pub start_min: u32,
    /// Horizon in hours.
    pub horizon_h: f64,
    /// Step of the curves in minutes.
    pub step_min: u32,
    /// Default number of members.
    pub members: u32,
    /// Default seed.
    pub seed: u64,
    /// Title of the reference scenario.
    pub reference_title: String,
    /// Its inputs; assets' conditions are those of the scenario compared with it.
    pub reference: InputValues,
    /// Presets in the order of the manifest.
    pub presets: Vec<Preset>,
    /// Id of the preset shown first.
    pub start_preset: Option<String>,
}

/// A named set of input values.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence about it.
    pub note: String,
    /// Values; inputs missing here keep their defaults.
    pub values: InputValues,
}

/// An asset and what is known about its condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Vibration zone of ISO 20816, fixed or from an input.
    pub vibration_zone: ZoneSource,
    /// Effective age in hours since the last renewal.
    pub effective_age_h: f64,
    /// Running hours since the last inspection without finding.
    pub hours_since_inspection: f64,
    /// Wear of the impeller, a share of the head; mean.
    pub wear_mean: f64,
    /// Its standard deviation.
    pub wear_sd: f64,
}

/// Where a vibration zone comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneSource {
    /// A fixed zone.
    Fixed(Zone),
    /// An input with the options A to D.
    Input(String),
}

/// Vibration zone of ISO 20816.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Newly commissioned.
    A,
    /// Acceptable for long-term operation.
    B,
    /// Unsatisfactory for long-term operation.
    C,
    /// Severe enough to cause damage.
    D,
}

impl Zone {
    /// Position 0 to 3, for tables by zone.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The zone of a letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            "D" => Some(Self::D),
            _ => None,
        }
    }
}

/// A number for each vibration zone A to D.
pub type ByZone<T> = [T; 4];

/// The station's hydraulic part: balances around the surrogate.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Model id of the hydraulic map.
    pub hydraulics: String,
    /// Input id of the inflow, m3/h.
    pub inflow: String,
    /// Input id of the ambient temperature, Cel.
    pub ambient: String,
    /// Temperature of the ground, Cel.
    pub ground_cel: f64,
    /// Share of the day's mean ambient temperature in the water temperature.
    pub ambient_share: f64,
    /// Wet well.
    pub wet_well: WetWell,
    /// Pump control.
    pub control: PumpControl,
    /// Elevated tank.
    pub head_tank: HeadTank,
    /// Step of the balance in minutes, at most 1.
    pub step_min: f64,
    /// Grid on which the surrogate is evaluated once per plan.
    pub grid: GridSpec,
}

/// Wet well geometry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WetWell {
    /// Plan area, m2.
    pub area_m2: f64,
    /// Level at the start, m above the floor.
    pub initial_level_m: f64,
    /// Level at which it spills, m.
    pub overflow_level_m: f64,
    /// Level at which pumps are cut off, m.
    pub lowest_level_m: f64,
}

/// Level control of the pumps.
#[derive(Debug, Clone, PartialEq)]
pub struct PumpControl {
    /// Levels at which the first, second, ... pump starts, m, ascending.
    pub start_levels_m: Vec<f64>,
    /// Levels at which the first, second, ... pump stops, m, ascending.
    pub stop_levels_m: Vec<f64>,
    /// Positions in [`Manifest::assets`] in the order in which pumps start: the first is the duty pump.
    pub order: Vec<usize>,
    /// The order rotates after each stop.
    pub alternate: bool,
}

/// Elevated tank with a gravity outlet: outflow = k * level^exponent in m3/h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeadTank {
    /// Plan area, m2.
    pub area_m2: f64,
    /// Level at the start, m.
    pub initial_level_m: f64,
    /// Highest level, m; above it returns to the wet well.
    pub highest_level_m: f64,
    /// Outflow at 1 m, m3/h.
    pub outflow_m3_per_h_at_1_m: f64,
    /// Exponent.
    pub outflow_exponent: f64,
}

/// The grid of the surrogate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridSpec {
    /// Points over the wet-well level.
    pub wet_well_levels: u32,
    /// Points over the head-tank level.
    pub head_tank_levels: u32,
    /// Half width of the wear axis in standard deviations.
    pub wear_sigmas: f64,
}

/// Two-node thermal model of motor winding and bearing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heat {
    /// Motor room above ambient, K.
    pub room_above_ambient_k: f64,
    /// Motor efficiency, a share.
    pub motor_efficiency: f64,
    /// Winding node.
    pub winding: ThermalNode,
    /// Bearing node.
    pub bearing: ThermalNode,
    /// Friction loss in the bearing at vibration zone A, W.
    pub friction_w: f64,
    /// Resistance between the nodes, K/W.
    pub winding_to_bearing_k_per_w: f64,
    /// Factor on the friction loss by vibration zone.
    pub friction_factor: ByZone<f64>,
    /// Spread of both rises between members.
    pub relative_sd: f64,
    /// Validity of the model: lowest and highest room temperature, Cel.
    pub valid_room_cel: (f64, f64),
}

/// A thermal node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThermalNode {
    /// Resistance to the room, K/W.
    pub resistance_k_per_w: f64,
    /// Heat capacity, J/K.
    pub capacity_j_per_k: f64,
}

/// A failure mode.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// How it fails.
    pub kind: ModeKind,
    /// Cost of an unplanned stop by this mode.
    pub failure_cost: f64,
}

/// How a mode fails.
#[derive(Debug, Clone, PartialEq)]
pub enum ModeKind {
    /// A defect arrives, can be detected, and fails after a delay.
    DelayTime(DelayTime),
    /// A hidden life that load consumes.
    Ageing {
        /// Life at the reference temperature.
        life: Life,
        /// What accelerates it.
        ageing: Ageing,
        /// Age so far, hours at the reference temperature.
        age_at_reference_h: f64,
    },
    /// A probability at each start.
    PerStart {
        /// Probability of failing at one start.
        probability: f64,
        /// Spread between members.
        relative_sd: f64,
    },
}

/// A Weibull life: shape, scale in hours, relative spread of the scale between members.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    /// Shape.
    pub shape: f64,
    /// Scale, h.
    pub scale_h: f64,
    /// Relative standard deviation of the scale between members.
    pub relative_sd: f64,
}

/// The delay-time model of one mode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DelayTime {
    /// Arrival of defects over effective age.
    pub arrival: Life,
    /// Delay from defect to failure.
    pub delay: Life,
    /// P(zone | defect).
    pub with_defect: ByZone<f64>,
    /// P(zone | no defect).
    pub without_defect: ByZone<f64>,
    /// By zone: the span of the delay scale already elapsed given a defect.
    pub elapsed_share: ByZone<(f64, f64)>,
    /// Spread of the log odds of a defect between members.
    pub log_odds_sd: f64,
    /// What accelerates it.
    pub ageing: Ageing,
    /// Probability that an inspection reveals a present defect.
    pub detection: f64,
    /// Cost of a planned repair.
    pub repair_cost: f64,
    /// Hours of the repair.
    pub repair_duration_h: f64,
    /// Hours from finding to the start of the repair.
    pub repair_lead_h: f64,
}

/// What accelerates ageing, forward only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ageing {
    /// The temperature that counts.
    pub node: HeatNode,
    /// Life halves per this many kelvin.
    pub halving_k: f64,
    /// Temperature at which the factor is one, Cel.
    pub reference_cel: f64,
    /// Below this NPSH margin, m, the factor below applies; `None` for no effect.
    pub cavitation: Option<(f64, f64)>,
}

/// Which node's temperature counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeatNode {
    /// The winding.
    Winding,
    /// The bearing.
    Bearing,
}

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it shows.
    pub id: String,
    /// Title in the navigation.
    pub title: String,
}

impl Manifest {
    /// An input by id.
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|i| i.id == id)
    }

    /// The numeric part of an input by id.
    pub fn number_input(&self, id: &str) -> Option<&NumberInput> {
        match &self.input(id)?.kind {
            InputKind::Number(n) => Some(n),
            InputKind::Choice { .. } => None,
        }
    }

    /// Values of all inputs: the given ones over the defaults.
    pub fn complete(&self, given: &InputValues) -> InputValues {
        use crate::protocol::InputValue;
        let mut values: BTreeMap<String, InputValue> = self
            .inputs
            .iter()
            .map(|i| match &i.kind {
                InputKind::Number(n) => (i.id.clone(), InputValue::Number(n.default)),
                InputKind::Choice { default, .. } => (i.id.clone(), InputValue::Choice(default.clone())),
            })
            .collect();
        values.extend(given.values.iter().map(|(k, v)| (k.clone(), v.clone())));
        InputValues { values, shapes: given.shapes.clone() }
    }
}
