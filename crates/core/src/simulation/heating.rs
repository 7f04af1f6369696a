//! Temperatures and exposure over a day whose operation is known: the part that follows the weather.

use super::balance::Operation;
use super::pace::Pace;
use super::run::{Day, Snapshot};
use super::thermal::{HeatInput, Stepper, Temperatures, Warmth};
use super::{MAX_PUMPS, PerPump};

/// Temperatures and exposure at the knots.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heating {
    /// Temperatures.
    pub temperatures: Vec<Warmth>,
    /// Exposure so far of each mode, hours at its reference state: `[mode][knot][pump]`.
    pub exposure: Vec<Vec<PerPump<f64>>>,
}

/// Heats the pumps of a day; `room_cel` at each step.
pub fn heat(day: &Day<'_>, pace: &Pace, room_cel: &[f64], operation: &Operation) -> Heating {
    let mut heating = Heating {
        temperatures: vec![initial_temperatures(day)],
        exposure: vec![vec![[0.0; MAX_PUMPS]]; day.ageings.len()],
    };
    heating.go_on(day, pace, room_cel, operation);
    heating
}

/// The same from a step on; until then the day is the other one.
pub fn heat_from(
    day: &Day<'_>,
    pace: &Pace,
    room_cel: &[f64],
    operation: &Operation,
    (other, step): (&Heating, usize),
) -> Heating {
    let knots = step / pace.per_knot + 1;
    let mut heating = Heating {
        temperatures: other.temperatures.iter().take(knots).copied().collect(),
        exposure: other.exposure.iter().map(|series| series.iter().take(knots).copied().collect()).collect(),
    };
    heating.go_on(day, pace, room_cel, operation);
    heating
}

impl Heating {
    /// From the last knot to the end of the day.
    fn go_on(&mut self, day: &Day<'_>, pace: &Pace, room_cel: &[f64], operation: &Operation) {
        let mut begin = self.temperatures.len().saturating_sub(1) * pace.per_knot;
        let skipped = pace.blocks_before(begin);
        let mut warmth = self.temperatures.last().copied().unwrap_or_default();
        let mut hours: Vec<PerPump<f64>> =
            self.exposure.iter().map(|series| series.last().copied().unwrap_or_default()).collect();
        let stepper = Stepper::new(day.heat, &day.friction_w, day.rise_factor, pace.dt_min * 60.0);
        let modes = day.ageings.len();
        for (block, &end) in pace.block_ends.iter().enumerate().skip(skipped) {
            let minutes = operation.minutes.get(block * modes..(block + 1) * modes).unwrap_or_default();
            let steps = begin..end;
            let (rooms, powers) = (room_cel.get(steps.clone()), operation.power.get(steps));
            warmth = stepper.advance(&warmth, rooms.unwrap_or_default(), powers.unwrap_or_default());
            for ((hours, minutes), ageing) in hours.iter_mut().zip(minutes).zip(day.ageings) {
                if let Some(ageing) = ageing {
                    ageing.count(hours, &minutes.array(), &warmth, day.pumps);
                }
            }
            if end % pace.per_knot == 0 {
                self.temperatures.push(warmth);
                self.exposure.iter_mut().zip(&hours).for_each(|(series, hours)| series.push(*hours));
            }
            begin = end;
        }
    }
}

/// Temperatures at "now": steady at the duty that the present inflow asks of the pumps in their order.
fn initial_temperatures(day: &Day<'_>) -> Warmth {
    let s = Snapshot {
        wet_well_m: day.station.wet_well.initial_level_m,
        head_tank_m: day.station.head_tank.initial_level_m,
        ..Snapshot::default()
    };
    let room_cel = day.ambient.at_minute(0.0) + day.heat.room_above_ambient_k;
    let mut warmth = Warmth { winding: [room_cel; MAX_PUMPS], bearing: [room_cel; MAX_PUMPS] };
    let mut needed = day.inflow.at_minute(0.0);
    for &pump in &day.station.control.order {
        let points = day.grid.read(1 << pump, s.wet_well_m, s.head_tank_m);
        let at = pump.min(MAX_PUMPS - 1);
        let (flow, power_kw) = (points.flow.array()[at], points.power.array()[at]);
        let duty = (needed / flow.max(1.0)).clamp(0.0, 1.0);
        needed = (needed - flow).max(0.0);
        if let Some(&friction_w) = day.friction_w.get(pump) {
            let input = HeatInput { power_kw, friction_w, room_cel, rise_factor: day.rise_factor };
            let Temperatures { winding, bearing } = day.heat.steady(&input, duty);
            (warmth.winding[at], warmth.bearing[at]) = (winding, bearing);
        }
    }
    warmth
}
