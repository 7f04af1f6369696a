//! Four numbers side by side, one for each pump: in the browser one instruction works on two of them.
//!
//! Compilers do not find this by themselves here. Natively they are written out, because processors differ.
//! Each lane has the bits of the same operation on a single number, on every machine: nothing is fused or reordered.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[path = "lanes/plain.rs"]
mod pair;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[path = "lanes/wasm.rs"]
mod pair;

use core::ops::{Add, Div, Mul, Sub};

use super::PerPump;
use pair::Pair;

/// Four numbers.
#[derive(Debug, Clone, Copy)]
pub struct Lanes(Pair, Pair);

impl Default for Lanes {
    /// Zeros.
    fn default() -> Self {
        Self::splat(0.0)
    }
}

impl PartialEq for Lanes {
    fn eq(&self, other: &Self) -> bool {
        self.array() == other.array()
    }
}

impl Lanes {
    /// The same number four times.
    #[inline(always)]
    pub fn splat(x: f64) -> Self {
        Self(Pair::new(x, x), Pair::new(x, x))
    }

    /// From an array.
    #[inline(always)]
    pub fn of(&[a, b, c, d]: &PerPump<f64>) -> Self {
        Self(Pair::new(a, b), Pair::new(c, d))
    }

    /// As an array.
    #[inline(always)]
    pub fn array(self) -> PerPump<f64> {
        let ([a, b], [c, d]) = (self.0.array(), self.1.array());
        [a, b, c, d]
    }

    /// Each number, or zero where it is not positive.
    #[inline(always)]
    pub fn positive(self) -> Self {
        Self(self.0.positive(), self.1.positive())
    }

    /// `self` where `sign` is positive, else `other`.
    #[inline(always)]
    pub fn where_positive(self, sign: Self, other: Self) -> Self {
        Self(self.0.where_positive(sign.0, other.0), self.1.where_positive(sign.1, other.1))
    }
}

macro_rules! lane_by_lane {
    ($($trait:ident $method:ident;)*) => { $(
        impl $trait for Lanes {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    )* };
}

lane_by_lane! { Add add; Sub sub; Mul mul; Div div; }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_have_the_bits_of_single_numbers() {
        let (xs, ys) = ([1.1, -2.3e-7, 0.0, 1e300], [3.3, 7.7, -0.1, 1e-9]);
        let (a, b) = (Lanes::of(&xs), Lanes::of(&ys));
        let each = |f: fn(f64, f64) -> f64| [0, 1, 2, 3].map(|i| f(xs[i], ys[i]));
        for (found, expected) in [
            (a + b, each(|x, y| x + y)),
            (a - b, each(|x, y| x - y)),
            (a * b, each(|x, y| x * y)),
            (a / b, each(|x, y| x / y)),
            (a.positive(), each(|x, _| if x > 0.0 { x } else { 0.0 })),
            (b.where_positive(a, Lanes::splat(5.0)), each(|x, y| if x > 0.0 { y } else { 5.0 })),
        ] {
            assert_eq!(found.array().map(f64::to_bits), expected.map(f64::to_bits));
        }
    }
}
