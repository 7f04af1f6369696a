//! The tutorial, followed literally in an empty folder.

mod support;

use support::document::blocks;
use support::follow::{compare, follow};
use support::manifests::root;
use support::site::{Workshop, text};

#[test]
fn every_step_prints_what_the_tutorial_shows() {
    let page = root().join("docs/tutorial.md");
    let words = std::fs::read_to_string(&page).unwrap();
    let (shop, blocks) = (Workshop::new(), blocks(&words));
    let (folder, runtime) = (shop.path("empty"), text(&shop.path("runtime")));
    std::fs::create_dir(&folder).unwrap();
    // A server does not end by itself; a development build has no runtime inside.
    let more = |command: &str| match command {
        _ if command.contains(" serve ") => None,
        _ if command.contains(" build ") => Some(vec!["--runtime".to_owned(), runtime.clone()]),
        _ => Some(Vec::new()),
    };
    let printed = follow(&blocks, &folder, &more);
    assert!(printed.len() >= 8, "{} outputs", printed.len());
    assert!(folder.join("site/index.html").is_file() && folder.join("site/app/twin.json").is_file());
    compare(&page, &words, printed, "tutorial");
}
