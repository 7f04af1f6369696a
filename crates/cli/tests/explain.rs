//! The pages of `docs/diagnostics`: what they say `twinlet check` prints is what it prints, and their mends mend.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::path::PathBuf;

use support::manifests::{Folder, root, said};
use twinlet_core::diag::Code;

/// Codes whose pages describe their example: it would be too long, or needs more than a manifest.
const DESCRIBED: [&str; 6] =
    ["too-large", "too-deep", "text-too-long", "bundle-hash", "profile-normalisation", "asset-count"];

/// A page with a complete example: a part of a good manifest as it is refused, and as it is.
struct Page {
    wrong: String,
    printed: String,
    right: String,
}

fn path(code: &str) -> PathBuf {
    root().join(format!("docs/diagnostics/{code}.md"))
}

fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let starts = text.split(&fence).skip(1);
    starts.map(|rest| rest.split_once("```").unwrap().0.to_owned()).collect()
}

fn page(text: &str) -> Option<Page> {
    let [wrong, right] = blocks(text, "yaml").try_into().ok()?;
    let line = |block: String| block.trim_end_matches('\n').to_owned();
    Some(Page { wrong: line(wrong), printed: blocks(text, "text").pop().unwrap(), right: line(right) })
}

fn good() -> [String; 4] {
    let read = |name| std::fs::read_to_string(root().join("tests/suite").join(name)).unwrap();
    [
        "manifests/good/minimal.yaml",
        "manifests/good/whatif.yaml",
        "manifests/good/pages.yaml",
        "../../apps/two-banks/twin.yaml",
    ]
    .map(read)
}

/// `UPDATE_EXPECT=1` writes what is printed into the pages.
#[test]
fn pages_show_what_is_printed_and_their_mends_mend() {
    let (folder, good) = (Folder::new(), good());
    good.iter().for_each(|text| assert!(!said(&folder.check(text, &[])).contains('[')));
    for code in Code::ALL.iter().map(|code| code.name()) {
        let text = std::fs::read_to_string(path(code)).unwrap();
        let Some(page) = page(&text) else {
            assert!(DESCRIBED.contains(&code), "{code} has no complete example");
            continue;
        };
        let base = good.iter().find(|base| base.matches(&page.right).count() == 1);
        let base = base.unwrap_or_else(|| panic!("{code}: its mend is no part of a good manifest"));
        let said = said(&folder.check(&base.replace(&page.right, &page.wrong), &[]));
        let found: String =
            said.split_inclusive('\n').take_while(|line| !line.contains("`twin.yaml`")).collect();
        assert!(found.contains(&format!("[{code}]")), "{code}: {found}");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let was = format!("```text\n{}```", page.printed);
            std::fs::write(path(code), text.replace(&was, &format!("```text\n{found}```"))).unwrap();
        } else {
            assert_eq!(page.printed, found, "{code}; UPDATE_EXPECT=1 cargo test -p twinlet --test explain");
        }
    }
}

#[test]
fn cases_that_pages_name_have_their_code() {
    for code in Code::ALL.iter().map(|code| code.name()) {
        let text = std::fs::read_to_string(path(code)).unwrap();
        if let Some((_, rest)) = text.split_once("Suite: `") {
            let case = std::fs::read_to_string(root().join(rest.split_once('`').unwrap().0)).unwrap();
            assert!(case.contains(&format!("[{code}]")), "{code}");
        }
    }
}

#[test]
fn a_code_is_found_as_it_is_typed_or_the_nearest_is_named() {
    let folder = Folder::new();
    for (arguments, status, says) in [
        (&["explain", "cycle"][..], 0, "# cycle\n"),
        (&["explain", "error[cycle]"], 0, "# cycle\n"),
        (&["explain"], 0, "\nunknown-key            Only known keys"),
        (&["explain", "unknwon-key"], 2, "did you mean `unknown-key`?"),
        (&["explain", "weather"], 2, "`twinlet explain` lists all"),
    ] {
        let output = folder.run(arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
        assert!(text.contains(says), "{arguments:?}: {text}");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
    }
}
