//! Quantiles without sorting: only the values that are asked for are put in their places.

/// Numbers in the order of `f64::total_cmp`, as integers of the same order: quicker to compare.
pub fn keys(values: &[f64]) -> Vec<i64> {
    values.iter().map(|x| flip(x.to_bits() as i64)).collect()
}

/// The bits of a negative number run backwards; its own inverse.
fn flip(bits: i64) -> i64 {
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// Quantiles at some shares by linear interpolation (type 7 of Hyndman and Fan); zero when there is nothing.
pub fn quantiles<const N: usize>(keys: &mut [i64], shares: [f64; N]) -> [f64; N] {
    let Some(last) = keys.len().checked_sub(1) else { return [0.0; N] };
    let ends = shares.map(|share| {
        let position = share * last as f64;
        let i = (position as usize).min(last);
        (i, (i + 1).min(last), position - i as f64)
    });
    let mut wanted: Vec<usize> = ends.iter().flat_map(|(low, high, _)| [*low, *high]).collect();
    wanted.sort_unstable();
    place(keys, 0, &wanted);
    let value = |k: usize| f64::from_bits(flip(keys[k]) as u64);
    ends.map(|(low, high, part)| value(low) + (value(high) - value(low)) * part)
}

/// Puts what belongs at the wanted positions there, ascending and counted from the first of all keys; these
/// begin at `from`. The middle one comes first, so that those beside it are looked for among few.
fn place(keys: &mut [i64], from: usize, wanted: &[usize]) {
    let Some(&middle) = wanted.get(wanted.len() / 2) else { return };
    let (below, _, above) = keys.select_nth_unstable(middle - from);
    let before = wanted.partition_point(|k| *k < middle);
    let until = wanted.partition_point(|k| *k <= middle);
    place(below, from, &wanted[..before]);
    place(above, middle + 1, &wanted[until..]);
}

#[cfg(test)]
mod tests {
    use super::super::aggregate::quantile;
    use super::*;

    #[test]
    fn quantiles_are_those_of_sorted_values() {
        let shares = [0.0, 0.1, 0.25, 0.75, 0.9, 1.0];
        for n in [0, 1, 2, 3, 10, 101] {
            let values: Vec<f64> = (0..n).map(|k| f64::from(k * 37 % 101 - 50) / 7.0).collect();
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let expected = shares.map(|p| quantile(&sorted, p));
            assert_eq!(quantiles(&mut keys(&values), shares), expected, "of {n}");
        }
    }

    #[test]
    fn keys_keep_the_order() {
        let values = [f64::NEG_INFINITY, -2.0, -0.0, 0.0, 1e-300, 3.0, f64::INFINITY];
        assert!(keys(&values).is_sorted());
    }
}
