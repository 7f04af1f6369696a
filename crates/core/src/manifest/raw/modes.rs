//! Failure modes.

use serde::{Deserialize, Serialize};

/// A failure mode; each asset has all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mode {
    /// A defect arrives, can be detected, and fails after a delay.
    DelayTime {
        /// Title on the screen.
        title: String,
        /// Arrival of defects over effective age.
        arrival: Life,
        /// Delay from defect to failure: the P-F interval.
        delay: Life,
        /// What a vibration zone says about a defect.
        evidence: Box<Evidence>,
        /// What accelerates it.
        ageing: Ageing,
        /// What an inspection does about it.
        inspection: ModeInspection,
        /// Cost of an unplanned stop by this mode.
        failure_cost: f64,
    },
    /// A hidden life that load consumes.
    Ageing {
        /// Title on the screen.
        title: String,
        /// Life at the reference temperature.
        life: Life,
        /// What accelerates it.
        ageing: Ageing,
        /// Age so far, in hours at the reference temperature.
        age_at_reference_h: f64,
        /// Cost of an unplanned stop by this mode.
        failure_cost: f64,
    },
    /// A probability at each start.
    PerStart {
        /// Title on the screen.
        title: String,
        /// Probability of failing at one start.
        probability: f64,
        /// Relative spread between members.
        relative_sd: f64,
        /// Cost of an unplanned stop by this mode.
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
    /// Shape; 1 is a constant rate.
    pub shape: f64,
    /// Scale in hours: 63.2 % are below it.
    pub scale_h: f64,
    /// Relative spread of the scale between members.
    pub relative_sd: f64,
}

/// What a vibration zone says about a defect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Probability of each zone when there is a defect; they sum to 1.
    pub with_defect: ByZone<f64>,
    /// Probability of each zone when there is none; they sum to 1.
    pub without_defect: ByZone<f64>,
    /// By zone: from and to which share of the delay's scale a defect has already used.
    pub elapsed_share: ByZone<[f64; 2]>,
    /// Spread of the log odds of a defect between members.
    pub log_odds_sd: f64,
}

/// A value for each vibration zone of ISO 20816.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[expect(non_snake_case, reason = "the zones are named by capital letters in ISO 20816")]
pub struct ByZone<T> {
    /// Newly commissioned.
    pub A: T,
    /// Acceptable for long-term operation.
    pub B: T,
    /// Unsatisfactory for long-term operation.
    pub C: T,
    /// Severe enough to cause damage.
    pub D: T,
}

/// What accelerates ageing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ageing {
    /// The effect of temperature.
    pub temperature: TemperatureEffect,
    /// The effect of cavitation; none without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cavitation: Option<Cavitation>,
}

/// Life halves with every few kelvin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TemperatureEffect {
    /// Whose temperature counts.
    pub node: Node,
    /// Life halves per this many kelvin.
    pub halving_k: f64,
    /// Temperature at which the factor is 1, Cel.
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
    /// Below this NPSH margin, m.
    pub npsh_margin_m: f64,
    /// Factor on ageing.
    pub factor: f64,
}

/// What an inspection does about a mode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModeInspection {
    /// Probability that an inspection reveals a present defect.
    pub detection: f64,
    /// Cost of the planned repair.
    pub repair_cost: f64,
    /// Hours of the repair.
    pub repair_duration_h: f64,
    /// Hours from the finding to the start of the repair.
    pub repair_lead_h: f64,
}
