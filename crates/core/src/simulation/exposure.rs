//! Exposure, not rewritten history: load and temperature accelerate ageing forward only.
//!
//! dA = AF(state) dt with AF = 2^((T - T_ref)/K), times a factor while cavitation threatens. Modes that
//! follow the bearing age while the pump runs; modes that follow the winding age at all times.

use crate::manifest::resolved::{Ageing, HeatNode, Manifest, ModeKind};

use super::PerPump;
use super::thermal::Temperatures;

/// Minutes over which temperatures count as constant: a small part of the shortest time constant.
pub const BLOCK_MIN: usize = 5;

impl Ageing {
    /// Acceleration factor at given temperatures, without the effect of cavitation.
    pub fn factor(&self, t: Temperatures) -> f64 {
        let temperature = match self.node {
            HeatNode::Winding => t.winding,
            HeatNode::Bearing => t.bearing,
        };
        libm::exp2((temperature - self.reference_cel) / self.halving_k)
    }

    /// How much one minute counts, in minutes: the factor of cavitation, or zero while standing.
    pub fn minute_weight(&self, running: bool, npsh_margin: f64) -> f64 {
        match (self.node, running, self.cavitation) {
            (HeatNode::Winding, ..) => 1.0,
            (HeatNode::Bearing, false, _) => 0.0,
            (HeatNode::Bearing, true, Some((threshold, factor))) if npsh_margin < threshold => factor,
            (HeatNode::Bearing, true, _) => 1.0,
        }
    }
}

/// The ageing of each mode in the manifest's order; `None` for modes that do not age.
pub fn ageings(manifest: &Manifest) -> Vec<Option<Ageing>> {
    let ageing = |kind: &ModeKind| match kind {
        ModeKind::DelayTime(d) => Some(d.ageing),
        ModeKind::Ageing { ageing, .. } => Some(*ageing),
        ModeKind::PerStart { .. } => None,
    };
    manifest.modes.iter().map(|m| ageing(&m.kind)).collect()
}

/// Adds up exposure for one mode: weighted minutes within a block, then hours at the reference state.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Meter {
    minutes: PerPump<f64>,
    hours: PerPump<f64>,
}

impl Meter {
    /// Counts one step of `dt_min` minutes of one pump.
    pub fn count(&mut self, pump: usize, weight: f64, dt_min: f64) {
        if let Some(minutes) = self.minutes.get_mut(pump) {
            *minutes += weight * dt_min;
        }
    }

    /// Ends a block: the weighted minutes count at the present temperatures.
    pub fn end_block(&mut self, ageing: &Ageing, temperatures: &PerPump<Temperatures>) {
        for ((hours, minutes), t) in self.hours.iter_mut().zip(&mut self.minutes).zip(temperatures) {
            if *minutes > 0.0 {
                *hours += ageing.factor(*t) * *minutes / 60.0;
                *minutes = 0.0;
            }
        }
    }

    /// Exposure so far, hours at the reference state.
    pub fn hours(&self) -> PerPump<f64> {
        self.hours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGEING: Ageing = Ageing {
        node: HeatNode::Bearing,
        halving_k: 15.0,
        reference_cel: 70.0,
        cavitation: Some((0.5, 1.6)),
    };

    #[test]
    fn life_halves_per_fifteen_kelvin() {
        for (bearing, expected) in [(70.0, 1.0), (85.0, 2.0), (55.0, 0.5), (100.0, 4.0)] {
            assert_eq!(AGEING.factor(Temperatures { winding: 0.0, bearing }), expected, "at {bearing} Cel");
        }
    }

    #[test]
    fn only_running_minutes_count_and_cavitation_counts_more() {
        for (running, margin, expected) in [(false, 2.0, 0.0), (true, 2.0, 1.0), (true, 0.4, 1.6)] {
            assert_eq!(AGEING.minute_weight(running, margin), expected);
        }
        let winding = Ageing { node: HeatNode::Winding, ..AGEING };
        assert_eq!(winding.minute_weight(false, 0.0), 1.0);
    }
}
