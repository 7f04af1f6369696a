//! `model.json` as it is packed: the texts that people wrote become trees; only for authoring.

use serde::Serialize;

use super::written::DEEPEST;
use super::{FirstOrderFile, FormulaFile, Written, read};
use crate::manifest::cel;

/// The file with a tree in place of each text; `None` when it has none to replace.
///
/// # Errors
/// That the file is not of its form, or what of a text is not understood.
pub fn packed(kind: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    match kind {
        "formula" => {
            let mut file: FormulaFile = read(bytes)?;
            let written = file.outputs.iter_mut();
            let changed = compile(written)?;
            changed.then(|| text(&file)).transpose()
        }
        "first_order" => {
            let mut file: FirstOrderFile = read(bytes)?;
            let written = file.states.iter_mut().map(|(name, state)| (name, &mut state.steady_state));
            let changed = compile(written)?;
            changed.then(|| text(&file)).transpose()
        }
        _ => Ok(None),
    }
}

/// Puts trees in place of texts; whether there was one.
fn compile<'a>(all: impl Iterator<Item = (&'a String, &'a mut Written)>) -> Result<bool, String> {
    let mut changed = false;
    for (name, written) in all {
        let Written::Text(text) = written else { continue };
        let tree = cel::parse_within(text, DEEPEST).map_err(|e| format!("output `{name}`: {e}"))?;
        let value = serde_json::to_value(tree).map_err(|e| format!("output `{name}`: {e}"))?;
        (*written, changed) = (Written::Tree(value), true);
    }
    Ok(changed)
}

fn text(file: &impl Serialize) -> Result<Vec<u8>, String> {
    let mut text = serde_json::to_vec_pretty(file).map_err(|e| e.to_string())?;
    text.push(b'\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{answered, same};

    #[test]
    fn texts_become_trees_once() {
        let formula = br#"{"outputs":{"z":"pow(2, (x - 98) / 6)"}}"#;
        let lag =
            br#"{"step":{"value":1,"unit":"h"},"states":{"z":{"steady_state":"x > 1 ? x : 0","initial":"y",
                       "time_constant_h":1e-3}}}"#;
        type Case<'a> = (&'a str, &'a [u8], &'a str, &'a [f64], f64);
        let cases: [Case<'_>; 2] = [
            ("formula", formula, "x -> z", &[104.0], 2.0),
            ("first_order", lag, "x y -> z", &[7.0, 1.0], 7.0),
        ];
        for (kind, model, slots, row, expected) in cases {
            let packed = packed(kind, model).unwrap().unwrap();
            assert_eq!(super::packed(kind, &packed), Ok(None), "{kind} again");
            same(&answered(kind, std::str::from_utf8(&packed).unwrap(), slots, row), &[expected]);
        }
        assert_eq!(packed("life", b"anything"), Ok(None));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (model, why) in [
            (r#"{"outputs":{"z":"sin(x)"}}"#, "output `z`: `sin` is not a known function; there are `min`"),
            (r#"{"outputs":{"z":"x +"}}"#, "output `z`: the expression ends too early"),
            (r#"{"output":{}}"#, "`model.json` cannot be read: unknown field `output`"),
        ] {
            let said = packed("formula", model.as_bytes()).unwrap_err();
            assert!(said.starts_with(why), "{said}");
        }
    }
}
