//! The incomplete gamma functions, exact in both tails, for shapes from about 1e-5 to 1e6.
//!
//! Below a + 1 the series of P, above the continued fraction of Q: Abramowitz and Stegun, Handbook of Mathematical
//! Functions, 6.5.29 and 6.5.31; Gautschi, ACM Transactions on Mathematical Software 5, 1979. The power x^a e^-x is
//! formed as in Loader, Fast and Accurate Computation of Binomial Probabilities, 2000, because for a large shape the
//! difference of large logarithms would lose its digits.

use super::normal::LN_SQRT_2_PI;

/// From here on the power is formed from its deviance; the Stirling series is exact to 1e-16.
const LARGE: f64 = 16.0;
/// More terms than any shape up to 1e6 needs.
const ROUNDS: u32 = 200_000;
const TINY: f64 = 1e-300;

/// P(a, x), the share of a gamma law of shape a below x.
pub fn lower(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => 0.0,
        x if x < a + 1.0 => libm::exp(ln_power(a, x)) * series(a, x),
        _ => 1.0 - upper(a, x),
    }
}

/// Q(a, x) = 1 - P(a, x).
pub fn upper(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => 1.0,
        x if x < a + 1.0 => 1.0 - lower(a, x),
        _ => libm::exp(ln_power(a, x)) * a * fraction(a, x),
    }
}

/// ln P(a, x).
pub fn ln_lower(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => f64::NEG_INFINITY,
        x if x < a + 1.0 => ln_power(a, x) + libm::log(series(a, x)),
        _ => libm::log1p(-upper(a, x)),
    }
}

/// ln Q(a, x).
pub fn ln_upper(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => 0.0,
        x if x < a + 1.0 => libm::log1p(-lower(a, x)),
        _ => ln_power(a, x) + libm::log(a * fraction(a, x)),
    }
}

/// ln of the density x^(a - 1) e^-x/Gamma(a).
pub fn ln_density(a: f64, x: f64) -> f64 {
    match x {
        x if x < 0.0 => f64::NEG_INFINITY,
        x if x > 0.0 => ln_power(a, x) + libm::log(a / x),
        _ if a < 1.0 => f64::INFINITY,
        _ if a > 1.0 => f64::NEG_INFINITY,
        _ => 0.0,
    }
}

/// Density over Q.
pub fn hazard(a: f64, x: f64) -> f64 {
    if x >= a + 1.0 {
        // The power cancels.
        return 1.0 / (x * fraction(a, x));
    }
    libm::exp(ln_density(a, x)) / upper(a, x)
}

/// e^x Gamma(a, x), for a not below zero and x above zero.
pub fn scaled_upper(a: f64, x: f64) -> f64 {
    if x >= a + 1.0 { libm::pow(x, a) * fraction(a, x) } else { libm::tgamma(a) * upper(a, x) * libm::exp(x) }
}

/// The x below which a share (above 0 and below 1) of a gamma law of shape a lies.
///
/// Newton's method on the logarithm of the smaller tail over ln x, which is concave: from where the tail is smaller
/// than asked, the steps approach from one side.
pub fn quantile(a: f64, share: f64) -> f64 {
    let is_low = share <= 0.5;
    solved(a, if is_low { libm::log(share) } else { libm::log1p(-share) }, is_low)
}

/// The x above which a share (above 0, at most a half) of a gamma law of shape a lies.
pub fn quantile_of_rest(a: f64, rest: f64) -> f64 {
    solved(a, libm::log(rest), false)
}

/// The x of the logarithm of the share below or above it.
fn solved(a: f64, target: f64, is_low: bool) -> f64 {
    // P(a, x) is at most x^a/Gamma(a + 1).
    let mut y = if is_low { (target + libm::lgamma(a + 1.0)) / a } else { libm::log(beyond(a, target)) };
    for _ in 0..200 {
        let x = libm::exp(y);
        let tail = if is_low { ln_lower(a, x) } else { ln_upper(a, x) };
        let slope = libm::exp(ln_power(a, x) - tail) * a * if is_low { 1.0 } else { -1.0 };
        let step = (target - tail) / slope;
        if !step.is_finite() {
            break;
        }
        y += step;
        if libm::fabs(step) <= 1e-15 * libm::fabs(y).max(1.0) {
            break;
        }
    }
    libm::exp(y)
}

/// An x above which less lies than asked.
fn beyond(a: f64, ln_tail: f64) -> f64 {
    let mut x = a + 1.0;
    while ln_upper(a, x) > ln_tail {
        x = 1.25 * x + 1.0;
    }
    x
}

/// ln(x^a e^-x/Gamma(a + 1)).
fn ln_power(a: f64, x: f64) -> f64 {
    if a < LARGE {
        return a * libm::log(x) - x - libm::lgamma(a + 1.0);
    }
    -a * excess((x - a) / a) - LN_SQRT_2_PI - 0.5 * libm::log(a) - stirling(a)
}

/// u - ln(1 + u). With v = u/(2 + u), ln(1 + u) = 2 (v + v³/3 + ...) and u - 2 v = u v.
fn excess(u: f64) -> f64 {
    if !(-0.4..=0.6).contains(&u) {
        return u - libm::log1p(u);
    }
    let v = u / (2.0 + u);
    let square = v * v;
    let odd = (1..30).rev().fold(0.0, |sum, k| (sum + 1.0 / f64::from(2 * k + 1)) * square);
    v * (u - 2.0 * odd)
}

/// ln Gamma(a + 1) - (a ln a - a + ln sqrt(2 pi a)), for a from [`LARGE`] on: Abramowitz and Stegun, 6.1.41.
fn stirling(a: f64) -> f64 {
    let square = 1.0 / (a * a);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    terms.iter().rev().fold(0.0, |sum, term| sum * square + term) / a
}

/// 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + ...
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..ROUNDS {
        term *= x / (a + f64::from(k));
        sum += term;
        if term <= 1e-17 * sum {
            break;
        }
    }
    sum
}

/// Gamma(a, x) e^x x^-a, by Lentz's method (Applied Optics 15, 1976).
pub(crate) fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / if b == 0.0 { TINY } else { b };
    let mut value = d;
    for k in 1..ROUNDS {
        let k = f64::from(k);
        let numerator = k * (a - k);
        b += 2.0;
        d = 1.0 / nonzero(numerator * d + b);
        c = nonzero(b + numerator / c);
        value *= d * c;
        if libm::fabs(d * c - 1.0) <= 2e-16 {
            break;
        }
    }
    value
}

fn nonzero(x: f64) -> f64 {
    if libm::fabs(x) < TINY { TINY } else { x }
}
