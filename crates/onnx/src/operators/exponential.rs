//! The exponential function without branches, so that several numbers are calculated at once.

use std::f64::consts::LOG2_E;

use tract_onnx::tract_hir::internal::*;

use super::kernel::{Fact, Kernel};
use super::rows::{elements, tensor};
use crate::rows::exp as exp_32;

/// Added to and taken from a number below 2^51, it rounds to the nearest whole one: 1.5 * 2^52.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// The natural logarithm of two in two parts, of which the first times a whole number below 2^20 is exact.
const LN_2_HIGH: f64 = 6.931_457_519_531_25e-1;
const LN_2_LOW: f64 = 1.428_606_820_309_417_2e-6;

/// `exp(x)` of 64 bits, within two units of the last place: the fraction of Cephes' `exp.c` (S. L. Moshier). NaN stays
/// NaN.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    // Beyond these it is 0 or infinite; a comparison with NaN is false.
    let x = if x < -746.0 { -746.0 } else { x };
    let x = if x > 710.0 { 710.0 } else { x };
    let shifted = x * LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let left = x - whole * LN_2_HIGH - whole * LN_2_LOW;
    let square = left * left;
    let p = (1.261_771_930_748_105_9e-4 * square + 3.029_944_077_074_419_6e-2) * square + 1.0;
    let q = (3.001_985_051_386_644_6e-6 * square + 2.524_483_403_496_841e-3) * square;
    let q = (q + 2.272_655_482_081_550_3e-1) * square + 2.0;
    let odd = left * p;
    let power = 1.0 + 2.0 * (odd / (q - odd));
    // Two factors, because results below 2^-1022 have no single one.
    let n = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(4096);
    let half = n >> 1;
    power * power_of_two(half) * power_of_two(n - half)
}

/// Two to the power of `n - 2048`, for 1026 to 3071.
#[inline(always)]
fn power_of_two(n: u64) -> f64 {
    f64::from_bits((n.wrapping_sub(2048 - 1023)) << 52)
}

/// Whether there is a quick way for such elements.
pub(super) fn takes(kind: DatumType) -> bool {
    [f32::datum_type(), f64::datum_type()].contains(&kind)
}

/// `Exp` of 32-bit or 64-bit numbers.
#[derive(Debug)]
pub(super) struct Exp;

impl Kernel for Exp {
    fn name(&self) -> &'static str {
        "Exp"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        Ok(inputs.to_vec())
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let [x] = inputs else { bail!("Exp takes one input") };
        Ok(vec![match x.datum_type() {
            DatumType::F64 => tensor(x.shape(), elements(x)?.iter().map(|x| exp(*x)).collect())?,
            _ => tensor(x.shape(), elements(x)?.iter().map(|x| exp_32(*x)).collect())?,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn two_units_in_the_last_place() {
        for step in -750_000..712_000 {
            let x = f64::from(step) / 1000.0 + 1e-4 / 3.0;
            let (found, exact) = (exp(x), x.exp());
            let unit = exact.next_up() - exact;
            let near = found == exact || (found - exact).abs() <= 2.0 * unit;
            assert!(near, "{x}: {found:e} for {exact:e}");
        }
    }

    #[test]
    fn at_the_ends() {
        assert_eq!([exp(0.0), exp(-0.0), exp(f64::NEG_INFINITY)], [1.0, 1.0, 0.0]);
        assert_eq!([exp(f64::INFINITY), exp(1e300), exp(-1e300)], [f64::INFINITY, f64::INFINITY, 0.0]);
        assert!(exp(f64::NAN).is_nan() && exp(-f64::NAN).is_nan());
    }
}
