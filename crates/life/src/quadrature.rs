//! Integrals over finite stretches, with an estimate of their error.
//!
//! Source of the rule: Abramowitz and Stegun, Handbook of Mathematical Functions, 25.4.30 (Gauss-Legendre).

/// Positive points of the rule of ten points, with their weights.
const POINTS: [(f64, f64); 5] = [
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_36),
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
];
/// A stretch is not halved more often.
const DEPTH: u32 = 48;

/// An integral and what it may be wrong by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Integral {
    /// The integral.
    pub value: f64,
    /// The sum of the differences between each stretch and its halves; the true error is much smaller where the
    /// function is smooth.
    pub error: f64,
}

/// The rule of ten points, exact for polynomials of degree 19.
pub fn gauss(f: &dyn Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    POINTS.iter().map(|(x, weight)| weight * (f(middle - half * x) + f(middle + half * x))).sum::<f64>()
        * half
}

/// The integral by halving every stretch whose halves differ from it by more than `relative` times the whole.
pub fn integral(f: &dyn Fn(f64) -> f64, from: f64, to: f64, relative: f64) -> Integral {
    let mut open = vec![(from, to, gauss(f, from, to), 0)];
    let (mut done, mut error) = (0.0, 0.0);
    while let Some((a, b, whole, depth)) = open.pop() {
        let middle = 0.5 * (a + b);
        let (left, right) = (gauss(f, a, middle), gauss(f, middle, b));
        let difference = libm::fabs(left + right - whole);
        let pending: f64 = open.iter().map(|(_, _, value, _)| libm::fabs(*value)).sum();
        let scale = libm::fabs(done) + pending + libm::fabs(left + right);
        if difference <= relative * scale || depth >= DEPTH || !difference.is_finite() {
            done += left + right;
            error += difference;
        } else {
            open.push((a, middle, left, depth + 1));
            open.push((middle, b, right, depth + 1));
        }
    }
    Integral { value: done, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrals_of_known_functions() {
        type Case = (fn(f64) -> f64, f64, f64, f64);
        let cases: [Case; 4] = [
            (|x| x * x, 0.0, 3.0, 9.0),
            (|x| (-x).exp(), 0.0, 40.0, 1.0),
            (|x| x.sqrt(), 0.0, 1.0, 2.0 / 3.0),
            (|x| 1.0 / (1e-4 + x * x), -1.0, 1.0, 200.0 * 100.0_f64.atan()),
        ];
        for (i, (f, from, to, expected)) in cases.into_iter().enumerate() {
            let found = integral(&f, from, to, 1e-12);
            let off = (found.value - expected).abs();
            assert!(off <= 1e-10 * expected && off <= found.error + 1e-13 * expected, "{i}: {found:?}");
        }
    }
}
