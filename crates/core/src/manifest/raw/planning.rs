//! What joins the jobs of several assets: calendars, sites, travel.

use serde::{Deserialize, Serialize};

use super::Entries;

/// What joins the jobs of several assets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Planning {
    /// Days ahead that are planned, 1 to 14; 3 when absent. Example: `days: 5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Calendars that have to be open during the whole inspection, at every site. Example: `access: [permits]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<String>,
    /// Calendars in which crews work, from leaving the depot to being back. Example: `shifts: [weekdays]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<String>,
    /// Calendars whose cost factors multiply the cost of an inspection. Example: `tariffs: [weekend_rate]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tariffs: Vec<String>,
    /// Places of the assets, by id; none when all are at the depot.
    /// Example: `sites: { north: { title: North bank, travel_h: 0.5, roads: [bridge] } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub sites: Entries<Site>,
    /// Travel between two sites, both ways; by the depot where it is not given.
    /// Example: `travel: [{ from: north, to: south, hours: 0.75 }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub travel: Vec<Leg>,
    /// How far the cost or the risk has to fall below a tier's threshold before it is left, a share from 0 to 1; 0.25
    /// when absent. Example: `hysteresis: 0.25`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hysteresis: Option<f64>,
}

/// A place of assets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Title on the screen. Example: `title: North bank`.
    pub title: String,
    /// Hours from the depot, one way. Example: `travel_h: 0.5`.
    pub travel_h: f64,
    /// Calendars that have to be open on the way there and on the way back. Example: `roads: [bridge]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roads: Vec<String>,
    /// Calendars that have to be open during the whole inspection, at this site. Example: `access: [low_water]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<String>,
}

/// Travel between two sites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// Id of one site. Example: `from: north`.
    pub from: String,
    /// Id of the other. Example: `to: south`.
    pub to: String,
    /// Hours, either way. Example: `hours: 0.75`.
    pub hours: f64,
}
