//! The whole page: both forms, the widgets, expressions and units.

use serde_json::{Map, Value};

use crate::manifest::{cel, schema};
use crate::units;

use super::section::{section, widgets};
use super::types::Types;

const HEAD: &str = "\
# Reference of the manifest

Generated from the types that read a manifest; do not edit. The [tutorial](tutorial.md) shows the language in ten minutes,
the [cookbook](cookbook.md) has recipes, `twinlet schema` gives the same to an editor.

A manifest is one YAML file, `twin.yaml`. What `graph` holds says which form it is: with `nodes` a
[what-if app](#what-if-app), with `station` and `heat` a [station app](#station-app). Unknown keys are mistakes. Ids have
lower-case letters, digits, `_` and `-` (inputs no `-`) and begin with a letter; files are named relative to the manifest.
*Needed* says what is assumed where a key is absent and a number is. In examples `...` stands for more of the same.

";

/// What a condition knows of the app's state.
const STATES: [(&str, &str); 5] = [
    ("app.in_range", "every model was validated here"),
    ("app.blocked", "a limit blocks the inputs"),
    ("app.online", "the device has a network"),
    ("app.expired", "the app may not decide any more"),
    ("app.wide", "the screen is wide"),
];

/// The reference as Markdown.
pub fn markdown() -> String {
    let schema = schema::full();
    let none = Map::new();
    let types = Types(schema.get("$defs").and_then(Value::as_object).unwrap_or(&none));
    let mut met = vec!["Widget"];
    let whatif = sections(&types, types.collect("WhatIf", &mut met));
    let shapes = sections(&types, types.collect_within("Widget", &mut met));
    let station = sections(&types, types.collect("Manifest", &mut met));
    let widgets = widgets(&types);
    [
        HEAD.to_owned(),
        format!("## A what-if app\n\n{whatif}"),
        format!("## Widget\n\nOne key says which; keys in parentheses may be absent.\n\n{widgets}\n{shapes}"),
        format!("## A station\n\n{station}"),
        expressions(),
        units(),
    ]
    .concat()
}

fn sections(types: &Types<'_>, names: Vec<&str>) -> String {
    names.into_iter().map(|name| section(name, types.get(name))).collect()
}

fn expressions() -> String {
    format!(
        "## Expressions and conditions\n\n\
         A number is written in CEL: numbers, names of inputs (and of outputs where it says so), `+ - * /`, parentheses, \
         {functions}, and a choice `a > b ? x : y` with `<`, `<=`, `>` or `>=`.\n\n\
         A condition compares numbers with `< <= > >= ==`, a choice with a text (`cooling == \"ONAF\"`), names a switch \
         (`fans`), and joins with `&&`, `||`, `!`. It holds only where it is true over the whole interval of every output in it. \
         It also knows the state of the app: {states}.\n\n\
         Texts show values in braces: `{{hot_spot_max}}` with its interval and unit; `{{{{` is a brace.\n\n",
        functions = cel::FUNCTIONS,
        states = STATES.map(|(name, meaning)| format!("`{name}` ({meaning})")).join(", "),
    )
}

fn units() -> String {
    let codes: Vec<String> = units::UNITS.iter().map(|unit| format!("`{}`", unit.code)).collect();
    format!(
        "## Units\n\n{}. Units of the same quantity are converted; a temperature (`Cel`, \
         `[degF]`) is no difference of temperatures (`K`, `[degR]`).\n\n\
         Whoever uses the app chooses the units that she reads and types: all as the app has them, metric or US customary, or one \
         for each quantity. The choice stays on the device and changes what is on the screen only; links, scenario files, records and \
         exports keep the units of the manifest. Literal texts (`120 °C` in a title) stay as they are written: a value in braces is \
         shown in the chosen unit. Small lengths (`mm`, `cm`) and others that differ in size have a choice of their own.\n",
        codes.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::checks::question;

    #[test]
    fn every_state_has_a_meaning() {
        assert_eq!(STATES.map(|(name, _)| name), question::STATES);
    }
}
