//! The compiled form of a manifest: like the text, but maps whose order matters are lists.
//!
//! People write assets and inputs as maps from ids, in the order of the screen. Only lists have an order
//! in JSON, so the compiled form holds `[{"id": ..., ...}]` there; tools that sort keys do no harm.

use crate::diag::{Code, Report};

use super::tree::{Tree, element, member};

/// The maps whose order matters, of a station.
const STATION: &[&[&str]] = &[
    &["models"],
    &["inputs"],
    &["assets"],
    &["modes"],
    &["scenario", "presets"],
    &["roles"],
    &["calendars"],
    &["decision", "planning", "sites"],
    &["decision", "studies"],
];

/// The maps whose order matters, of a what-if app.
const WHATIF: &[&[&str]] = &[
    &["models"],
    &["inputs"],
    &["scenarios"],
    &["graph", "nodes"],
    &["outputs"],
    &["sources"],
    &["actions"],
    &["roles"],
    &["pages"],
];

fn ordered(tree: &Tree) -> &'static [&'static [&'static str]] {
    if super::is_whatif(tree) { WHATIF } else { STATION }
}

/// From the text's form to the compiled one.
#[cfg(feature = "authoring")]
pub fn from_text_form(mut tree: Tree) -> Tree {
    for path in ordered(&tree) {
        let Some(value) = find(&mut tree, path) else { continue };
        if let Tree::Map(entries) = value {
            *value = Tree::List(std::mem::take(entries).into_iter().map(with_id).collect());
        }
    }
    tree
}

#[cfg(feature = "authoring")]
fn with_id((id, value): (String, Tree)) -> Tree {
    let rest = if let Tree::Map(entries) = value { entries } else { Vec::new() };
    Tree::Map(std::iter::once(("id".to_owned(), Tree::Text(id))).chain(rest).collect())
}

/// From the compiled form to the text's, noting what is not in the compiled form.
pub fn to_text_form(mut tree: Tree, report: &mut Report) -> Tree {
    for keys in ordered(&tree) {
        if let Some(value) = find(&mut tree, keys) {
            fold(value, &keys.join("."), report);
        }
    }
    tree
}

fn find<'a>(tree: &'a mut Tree, path: &[&str]) -> Option<&'a mut Tree> {
    path.iter().try_fold(tree, |tree, key| match tree {
        Tree::Map(entries) => entries.iter_mut().find_map(|(k, value)| (k == key).then_some(value)),
        _ => None,
    })
}

fn fold(value: &mut Tree, path: &str, report: &mut Report) {
    let Tree::List(items) = value else {
        report
            .error(Code::WrongType, path, format!("`{path}` is {} instead of a list", value.kind()))
            .hint("compile the manifest: `twinlet check --compile`");
        return;
    };
    let mut entries: Vec<(String, Tree)> = Vec::new();
    for (i, item) in std::mem::take(items).into_iter().enumerate() {
        match split_id(item) {
            Some((id, _)) if entries.iter().any(|(other, _)| *other == id) => {
                report.error(Code::DuplicateId, member(path, &id), format!("the id `{id}` occurs twice"));
            }
            Some(entry) => entries.push(entry),
            None => {
                report.error(
                    Code::MissingKey,
                    element(path, i),
                    format!("missing key `id` in `{path}[{i}]`"),
                );
            }
        }
    }
    *value = Tree::Map(entries);
}

fn split_id(item: Tree) -> Option<(String, Tree)> {
    let Tree::Map(mut entries) = item else { return None };
    let at = entries.iter().position(|(key, _)| key == "id")?;
    match entries.remove(at) {
        (_, Tree::Text(id)) => Some((id, Tree::Map(entries))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold_text(text: &str) -> (String, Vec<Code>) {
        let mut report = Report::default();
        let tree = to_text_form(serde_json::from_str(text).unwrap(), &mut report);
        (serde_json::to_string(&tree).unwrap(), report.diagnostics().iter().map(|d| d.code).collect())
    }

    #[test]
    fn order_survives() {
        let text = r#"{"inputs":{"b":{"x":1},"a":{}},"scenario":{"presets":{"z":{},"y":{}}}}"#;
        let json =
            r#"{"inputs":[{"id":"b","x":1},{"id":"a"}],"scenario":{"presets":[{"id":"z"},{"id":"y"}]}}"#;
        assert_eq!(fold_text(json), (text.to_owned(), vec![]));
        #[cfg(feature = "authoring")]
        assert_eq!(
            serde_json::to_string(&from_text_form(serde_json::from_str(text).unwrap())).unwrap(),
            json
        );
    }

    #[test]
    fn other_forms_are_noted() {
        for (text, code) in [
            (r#"{"graph":{"nodes":{}}}"#, Code::WrongType),
            (r#"{"inputs":{}}"#, Code::WrongType),
            (r#"{"inputs":[{"id":"a"},{"id":"a"}]}"#, Code::DuplicateId),
            (r#"{"inputs":[{"x":1}]}"#, Code::MissingKey),
            (r#"{"inputs":[{"id":1}]}"#, Code::MissingKey),
            (r#"{"inputs":[7]}"#, Code::MissingKey),
        ] {
            assert_eq!(fold_text(text).1, [code], "{text}");
        }
    }
}
