//! Functions of 32-bit numbers without branches, so that eight rows are calculated at once, and without the machine's own:
//! the same bits everywhere. The polynomials are those of Cephes' single-precision library (S. L. Moshier, `expf.c`,
//! `tanhf.c`, `logf.c`, `ndtrf.c`). NaN stays NaN.

/// Added to and taken from a number below 2^22, it rounds to the nearest whole one: 1.5 * 2^23.
const ROUND: f32 = 12_582_912.0;
/// The natural logarithm of two in two parts, of which the first times a small whole number is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// Two to the power of `n`, for -126 to 127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// `exp(x) - 1 - x` for |x| at most half the logarithm of two: `expf.c`.
#[inline(always)]
fn exp_rest(x: f32) -> f32 {
    let p = 1.987_569_1e-4 * x + 1.398_199_9e-3;
    let p = (p * x + 8.333_452e-3) * x + 4.166_579_6e-2;
    ((p * x + 1.666_666_6e-1) * x + 0.5) * (x * x)
}

/// The whole number nearest to `x / ln 2`, and what is left of `x`.
#[inline(always)]
fn halves(x: f32) -> (i32, f32) {
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    ((shifted.to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32), x - n * LN_2_HIGH - n * LN_2_LOW)
}

/// `exp(x)`.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    // Beyond these it is 0 or infinite; a comparison with NaN is false.
    let x = if x < -104.0 { -104.0 } else { x };
    let x = if x > 89.0 { 89.0 } else { x };
    let (n, x) = halves(x);
    // Two factors, because results below 2^-126 have no single one.
    let half = n >> 1;
    (exp_rest(x) + x + 1.0) * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// `exp(x) - 1` of a number that is not positive.
#[inline(always)]
pub(super) fn exp_m1(x: f32) -> f32 {
    // Beyond this it is -1.
    let x = if x < -20.0 { -20.0 } else { x };
    let (n, left) = halves(x);
    let scale = power_of_two(n);
    scale * (exp_rest(left) + left) + (scale - 1.0)
}

/// `tanh(x)`: `tanhf.c`.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    let size = x.abs();
    let z = x * x;
    let p = (-5.704_988_7e-3 * z + 2.063_908_8e-2) * z - 5.373_971_5e-2;
    let near = ((p * z + 1.333_144_2e-1) * z - 3.333_328e-1) * z * x + x;
    let twice = size + size;
    let twice = if twice > 20.0 { 20.0 } else { twice };
    let (n, left) = halves(twice);
    let far = 1.0 - 2.0 / ((exp_rest(left) + left + 1.0) * power_of_two(n) + 1.0);
    if size < 0.625 { near } else { far.copysign(x) }
}

/// `1 / (1 + exp(-x))`.
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    let e = exp(-x.abs());
    (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// The error function: `ndtrf.c`, whose polynomial for 1 to 2 is good enough beyond, where little is left of it.
#[inline(always)]
pub(super) fn erf(x: f32) -> f32 {
    let (size, z) = (x.abs(), x * x);
    let p = (7.853_861_5e-5 * z - 8.010_193_7e-4) * z + 5.188_327_7e-3;
    let p = ((p * z - 2.685_381_3e-2) * z + 1.128_358_54e-1) * z - 3.761_262_6e-1;
    let near = (p * z + std::f32::consts::FRAC_2_SQRT_PI) * x;
    let inverse = 1.0 / size;
    let z = inverse * inverse;
    let p = (2.326_82e-2 * z - 1.387_039_4e-1) * z + 3.687_424_7e-1;
    let p = ((p * z - 5.824_733e-1) * z + 6.210_004_7e-1) * z - 4.944_515_2e-1;
    let p = ((p * z + 3.404_88e-1) * z - 2.741_127e-1) * z + 5.638_259_6e-1;
    let far = 1.0 - exp(-size * size) * inverse * p;
    if size < 1.0 { near } else { far.copysign(x) }
}

/// `ln(1 + exp(x))`.
#[inline(always)]
pub(super) fn softplus(x: f32) -> f32 {
    let e = exp(-x.abs());
    let sum = 1.0 + e;
    // What is lost in the sum is a part of the logarithm's argument.
    let log = log_normal(sum, 0.0) + (e - (sum - 1.0)) / sum;
    log + if x < 0.0 { 0.0 } else { x }
}

/// The logarithm of a positive number that is neither infinite nor below 2^-126, and `more` times that of two: `logf.c`.
#[inline(always)]
fn log_normal(x: f32, more: f32) -> f32 {
    // Split so that the rest lies between the root of a half and that of two.
    let bits = x.to_bits().wrapping_sub(std::f32::consts::FRAC_1_SQRT_2.to_bits()) as i32;
    let exponent = bits >> 23;
    let m = f32::from_bits(x.to_bits().wrapping_sub((exponent << 23) as u32)) - 1.0;
    let n = exponent as f32 + more;
    let z = m * m;
    let p = (7.037_683_6e-2 * m - 1.151_461e-1) * m + 1.167_699_84e-1;
    let p = ((p * m - 1.242_014_1e-1) * m + 1.424_932_3e-1) * m - 1.666_805_7e-1;
    let p = ((p * m + 2.000_071_4e-1) * m - 2.499_999_4e-1) * m + 3.333_333e-1;
    let rest = p * m * z + n * LN_2_LOW - 0.5 * z;
    m + rest + n * LN_2_HIGH
}

/// The natural logarithm.
#[inline(always)]
pub(super) fn log(x: f32) -> f32 {
    let tiny = x < f32::MIN_POSITIVE;
    let scaled = if tiny { x * 8_388_608.0 } else { x };
    let usual = log_normal(scaled, if tiny { -23.0 } else { 0.0 });
    let usual = if x < f32::INFINITY { usual } else { x };
    let usual = if x == 0.0 { f32::NEG_INFINITY } else { usual };
    if x < 0.0 { f32::NAN } else { usual }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest error in units of the last place of the nearest 32-bit number, over numbers of every size and sign.
    fn worst(function: fn(f32) -> f32, exact: fn(f64) -> f64) -> (f64, f32) {
        let mut worst = (0.0, 0.0);
        for bits in (0..=u32::MAX).step_by(9973) {
            let x = f32::from_bits(bits);
            let (found, exact) = (function(x), exact(f64::from(x)));
            if x.is_nan() {
                assert!(found.is_nan(), "{bits:x}: {found}");
                continue;
            }
            let nearest = exact as f32;
            if nearest.is_nan() || nearest.is_infinite() {
                assert!(
                    found == nearest
                        || (found.is_nan() && nearest.is_nan())
                        || found == f32::MAX.copysign(nearest),
                    "{x:e}: {found} for {nearest}"
                );
                continue;
            }
            let unit = f64::from(nearest.abs().next_up()) - f64::from(nearest.abs());
            let error = (f64::from(found) - exact).abs() / unit;
            assert!(!error.is_nan(), "{x:e}: {found} for {exact}");
            if error > worst.0 {
                worst = (error, x);
            }
        }
        worst
    }

    #[test]
    fn few_units_in_the_last_place() {
        let log1p_exp = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let sigmoid_64 = |x: f64| {
            let e = (-x.abs()).exp();
            (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
        };
        for (name, function, exact, most) in [
            ("exp", exp as fn(f32) -> f32, f64::exp as fn(f64) -> f64, 2.0),
            ("exp_m1", |x| exp_m1(-x.abs()), |x| (-x.abs()).exp_m1(), 2.5),
            ("tanh", tanh, f64::tanh, 2.5),
            ("sigmoid", sigmoid, sigmoid_64, 3.0),
            ("softplus", softplus, log1p_exp, 3.0),
            ("log", log, f64::ln, 2.0),
            ("erf", erf, erf_64, 3.0),
        ] {
            let (error, x) = worst(function, exact);
            println!("{name}: {error:.2} units at {x:e}");
            assert!(error <= most, "{name}: {error} units at {x:e}");
        }
    }

    /// The error function by its power series; from 4 on it is 1 in 32 bits.
    fn erf_64(x: f64) -> f64 {
        if x.abs() > 4.0 {
            return x.signum();
        }
        let mut term = x;
        let series = (1..120).fold(x, |sum, k| {
            term *= -x * x / f64::from(k);
            sum + term / f64::from(2 * k + 1)
        });
        series * std::f64::consts::FRAC_2_SQRT_PI
    }

    #[test]
    fn at_the_ends() {
        let infinite = f32::INFINITY;
        for (name, found, expected) in [
            ("exp(0)", exp(0.0), 1.0),
            ("exp(-0)", exp(-0.0), 1.0),
            ("exp(inf)", exp(infinite), infinite),
            ("exp(-inf)", exp(-infinite), 0.0),
            ("exp(88.7)", exp(88.7), f64::from(88.7_f32).exp() as f32),
            ("exp_m1(-inf)", exp_m1(-infinite), -1.0),
            ("tanh(inf)", tanh(infinite), 1.0),
            ("tanh(-inf)", tanh(-infinite), -1.0),
            ("tanh(1e-40)", tanh(1e-40), 1e-40),
            ("sigmoid(inf)", sigmoid(infinite), 1.0),
            ("sigmoid(-inf)", sigmoid(-infinite), 0.0),
            ("sigmoid(0)", sigmoid(0.0), 0.5),
            ("softplus(inf)", softplus(infinite), infinite),
            ("softplus(-inf)", softplus(-infinite), 0.0),
            ("erf(inf)", erf(infinite), 1.0),
            ("erf(-inf)", erf(-infinite), -1.0),
            ("log(0)", log(0.0), -infinite),
            ("log(-0)", log(-0.0), -infinite),
            ("log(1)", log(1.0), 0.0),
            ("log(inf)", log(infinite), infinite),
        ] {
            let close = (found - expected).abs() <= 2e-7 * expected.abs();
            assert!(found == expected || close, "{name}: {found} for {expected}");
        }
        assert!(log(-1.0).is_nan() && log(-infinite).is_nan());
        for function in [exp, exp_m1, tanh, sigmoid, softplus, log, erf] {
            assert!(function(f32::NAN).is_nan() && function(-f32::NAN).is_nan());
        }
    }
}
