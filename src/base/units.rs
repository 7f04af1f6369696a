//! The units that the person at this device prefers: a signal, and a text on the device.

use std::collections::BTreeMap;

use leptos::prelude::*;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::units::{FAMILIES, Family, Preference, Readout, Scale, family_of};

use super::Base;
use crate::storage::{Storage, Store, StoreError};

/// Key of what is kept: one choice for all apps at this address.
const KEY: &str = "units";

impl Base {
    /// Another preference, for now and for later; a device that keeps nothing keeps it as long as the page.
    pub fn choose_units(self, preference: Preference) {
        self.keep(vec![(KEY.to_owned(), preference.to_string())], |_| {});
        self.units.set(preference);
    }

    pub(super) async fn read_units(self, storage: &Storage) -> Result<(), StoreError> {
        let kept = storage.all(KEY).await?.into_iter().find(|(key, _)| key == KEY);
        let is_untouched = *self.units.read_untracked() == Preference::default();
        if let Some((_, text)) = kept.filter(|_| is_untouched) {
            self.units.set(Preference::kept(&text));
        }
        Ok(())
    }

    /// How values of a unit are shown.
    pub fn readout(self, own: &str) -> Readout {
        self.units.read().readout(own)
    }

    /// How the values of an input are shown and typed: from its unit, range and step.
    pub fn scale(self, own: &str, (min, max): (f64, f64), step: f64) -> Scale {
        Scale::new(self.readout(own), min, max, step)
    }

    /// The quantities among these units and those of the inputs, each with the units that the app has of it.
    pub fn quantities(self, units: Vec<String>) -> Vec<(&'static Family, Vec<&'static str>)> {
        let mut found: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
        for own in self.with_controls(input_units).into_iter().chain(units) {
            let temperature = ["K", "[degR]"].contains(&own.as_str());
            let own = if temperature { "Cel" } else { &own };
            let Some(family) = family_of(own) else { continue };
            let listed = family.units.iter().find(|code| **code == own);
            let seen = found.entry(family.id).or_default();
            seen.extend(listed.filter(|code| !seen.contains(code)).copied().into_iter().collect::<Vec<_>>());
        }
        FAMILIES.iter().filter_map(|family| Some((family, found.remove(family.id)?))).collect()
    }
}

fn input_units(controls: &twinlet_core::manifest::Controls) -> Vec<String> {
    let unit = |kind: &InputKind| match kind {
        InputKind::Number(number) => Some(number.unit.clone()),
        InputKind::Span(span) => Some(span.unit.clone()),
        InputKind::List(list) => Some(list.unit.clone()),
        InputKind::Choice { .. } | InputKind::Switch { .. } => None,
    };
    controls.inputs.iter().filter_map(|input| unit(&input.kind)).collect()
}
