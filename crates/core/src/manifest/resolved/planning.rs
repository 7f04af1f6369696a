//! What joins the jobs of several assets. Calendars are named by their position.

/// What joins the jobs of several assets.
#[derive(Debug, Clone, PartialEq)]
pub struct Planning {
    /// Days ahead that are planned.
    pub days: u32,
    /// Calendars that have to be open during the inspection, at every site.
    pub access: Vec<usize>,
    /// Calendars in which crews work, travel included.
    pub shifts: Vec<usize>,
    /// Calendars whose factors multiply the cost.
    pub tariffs: Vec<usize>,
    /// Sites; at least one.
    pub sites: Vec<Site>,
    /// Minutes between sites, `[from][to]`.
    pub travel_min: Vec<Vec<i64>>,
    /// Margin for leaving a tier, a share of its threshold.
    pub hysteresis: f64,
}

/// A place of assets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Site {
    /// Id; empty for the one that is meant where none is named.
    pub id: String,
    /// Title.
    pub title: String,
    /// Minutes from the depot, one way.
    pub travel_min: i64,
    /// Calendars of the way.
    pub roads: Vec<usize>,
    /// Calendars of the work.
    pub access: Vec<usize>,
}

impl Default for Planning {
    /// One site at the depot, three days, no calendar.
    fn default() -> Self {
        Self {
            days: 3,
            access: vec![],
            shifts: vec![],
            tariffs: vec![],
            sites: vec![Site::default()],
            travel_min: vec![vec![0]],
            hysteresis: 0.25,
        }
    }
}
