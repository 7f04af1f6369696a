//! Two thermal nodes, winding and bearing, each coupled to the room and to each other.
//!
//! C dT/dt = P - (T - T_room)/R - (T - T_other)/R_between; explicit Euler, stable for steps far below R*C.

use crate::manifest::resolved::{Heat, ThermalNode};

use super::PerPump;
use super::lanes::Lanes;

/// Temperatures of one motor, Cel.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Temperatures {
    /// Winding.
    pub winding: f64,
    /// Bearing.
    pub bearing: f64,
}

/// Temperatures of all motors, Cel; side by side, so that one instruction works on several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Warmth {
    /// Windings.
    pub winding: PerPump<f64>,
    /// Bearings.
    pub bearing: PerPump<f64>,
}

/// What heats one motor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatInput {
    /// Electrical power, kW; zero when it stands.
    pub power_kw: f64,
    /// Friction loss while running, W.
    pub friction_w: f64,
    /// Room temperature, Cel.
    pub room_cel: f64,
    /// Member's factor on both rises.
    pub rise_factor: f64,
}

impl Heat {
    fn losses(&self, input: &HeatInput) -> (f64, f64) {
        let running = input.power_kw > 0.0;
        let winding = input.power_kw * 1000.0 * (1.0 - self.motor_efficiency) * input.rise_factor;
        (winding, if running { input.friction_w * input.rise_factor } else { 0.0 })
    }

    /// Temperatures after a long time at a duty between 0 and 1 (the solution of the two balances).
    pub fn steady(&self, input: &HeatInput, duty: f64) -> Temperatures {
        let (p1, p2) = self.losses(input);
        let g1 = 1.0 / self.winding.resistance_k_per_w;
        let g2 = 1.0 / self.bearing.resistance_k_per_w;
        let g = 1.0 / self.winding_to_bearing_k_per_w;
        let determinant = (g1 + g) * (g2 + g) - g * g;
        let (p1, p2) = (p1 * duty, p2 * duty);
        Temperatures {
            winding: input.room_cel + ((g2 + g) * p1 + g * p2) / determinant,
            bearing: input.room_cel + ((g1 + g) * p2 + g * p1) / determinant,
        }
    }
}

/// Steps of all motors at once, with what does not change between them.
pub struct Stepper {
    /// Share of the power that becomes heat.
    loss: Lanes,
    rise: Lanes,
    friction: Lanes,
    dt_s: Lanes,
    between: Lanes,
    winding: (Lanes, Lanes),
    bearing: (Lanes, Lanes),
}

impl Stepper {
    /// Steps of `dt_s` seconds; `friction_w` while running, and the member's factor on rises.
    pub fn new(heat: &Heat, friction_w: &PerPump<f64>, rise_factor: f64, dt_s: f64) -> Self {
        let node =
            |node: &ThermalNode| (Lanes::splat(node.resistance_k_per_w), Lanes::splat(node.capacity_j_per_k));
        Self {
            loss: Lanes::splat(1.0 - heat.motor_efficiency),
            rise: Lanes::splat(rise_factor),
            friction: Lanes::of(&friction_w.map(|w| w * rise_factor)),
            dt_s: Lanes::splat(dt_s),
            between: Lanes::splat(heat.winding_to_bearing_k_per_w),
            winding: node(&heat.winding),
            bearing: node(&heat.bearing),
        }
    }

    /// Temperatures after a step at each of these room temperatures (Cel) and powers (kW).
    pub fn advance(&self, from: &Warmth, rooms_cel: &[f64], powers_kw: &[Lanes]) -> Warmth {
        let (mut winding, mut bearing) = (Lanes::of(&from.winding), Lanes::of(&from.bearing));
        let (thousand, zero) = (Lanes::splat(1000.0), Lanes::splat(0.0));
        for (room_cel, power) in rooms_cel.iter().zip(powers_kw) {
            let (room, power) = (Lanes::splat(*room_cel), *power);
            let p_winding = power * thousand * self.loss * self.rise;
            let p_bearing = self.friction.where_positive(power, zero);
            let between = (winding - bearing) / self.between;
            let gain = |p: Lanes, t: Lanes, r: Lanes| p - (t - room) / r;
            let to_winding = gain(p_winding, winding, self.winding.0) - between;
            let to_bearing = gain(p_bearing, bearing, self.bearing.0) + between;
            winding = winding + to_winding * self.dt_s / self.winding.1;
            bearing = bearing + to_bearing * self.dt_s / self.bearing.1;
        }
        Warmth { winding: winding.array(), bearing: bearing.array() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MAX_PUMPS;
    use super::*;

    fn heat() -> Heat {
        Heat {
            room_above_ambient_k: 4.0,
            motor_efficiency: 0.93,
            winding: ThermalNode { resistance_k_per_w: 0.027, capacity_j_per_k: 66_700.0 },
            bearing: ThermalNode { resistance_k_per_w: 0.2, capacity_j_per_k: 18_000.0 },
            friction_w: 160.0,
            winding_to_bearing_k_per_w: 0.4,
            friction_factor: [1.0; 4],
            relative_sd: 0.0,
            valid_room_cel: (-15.0, 45.0),
        }
    }

    #[test]
    fn steps_settle_at_the_steady_state() {
        let input = HeatInput { power_kw: 42.0, friction_w: 160.0, room_cel: 30.0, rise_factor: 1.0 };
        let t = Warmth { winding: [30.0; MAX_PUMPS], bearing: [30.0; MAX_PUMPS] };
        let stepper = Stepper::new(&heat(), &[160.0; MAX_PUMPS], 1.0, 60.0);
        let t = stepper.advance(&t, &[30.0; 24 * 60], &[Lanes::of(&[0.0, 42.0, 0.0, 0.0]); 24 * 60]);
        let steady = heat().steady(&input, 1.0);
        assert!((t.winding[1] - steady.winding).abs() < 1e-6 && (t.bearing[1] - steady.bearing).abs() < 1e-6);
        assert_eq!(
            (t.winding[0], t.bearing[0]),
            (30.0, 30.0),
            "one that stands takes nothing from its neighbour"
        );
        // By hand: 2,940 W and 160 W, conductances 37.04, 5 and 2.5 W/K; determinant 39.54 * 7.5 - 2.5^2 = 290.3,
        // (7.5 * 2940 + 2.5 * 160) / 290.3 = 77.3 K and (39.54 * 160 + 2.5 * 2940) / 290.3 = 47.1 K.
        assert!((steady.winding - 30.0 - 77.3).abs() < 0.1, "{steady:?}");
        assert!((steady.bearing - 30.0 - 47.1).abs() < 0.1, "{steady:?}");
    }

    #[test]
    fn a_standing_motor_cools_to_the_room() {
        let input = HeatInput { power_kw: 0.0, friction_w: 160.0, room_cel: 20.0, rise_factor: 1.0 };
        assert_eq!(heat().steady(&input, 1.0), Temperatures { winding: 20.0, bearing: 20.0 });
    }
}
