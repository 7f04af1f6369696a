//! Two numbers in a vector of WebAssembly's SIMD.

use core::arch::wasm32::{
    f64x2, f64x2_add, f64x2_div, f64x2_extract_lane, f64x2_gt, f64x2_mul, f64x2_pmax, f64x2_splat, f64x2_sub,
    v128, v128_bitselect,
};

/// Two numbers.
#[derive(Debug, Clone, Copy)]
pub struct Pair(v128);

impl Pair {
    #[inline(always)]
    pub fn new(a: f64, b: f64) -> Self {
        Self(f64x2(a, b))
    }

    #[inline(always)]
    pub fn array(self) -> [f64; 2] {
        [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
    }

    #[inline(always)]
    pub fn positive(self) -> Self {
        // The first operand, zero, where the second is not greater.
        Self(f64x2_pmax(f64x2_splat(0.0), self.0))
    }

    #[inline(always)]
    pub fn where_positive(self, sign: Self, other: Self) -> Self {
        Self(v128_bitselect(self.0, other.0, f64x2_gt(sign.0, f64x2_splat(0.0))))
    }

    #[inline(always)]
    pub fn add(self, other: Self) -> Self {
        Self(f64x2_add(self.0, other.0))
    }

    #[inline(always)]
    pub fn sub(self, other: Self) -> Self {
        Self(f64x2_sub(self.0, other.0))
    }

    #[inline(always)]
    pub fn mul(self, other: Self) -> Self {
        Self(f64x2_mul(self.0, other.0))
    }

    #[inline(always)]
    pub fn div(self, other: Self) -> Self {
        Self(f64x2_div(self.0, other.0))
    }
}
