//! `twinlet build` as it is built: what it writes, what it refuses, and that it repeats itself.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::site::{Workshop, edit, repository, said, text};
use support::twinlet;

fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

#[test]
fn one_app_is_a_whole_site() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let output = shop.build(&[&app], "dist");
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("built `ageing`") && said(&output).contains("as brotli"),
        "{}",
        said(&output)
    );
    let files = shop.files("dist");
    for name in
        [".htaccess", "Caddyfile", "_headers", "nginx.conf", "sw.js", "app/twin.json", "index.html.br"]
    {
        assert!(files.contains_key(name), "no `{name}` in {:?}", files.keys());
    }
    let build = json(&files, "build.json");
    let page = String::from_utf8_lossy(&files["index.html"]);
    assert!(page.contains(build["build"].as_str().unwrap()) && !page.contains("{{"), "{page}");
    let listed = build["files"].as_object().unwrap();
    let worker = String::from_utf8_lossy(&files["sw.js"]);
    for (name, hash) in listed {
        assert!(worker.contains(hash.as_str().unwrap()), "sw.js does not know {name}");
        assert!(files.contains_key(name) && !name.ends_with(".br") && !name.ends_with(".gz"), "{name}");
    }
    let manifest = json(&files, "manifest.webmanifest");
    for key in ["start_url", "scope"] {
        assert_eq!(manifest[key], "./", "{key}");
    }
    assert!(manifest["id"].is_null(), "apps of one host would share it");
    assert!(manifest["name"].as_str().is_some_and(|name| !name.is_empty()));
}

#[test]
fn two_builds_are_the_same_bytes() {
    let shop = Workshop::new();
    let (one, other) = (shop.app("one"), shop.app("other"));
    for out in ["first", "second", "second"] {
        let output = shop.build(&[&one, &other], out);
        assert!(output.status.success(), "{}", said(&output));
    }
    assert!(shop.files("first") == shop.files("second"));
}

#[test]
fn several_apps_have_a_page_that_leads_to_them() {
    let shop = Workshop::new();
    let (one, other) = (shop.app("one"), shop.app("other"));
    edit(&other, "title: \"", "title: \"<b>\u{a0}");
    let output = shop.build(&[&one, &other], "dist");
    assert!(output.status.success(), "{}", said(&output));
    let files = shop.files("dist");
    let page = String::from_utf8_lossy(&files["index.html"]);
    assert!(page.contains("href=\"./one/\"") && page.contains("href=\"./other/\""), "{page}");
    assert!(page.contains("&lt;b>") && !page.contains("<script"), "{page}");
    assert!(files.contains_key("one/sw.js") && files.contains_key("other/sw.js"));
    assert!(!files.contains_key("sw.js"), "it would stand between the apps and the network");
    assert_eq!(json(&files, "build.json")["apps"]["one"], json(&files, "one/build.json")["build"]);
}

#[test]
fn every_address_is_relative() {
    let shop = Workshop::new();
    let (one, other) = (shop.app("one"), shop.app("other"));
    assert!(shop.build(&[&one, &other], "dist").status.success());
    for (name, bytes) in shop.files("dist") {
        let ending = name.rsplit('.').next().unwrap_or_default();
        if !["html", "js", "css", "webmanifest"].contains(&ending) {
            continue;
        }
        let body = String::from_utf8_lossy(&bytes);
        for absolute in ["=\"/", ": \"/", "'/", "url(/", "(\"/", "http://", "https://"] {
            assert!(!body.contains(absolute), "`{name}` holds `{absolute}`");
        }
    }
}

/// Beside the manifest of the suite's app, and what lies in it.
const WIDGET_FILES: [&str; 3] = ["rate-dial.js", "pictures/plate.png", "pictures/core.svg"];

#[test]
fn files_of_widgets_are_part_of_the_build() {
    let shop = Workshop::new();
    let app = repository("tests/suite/apps/widget-files");
    let output = shop.build(&[&app], "dist");
    assert!(output.status.success(), "{}", said(&output));
    let files = shop.files("dist");
    let (build, worker) = (json(&files, "build.json"), String::from_utf8_lossy(&files["sw.js"]));
    for name in WIDGET_FILES {
        let place = format!("app/files/{name}");
        assert!(files[&place] == std::fs::read(app.join(name)).unwrap(), "{name}");
        let hash = build["files"][&place].as_str().unwrap();
        assert!(worker.contains(&format!("\"{place}\":\"{hash}\"")), "sw.js does not keep {name}");
    }
    let manifest = String::from_utf8_lossy(&files["app/twin.json"]);
    assert!(manifest.contains("\"data-value\"") || manifest.contains("\"drawing\""), "{manifest}");
    assert!(!files.keys().any(|name| name.contains("winding.svg")), "the drawing is in the manifest");
}

#[test]
fn files_of_widgets_are_in_the_single_file() {
    let shop = Workshop::new();
    let app = repository("tests/suite/apps/widget-files");
    let output = shop.build_with(&["--single-file"], &[&app], "app.html");
    assert!(output.status.success(), "{}", said(&output));
    let page = std::fs::read_to_string(shop.path("app.html")).unwrap();
    for name in WIDGET_FILES {
        assert!(page.contains(&format!("data-path=\"app/files/{name}\"")), "{name}");
    }
    let script = std::fs::read_to_string(app.join("rate-dial.js")).unwrap();
    assert!(page.contains(&format!("<script type=\"module\">{script}</script>")));
}

#[test]
fn files_that_cannot_go_along_are_said() {
    let shop = Workshop::new();
    for (i, (name, text, code, expected)) in [
        ("dial.js", "import './other.js';\n", 2, "`dial.js` imports another file"),
        ("my dial.js", "", 1, "error[file-name]: `my dial.js`"),
        ("../dial.js", "", 1, "error[file-name]: `../dial.js`"),
        ("dial.ts", "", 1, "error[file-name]: `dial.ts`"),
        ("nowhere.js", "none", 1, "error[missing-file]: `nowhere.js`"),
    ]
    .into_iter()
    .enumerate()
    {
        let app = shop.app(&format!("app-{i}"));
        if text != "none" {
            std::fs::write(app.join(name), text).unwrap();
        }
        let page = format!(
            "pages: {{ ask: {{ title: Ask, widgets: [{{ custom: {{ element: a-b, script: {name}, outputs: [ageing_rate] }} }}] }} }}\n"
        );
        edit(&app, "\noutputs:\n", &format!("\n{page}outputs:\n"));
        for options in [&[][..], &["--single-file"]] {
            let output = shop.build_with(options, &[&app], "dist.html");
            assert_eq!(output.status.code(), Some(code), "{}", said(&output));
            assert!(said(&output).contains(expected), "{}", said(&output));
        }
    }
    assert!(!shop.path("dist.html").exists());
}

#[test]
fn a_single_file_is_one_file_and_repeats_itself() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    for out in ["out/a.html", "out/b.html", "out/b.html"] {
        let output = shop.build_with(&["--single-file"], &[&app], out);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).contains(out) && said(&output).contains(" kB, in "), "{}", said(&output));
    }
    let files = shop.files("out");
    assert_eq!(files.len(), 2, "{:?}", files.keys());
    assert!(files["a.html"] == files["b.html"]);
    let page = String::from_utf8_lossy(&files["a.html"]);
    for expected in ["data-path=\"app/twin.json\"", "data-path=\"app/models/", "data-offline=\"single-file\""]
    {
        assert!(page.contains(expected), "no `{expected}`");
    }
}

#[test]
fn a_single_file_replaces_nothing_of_anybody() {
    let shop = Workshop::new();
    let (one, other) = (shop.app("one"), shop.app("other"));
    std::fs::write(shop.path("mine.html"), "mine").unwrap();
    for (apps, out, expected) in [
        (&[one.as_path(), &other][..], "both.html", "a single file holds one app, and 2 are named"),
        (&[&one], "mine.html", "nothing was written"),
        (&[&one], "other", "is a folder"),
    ] {
        let output = shop.build_with(&["--single-file"], apps, out);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
    assert_eq!(std::fs::read_to_string(shop.path("mine.html")).unwrap(), "mine");
    assert!(!shop.path("both.html").exists());
}

#[test]
fn mistakes_write_nothing_and_are_all_told() {
    let shop = Workshop::new();
    let (good, bad) = (shop.app("good"), shop.app("bad"));
    edit(&bad, "twinlet: 1", "twinlet: 1\ncolour: red\nsize: 3");
    let output = shop.build(&[&good, &bad], "dist");
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(words.contains("2 mistakes") && words.contains("colour") && words.contains("size"), "{words}");
    assert!(words.contains("twin.yaml:4:"), "{words}");
    assert!(!shop.path("dist").exists());
}

#[test]
fn what_cannot_run_says_what_to_do() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let none = shop.path("nowhere");
    std::fs::create_dir(shop.path("notes")).unwrap();
    std::fs::write(shop.path("notes/mine.txt"), "mine").unwrap();
    std::fs::create_dir(shop.path("empty")).unwrap();
    let runtime = text(&shop.path("empty"));
    let without = ["build", &text(&app), "--out", &text(&none), "--runtime", &runtime].map(str::to_owned);
    for (output, expected) in [
        (shop.build(&[&app], "notes"), "not an earlier build"),
        (shop.build(&[&none], "dist"), "name a folder with a `twin.yaml`"),
        (shop.build(&[&app, &app], "dist"), "two apps have the id `ageing`"),
        (twinlet(&without.each_ref().map(String::as_str), ""), "cargo xtask build"),
    ] {
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
    assert_eq!(std::fs::read_to_string(shop.path("notes/mine.txt")).unwrap(), "mine");
    assert!(!shop.path("dist").exists() && !none.exists());
}

#[test]
fn an_altered_bundle_is_not_published() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let bundle = std::fs::read_dir(app.join("models")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(bundle.join("report.md"), "all is well").unwrap();
    let output = shop.build(&[&app], "dist");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("report.md"), "{}", said(&output));
}
