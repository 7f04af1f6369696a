//! JSON Schemas of a bundle's parts, of a registry and of a lock, generated from the types; only for authoring.
//!
//! They are committed in `schemas/bundle/`; a test fails when they drift.

use serde_json::Value;

use crate::bundle::Index;
use crate::kinds::{FirstOrderFile, FormulaFile, LifeFile, Remote, TableFile};
use crate::registry::{Lock, Registry};

use super::{Contract, Domain, HeldOut, Intervals, Provenance, Reference, Residuals, Validation};

/// File name and schema of every part.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("bundle.schema.json", titled(schemars::schema_for!(Index), "Index of a bundle")),
        ("contract.schema.json", titled(schemars::schema_for!(Contract), "Contract of a model")),
        ("domain.schema.json", titled(schemars::schema_for!(Domain), "Domain of a model")),
        ("heldout.schema.json", titled(schemars::schema_for!(HeldOut), "Held-out runs of a model")),
        (
            "intervals.schema.json",
            titled(schemars::schema_for!(Intervals), "Prediction intervals of a model"),
        ),
        ("provenance.schema.json", titled(schemars::schema_for!(Provenance), "Provenance of a model")),
        (
            "reference.schema.json",
            titled(schemars::schema_for!(Reference), "Reference experiments of a model"),
        ),
        (
            "residuals.schema.json",
            titled(schemars::schema_for!(Residuals), "Residual trajectories of a model"),
        ),
        ("validation.schema.json", titled(schemars::schema_for!(Validation), "Validation of a model")),
        ("model.formula.schema.json", titled(schemars::schema_for!(FormulaFile), "Model of kind formula")),
        ("model.table.schema.json", titled(schemars::schema_for!(TableFile), "Model of kind table")),
        (
            "model.first_order.schema.json",
            titled(schemars::schema_for!(FirstOrderFile), "Model of kind first_order"),
        ),
        ("model.life.schema.json", titled(schemars::schema_for!(LifeFile), "Model of kind life")),
        ("model.remote.schema.json", titled(schemars::schema_for!(Remote), "Model of kind remote")),
        ("registry.schema.json", titled(schemars::schema_for!(Registry), "Index of a registry")),
        ("lock.schema.json", titled(schemars::schema_for!(Lock), "Lock of an app")),
    ]
}

fn titled(schema: schemars::Schema, title: &str) -> Value {
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), title.into());
    }
    schema
}
