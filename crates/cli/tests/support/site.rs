//! A runtime of a few bytes, and apps of a test's own, for `twinlet build` and `twinlet serve`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::twinlet;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en" data-offline="installing">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'">
<title>{{title}}</title>
<link rel="manifest" href="./manifest.webmanifest">
<link rel="stylesheet" href="./tokens-0123456789abcdef.css"/>
<script src="./rescue.js" defer></script>
<script type="module" id="boot" src="./boot.js" data-js="./app-0123456789abcdef.js" data-wasm="./app-0123456789abcdef_bg.wasm"></script>
<script type="module" src="./offline.js"></script>
<link rel="preload" href="./app-0123456789abcdef_bg.wasm" integrity="sha384-x" as="fetch"></head>
<body>
<li>Reload the page once, with a connection.</li>
</body>
</html>
"#;

/// What wasm-bindgen writes, as short as it may be; the app's own is never asked for its wasm.
const MODULE: &str = "async function __wbg_init(a) { a = new URL('worker_bg.wasm', import.meta.url); }
export { initSync, __wbg_init as default };
";

/// A folder with a runtime (`runtime`), and room for apps and sites.
pub struct Workshop {
    pub folder: tempfile::TempDir,
}

impl Workshop {
    pub fn new() -> Self {
        let it = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in [
            ("index.html", PAGE),
            ("tokens-0123456789abcdef.css", ":root { --bg: white }"),
            ("app-0123456789abcdef.js", MODULE),
            ("app-0123456789abcdef_bg.wasm", "\0asm, not really"),
            ("worker_bg.wasm", "\0asm, not really either"),
            ("worker.js", MODULE),
            ("worker_loader.js", "import init from './worker.js';await init();"),
        ] {
            write(&it.path("runtime").join(name), text.as_bytes());
        }
        let public = repository("public");
        for name in [
            "boot.js",
            "rescue.js",
            "offline.js",
            "single.js",
            "rescue.html",
            "sw.js",
            "manifest.webmanifest",
            "icons/icon.svg",
            "icons/icon-192.png",
        ] {
            write(&it.path("runtime").join(name), &std::fs::read(public.join(name)).unwrap());
        }
        it
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A what-if app over the ageing model, made by `twinlet new`.
    pub fn app(&self, name: &str) -> PathBuf {
        let (folder, bundle) = (self.path(name), repository("models/transformer-ageing/bundle"));
        let made = twinlet(&["new", &text(&folder), "--from", &text(&bundle)], "");
        assert!(made.status.success(), "{}", said(&made));
        folder
    }

    /// `twinlet build` of these apps with this runtime.
    pub fn build(&self, apps: &[&Path], out: &str) -> Output {
        self.build_with(&[], apps, out)
    }

    /// The same with more options.
    pub fn build_with(&self, options: &[&str], apps: &[&Path], out: &str) -> Output {
        let (runtime, out) = (text(&self.path("runtime")), text(&self.path(out)));
        let apps: Vec<String> = apps.iter().map(|app| text(app)).collect();
        let mut arguments = vec!["build", "--runtime", &runtime, "--out", &out];
        arguments.extend(options);
        arguments.extend(apps.iter().map(String::as_str));
        twinlet(&arguments, "")
    }

    /// Every file below a folder, hidden ones too.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.path(folder), "", &mut found);
        found
    }
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        match path.is_dir() {
            true => collect(&path, &format!("{name}/"), found),
            false => drop(found.insert(name, std::fs::read(&path).unwrap())),
        }
    }
}

/// Changes a part of an app's manifest.
pub fn edit(app: &Path, from: &str, to: &str) {
    let path = app.join("twin.yaml");
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.contains(from), "no `{from}` in\n{before}");
    std::fs::write(&path, before.replacen(from, to, 1)).unwrap();
}

/// What a command said to the person.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A path of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
