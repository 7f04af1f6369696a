//! The system around the assets: hydraulics and heat.

use serde::{Deserialize, Serialize};

use super::{ByZone, Range};

/// The system around the assets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The hydraulic part. Example: `station: { kind: pump_station, ... }`.
    pub station: Station,
    /// The thermal part. Example: `heat: { kind: two_node_thermal, ... }`.
    pub heat: Heat,
}

/// An input, by id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InputRef {
    /// Id of the input. Example: `input: ambient_max`.
    pub input: String,
}

/// Wet well, pumps, elevated tank: volumes balanced around the hydraulic model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// What it is. Example: `kind: pump_station`.
    pub kind: StationKind,
    /// Id of the model that maps levels and wear to flow, head, power and NPSH margin.
    /// Example: `hydraulics: hydraulics`.
    pub hydraulics: String,
    /// Inflow to the wet well, m3/h. Example: `inflow: { input: inflow_mean }`.
    pub inflow: InputRef,
    /// Ambient temperature, Cel. Example: `ambient: { input: ambient_max }`.
    pub ambient: InputRef,
    /// How the water temperature follows.
    /// Example: `water_temperature: { ground_cel: 12, ambient_share: 0.3 }`.
    pub water_temperature: WaterTemperature,
    /// The wet well.
    /// Example: `wet_well: { area_m2: 30, initial_level_m: 1.2, overflow_level_m: 2.8, lowest_level_m: 0.6 }`.
    pub wet_well: WetWell,
    /// When pumps start and stop.
    /// Example: `pump_control: { start_levels_m: [1.6, 1.9], stop_levels_m: [0.9, 1.1], order: [pump_1, pump_2], alternate: true }`.
    pub pump_control: PumpControl,
    /// The elevated tank.
    /// Example: `head_tank: { area_m2: 40, initial_level_m: 2, highest_level_m: 4, outflow_m3_per_h_at_1_m: 300, outflow_exponent: 0.5 }`.
    pub head_tank: HeadTank,
    /// Step of the balance in minutes, at most 1. Example: `step_min: 0.5`.
    pub step_min: f64,
    /// Grid on which the model is evaluated once per run.
    /// Example: `grid: { wet_well_levels: 7, head_tank_levels: 7, wear_sigmas: 2 }`.
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
    /// Temperature of the ground, Cel. Example: `ground_cel: 12`.
    pub ground_cel: f64,
    /// Share of the day's mean ambient temperature; the ground has the rest. Example: `ambient_share: 0.3`.
    pub ambient_share: f64,
}

/// The wet well; levels in m above its floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WetWell {
    /// Plan area, m2. Example: `area_m2: 30`.
    pub area_m2: f64,
    /// Level at the start. Example: `initial_level_m: 1.2`.
    pub initial_level_m: f64,
    /// Level at which it spills. Example: `overflow_level_m: 2.8`.
    pub overflow_level_m: f64,
    /// Level at which all pumps are cut off. Example: `lowest_level_m: 0.6`.
    pub lowest_level_m: f64,
}

/// When pumps start and stop; levels of the wet well in m.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PumpControl {
    /// Levels at which the first, second, ... pump starts, ascending.
    /// Example: `start_levels_m: [1.6, 1.9, 2.2]`.
    pub start_levels_m: Vec<f64>,
    /// Levels at which the first, second, ... pump stops, ascending.
    /// Example: `stop_levels_m: [0.9, 1.1, 1.3]`.
    pub stop_levels_m: Vec<f64>,
    /// Ids of all assets in the order in which they start: the first is the duty pump.
    /// Example: `order: [pump_1, pump_2, pump_3]`.
    pub order: Vec<String>,
    /// The order rotates after each stop. Example: `alternate: true`.
    pub alternate: bool,
}

/// The elevated tank with a gravity outlet: outflow = outflow_m3_per_h_at_1_m * level^outflow_exponent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadTank {
    /// Plan area, m2. Example: `area_m2: 40`.
    pub area_m2: f64,
    /// Level at the start, m. Example: `initial_level_m: 2`.
    pub initial_level_m: f64,
    /// Highest level, m; what comes above returns to the wet well. Example: `highest_level_m: 4`.
    pub highest_level_m: f64,
    /// Outflow at a level of 1 m, m3/h. Example: `outflow_m3_per_h_at_1_m: 300`.
    pub outflow_m3_per_h_at_1_m: f64,
    /// Exponent of the level. Example: `outflow_exponent: 0.5`.
    pub outflow_exponent: f64,
}

/// Grid on which the model is evaluated once per run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Points over the level of the wet well. Example: `wet_well_levels: 7`.
    pub wet_well_levels: u32,
    /// Points over the level of the elevated tank. Example: `head_tank_levels: 7`.
    pub head_tank_levels: u32,
    /// Half width of the wear axis in standard deviations. Example: `wear_sigmas: 2`.
    pub wear_sigmas: f64,
}

/// Thermal model of motor winding and bearing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// What it is. Example: `kind: two_node_thermal`.
    pub kind: HeatKind,
    /// Motor room above ambient, K. Example: `room_above_ambient_k: 4`.
    pub room_above_ambient_k: f64,
    /// Efficiency of the motor, a share. Example: `motor_efficiency: 0.93`.
    pub motor_efficiency: f64,
    /// The winding. Example: `winding: { resistance_to_room_k_per_w: 0.02, capacity_j_per_k: 60000 }`.
    pub winding: Winding,
    /// The bearing.
    /// Example: `bearing: { resistance_to_room_k_per_w: 0.2, capacity_j_per_k: 9000, friction_w: 90 }`.
    pub bearing: Bearing,
    /// Thermal resistance between both, K/W. Example: `winding_to_bearing_k_per_w: 0.3`.
    pub winding_to_bearing_k_per_w: f64,
    /// Factor on the bearing's friction loss by vibration zone.
    /// Example: `friction_factor_by_zone: { A: 1, B: 1.1, C: 1.3, D: 1.6 }`.
    pub friction_factor_by_zone: ByZone<f64>,
    /// Relative spread of both rises between members. Example: `relative_sd: 0.1`.
    pub relative_sd: f64,
    /// Room temperatures, Cel, for which the thermal model is valid.
    /// Example: `valid_room_temperature: { min: -5, max: 45 }`.
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
    /// Thermal resistance to the room, K/W. Example: `resistance_to_room_k_per_w: 0.02`.
    pub resistance_to_room_k_per_w: f64,
    /// Heat capacity, J/K. Example: `capacity_j_per_k: 60000`.
    pub capacity_j_per_k: f64,
}

/// The bearing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bearing {
    /// Thermal resistance to the room, K/W. Example: `resistance_to_room_k_per_w: 0.2`.
    pub resistance_to_room_k_per_w: f64,
    /// Heat capacity, J/K. Example: `capacity_j_per_k: 9000`.
    pub capacity_j_per_k: f64,
    /// Friction loss at vibration zone A, W. Example: `friction_w: 90`.
    pub friction_w: f64,
}
