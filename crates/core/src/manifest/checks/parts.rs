//! What every form of a manifest has: the rules about inputs, limits and scenarios look at nothing else.

use std::collections::BTreeMap;

use crate::manifest::raw::{App, Entries, Input, Limit, Manifest, Model};
use crate::protocol::InputValue;

/// Values of inputs with the path of their map.
pub type Values<'a> = (String, &'a BTreeMap<String, InputValue>);

/// The common parts of a manifest.
pub trait Parts {
    /// Identity and texts.
    fn app(&self) -> &App;
    /// Models.
    fn models(&self) -> &Entries<Model>;
    /// Inputs.
    fn inputs(&self) -> &Entries<Input>;
    /// Limits.
    fn limits(&self) -> &[Limit];
    /// Values that scenarios give to inputs.
    fn scenarios(&self) -> Vec<Values<'_>>;
}

impl Parts for Manifest {
    fn app(&self) -> &App {
        &self.app
    }

    fn models(&self) -> &Entries<Model> {
        &self.models
    }

    fn inputs(&self) -> &Entries<Input> {
        &self.inputs
    }

    fn limits(&self) -> &[Limit] {
        &self.limits
    }

    fn scenarios(&self) -> Vec<Values<'_>> {
        let reference = &self.scenario.reference_scenario.values;
        let reference = ("scenario.reference_scenario.values".to_owned(), reference);
        let presets = self.scenario.presets.iter();
        let presets = presets.map(|(id, preset)| (format!("scenario.presets.{id}.values"), &preset.values));
        std::iter::once(reference).chain(presets).collect()
    }
}
