//! Assets and what is known about their condition.

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
    /// Position of its site.
    pub site: usize,
    /// Minutes until its parts are here.
    pub part_lead_min: i64,
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
