//! Changes of single words at their places in a text; everything around them stays as it was written.

use twinlet_core::manifest::tree::{Tree, element, member};
use twinlet_core::manifest::yaml::Places;

/// A key that has another name since.
pub struct Rename {
    /// Where it was: keys with dots between, `*` for any key, `[]` after a key for each element of its list.
    pub path: &'static str,
    /// Its new name.
    pub to: &'static str,
}

/// A word at a place, and what stands there afterwards.
struct Edit {
    line: usize,
    column: usize,
    was: String,
    is: String,
}

/// The text with all renamed keys and the new version; none where a word does not stand at its place.
pub fn apply(text: &str, tree: &Tree, places: &Places, renames: &[Rename], version: u32) -> Option<String> {
    let mut edits = Vec::new();
    for rename in renames {
        for path in matching(tree, rename.path) {
            let key = path.rsplit('.').next().unwrap_or(&path).to_owned();
            edits.push(edit(places, &path, key, rename.to)?);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.line, edit.column)));
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for edit in &edits {
        let line = lines.get_mut(edit.line)?;
        *line = replaced(line, edit)?;
    }
    let of_version = edit(places, "twinlet", "twinlet".into(), "twinlet")?;
    let line = lines.get_mut(of_version.line)?;
    let (before, rest) = split(line, of_version.column)?;
    let (key, value) = rest.split_once(':')?;
    let after = value.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    *line = format!("{before}{key}: {version}{after}");
    Some(lines.join("\n"))
}

fn edit(places: &Places, path: &str, was: String, is: &str) -> Option<Edit> {
    let place = places.find("", path)?;
    let from_0 = |n: u32| usize::try_from(n).ok()?.checked_sub(1);
    Some(Edit { line: from_0(place.line)?, column: from_0(place.column)?, was, is: is.to_owned() })
}

/// The line with the word replaced, in quotes or without.
fn replaced(line: &str, edit: &Edit) -> Option<String> {
    let (before, rest) = split(line, edit.column)?;
    let forms = [edit.was.clone(), format!("\"{}\"", edit.was), format!("'{}'", edit.was)];
    let after = forms.iter().find_map(|form| rest.strip_prefix(form.as_str()))?;
    Some(format!("{before}{}{after}", edit.is))
}

/// What stands in front of a column, and the rest.
fn split(line: &str, column: usize) -> Option<(&str, &str)> {
    line.char_indices().nth(column).map(|(at, _)| line.split_at(at))
}

/// Paths of the tree that a pattern means.
fn matching(tree: &Tree, pattern: &str) -> Vec<String> {
    let mut found = vec![(String::new(), tree)];
    for step in pattern.split('.') {
        let (key, each) = step.strip_suffix("[]").map_or((step, false), |key| (key, true));
        found = found.into_iter().flat_map(|(path, tree)| below(&path, tree, key, each)).collect();
    }
    found.into_iter().map(|(path, _)| path).collect()
}

fn below<'t>(path: &str, tree: &'t Tree, key: &str, each: bool) -> Vec<(String, &'t Tree)> {
    let Tree::Map(entries) = tree else { return Vec::new() };
    let members = entries.iter().filter(|(k, _)| key == "*" || k == key).map(|(k, v)| (member(path, k), v));
    match each {
        false => members.collect(),
        true => members
            .flat_map(|(path, value)| {
                let items = if let Tree::List(items) = value { items.as_slice() } else { &[] };
                items.iter().enumerate().map(move |(i, item)| (element(&path, i), item)).collect::<Vec<_>>()
            })
            .collect(),
    }
}
