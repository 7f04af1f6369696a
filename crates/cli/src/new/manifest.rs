//! The manifest of a new app, as a text with comments for the person who goes on with it.

use anyhow::{anyhow, bail};
use twinlet_core::bundle::Bundle;
use twinlet_core::contract::{HeldOut, Range, Slot};
use twinlet_core::profile::Normalisation;
use twinlet_core::units;

use super::start;

/// Range of every input of a model that nobody validated: an assumption, said so in the manifest.
const ASSUMED: Range = Range { min: 0.0, max: 1.0 };
const RANGES_VALIDATED: &str =
    "# The ranges are those on which the model was validated; beyond them nothing is calculated.\n";
const RANGES_ASSUMED: &str = "# ASSUMPTION: every range is 0 to 1 and every unit none, because the ONNX file says neither. Write the ranges that the\n\
     # model was trained on; the model was never validated, so the app shows its numbers without intervals and decides nothing.\n";

/// Hours of a day shape.
const DAY: usize = 24;

/// The text of the manifest.
///
/// # Errors
/// A unit that a manifest cannot name yet, or a bundle whose own references all lie outside its domain.
pub fn write(bundle: &Bundle, held_out: Option<&HeldOut>, app: &str) -> anyhow::Result<String> {
    let card = &bundle.contract.model;
    let row = match card.unvalidated {
        true => vec![(ASSUMED.min + ASSUMED.max) / 2.0; bundle.contract.input_columns()],
        false => start::row(bundle, held_out).ok_or_else(|| {
            anyhow!("no reference experiment of the bundle lies inside its own domain; pack it again")
        })?,
    };
    let ranges = if card.unvalidated { RANGES_ASSUMED } else { RANGES_VALIDATED };
    let id = key(&bundle.index.id);
    let inputs: anyhow::Result<Vec<String>> =
        bundle.contract.inputs.iter().map(|slot| input(bundle, slot, &row)).collect();
    let edges: Vec<String> = bundle
        .contract
        .inputs
        .iter()
        .map(|s| format!("        {0}: {{ input: {1} }}\n", s.name, key(&s.name)))
        .collect();
    let outputs: Vec<String> = bundle.answers().flat_map(|(slot, _)| output(slot, &id)).collect();
    Ok(format!(
        "# A what-if app from the bundle `{bundle_id}`. Everything here may be changed; `twinlet check` says what is wrong.\n\
         twinlet: 1\n\n\
         app:\n  id: {app}\n  title: {title}\n  version: 0.1.0\n  summary: {summary}\n\n\
         models:\n  {id}: {{ bundle: {place}, version: {version} }}\n\n\
         {ranges}\
         inputs:\n{inputs}\n\
         # Rules of your own: advise, caution (asks for a reason) or block. An example:\n\
         # limits:\n#   - {{ id: my-rule, input: {first}, level: caution, above: 1, text: Why., owner: You, cases: [] }}\n\n\
         # The model, and where its inputs come from. A second node can read this one's outputs.\n\
         graph:\n  start: \"00:00\" # clock time of the first value of a sequence\n  step_min: 60\n  nodes:\n    {id}:\n      model: {id}\n      inputs:\n{edges}\n\
         outputs:\n{outputs}",
        bundle_id = bundle.index.id,
        title = quoted(&card.title),
        summary = quoted(card.intended_use.first().unwrap_or(&card.title)),
        place = quoted(&format!("models/{}", bundle.index.id)),
        version = bundle.index.version,
        inputs = inputs?.concat(),
        first = bundle.contract.inputs.first().map(|s| key(&s.name)).unwrap_or_default(),
        edges = edges.concat(),
        outputs = outputs.concat(),
    ))
}

fn input(bundle: &Bundle, slot: &Slot, row: &[f64]) -> anyhow::Result<String> {
    if units::find(&slot.unit).is_none() {
        let known: Vec<_> = units::UNITS.iter().map(|u| u.code).collect();
        bail!(
            "the unit `{}` of `{}` is not known to manifests yet; known: {}",
            slot.unit,
            slot.name,
            known.join(", ")
        );
    }
    let (min, max) = bounds(bundle, slot);
    let values = start::values(bundle, slot, row);
    let whole = slot.kind == "integer" || slot.kind == "binary";
    let step = if whole { 1.0 } else { start::step(max - min) };
    let (default, subtitle, profile) = over_the_day(slot, &values);
    let default = rounded(default, step).clamp(min, max);
    Ok(format!(
        "  {key}:\n    title: {title}\n{subtitle}    unit: {unit}\n    range: {{ min: {min}, max: {max} }}\n    step: {step}\n    default: {default}\n{profile}",
        key = key(&slot.name),
        title = quoted(&slot.title),
        unit = quoted(&slot.unit),
    ))
}

/// The slider's range: where the model was validated, or an assumption.
fn bounds(bundle: &Bundle, slot: &Slot) -> (f64, f64) {
    if bundle.contract.model.unvalidated {
        return (ASSUMED.min, ASSUMED.max);
    }
    let bounds = bundle.domain.bounds.get(&slot.name).copied().unwrap_or(slot.range);
    (bounds.min.max(slot.range.min), bounds.max.min(slot.range.max))
}

/// What the slider sets, in words, and the shape that makes a day of it. A sequence of another length than a day's
/// hours has the same value at every step.
fn over_the_day(slot: &Slot, values: &[f64]) -> (f64, String, String) {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    if slot.length == 1 {
        return (mean, String::new(), String::new());
    }
    if slot.length != DAY || mean == 0.0 {
        return (mean, "    subtitle: at every step\n".into(), String::new());
    }
    let is_scale = slot.range.min < 0.0 || ["Cel", "[degF]"].contains(&slot.unit.as_str());
    let (kind, words, value) = match is_scale {
        true => {
            (Normalisation::PeakOffset, "highest of the day", values.iter().copied().fold(f64::MIN, f64::max))
        }
        false => (Normalisation::Mean, "mean of the day", mean),
    };
    let mut shape = values.to_vec();
    kind.normalise(&mut shape);
    let shape: Vec<String> = shape.iter().map(|x| format!("{x:.3}")).collect();
    let kind = if is_scale { "peak_offset" } else { "mean" };
    let profile = format!(
        "    profile:\n      normalisation: {kind}\n      shape: [{}]\n      source: A day of the bundle's.\n",
        shape.join(", ")
    );
    (value, format!("    subtitle: {words}\n"), profile)
}

fn output(slot: &Slot, node: &str) -> Vec<String> {
    let name = key(&slot.name);
    let whole = format!("  {name}: {{ node: {node}, output: {} }}\n", slot.name);
    if slot.length == 1 {
        return vec![whole];
    }
    let title = quoted(&format!("{}, highest", slot.title));
    vec![
        whole,
        format!("  {name}_max: {{ title: {title}, node: {node}, output: {}, statistic: max }}\n", slot.name),
    ]
}

fn rounded(x: f64, step: f64) -> f64 {
    let steps = (x / step).round() * step;
    format!("{steps:.9}").parse().unwrap_or(x)
}

/// A name as a manifest's id: lower case, digits, `_`.
fn key(name: &str) -> String {
    let key: String =
        name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if key.starts_with(|c: char| c.is_ascii_lowercase()) { key } else { format!("x{key}") }
}

/// A text in quotes, as YAML and JSON both read it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
