//! The data of a tensor, read without trust: flat or row by row, and nothing but numbers is kept.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The numbers of a tensor in their order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Data {
    pub values: Vec<f64>,
    /// Length of each row, where they came row by row.
    pub widths: Vec<usize>,
    /// Something else than numbers was among them.
    pub has_others: bool,
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut data = Self::default();
        deserializer.deserialize_seq(Items { data: &mut data, is_row: false })?;
        Ok(data)
    }
}

/// The items of a list, which are numbers or, unless they are of a row, rows.
struct Items<'d> {
    data: &'d mut Data,
    is_row: bool,
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Item { data: self.data, is_in_row: self.is_row })?.is_some() {}
        Ok(())
    }
}

struct Item<'d> {
    data: &'d mut Data,
    is_in_row: bool,
}

impl Item<'_> {
    fn other<E>(self) -> Result<(), E> {
        self.data.has_others = true;
        Ok(())
    }
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
        f.write_str("a number or a row of numbers")
    }

    fn visit_f64<E>(self, x: f64) -> Result<(), E> {
        self.data.values.push(x);
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, x: u64) -> Result<(), E> {
        self.visit_f64(x as f64)
    }

    fn visit_i64<E: serde::de::Error>(self, x: i64) -> Result<(), E> {
        self.visit_f64(x as f64)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.other()
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.other()
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.other()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.other()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.is_in_row {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return self.other();
        }
        let before = self.data.values.len();
        Items { data: &mut *self.data, is_row: true }.visit_seq(items)?;
        self.data.widths.push(self.data.values.len() - before);
        Ok(())
    }
}
