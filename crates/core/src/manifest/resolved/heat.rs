//! The thermal part.

use super::assets::ByZone;

/// Two-node thermal model of motor winding and bearing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heat {
    /// Motor room above ambient, K.
    pub room_above_ambient_k: f64,
    /// Motor efficiency, a share.
    pub motor_efficiency: f64,
    /// Winding node.
    pub winding: ThermalNode,
    /// Bearing node.
    pub bearing: ThermalNode,
    /// Friction loss in the bearing at vibration zone A, W.
    pub friction_w: f64,
    /// Resistance between the nodes, K/W.
    pub winding_to_bearing_k_per_w: f64,
    /// Factor on the friction loss by vibration zone.
    pub friction_factor: ByZone<f64>,
    /// Spread of both rises between members.
    pub relative_sd: f64,
    /// Validity of the model: lowest and highest room temperature, Cel.
    pub valid_room_cel: (f64, f64),
}

/// A thermal node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThermalNode {
    /// Resistance to the room, K/W.
    pub resistance_k_per_w: f64,
    /// Heat capacity, J/K.
    pub capacity_j_per_k: f64,
}
