//! The values of a tensor, flat or row by row.

use std::fmt;

use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Values of a tensor in row order.
#[derive(Debug, Default, PartialEq)]
pub struct Data {
    /// All values; `true` is 1.
    pub values: Vec<f64>,
    /// Values per row when they were given row by row.
    pub widths: Vec<usize>,
    /// Whether there is `true` or `false` among them.
    pub has_bools: bool,
    /// Whether there is a number among them.
    pub has_numbers: bool,
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut data = Self::default();
        deserializer.deserialize_seq(Level { data: &mut data, rows: true })?;
        match data.widths.is_empty() || data.widths.iter().sum::<usize>() == data.values.len() {
            true => Ok(data),
            false => Err(D::Error::custom("`data` mixes values and rows of values; give one or the other")),
        }
    }
}

/// A list of values, or of rows where there may still be some.
struct Level<'a> {
    data: &'a mut Data,
    rows: bool,
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Item { data: &mut *self.data, row: self.rows })?.is_some() {}
        Ok(())
    }
}

/// One value, or one row.
struct Item<'a> {
    data: &'a mut Data,
    row: bool,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a finite number")
    }

    fn visit_f64<E: Error>(self, x: f64) -> Result<(), E> {
        self.data.has_numbers = true;
        self.data.values.push(x);
        Ok(())
    }

    fn visit_u64<E: Error>(self, x: u64) -> Result<(), E> {
        self.visit_f64(x as f64)
    }

    fn visit_i64<E: Error>(self, x: i64) -> Result<(), E> {
        self.visit_f64(x as f64)
    }

    fn visit_bool<E: Error>(self, x: bool) -> Result<(), E> {
        self.data.has_bools = true;
        self.data.values.push(f64::from(u8::from(x)));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        if !self.row {
            return Err(A::Error::custom("`data` is nested deeper than rows of values"));
        }
        let before = self.data.values.len();
        Level { data: &mut *self.data, rows: false }.visit_seq(list)?;
        self.data.widths.push(self.data.values.len() - before);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_or_row_by_row() {
        let read = |json: &str| serde_json::from_str::<Data>(json).map_err(|e| e.to_string());
        let flat = read("[1, -2, 0.5]").unwrap();
        assert_eq!((flat.values, flat.widths.len()), (vec![1.0, -2.0, 0.5], 0));
        let nested = read("[[1, true], [3, 4]]").unwrap();
        assert_eq!((nested.values, nested.widths), (vec![1.0, 1.0, 3.0, 4.0], vec![2, 2]));
        assert!(nested.has_bools && nested.has_numbers);
        let deep = "[".repeat(100_000);
        for (json, expected) in [
            ("[1, [2]]", "mixes"),
            ("[[[1]]]", "nested deeper"),
            (&deep, "nested deeper"),
            ("[\"NaN\"]", "expected a finite number"),
            ("[null]", "expected a finite number"),
            ("[{}]", "expected a finite number"),
            ("[1e999]", "number out of range"),
            ("{}", "expected a list"),
            ("7", "expected a list"),
        ] {
            let problem = read(json).unwrap_err();
            assert!(problem.contains(expected), "{json:.20}: {problem}");
        }
    }
}
