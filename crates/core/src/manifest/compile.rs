//! From YAML to the compiled manifest: what the command line does so that the browser need not.

use crate::diag::{Code, Diagnostic, Report};

use super::raw::{self, Bound, Entries, Input, Limit, Model};
use super::tree::Tree;
use super::{
    App, Compiled, CompiledApp, RawApp, cel, compile_whatif, compiled, domain_bound, limit_cases, lowered,
    models, no_station, read_raw, structure, untrusted, wiring, yaml,
};

/// Reads a file that a manifest names, by its path relative to the manifest.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, String>;

/// The same file as text.
pub(super) fn read_text(read_file: ReadFile<'_>, name: &str) -> Result<String, String> {
    String::from_utf8(read_file(name)?).map_err(|_| "it is no text in UTF-8".to_owned())
}

/// Checks a YAML manifest of a station and compiles it. Referenced files are read through `read_file`.
///
/// # Errors
/// Everything that is wrong with it, or that it is a what-if app.
pub fn compile_yaml(
    text: &str,
    file_name: &str,
    read_file: ReadFile<'_>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let CompiledApp { json, app, warnings } = compile_app(text, file_name, read_file)?;
    let manifest = app.into_station().ok_or_else(|| vec![no_station()])?;
    Ok(Compiled { json, manifest, warnings })
}

/// Checks a YAML manifest and compiles it. Referenced files are read through `read_file`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn compile_app(
    text: &str,
    file_name: &str,
    read_file: ReadFile<'_>,
) -> Result<CompiledApp, Vec<Diagnostic>> {
    let mut report = Report::default();
    untrusted::check_size(text, &mut report);
    if report.has_errors() {
        return Err(report.into_diagnostics());
    }
    let (tree, places) = yaml::read(text, file_name).map_err(|diagnostic| vec![*diagnostic])?;
    let compiled = compile_tree(&tree, read_file, &mut report);
    let mut diagnostics = report.into_diagnostics();
    for diagnostic in &mut diagnostics {
        diagnostic.place = places.find(file_name, &diagnostic.path);
    }
    diagnostics.sort_by_key(|d| d.place.as_ref().map(|place| (place.line, place.column)));
    match compiled {
        Some((app, json)) => Ok(CompiledApp { json, app, warnings: diagnostics }),
        None => Err(diagnostics),
    }
}

fn compile_tree(tree: &Tree, read_file: ReadFile<'_>, report: &mut Report) -> Option<(App, String)> {
    untrusted::check(tree, report);
    structure::check(tree, report);
    if report.has_errors() {
        return None;
    }
    let mut raw = read_raw(tree, report)?;
    if let RawApp::WhatIf(app) = &mut raw {
        compile_whatif::inline(app, read_file, report);
    }
    let mut parts = parts(&mut raw);
    inline(&mut parts, read_file, report);
    let cases = limit_cases::of(parts.limits, report);
    let json = match &raw {
        RawApp::Station(raw) => to_json(raw, report),
        RawApp::WhatIf(raw) => to_json(raw, report),
    };
    let app = lowered(raw, report);
    if let Some(app) = &app {
        limit_cases::check(app.controls(), &cases, report);
        if let App::WhatIf(app) = app {
            wiring::check(app, read_file, report);
        }
    }
    if report.has_errors() { None } else { Some((app?, json?)) }
}

/// What of either form refers to something else.
pub(super) struct References<'a> {
    /// Models, which name bundles.
    pub models: &'a mut Entries<Model>,
    /// Inputs, which name files of profiles.
    pub inputs: &'a mut Entries<Input>,
    /// Limits, which are written as expressions or name models.
    pub limits: &'a mut Vec<Limit>,
}

fn parts(raw: &mut RawApp) -> References<'_> {
    match raw {
        RawApp::Station(raw) => {
            References { models: &mut raw.models, inputs: &mut raw.inputs, limits: &mut raw.limits }
        }
        RawApp::WhatIf(raw) => {
            References { models: &mut raw.models, inputs: &mut raw.inputs, limits: &mut raw.limits }
        }
    }
}

fn to_json(raw: &impl serde::Serialize, report: &mut Report) -> Option<String> {
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
pub(super) fn inline(raw: &mut References<'_>, read_file: ReadFile<'_>, report: &mut Report) {
    models::resolve(raw, read_file, report);
    inline_profiles(raw, read_file, report);
    domain_bound::resolve(raw, read_file, report);
    compile_bounds(raw, report);
}

fn inline_profiles(raw: &mut References<'_>, read_file: ReadFile<'_>, report: &mut Report) {
    for (id, input) in &mut raw.inputs.0 {
        let Input::Number(number) = input else { continue };
        if let Some(profile) = &mut number.profile {
            inline_profile(profile, &format!("inputs.{id}.profile"), read_file, report);
        }
    }
}

fn inline_profile(profile: &mut raw::Profile, path: &str, read_file: ReadFile<'_>, report: &mut Report) {
    if let (Some(file), None) = (&profile.file, &profile.shape) {
        match read_text(read_file, file).and_then(|text| read_profile(&text)) {
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

fn compile_bounds(raw: &mut References<'_>, report: &mut Report) {
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
                .hint("allowed are numbers, inputs, `+ - * /`, parentheses, `min`, `max`, `exp`, `ln`, `log10`, `sqrt`, `abs`, `pow` and `a > b ? x : y`");
        }
    }
}
