//! Mean lives, as y (the mean or its logarithm) with its derivative by the scale; that by the location is 1.
//!
//! Sources: Meeker and Escobar, 1998, chapters 4 and 5.

use std::f64::consts::PI;

use super::Law;
use crate::special::psi::{EULER, digamma};

pub(super) struct Mean {
    pub y: f64,
    pub by_scale: f64,
}

pub(super) fn of(law: Law, location: f64, scale: f64) -> Option<Mean> {
    let (offset, by_scale) = match law {
        Law::Exponential => (0.0, 0.0),
        Law::Weibull => (libm::lgamma(1.0 + scale), digamma(1.0 + scale)),
        Law::Lognormal => (0.5 * scale * scale, scale),
        // The mean is life pi s / sin(pi s) with s the scale.
        Law::Loglogistic if scale < 1.0 => {
            let angle = PI * scale;
            (libm::log(angle / libm::sin(angle)), 1.0 / scale - PI / libm::tan(angle))
        }
        Law::Loglogistic => return None,
        Law::Normal => (0.0, 0.0),
        Law::GumbelMin => (-EULER * scale, -EULER),
        Law::GumbelMax => (EULER * scale, EULER),
        Law::Gamma | Law::Weibull3 => return None,
    };
    Some(Mean { y: location + offset, by_scale })
}
