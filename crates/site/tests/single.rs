//! Single files of a runtime of a few bytes: nothing asked for, nothing allowed but what is inside, the same every time.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use twinlet_site::files::{Files, read_folder};
use twinlet_site::{Content, Runtime, single};

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en" data-offline="installing">
<head>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'; connect-src 'self'">
<title>{{title}}</title>
<link rel="manifest" href="./manifest.webmanifest">
<link rel="icon" href="./icons/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="./base-0123456789abcdef.css"/>
<script src="./rescue.js" defer></script>
<script type="module" id="boot" src="./boot.js" data-js="./app-0123456789abcdef.js" data-wasm="./app-0123456789abcdef_bg.wasm"></script>
<script type="module" src="./offline.js"></script>
<link rel="preload" href="./app-0123456789abcdef_bg.wasm" integrity="sha384-x"></head>
<body>
<li>Reload the page once, with a connection.</li>
</body>
</html>
"#;

/// What wasm-bindgen writes, as short as it may be.
fn module(wasm: &str) -> String {
    format!(
        "let wasm;\nasync function __wbg_init(a) {{\n    a = new URL('{wasm}', import.meta.url);\n}}\n\n\
         export {{ initSync, __wbg_init as default }};\n"
    )
}

fn files() -> Files {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    let mut files = read_folder(&public).unwrap();
    files.retain(|name, _| !name.starts_with("module/"));
    for (name, text) in [
        ("index.html", PAGE.to_owned()),
        ("base-0123456789abcdef.css", "body { margin: 0 }".to_owned()),
        ("app-0123456789abcdef.js", module("app_bg.wasm")),
        ("app-0123456789abcdef_bg.wasm", "wasm ".repeat(99)),
        ("worker_bg.wasm", "more wasm ".repeat(99)),
        ("worker.js", module("worker_bg.wasm")),
        ("worker_loader.js", "import init from './worker.js';await init();".to_owned()),
    ] {
        files.insert(name.to_owned(), text.into_bytes());
    }
    files
}

fn app(more: &[(&str, &str)]) -> Content {
    let own = [("app/twin.json", "{}"), ("app/models/a/model.json", "[1, 2]")];
    let files = own.iter().chain(more).map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Content {
        id: "pumps".to_owned(),
        title: "Pumps <&> more".to_owned(),
        version: "1.2.3".to_owned(),
        summary: String::new(),
        hosts: BTreeSet::new(),
        files: files.collect(),
        warnings: Vec::new(),
    }
}

fn page(more: &[(&str, &str)]) -> anyhow::Result<String> {
    single::page(&Runtime::new(files()).unwrap(), &app(more))
}

/// Opening tag and text of every script and style, in order.
fn elements(page: &str) -> Vec<(String, String)> {
    let starts = page.match_indices("<script").chain(page.match_indices("<style"));
    let mut found: Vec<_> = starts
        .map(|(at, name)| {
            let (tag, rest) = page[at..].split_once('>').unwrap();
            let end = format!("</{}", &name[1..]);
            (at, tag.to_owned(), rest.split(&end).next().unwrap().to_owned())
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, tag, text)| (tag, text)).collect()
}

/// The file behind a path, unpacked.
fn embedded(page: &str, path: &str) -> String {
    let wanted = format!("data-path=\"{path}\"");
    let (tag, text) = elements(page).into_iter().find(|(tag, _)| tag.contains(&wanted)).unwrap();
    let bytes = STANDARD.decode(text).unwrap();
    if !tag.contains("data-packed=\"gzip\"") {
        return String::from_utf8(bytes).unwrap();
    }
    let mut plain = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut plain).unwrap();
    plain
}

#[test]
fn what_runs_is_in_the_policy_by_its_hash_and_nothing_else_is() {
    let page = page(&[("app/files/dial.js", "customElements.define('a-b', class extends HTMLElement {});")])
        .unwrap();
    let policy =
        page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let run: Vec<_> = elements(&page).into_iter().filter(|(tag, _)| !tag.contains("octet-stream")).collect();
    assert_eq!(run.len(), 6, "rescue, single, app, boot, the dial, a style");
    for (tag, text) in &run {
        assert!(!tag.contains(" src="), "{tag}");
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        assert!(policy.contains(&hash), "{tag} is not in {policy}");
    }
    assert_eq!(policy.matches("sha256-").count(), run.len());
    for expected in ["connect-src 'none';", "worker-src blob:;", "require-trusted-types-for 'script'"] {
        assert!(policy.contains(expected), "{policy}");
    }
    assert!(!policy.contains("'self'") && !policy.contains("unsafe-inline"), "{policy}");
}

#[test]
fn nothing_is_linked_and_every_file_is_inside() {
    let picture = "<svg xmlns='x'/>".repeat(50);
    let page = page(&[("app/files/plate.svg", &picture)]).unwrap();
    for address in ["href=\"./", "import.meta", "sw.js\"", "webmanifest", "export "] {
        assert!(!page.contains(address), "{address}");
    }
    assert_eq!(embedded(&page, "app-0123456789abcdef_bg.wasm"), "wasm ".repeat(99));
    assert_eq!(embedded(&page, "app/models/a/model.json"), "[1, 2]");
    assert_eq!(embedded(&page, "app/files/plate.svg"), picture);
    assert!(!page.contains("data-type=\"image/svg+xml\" data-packed"), "pictures are there at once");
    for expected in [
        "data-offline=\"single-file\"",
        "content=\"pumps\"",
        "Pumps &lt;&amp;> more",
        "Open the file once more",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn the_engine_starts_under_the_name_that_the_page_gives_it() {
    let page = page(&[]).unwrap();
    let name = page.split("twinlet-worker\" content=\"./").nth(1).unwrap().split('"').next().unwrap();
    let script = embedded(&page, name);
    assert!(script.contains(&format!("pathname: \"/{name}\"")) && !script.contains("export"), "{script}");
    let wasm = page.split("data-wasm=\"worker_bg").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(embedded(&page, &format!("worker_bg{wasm}")), "more wasm ".repeat(99));
}

#[test]
fn the_same_again_and_from_a_pack_is_the_same() {
    let one = page(&[]).unwrap();
    assert_eq!(one, page(&[]).unwrap());
    let pack = Runtime::new(files()).unwrap().pack().unwrap();
    assert_eq!(one, single::page(&Runtime::from_pack(&pack).unwrap(), &app(&[])).unwrap());
}

#[test]
fn remote_models_may_be_asked_and_nobody_else() {
    let asking = Content { hosts: BTreeSet::from(["https://m.example".to_owned()]), ..app(&[]) };
    let page = single::page(&Runtime::new(files()).unwrap(), &asking).unwrap();
    assert!(page.contains("connect-src https://m.example; base-uri"));
}

#[test]
fn what_is_not_as_expected_is_refused() {
    for (name, from, to, expected) in [
        ("worker.js", "export {", "export default {", "another wasm-bindgen"),
        (
            "app-0123456789abcdef.js",
            "let wasm",
            "import './snippets/a.js';\nlet wasm",
            "another wasm-bindgen",
        ),
        ("app-0123456789abcdef.js", "let wasm", "'</script>';\nlet wasm", "cannot stand in a page"),
        ("base-0123456789abcdef.css", "0", "0; background: url(a.png)", "names another file"),
        ("index.html", "rel=\"icon\"", "rel=\"prefetch\"", "does not know"),
        ("index.html", "Reload the page once", "Reload", "exactly once"),
        ("index.html", "data-offline=\"installing\"", "", "exactly once"),
    ] {
        let mut files = files();
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        files.insert(name.to_owned(), text.replace(from, to).into_bytes());
        let error = single::page(&Runtime::new(files).unwrap(), &app(&[])).unwrap_err();
        assert!(format!("{error:#}").contains(expected), "{to}: {error:#}");
    }
    let error = page(&[("app/files/dial.js", "import { a } from './a.js';")]).unwrap_err();
    assert!(format!("{error:#}").contains("join them into one"), "{error:#}");
}
