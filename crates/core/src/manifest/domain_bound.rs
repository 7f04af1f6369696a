//! Bounds from what a model was validated on: the number is read from the model's bundle, and its source is kept.

use crate::bundle::{INDEX, Index};
use crate::contract::{Contract, Domain};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::units;

use super::compile::{ReadFile, References};
use super::raw::{Bound, DomainBound, Edge, Entries, Input, Model};
use super::structure::suggest;
use super::tree::{element, member};

/// A bound found in a bundle.
struct Found {
    value: f64,
    source: String,
}

/// Replaces bounds that name a model's domain by numbers. The models' bundles are known by then.
pub(super) fn resolve(raw: &mut References<'_>, read_file: ReadFile<'_>, report: &mut Report) {
    let References { models, inputs, limits } = raw;
    for (i, limit) in limits.iter_mut().enumerate() {
        for (key, bound) in [("above", &mut limit.above), ("below", &mut limit.below)] {
            let Some(Bound::Domain(wanted)) = bound else { continue };
            let limited = inputs.get(&limit.input).map(|input| (limit.input.as_str(), input));
            let path = member(&element("limits", i), key);
            match find(wanted, limited, models, read_file, &path) {
                Ok(Found { value, source }) => {
                    *bound = Some(Bound::Number(value));
                    let given = limit.source.take();
                    limit.source = Some(given.map_or(source.clone(), |given| format!("{given} {source}")));
                }
                Err(diagnostic) => {
                    report.extend([*diagnostic]);
                    // The rest of the manifest is checked all the same.
                    *bound = Some(Bound::Number(f64::NAN));
                }
            }
        }
    }
}

fn find(
    wanted: &DomainBound,
    limited: Option<(&str, &Input)>,
    models: &Entries<Model>,
    read_file: ReadFile<'_>,
    path: &str,
) -> Result<Found, Box<Diagnostic>> {
    let id = &wanted.domain;
    let Some(model) = models.get(id) else {
        let mut unknown =
            error(Code::UnknownModel, member(path, "domain"), format!("there is no model `{id}`"));
        suggest(&mut unknown, id, models.ids());
        return Err(unknown);
    };
    let (contract, domain) = read_parts(model, read_file).map_err(|why| {
        let message = format!("the domain of the model `{id}` cannot be read: {why}");
        let mut unreadable = error(Code::DomainBound, member(path, "domain"), message);
        unreadable.hint("correct `models` in the manifest, or pack the bundle again");
        unreadable
    })?;
    let names = || contract.inputs.iter().map(|slot| slot.name.as_str());
    let slot = contract.inputs.iter().find(|slot| slot.name == wanted.input);
    let (Some(slot), Some(range)) = (slot, domain.bounds.get(&wanted.input)) else {
        let message = format!("the model `{id}` has no input `{}`", wanted.input);
        let mut unknown = error(Code::DomainBound, member(path, "input"), message);
        suggest(&mut unknown, &wanted.input, names());
        return Err(unknown);
    };
    if let Some((input, Input::Number(number))) = limited
        && number.unit != slot.unit
    {
        return Err(mismatch(path, (input, &number.unit), (id, &slot.name, &slot.unit)));
    }
    let (value, end) = match wanted.edge {
        Edge::Min => (range.min, "lowest"),
        Edge::Max => (range.max, "highest"),
    };
    let source = format!(
        "{} is the {end} “{}” that the model “{}” {} was validated on.",
        units::with_unit(value, &slot.unit),
        slot.title,
        contract.model.title,
        contract.model.version
    );
    Ok(Found { value, source })
}

/// Contract and domain of the bundle that the manifest pins, each verified against its index.
fn read_parts(model: &Model, read_file: ReadFile<'_>) -> Result<(Contract, Domain), String> {
    let folder = model.bundle.as_deref().ok_or("it has no bundle")?;
    let read = |name: &str| {
        let file = format!("{folder}/{name}");
        read_file(&file).map_err(|why| format!("`{file}`: {why}"))
    };
    let index = Index::parse(&read(INDEX)?).map_err(|failure| failure.message)?;
    if index.version != model.version {
        return Err(format!("the bundle has version {} instead of {}", index.version, model.version));
    }
    let part = |name: &str| {
        let bytes = read(name)?;
        index.verify(name, &bytes).map_err(|failure| failure.message)?;
        Ok::<_, String>(bytes)
    };
    let malformed = |name: &str, why: serde_json::Error| format!("`{folder}/{name}`: {why}");
    let contract =
        serde_json::from_slice(&part("contract.json")?).map_err(|e| malformed("contract.json", e))?;
    let domain = serde_json::from_slice(&part("domain.json")?).map_err(|e| malformed("domain.json", e))?;
    Ok((contract, domain))
}

fn mismatch(
    path: &str,
    (input, unit): (&str, &str),
    (model, slot, needed): (&str, &str, &str),
) -> Box<Diagnostic> {
    let message = format!("`{input}` is in `{unit}`, but `{slot}` of the model `{model}` is in `{needed}`");
    let mut found = error(Code::UnitMismatch, member(path, "input"), message);
    found.hint(format!("limit an input that is in `{needed}`, or write the bound as a number in `{unit}`"));
    found
}

fn error(code: Code, path: String, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Severity::Error, code, path, message))
}
