//! The structural check and serde agree: over every single change of the minimal manifest.

use serde::Deserialize;
use twinlet_core::diag::Report;
use twinlet_core::manifest::tree::Tree;
use twinlet_core::manifest::{raw, structure, yaml};

#[test]
fn agrees_with_serde_on_every_change() {
    let (good, _) = yaml::read(&crate::common::minimal_text(), "minimal.yaml").unwrap();
    assert_eq!((says(&good), serde_accepts(&good)), (0, true));
    let changes = changed(&good);
    assert!(changes.len() > 2000, "{}", changes.len());
    for (put, tree) in changes {
        let (clean, accepted) = (says(&tree) == 0, serde_accepts(&tree));
        // Serde also reads a struct from a list of its fields; a manifest may not say it so.
        let is_liberty = accepted && matches!(put, Some(Tree::List(_)));
        assert!(clean == accepted || is_liberty, "{}", serde_json::to_string(&tree).unwrap());
    }
}

fn says(tree: &Tree) -> usize {
    let mut report = Report::default();
    structure::check(tree, &mut report);
    report.diagnostics().len()
}

fn serde_accepts(tree: &Tree) -> bool {
    raw::Manifest::deserialize(tree).is_ok()
}

/// What was put somewhere, and the tree with it there.
type Changed = (Option<Tree>, Tree);

/// The tree with one place changed, for all places and changes.
fn changed(tree: &Tree) -> Vec<Changed> {
    let others = [
        "null",
        "true",
        "-1",
        "1",
        "1.5",
        "1e12",
        r#""x""#,
        r#""A""#,
        "[]",
        "[1,2]",
        "{}",
        r#"{"input":"x"}"#,
    ];
    let others = others.iter().map(|text| serde_json::from_str::<Tree>(text).unwrap());
    let mut all: Vec<Changed> = others.map(|other| (Some(other.clone()), other)).collect();
    match tree {
        Tree::List(items) => {
            for (i, item) in items.iter().enumerate() {
                all.extend(changed(item).into_iter().map(|(put, item)| {
                    let mut items = items.clone();
                    items[i] = item;
                    (put, Tree::List(items))
                }));
            }
        }
        Tree::Map(entries) => {
            let unknown = ("unknown".to_owned(), Tree::Null);
            all.push((None, Tree::Map(entries.iter().cloned().chain([unknown]).collect())));
            for (i, (key, value)) in entries.iter().enumerate() {
                all.push((None, Tree::Map(entries.iter().filter(|(k, _)| k != key).cloned().collect())));
                all.extend(changed(value).into_iter().map(|(put, value)| {
                    let mut entries = entries.clone();
                    entries[i].1 = value;
                    (put, Tree::Map(entries))
                }));
            }
        }
        _ => {}
    }
    all
}
