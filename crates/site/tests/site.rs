//! Sites of a runtime of a few bytes: whole, the same every time, and without an address that a sub-path would break.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeSet;
use std::path::Path;

use twinlet_site::files::{Files, read_folder, sha256_hex};
use twinlet_site::{Content, Runtime, Site, gallery, output};

const PAGE: &str = r#"<head>
<meta content="connect-src 'self'"><title>{{title}}</title>
<link rel="stylesheet" href="./base-0123456789abcdef.css"/>
<script src="./rescue.js" defer></script>
<script type="module" id="boot" src="./boot.js" data-wasm="./app-0123456789abcdef_bg.wasm"></script>
<script type="module" src="./offline.js"></script>
<link rel="preload" href="./app-0123456789abcdef_bg.wasm" integrity="sha384-x"></head>
"#;

fn runtime() -> Runtime {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    let mut files = read_folder(&public).unwrap();
    files.retain(|name, _| !name.starts_with("module/"));
    for (name, text) in [
        ("index.html", PAGE),
        ("base-0123456789abcdef.css", "body { margin: 0 }"),
        ("app-0123456789abcdef_bg.wasm", "wasm"),
        ("worker_bg.wasm", "more wasm"),
        ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
        ("worker_loader.js", "import init from './worker.js'; init('./worker_bg.wasm')"),
    ] {
        files.insert(name.to_owned(), text.as_bytes().to_vec());
    }
    Runtime::new(files).unwrap()
}

fn app(id: &str) -> Content {
    Content {
        id: id.to_owned(),
        title: "Pumps <&> more".to_owned(),
        version: "1.2.3".to_owned(),
        summary: "What to do \"today\".".to_owned(),
        hosts: BTreeSet::from(["https://models.example".to_owned()]),
        files: Files::from([("app/twin.json".to_owned(), b"{}".to_vec())]),
        warnings: Vec::new(),
    }
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn a_site_knows_each_of_its_files_by_hash() {
    let site = Site::of(&runtime(), &app("pumps")).unwrap();
    let worker = text(&site.files, "sw.js");
    for (name, bytes) in site.files.iter().filter(|(name, _)| *name != "sw.js") {
        assert_eq!(site.build.files[name], sha256_hex(bytes), "{name}");
        assert!(worker.contains(&format!("\"{name}\":\"{}\"", site.build.files[name])), "{name}");
    }
    for template in ["boot.js", "rescue.js", "offline.js", "rescue.html", "worker.js", "worker_bg.wasm"] {
        assert!(!site.files.contains_key(template), "{template}");
    }
    let page = text(&site.files, "index.html");
    for expected in ["Pumps &lt;&amp;> more", "connect-src 'self' https://models.example", &site.build.id] {
        assert!(page.contains(expected), "no `{expected}` in {page}");
    }
    assert!(page.contains(&format!("./{}", site.build.worker.unwrap())), "{page}");
}

#[test]
fn the_same_again_is_the_same_and_another_app_is_another_build() {
    let one = Site::of(&runtime(), &app("pumps")).unwrap();
    assert_eq!(one.files, Site::of(&runtime(), &app("pumps")).unwrap().files);
    let other = Content { title: "Fans".to_owned(), ..app("pumps") };
    assert_ne!(one.build.id, Site::of(&runtime(), &other).unwrap().build.id);
}

#[test]
fn a_packed_runtime_makes_the_same_site() {
    let runtime = runtime();
    let packed = Runtime::from_pack(&runtime.pack().unwrap()).unwrap();
    let (site, again) = (Site::of(&runtime, &app("a")).unwrap(), Site::of(&packed, &app("a")).unwrap());
    assert_eq!(site.files, again.files);
    let (all, size) = output::with_compressed(&packed, &again.files).unwrap();
    assert_eq!(size.files, site.files.len());
    assert!(all.contains_key("sw.js.br") && all.contains_key("sw.js.gz") && size.brotli < size.raw);
}

#[test]
fn the_gallery_shows_every_app_without_a_script() {
    let runtime = runtime();
    let apps: Vec<_> =
        ["a", "b"].map(|id| (app(id), Site::of(&runtime, &app(id)).unwrap())).into_iter().collect();
    let files = gallery::of(&runtime, "Plant <7>", &apps).unwrap();
    let page = text(&files, "index.html");
    for expected in [
        "<h1>Plant &lt;7></h1>",
        "href=\"./a/\"",
        "href=\"./b/\"",
        "Pumps &lt;&amp;> more",
        "What to do &quot;today&quot;.",
        "Version 1.2.3",
        "default-src 'none'",
    ] {
        assert!(page.contains(expected), "no `{expected}` in {page}");
    }
    assert!(!page.contains("<script") && files.keys().any(|name| name.starts_with("base-")), "{page}");
    assert!(!files.contains_key("sw.js"), "the apps' own would be inside its scope");
}

#[test]
fn no_address_begins_at_the_host() {
    let runtime = runtime();
    let site = Site::of(&runtime, &Content { hosts: BTreeSet::new(), ..app("a") }).unwrap();
    let page = gallery::of(&runtime, "All", &[(app("a"), site.clone())]).unwrap();
    let all = site.files.iter().chain(&page);
    for (name, bytes) in all.filter(|(name, _)| !name.ends_with(".png") && !name.ends_with(".svg")) {
        let body = String::from_utf8_lossy(bytes);
        for absolute in ["=\"/", ": \"/", "url(/", "('/", "(\"/", "http://", "https://"] {
            assert!(!body.contains(absolute), "`{name}` holds `{absolute}`");
        }
    }
}
