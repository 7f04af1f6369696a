//! The hydraulic part: balances around the surrogate.

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
