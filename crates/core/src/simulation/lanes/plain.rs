//! Two numbers, one after the other.

/// Two numbers.
#[derive(Debug, Clone, Copy)]
pub struct Pair([f64; 2]);

impl Pair {
    #[inline(always)]
    pub fn new(a: f64, b: f64) -> Self {
        Self([a, b])
    }

    #[inline(always)]
    pub fn array(self) -> [f64; 2] {
        self.0
    }

    #[inline(always)]
    pub fn positive(self) -> Self {
        Self(self.0.map(|x| if x > 0.0 { x } else { 0.0 }))
    }

    #[inline(always)]
    pub fn where_positive(self, sign: Self, other: Self) -> Self {
        let pick = |k: usize| if sign.0[k] > 0.0 { self.0[k] } else { other.0[k] };
        Self([pick(0), pick(1)])
    }

    #[inline(always)]
    pub fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }

    #[inline(always)]
    pub fn sub(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }

    #[inline(always)]
    pub fn mul(self, other: Self) -> Self {
        Self([self.0[0] * other.0[0], self.0[1] * other.0[1]])
    }

    #[inline(always)]
    pub fn div(self, other: Self) -> Self {
        Self([self.0[0] / other.0[0], self.0[1] / other.0[1]])
    }
}
