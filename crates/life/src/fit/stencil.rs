//! Derivatives of smooth functions of two or three variables by central differences of eighth order, and the maximum
//! that they lead to.
//!
//! Source of the weights: Fornberg, Mathematics of Computation 51, 1988. With steps of 0.03 in a logarithm both the
//! error of the rule and the noise of 64 bits are below 1e-9 of the curvature.

const FIRST: [f64; 4] = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];
const SECOND: [f64; 4] = [8.0 / 5.0, -1.0 / 5.0, 8.0 / 315.0, -1.0 / 560.0];
const MIDDLE: f64 = -205.0 / 72.0;
const ROUNDS: usize = 200;
/// Gain at which the maximum is found: a step of a billionth of a standard deviation.
const DONE: f64 = 1e-18;

/// A function of some variables.
pub(super) type Function<'a> = &'a dyn Fn(&[f64]) -> f64;

/// Gradient and second derivatives at a point, with the step of each variable.
pub(super) fn derivatives(f: Function<'_>, at: &[f64], steps: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = at.len();
    let here = f(at);
    let single: Vec<(f64, f64)> = (0..n).map(|i| along(f, at, steps, &[i], here)).collect();
    let gradient = single.iter().zip(steps).map(|((first, _), h)| first / h).collect();
    let mut second = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let of = |k: usize| single.get(k).map_or(0.0, |s| s.1);
            // The second derivative along the sum of two directions holds twice the mixed one.
            let value =
                if i == j { of(i) } else { 0.5 * (along(f, at, steps, &[i, j], here).1 - of(i) - of(j)) };
            let scaled =
                value / (steps.get(i).copied().unwrap_or(1.0) * steps.get(j).copied().unwrap_or(1.0));
            for (a, b) in [(i, j), (j, i)] {
                if let Some(cell) = second.get_mut(a).and_then(|row| row.get_mut(b)) {
                    *cell = scaled;
                }
            }
        }
    }
    (gradient, second)
}

/// First and second derivative by the number of steps taken in all of the named variables at once.
fn along(f: Function<'_>, at: &[f64], steps: &[f64], which: &[usize], here: f64) -> (f64, f64) {
    let moved = |k: f64| {
        let shift =
            |i: usize| if which.contains(&i) { k * steps.get(i).copied().unwrap_or_default() } else { 0.0 };
        f(&at.iter().enumerate().map(|(i, x)| x + shift(i)).collect::<Vec<f64>>())
    };
    let (mut first, mut second) = (0.0, MIDDLE * here);
    for (k, (a, b)) in FIRST.iter().zip(SECOND).enumerate() {
        let (up, down) = (moved(k as f64 + 1.0), moved(-(k as f64) - 1.0));
        first += a * (up - down);
        second += b * (up + down);
    }
    (first, second)
}

/// The nearest maximum uphill from a start, with the inverse of the negative second derivatives; `None` where the way
/// does not end or the top is flat.
pub(super) fn maximum(f: Function<'_>, start: &[f64], steps: &[f64]) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let (mut at, mut value, mut last) = (start.to_vec(), f(start), f64::INFINITY);
    for _ in 0..ROUNDS {
        let (gradient, second) = derivatives(f, &at, steps);
        let (inverse, is_damped) = damped(&second)?;
        let step: Vec<f64> = inverse.iter().map(|row| dot(row, &gradient)).collect();
        let gain = dot(&step, &gradient);
        if !is_damped && gain < 1e-8 && (gain <= DONE || gain >= last) {
            return Some((at, inverse));
        }
        last = gain;
        (at, value) = uphill(f, &at, value, &step, gain < 1e-8)?;
    }
    None
}

/// The first of the step and its halves that leads higher; the whole one where 64 bits no longer tell.
fn uphill(f: Function<'_>, at: &[f64], value: f64, step: &[f64], is_near: bool) -> Option<(Vec<f64>, f64)> {
    // No variable moves by more than two units at once: they are logarithms.
    let longest = step.iter().fold(0.0, |m: f64, x| m.max(libm::fabs(*x)));
    let mut share = if longest > 2.0 { 2.0 / longest } else { 1.0 };
    for _ in 0..50 {
        let next: Vec<f64> = at.iter().zip(step).map(|(x, s)| x + share * s).collect();
        let found = f(&next);
        if found > value || is_near {
            return Some((next, found));
        }
        share *= 0.5;
    }
    None
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The inverse of the negative of a matrix; with more and more of its diagonal's size added until it is positive.
fn damped(second: &[Vec<f64>]) -> Option<(Vec<Vec<f64>>, bool)> {
    let size = second.iter().flatten().fold(0.0, |m: f64, x| m.max(libm::fabs(*x)));
    let with = |more: f64| {
        let entry = |i: usize, j: usize, x: f64| if i == j { more - x } else { -x };
        let rows = second.iter().enumerate();
        rows.map(|(i, row)| row.iter().enumerate().map(|(j, x)| entry(i, j, *x)).collect())
            .collect::<Vec<Vec<f64>>>()
    };
    if let Some(found) = inverse(&with(0.0)) {
        return Some((found, false));
    }
    (0..24).find_map(|k| inverse(&with(size * libm::ldexp(1e-4, k)))).map(|found| (found, true))
}

/// The inverse of a positive matrix by Cholesky's method; `None` where it is not positive.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(n);
    for (i, row) in matrix.iter().enumerate() {
        let mut next: Vec<f64> = Vec::with_capacity(n);
        for (j, x) in row.iter().enumerate().take(i + 1) {
            let above = if j == i { None } else { lower.get(j) };
            let rest = x - dot(&next, above.unwrap_or(&next));
            match above.and_then(|row| row.get(j)) {
                Some(pivot) => next.push(rest / pivot),
                None if rest > 0.0 && rest.is_finite() => next.push(libm::sqrt(rest)),
                None => return None,
            }
        }
        lower.push(next);
    }
    let columns: Vec<Vec<f64>> = (0..n).map(|k| solved(&lower, k)).collect::<Option<_>>()?;
    Some(columns)
}

/// The k-th column of the inverse from the lower factor.
fn solved(lower: &[Vec<f64>], k: usize) -> Option<Vec<f64>> {
    let n = lower.len();
    let mut down: Vec<f64> = Vec::with_capacity(n);
    for (i, row) in lower.iter().enumerate() {
        let unit = if i == k { 1.0 } else { 0.0 };
        down.push((unit - dot(row, &down)) / row.get(i)?);
    }
    let mut up = vec![0.0; n];
    for i in (0..n).rev() {
        let below: f64 = (i + 1..n).filter_map(|j| Some(lower.get(j)?.get(i)? * up.get(j)?)).sum();
        *up.get_mut(i)? = (down.get(i)? - below) / lower.get(i)?.get(i)?;
    }
    Some(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_top_is_found_with_its_curvature() {
        // -(x - 1)² - 2 (y + 2)² - (x - 1)(y + 2) - z⁴/12 - z²
        let f = |v: &[f64]| {
            let (x, y, z) = (v[0] - 1.0, v[1] + 2.0, v[2]);
            -x * x - 2.0 * y * y - x * y - z.powi(4) / 12.0 - z * z
        };
        let (at, covariance) = maximum(&f, &[4.0, 3.0, 1.5], &[0.03; 3]).unwrap();
        for (found, expected) in at.iter().zip([1.0, -2.0, 0.0]) {
            assert!((found - expected).abs() < 1e-9, "{at:?}");
        }
        // The inverse of [[2, 1], [1, 4]].
        for (found, expected) in
            [(covariance[0][0], 4.0 / 7.0), (covariance[1][0], -1.0 / 7.0), (covariance[2][2], 0.5)]
        {
            assert!((found - expected).abs() < 1e-9, "{covariance:?}");
        }
        assert!(inverse(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_none());
    }
}
