//! The system around the assets: hydraulics and heat.

use serde::{Deserialize, Serialize};

use super::{ByZone, Range};

/// The system around the assets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The hydraulic part.
    pub station: Station,
    /// The thermal part.
    pub heat: Heat,
}

/// An input, by id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InputRef {
    /// Id of the input.
    pub input: String,
}

/// Wet well, pumps, elevated tank: volumes balanced around the hydraulic model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// What it is.
    pub kind: StationKind,
    /// Id of the model that maps levels and wear to flow, head, power and NPSH margin.
    pub hydraulics: String,
    /// Inflow to the wet well, m3/h.
    pub inflow: InputRef,
    /// Ambient temperature, Cel.
    pub ambient: InputRef,
    /// How the water temperature follows.
    pub water_temperature: WaterTemperature,
    /// The wet well.
    pub wet_well: WetWell,
    /// When pumps start and stop.
    pub pump_control: PumpControl,
    /// The elevated tank.
    pub head_tank: HeadTank,
    /// Step of the balance in minutes, at most 1.
    pub step_min: f64,
    /// Grid on which the model is evaluated once per run.
    pub grid: Grid,
}

/// Kind of the hydraulic part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StationKind {
    /// A wet well, pumps in parallel and an elevated tank with a gravity outlet.
    PumpStation,
}

/// Water temperature: ground and the day's mean air.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WaterTemperature {
    /// Temperature of the ground, Cel.
    pub ground_cel: f64,
    /// Share of the day's mean ambient temperature; the ground has the rest.
    pub ambient_share: f64,
}

/// The wet well; levels in m above its floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WetWell {
    /// Plan area, m2.
    pub area_m2: f64,
    /// Level at the start.
    pub initial_level_m: f64,
    /// Level at which it spills.
    pub overflow_level_m: f64,
    /// Level at which all pumps are cut off.
    pub lowest_level_m: f64,
}

/// When pumps start and stop; levels of the wet well in m.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PumpControl {
    /// Levels at which the first, second, ... pump starts, ascending.
    pub start_levels_m: Vec<f64>,
    /// Levels at which the first, second, ... pump stops, ascending.
    pub stop_levels_m: Vec<f64>,
    /// Ids of all assets in the order in which they start: the first is the duty pump.
    pub order: Vec<String>,
    /// The order rotates after each stop.
    pub alternate: bool,
}

/// The elevated tank with a gravity outlet: outflow = outflow_m3_per_h_at_1_m * level^outflow_exponent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadTank {
    /// Plan area, m2.
    pub area_m2: f64,
    /// Level at the start, m.
    pub initial_level_m: f64,
    /// Highest level, m; what comes above returns to the wet well.
    pub highest_level_m: f64,
    /// Outflow at a level of 1 m, m3/h.
    pub outflow_m3_per_h_at_1_m: f64,
    /// Exponent of the level.
    pub outflow_exponent: f64,
}

/// Grid on which the model is evaluated once per run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Points over the level of the wet well.
    pub wet_well_levels: u32,
    /// Points over the level of the elevated tank.
    pub head_tank_levels: u32,
    /// Half width of the wear axis in standard deviations.
    pub wear_sigmas: f64,
}

/// Thermal model of motor winding and bearing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// What it is.
    pub kind: HeatKind,
    /// Motor room above ambient, K.
    pub room_above_ambient_k: f64,
    /// Efficiency of the motor, a share.
    pub motor_efficiency: f64,
    /// The winding.
    pub winding: Winding,
    /// The bearing.
    pub bearing: Bearing,
    /// Thermal resistance between both, K/W.
    pub winding_to_bearing_k_per_w: f64,
    /// Factor on the bearing's friction loss by vibration zone.
    pub friction_factor_by_zone: ByZone<f64>,
    /// Relative spread of both rises between members.
    pub relative_sd: f64,
    /// Room temperatures, Cel, for which the thermal model is valid.
    pub valid_room_temperature: Range,
}

/// Kind of the thermal part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeatKind {
    /// Two heat capacities, winding and bearing, each with a resistance to the room and one between them.
    TwoNodeThermal,
}

/// The winding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Winding {
    /// Thermal resistance to the room, K/W.
    pub resistance_to_room_k_per_w: f64,
    /// Heat capacity, J/K.
    pub capacity_j_per_k: f64,
}

/// The bearing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bearing {
    /// Thermal resistance to the room, K/W.
    pub resistance_to_room_k_per_w: f64,
    /// Heat capacity, J/K.
    pub capacity_j_per_k: f64,
    /// Friction loss at vibration zone A, W.
    pub friction_w: f64,
}
