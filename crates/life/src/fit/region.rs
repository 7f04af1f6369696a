//! Bounds of any figure of a law with one or two parameters: the range of the figure over the parameters whose
//! likelihood lies less than q²/2 below the highest.
//!
//! These are the bounds of the likelihood ratio, for figures that cannot be held while the other parameter is at its
//! best. Over a and b (see [`super::likelihood`]) the region is convex, so that each ray from the estimate leaves it
//! once, and a figure has its ends on the edge. Units that entered late take the convexity away: then there are none.
//! For the gamma law it is an assumption, over the logarithms of its parameters, that the estimate sees the whole edge.

use std::f64::consts::PI;

use super::direct::log_likelihood;
use super::fitted::distribution;
use super::likelihood::Likelihood;
use super::ratio::way;
use super::{Fit, Law, gamma, newton};
use crate::Distribution;

/// Directions in which the edge is looked at first.
const DIRECTIONS: usize = 32;
/// Angle, in radians, to which an end is searched: a figure is flat there, so that it has twice as many digits.
const CLOSE: f64 = 1e-5;
/// The golden section.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The likelihood near its highest value, over two parameters, and the law that these are.
struct Region<'a> {
    center: [f64; 2],
    /// Steps of one standard deviation that are independent of each other: the factor of the covariance.
    steps: [[f64; 2]; 2],
    likelihood: Box<dyn Fn([f64; 2]) -> f64 + 'a>,
    law: Box<dyn Fn([f64; 2]) -> Distribution + 'a>,
}

impl Fit {
    /// The least and the largest value of a figure of the law within the likelihood's region; `None` for a law with
    /// three parameters, where units entered late, and where the region has no end.
    pub(super) fn range(&self, factor: f64, figure: &dyn Fn(&Distribution) -> f64) -> Option<(f64, f64)> {
        if self.is_one_parameter() {
            let (low, high) = self.ratio_y(0.0, factor);
            let [a, b] = [low, high].map(|y| figure(&distribution(self.law, &[y])));
            return (low.is_finite() && high.is_finite()).then(|| (a.min(b), a.max(b)));
        }
        self.region()?.range(factor, figure)
    }

    fn region(&self) -> Option<Region<'_>> {
        match self.law {
            _ if self.units.iter().any(|unit| unit.entry_age().is_some()) => None,
            Law::Weibull3 => None,
            Law::Gamma => self.region_of_logarithms(),
            _ => self.region_of_slopes(),
        }
    }

    /// Over a = location/scale and b = 1/scale of the scaled sample.
    fn region_of_slopes(&self) -> Option<Region<'_>> {
        let likelihood = Likelihood { standard: self.law.standard(), sample: &self.sample };
        let b = self.sample.deviation / self.scale();
        let center = [b * self.sample.scaled(self.location()), b];
        let [aa, ab, bb] = newton::inverse(&likelihood.at(center[0], b))?;
        let law = |[a, b]: [f64; 2]| {
            let scale = self.sample.deviation / b;
            distribution(self.law, &[self.sample.mean + scale * a, scale])
        };
        let value =
            move |[a, b]: [f64; 2]| if b > 0.0 { likelihood.at(a, b).value } else { f64::NEG_INFINITY };
        Some(Region { center, steps: factored(aa, ab, bb), likelihood: Box::new(value), law: Box::new(law) })
    }

    /// Over ln scale and ln shape.
    fn region_of_logarithms(&self) -> Option<Region<'_>> {
        let ([first, second], [one, two]) = (self.theta.as_slice(), self.covariance.as_slice()) else {
            return None;
        };
        let value = |theta: [f64; 2]| match log_likelihood(&gamma::law(&theta), &self.units) {
            value if value.is_nan() => f64::NEG_INFINITY,
            value => value,
        };
        Some(Region {
            center: [*first, *second],
            steps: factored(*one.first()?, *one.get(1)?, *two.get(1)?),
            likelihood: Box::new(value),
            law: Box::new(|theta| gamma::law(&theta)),
        })
    }
}

impl Region<'_> {
    fn range(&self, factor: f64, figure: &dyn Fn(&Distribution) -> f64) -> Option<(f64, f64)> {
        let top = (self.likelihood)(self.center);
        let at = |angle: f64| self.edge(angle, factor, top).map(|law| figure(&law));
        let angle = |k: usize| 2.0 * PI * k as f64 / DIRECTIONS as f64;
        let edge: Vec<f64> = (0..DIRECTIONS).map(|k| at(angle(k))).collect::<Option<_>>()?;
        let end = |sign: f64| {
            let (k, best) = edge.iter().enumerate().max_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)))?;
            let towards = |angle: f64| at(angle).map_or(f64::NAN, |value| sign * value);
            Some(sign * highest(&towards, angle(k), angle(1)).max(sign * best))
        };
        Some((end(-1.0)?, end(1.0)?))
    }

    /// The law at which a ray from the estimate leaves the region; `None` where it never does.
    fn edge(&self, angle: f64, factor: f64, top: f64) -> Option<Distribution> {
        let [[aa, _], [ba, bb]] = self.steps;
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        let (a, b) = (aa * cosine, ba * cosine + bb * sine);
        let at = |r: f64| [self.center[0] + r * a, self.center[1] + r * b];
        let r = way(factor, factor, &|r| top - (self.likelihood)(at(r)));
        r.is_finite().then(|| (self.law)(at(r)))
    }
}

/// The lower triangle whose product with its mirror image is a covariance.
fn factored(aa: f64, ab: f64, bb: f64) -> [[f64; 2]; 2] {
    let first = libm::sqrt(aa);
    let mixed = ab / first;
    [[first, 0.0], [mixed, libm::sqrt((bb - mixed * mixed).max(0.0))]]
}

/// The highest value of a function with one top within `width` of a place.
fn highest(f: &dyn Fn(f64) -> f64, middle: f64, width: f64) -> f64 {
    let (mut from, mut to) = (middle - width, middle + width);
    let inner = |from: f64, to: f64| [to - GOLDEN * (to - from), from + GOLDEN * (to - from)];
    let [mut left, mut right] = inner(from, to);
    let (mut at_left, mut at_right) = (f(left), f(right));
    while to - from > CLOSE {
        if at_left > at_right {
            (to, right, at_right) = (right, left, at_left);
            left = inner(from, to)[0];
            at_left = f(left);
        } else {
            (from, left, at_left) = (left, right, at_right);
            right = inner(from, to)[1];
            at_right = f(right);
        }
    }
    at_left.max(at_right)
}
