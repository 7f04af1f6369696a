//! `twinlet serve APP` as it is built: what it shows, before and after saving, and what it says of mistakes.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use support::site::{Workshop, edit, text};
use support::twinlet;

struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(shop: &Workshop, app: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinlet"));
        let command = command.arg("serve").arg(app).args(["--port", "0", "--runtime"]);
        let mut child = command.arg(shop.path("runtime")).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = lines.find_map(|line| Some(line.unwrap().split_once("http://localhost:")?.1.to_owned()));
        let address = format!("127.0.0.1:{}", port.unwrap().split('/').next().unwrap());
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    fn connection(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut bytes = Vec::new();
        self.connection(path, "localhost:1").read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn news(&self) -> News {
        News(BufReader::new(self.connection("/.twinlet/events", "localhost:1")))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct News(BufReader<TcpStream>);

impl News {
    fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the server ended");
            if let Some(data) = line.strip_prefix("data:") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The first news of this kind: on a busy machine a file may be seen half written before.
    fn next_with(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        std::iter::repeat_with(|| self.next()).find(is_wanted).unwrap()
    }
}

fn mistakes(told: &Value) -> usize {
    told["mistakes"].as_array().unwrap().len()
}

#[test]
fn the_page_listens_and_is_not_kept() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let serving = Serving::start(&shop, &app);
    let build = serving.news().next()["build"].as_str().unwrap().to_owned();
    let page = serving.get("/");
    for expected in ["HTTP/1.1 200", "no-store", "script-src 'self'", "./.twinlet/live.js", &build] {
        assert!(page.contains(expected), "no `{expected}` in {page}");
    }
    assert!(!page.contains("offline-"), "{page}");
    assert!(serving.get("/sw.js").contains("unregister()"));
    assert!(serving.get("/.twinlet/live.css").contains("text/css"));
    assert!(serving.get("/app/twin.json").contains("application/json"));
    assert!(serving.get("/nothing").starts_with("HTTP/1.1 404"));
    let mut stranger = String::new();
    serving.connection("/", "evil.example").read_to_string(&mut stranger).unwrap();
    assert!(stranger.starts_with("HTTP/1.1 421"), "{stranger}");
}

#[test]
fn files_of_widgets_are_served_and_followed() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    std::fs::create_dir(app.join("pictures")).unwrap();
    std::fs::write(app.join("pictures/plate.png"), b"\x89PNG\r\n\x1a\n\xff").unwrap();
    std::fs::write(app.join("dial.js"), "const first = 1;").unwrap();
    let widgets = "[{ numbers: {} }, { image: { file: pictures/plate.png, alt: Plate } }, { custom: { element: a-b, script: dial.js } }]";
    let page = format!("\npages: {{ ask: {{ title: Ask, widgets: {widgets} }} }}\noutputs:\n");
    edit(&app, "\noutputs:\n", &page);
    let serving = Serving::start(&shop, &app);
    let mut news = serving.news();
    let build = news.next()["build"].clone();
    assert!(serving.get("/app/files/pictures/plate.png").contains("image/png"));
    let script = serving.get("/app/files/dial.js");
    assert!(script.contains("text/javascript") && script.contains("first"), "{script}");
    std::fs::write(app.join("dial.js"), "const second = 2;").unwrap();
    news.next_with(|told| told["build"] != build);
    assert!(serving.get("/app/files/dial.js").contains("second"));
}

#[test]
fn saving_is_told() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let serving = Serving::start(&shop, &app);
    let mut news = serving.news();
    let mut build = news.next()["build"].clone();
    for version in ["0.2.0", "0.3.0"] {
        edit(&app, "\n  version: ", &format!("\n  version: {version} # "));
        build = news.next_with(|told| told["build"] != build && mistakes(told) == 0)["build"].clone();
    }
    assert!(serving.get("/").contains(build.as_str().unwrap()));
}

#[test]
fn every_mistake_is_told_and_the_last_good_version_stays() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let serving = Serving::start(&shop, &app);
    let mut news = serving.news();
    let build = news.next()["build"].clone();
    edit(&app, "twinlet: 1", "twinlet: 1\ncolour: red\nmodel: {}");
    let told = news.next_with(|told| mistakes(told) == 2);
    assert_eq!(told["build"], build, "{told}");
    let mistake = &told["mistakes"][1];
    assert_eq!((&mistake["code"], &mistake["path"]), (&"unknown-key".into(), &"model".into()));
    assert!(mistake["place"].as_str().unwrap().ends_with("twin.yaml:5:1"), "{told}");
    assert!(mistake["hints"][0].as_str().unwrap().contains("models"), "{told}");
    assert!(mistake["message"].as_str().unwrap().contains("`model`"), "{told}");
    assert!(serving.get("/").contains(build.as_str().unwrap()));
    edit(&app, "\ncolour: red\nmodel: {}", "");
    assert_eq!(news.next_with(|told| mistakes(told) == 0)["build"], build);
}

#[test]
fn a_broken_beginning_waits_to_be_mended() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    edit(&app, "twinlet: 1", "twinlet: 1\ncolour: red");
    let serving = Serving::start(&shop, &app);
    let page = serving.get("/");
    assert!(page.contains("./.twinlet/live.js") && page.contains("./tokens-"), "{page}");
    let mut news = serving.news();
    let told = news.next();
    assert_eq!((&told["build"], mistakes(&told)), (&"".into(), 1));
    edit(&app, "\ncolour: red", "");
    news.next_with(|told| told["build"] != "");
    assert!(serving.get("/").contains("twinlet-build"));
}

#[test]
fn an_altered_bundle_is_told_and_so_is_its_mending() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let serving = Serving::start(&shop, &app);
    let mut news = serving.news();
    let build = news.next()["build"].clone();
    let bundle = std::fs::read_dir(app.join("models")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(bundle.join("extra.md"), "x").unwrap();
    let told = news.next();
    assert!(told["mistakes"][0]["message"].as_str().unwrap().contains("extra.md"), "{told}");
    std::fs::remove_file(bundle.join("extra.md")).unwrap();
    assert_eq!(news.next()["build"], build);
}

#[test]
fn what_is_no_app_is_said() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let bundle = std::fs::read_dir(app.join("models")).unwrap().next().unwrap().unwrap().path();
    for (arguments, expected) in [
        (vec![text(&bundle)], "`twinlet serve --api"),
        (vec![text(&shop.path("nowhere"))], "there is nothing at"),
        (vec![], "`.` holds no `twin.yaml`"),
        (vec![text(&app), "--api".into(), text(&bundle)], "cannot be used with"),
        (vec![text(&app), "--max-rows".into(), "7".into()], "cannot be used with"),
        (vec!["--max-rows".into(), "7".into()], "--api <BUNDLE>"),
    ] {
        let arguments: Vec<&str> =
            ["serve"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let output = twinlet(&arguments, "");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn the_network_is_answered_over_https_only() {
    let shop = Workshop::new();
    let app = shop.app("ageing");
    let mut command = Command::new(env!("CARGO_BIN_EXE_twinlet"));
    let command = command.arg("serve").arg(&app).args(["--lan", "--port", "0", "--runtime"]);
    let child = command.arg(shop.path("runtime")).stderr(Stdio::piped()).spawn().unwrap();
    let mut serving = Serving { child, address: String::new() };
    let mut lines = BufReader::new(serving.child.stderr.take().unwrap()).lines().map_while(Result::ok);
    // A machine without a network says so and ends.
    let Some(line) = lines.find(|line| line.starts_with("serving https://")) else { return };
    serving.address = line.split(' ').nth(1).unwrap().to_owned();
    let address = &serving.address;
    std::thread::spawn(move || lines.for_each(drop));
    let trusting = ureq::tls::TlsConfig::builder().disable_verification(true);
    let crypto = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let trusting = trusting.unversioned_rustls_crypto_provider(crypto).build();
    let agent = ureq::Agent::config_builder().tls_config(trusting).build().new_agent();
    let page = agent.get(address).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("./.twinlet/live.js"), "{page}");
    assert!(agent.get(address.replace("https", "http")).call().is_err());
}
