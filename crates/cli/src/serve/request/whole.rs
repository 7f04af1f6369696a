//! A whole number as JSON has them: `3`, and `3.0` as well.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// A whole number from 0 on; beyond 64 bits it is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole(pub u64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 on")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Whole, E> {
        Ok(Whole(n))
    }

    fn visit_f64<E: Error>(self, x: f64) -> Result<Whole, E> {
        match x >= 0.0 && x.fract() == 0.0 {
            true => Ok(Whole(x as u64)),
            false => Err(E::invalid_value(Unexpected::Float(x), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_either_form() {
        for (json, expected) in [
            ("3", Some(3)),
            ("3.0", Some(3)),
            ("3e2", Some(300)),
            ("1e300", Some(u64::MAX)),
            ("2.5", None),
            ("-1", None),
            ("-1.0", None),
            ("\"3\"", None),
            ("true", None),
        ] {
            assert_eq!(serde_json::from_str(json).ok().map(|Whole(n)| n), expected, "{json}");
        }
    }
}
