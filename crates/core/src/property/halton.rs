//! Points that fill a cube evenly: Halton's sequence with a shift that the seed decides.
//!
//! Sources: Halton, Numerische Mathematik 2, 1960; shift modulo one: Cranley and Patterson, SIAM Journal on Numerical
//! Analysis 13, 1976; the shift's numbers: SplitMix64 of Steele, Lea and Flood, OOPSLA 2014. Beyond about ten dimensions
//! neighbouring coordinates follow each other for a while; the search also looks at corners and borders.

/// The sequence; one prime for each coordinate.
pub(super) struct Halton {
    coordinates: Vec<(u64, f64)>,
}

impl Halton {
    pub fn new(dimensions: usize, seed: u64) -> Self {
        let mut state = seed;
        let coordinates = primes(dimensions).into_iter().map(|prime| (prime, uniform(&mut state)));
        Self { coordinates: coordinates.collect() }
    }

    /// Point `i`; coordinates from 0 up to but not including 1.
    pub fn at(&self, i: usize) -> Vec<f64> {
        let coordinate = |(prime, shift): &(u64, f64)| {
            let x = radical_inverse(i as u64 + 1, *prime) + shift;
            if x < 1.0 { x } else { x - 1.0 }
        };
        self.coordinates.iter().map(coordinate).collect()
    }
}

/// The digits of a number in a base, mirrored at the point.
fn radical_inverse(mut i: u64, base: u64) -> f64 {
    let (mut x, mut place) = (0.0, 1.0);
    while i > 0 {
        place /= base as f64;
        x += (i % base) as f64 * place;
        i /= base;
    }
    x
}

fn primes(n: usize) -> Vec<u64> {
    let mut primes: Vec<u64> = Vec::new();
    let mut next = 2;
    while primes.len() < n {
        if primes.iter().all(|prime| next % prime != 0) {
            primes.push(next);
        }
        next += 1;
    }
    primes
}

fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (i, base, expected) in
            [(1, 2, 0.5), (2, 2, 0.25), (3, 2, 0.75), (5, 3, 7.0 / 9.0), (10, 10, 0.01)]
        {
            assert!((radical_inverse(i, base) - expected).abs() < 1e-15, "{i} in base {base}");
        }
        assert_eq!(primes(6), [2, 3, 5, 7, 11, 13]);
        // The first number of SplitMix64 from the seed 0 is 0xE220A8397B1DCDAF.
        assert!((uniform(&mut 0) - 0xE220_A839_7B1D_CDAF_u64 as f64 / 2_f64.powi(64)).abs() < 1e-15);
    }

    #[test]
    fn every_box_is_hit() {
        let halton = Halton::new(2, 7);
        let mut hit = [[false; 4]; 4];
        for i in 0..64 {
            let point = halton.at(i);
            hit[(4.0 * point[0]) as usize][(4.0 * point[1]) as usize] = true;
        }
        assert!(hit.iter().flatten().all(|x| *x));
    }
}
