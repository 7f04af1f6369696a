//! Failure modes.

use serde::{Deserialize, Serialize};

/// A failure mode; each asset has all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mode {
    /// A defect arrives, can be detected, and fails after a delay.
    DelayTime {
        /// Title on the screen. Example: `title: Bearing`.
        title: String,
        /// Arrival of defects over effective age.
        /// Example: `arrival: { shape: 1.5, scale_h: 20000, relative_sd: 0.2 }`.
        arrival: Life,
        /// Delay from defect to failure: the P-F interval.
        /// Example: `delay: { shape: 2, scale_h: 900, relative_sd: 0.2 }`.
        delay: Life,
        /// What a vibration zone says about a defect.
        /// Example: `evidence: { with_defect: {...}, without_defect: {...}, elapsed_share: {...}, log_odds_sd: 0.3 }`.
        evidence: Box<Evidence>,
        /// What accelerates it.
        /// Example: `ageing: { temperature: { node: bearing, halving_k: 15, reference_cel: 70 } }`.
        ageing: Ageing,
        /// What an inspection does about it.
        /// Example: `inspection: { detection: 0.9, repair_cost: 1200, repair_duration_h: 8, repair_lead_h: 24 }`.
        inspection: ModeInspection,
        /// Cost of an unplanned stop by this mode. Example: `failure_cost: 6000`.
        failure_cost: f64,
    },
    /// A hidden life that load consumes.
    Ageing {
        /// Title on the screen. Example: `title: Winding`.
        title: String,
        /// Life at the reference temperature.
        /// Example: `life: { shape: 2, scale_h: 60000, relative_sd: 0.2 }`.
        life: Life,
        /// What accelerates it.
        /// Example: `ageing: { temperature: { node: winding, halving_k: 8, reference_cel: 110 } }`.
        ageing: Ageing,
        /// Age so far, in hours at the reference temperature. Example: `age_at_reference_h: 12000`.
        age_at_reference_h: f64,
        /// Cost of an unplanned stop by this mode. Example: `failure_cost: 15000`.
        failure_cost: f64,
    },
    /// A probability at each start.
    PerStart {
        /// Title on the screen. Example: `title: Starting`.
        title: String,
        /// Probability of failing at one start. Example: `probability: 0.00001`.
        probability: f64,
        /// Relative spread between members. Example: `relative_sd: 0.5`.
        relative_sd: f64,
        /// Cost of an unplanned stop by this mode. Example: `failure_cost: 2500`.
        failure_cost: f64,
    },
}

impl Mode {
    /// Title on the screen.
    pub fn title(&self) -> &String {
        match self {
            Self::DelayTime { title, .. } | Self::Ageing { title, .. } | Self::PerStart { title, .. } => {
                title
            }
        }
    }

    /// Cost of an unplanned stop by this mode.
    pub fn failure_cost(&self) -> f64 {
        match self {
            Self::DelayTime { failure_cost, .. }
            | Self::Ageing { failure_cost, .. }
            | Self::PerStart { failure_cost, .. } => *failure_cost,
        }
    }
}

/// A Weibull distribution of a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Life {
    /// Shape; 1 is a constant rate. Example: `shape: 1.5`.
    pub shape: f64,
    /// Scale in hours: 63.2 % are below it. Example: `scale_h: 20000`.
    pub scale_h: f64,
    /// Relative spread of the scale between members. Example: `relative_sd: 0.2`.
    pub relative_sd: f64,
}

/// What a vibration zone says about a defect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Probability of each zone when there is a defect; they sum to 1.
    /// Example: `with_defect: { A: 0.05, B: 0.15, C: 0.4, D: 0.4 }`.
    pub with_defect: ByZone<f64>,
    /// Probability of each zone when there is none; they sum to 1.
    /// Example: `without_defect: { A: 0.6, B: 0.3, C: 0.08, D: 0.02 }`.
    pub without_defect: ByZone<f64>,
    /// By zone: from and to which share of the delay's scale a defect has already used.
    /// Example: `elapsed_share: { A: [0, 0.2], B: [0.1, 0.4], C: [0.3, 0.7], D: [0.6, 1] }`.
    pub elapsed_share: ByZone<[f64; 2]>,
    /// Spread of the log odds of a defect between members. Example: `log_odds_sd: 0.3`.
    pub log_odds_sd: f64,
}

/// A value for each vibration zone of ISO 20816.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[expect(non_snake_case, reason = "the zones are named by capital letters in ISO 20816")]
pub struct ByZone<T> {
    /// Newly commissioned. Example: `A: 0.4`.
    pub A: T,
    /// Acceptable for long-term operation. Example: `B: 0.4`.
    pub B: T,
    /// Unsatisfactory for long-term operation. Example: `C: 0.15`.
    pub C: T,
    /// Severe enough to cause damage. Example: `D: 0.05`.
    pub D: T,
}

/// What accelerates ageing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ageing {
    /// The effect of temperature.
    /// Example: `temperature: { node: bearing, halving_k: 15, reference_cel: 70 }`.
    pub temperature: TemperatureEffect,
    /// The effect of cavitation; none without it. Example: `cavitation: { npsh_margin_m: 0.5, factor: 3 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cavitation: Option<Cavitation>,
}

/// Life halves with every few kelvin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TemperatureEffect {
    /// Whose temperature counts. Example: `node: bearing`.
    pub node: Node,
    /// Life halves per this many kelvin. Example: `halving_k: 15`.
    pub halving_k: f64,
    /// Temperature at which the factor is 1, Cel. Example: `reference_cel: 70`.
    pub reference_cel: f64,
}

/// Whose temperature counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// The winding.
    Winding,
    /// The bearing.
    Bearing,
}

/// Faster ageing while the NPSH margin is small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cavitation {
    /// Below this NPSH margin, m. Example: `npsh_margin_m: 0.5`.
    pub npsh_margin_m: f64,
    /// Factor on ageing. Example: `factor: 3`.
    pub factor: f64,
}

/// What an inspection does about a mode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModeInspection {
    /// Probability that an inspection reveals a present defect. Example: `detection: 0.9`.
    pub detection: f64,
    /// Probability that an inspection sees a defect where there is none, 0 to below 1; 0 without it.
    /// Example: `false_alarm: 0.02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub false_alarm: Option<f64>,
    /// Share of the effective age that a repair removes: 1, as good as new, without it.
    /// Example: `restoration: 0.8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restoration: Option<f64>,
    /// Cost of the planned repair. Example: `repair_cost: 1200`.
    pub repair_cost: f64,
    /// Hours of the repair. Example: `repair_duration_h: 8`.
    pub repair_duration_h: f64,
    /// Hours from the finding to the start of the repair. Example: `repair_lead_h: 24`.
    pub repair_lead_h: f64,
}
