//! Failure modes.

use super::assets::ByZone;

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
    /// Probability that an inspection reveals a defect where there is none.
    pub false_alarm: f64,
    /// Share of the effective age that a repair removes.
    pub restoration: f64,
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
