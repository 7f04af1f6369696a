//! Exposure, not rewritten history: load and temperature accelerate ageing forward only.
//!
//! dA = AF(state) dt with AF = 2^((T - T_ref)/K), times a factor while cavitation threatens. Modes that
//! follow the bearing age while the pump runs; modes that follow the winding age at all times.

use crate::manifest::resolved::{Ageing, HeatNode, Manifest, ModeKind};

use super::PerPump;
use super::lanes::Lanes;
use super::thermal::{Temperatures, Warmth};

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

    /// Ends a block: its weighted minutes count at the present temperatures, as hours at the reference state.
    pub fn count(&self, hours: &mut PerPump<f64>, minutes: &PerPump<f64>, t: &Warmth, pumps: usize) {
        for i in 0..pumps.min(hours.len()) {
            if minutes[i] > 0.0 {
                let now = Temperatures { winding: t.winding[i], bearing: t.bearing[i] };
                hours[i] += self.factor(now) * minutes[i] / 60.0;
            }
        }
    }

    /// How much one minute counts for each pump, in minutes: the factor of cavitation, or zero while standing (where
    /// `running` is not positive).
    #[inline]
    pub fn minute_weights(&self, running: Lanes, npsh_margin: Lanes) -> Lanes {
        let (one, zero) = (Lanes::splat(1.0), Lanes::splat(0.0));
        match (self.node, self.cavitation) {
            (HeatNode::Winding, _) => one,
            (HeatNode::Bearing, None) => one.where_positive(running, zero),
            (HeatNode::Bearing, Some((threshold, factor))) => {
                let missing = Lanes::splat(threshold) - npsh_margin;
                Lanes::splat(factor).where_positive(missing, one).where_positive(running, zero)
            }
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
        let (running, margin) = (Lanes::of(&[0.0, 1.0, 1.0, 1.0]), Lanes::of(&[2.0, 2.0, 0.4, 0.5]));
        assert_eq!(AGEING.minute_weights(running, margin).array(), [0.0, 1.0, 1.6, 1.0]);
        let winding = Ageing { node: HeatNode::Winding, ..AGEING };
        assert_eq!(winding.minute_weights(running, margin).array(), [1.0; 4]);
    }
}
