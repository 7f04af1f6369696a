//! From YAML to the compiled manifest: what the command line does so that the browser need not.

use crate::diag::{Code, Diagnostic, Report};

use super::raw::{self, Bound, Input};
use super::tree::Tree;
use super::{
    Compiled, cel, compiled, domain_bound, limit_cases, lower, models, read_raw, structure, untrusted, yaml,
};

/// Reads a file that a manifest names, by its path relative to the manifest.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Checks a YAML manifest and compiles it. Referenced files are read through `read_file`.
pub fn compile_yaml(
    text: &str,
    file_name: &str,
    read_file: ReadFile<'_>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let mut report = Report::default();
    untrusted::check_size(text, &mut report);
    if report.has_errors() {
        return Err(report.into_diagnostics());
    }
    let (tree, places) = yaml::read(text, file_name).map_err(|diagnostic| vec![diagnostic])?;
    let compiled = compile_tree(&tree, read_file, &mut report);
    let mut diagnostics = report.into_diagnostics();
    for diagnostic in &mut diagnostics {
        diagnostic.place = places.find(file_name, &diagnostic.path);
    }
    diagnostics.sort_by_key(|d| d.place.as_ref().map(|place| (place.line, place.column)));
    match compiled {
        Some((manifest, json)) => Ok(Compiled { json, manifest, warnings: diagnostics }),
        None => Err(diagnostics),
    }
}

fn compile_tree(
    tree: &Tree,
    read_file: ReadFile<'_>,
    report: &mut Report,
) -> Option<(super::resolved::Manifest, String)> {
    untrusted::check(tree, report);
    structure::check(tree, report);
    if report.has_errors() {
        return None;
    }
    let mut raw = read_raw(tree, report)?;
    inline(&mut raw, read_file, report);
    let json = to_json(&raw, report);
    let cases = limit_cases::of(&raw, report);
    let (manifest, noted) = lower::lower(raw);
    report.extend_new(noted);
    if let Some(manifest) = &manifest {
        limit_cases::check(&manifest.controls, &cases, report);
    }
    if report.has_errors() { None } else { Some((manifest?, json?)) }
}

fn to_json(raw: &raw::Manifest, report: &mut Report) -> Option<String> {
    let text_form = serde_json::to_string(raw).and_then(|text| serde_json::from_str(&text));
    let json = text_form.and_then(|tree| serde_json::to_string(&compiled::from_text_form(tree)));
    match json {
        Ok(json) => {
            untrusted::check_size(&json, report);
            Some(json)
        }
        Err(error) => {
            report.error(Code::Syntax, "", format!("the manifest cannot be written: {error}"));
            None
        }
    }
}

/// Puts into the manifest what it refers to: files, parsed expressions, ends of validated ranges.
pub(super) fn inline(raw: &mut raw::Manifest, read_file: ReadFile<'_>, report: &mut Report) {
    models::resolve(raw, read_file, report);
    inline_profiles(raw, read_file, report);
    domain_bound::resolve(raw, read_file, report);
    compile_bounds(raw, report);
}

fn inline_profiles(raw: &mut raw::Manifest, read_file: ReadFile<'_>, report: &mut Report) {
    for (id, input) in &mut raw.inputs.0 {
        let Input::Number(number) = input else { continue };
        if let Some(profile) = &mut number.profile {
            inline_profile(profile, &format!("inputs.{id}.profile"), read_file, report);
        }
    }
}

fn inline_profile(profile: &mut raw::Profile, path: &str, read_file: ReadFile<'_>, report: &mut Report) {
    if let (Some(file), None) = (&profile.file, &profile.shape) {
        match read_file(file).and_then(|text| read_profile(&text)) {
            Ok(ProfileFile { values, source }) => {
                *profile =
                    raw::Profile { file: None, shape: Some(values), source: Some(source), ..profile.clone() };
            }
            Err(why) => {
                report.error(Code::ProfileFile, format!("{path}.file"), format!("`{file}`: {why}"));
                // The rest of the manifest is checked all the same.
                *profile = raw::Profile {
                    file: None,
                    shape: Some(vec![1.0; 24]),
                    source: profile.file.clone(),
                    ..*profile
                };
            }
        }
    }
    if let Some(shape) = &mut profile.shape {
        profile.normalisation.normalise(shape);
    }
}

/// A file with a day's shape; other keys are notes for people.
#[derive(serde::Deserialize)]
struct ProfileFile {
    values: Vec<f64>,
    source: String,
}

fn read_profile(text: &str) -> Result<ProfileFile, String> {
    serde_json::from_str(text).map_err(|error| format!("needs `values` and `source`: {error}"))
}

fn compile_bounds(raw: &mut raw::Manifest, report: &mut Report) {
    for (i, limit) in raw.limits.iter_mut().enumerate() {
        compile_bound(&mut limit.above, &format!("limits[{i}].above"), report);
        compile_bound(&mut limit.below, &format!("limits[{i}].below"), report);
    }
}

fn compile_bound(bound: &mut Option<Bound>, path: &str, report: &mut Report) {
    let Some(Bound::Text(text)) = bound else { return };
    match cel::parse(text) {
        Ok(expression) => *bound = Some(Bound::Compiled(expression)),
        Err(why) => {
            let diagnostic = report.error(Code::BadExpression, path, why);
            diagnostic
                .hint("allowed are numbers, inputs, `+ - * /`, parentheses, `min(a, b)` and `max(a, b)`");
        }
    }
}
