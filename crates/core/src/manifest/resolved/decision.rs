//! The decision, the act, and when it can be done.

use super::{Planning, Study};
use crate::manifest::raw::ZoneLetter;

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
    /// What joins the jobs of several assets.
    pub planning: Planning,
    /// Hours until a failed asset is back in service after an unplanned stop.
    pub restoration_h: f64,
    /// Cost of losing the station's duty once.
    pub lost_duty_cost: f64,
    /// What to vary in search of flip points.
    pub flip_points: Vec<FlipQuantity>,
    /// Questions that ask the station many times, in the order of the screen.
    pub studies: Vec<Study>,
}

/// The act that is decided upon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inspection {
    /// Hours the asset is out of service.
    pub duration_h: f64,
    /// Cost in normal hours.
    pub cost: f64,
    /// Limits between the vibration zones, where readings are taken.
    pub zone_limits: Option<ZoneLimits>,
}

/// Upper limits of the vibration zones A, B and C of ISO 20816-3, RMS velocity in mm/s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneLimits(pub [f64; 3]);

impl ZoneLimits {
    /// The zone of a reading in mm/s; `None` for a reading below zero or no number. A limit belongs to the lower zone.
    pub fn zone(self, reading: f64) -> Option<ZoneLetter> {
        let Self([a, b, c]) = self;
        match reading {
            x if !(x >= 0.0 && x.is_finite()) => None,
            x if x <= a => Some(ZoneLetter::A),
            x if x <= b => Some(ZoneLetter::B),
            x if x <= c => Some(ZoneLetter::C),
            _ => Some(ZoneLetter::D),
        }
    }
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
