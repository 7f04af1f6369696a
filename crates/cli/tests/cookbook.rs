//! Every recipe of the cookbook, on a copy of the app that they change.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::ops::Range;
use std::path::Path;

use support::document::{Block, blocks};
use support::follow::{Printed, compare, follow};
use support::manifests::{Folder, root};

/// Bundles beside the manifest of the recipes.
const BUNDLES: [&str; 2] = ["transformer", "transformer-ageing"];

/// Where each part of the page begins and ends: what the recipes change first, then the recipes.
fn parts(page: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = page.match_indices("\n## ").map(|(at, _)| at).collect();
    starts.push(page.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn bring_bundles(folder: &Path) {
    for name in BUNDLES {
        let to = folder.join("models").join(name);
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(root().join("models").join(name).join("bundle")).unwrap() {
            let from = entry.unwrap().path();
            std::fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
        }
    }
}

/// Follows a recipe in a folder of its own, then checks the app: nothing is wrong with it, not even a warning.
fn cook(base: &[Block], recipe: &[Block]) -> Vec<Printed> {
    let folder = Folder::new();
    bring_bundles(folder.path());
    let more = |_: &str| Some(Vec::new());
    let before = base.iter().filter(|block| block.file.is_some()).map(Block::clone).collect::<Vec<_>>();
    follow(&before, folder.path(), &more);
    let printed = follow(recipe, folder.path(), &more);
    let checked = folder.run(&["check", ".", "--strict"]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
    printed
}

#[test]
fn every_recipe_compiles_and_prints_what_is_shown() {
    let page = root().join("docs/cookbook.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let all = blocks(&text);
    let within = |part: &Range<usize>| -> Vec<Block> {
        all.iter().filter(|block| part.contains(&block.at.start)).cloned().collect()
    };
    let parts = parts(&text);
    let base = within(&parts[0]);
    assert_eq!(parts.len(), 11);
    let mut printed = cook(&[], &base);
    printed.extend(parts[1..].iter().flat_map(|part| cook(&base, &within(part))));
    compare(&page, &text, printed, "cookbook");
}
