//! Models in a browser: `check` runs each export on its references, `measure` times it beside onnxruntime-web, `hostile` opens
//! files that may hurt. One line of JSON for each.
//!
//! The page is made by `cargo xtask corpus`, `bench engines` and `hostile`, which call this with its folder.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use twinlet_e2e::Browser;
use xtask::server::{Options, Server};

/// Batch sizes that are timed.
const ROWS: [u32; 3] = [1, 24, 1000];

struct Page {
    browser: Browser,
    url: String,
}

impl Page {
    fn open(url: String) -> Result<Self> {
        let page = Self { browser: Browser::phone()?, url };
        page.browser.desktop()?;
        page.load()?;
        Ok(page)
    }

    fn load(&self) -> Result<()> {
        self.browser.open(&self.url)?;
        let ready = "return document.documentElement.dataset.ready === 'yes'";
        self.browser.wait_at_most(Duration::from_secs(60), "the page", ready)
    }

    fn call(&self, function: &str, argument: &Value) -> Result<Value> {
        self.browser.run(&format!("return await {function}({argument})"))
    }

    fn check(&self, name: &str) -> Value {
        self.call("check", &json!(name)).unwrap_or_else(|error| {
            // A model that takes the page with it must not take the others.
            let reloaded = self.load().map_err(|error| format!("; the page does not load again: {error:#}"));
            let problem =
                format!("the page does not answer: {error:#}{}", reloaded.err().unwrap_or_default());
            json!({ "model": name, "plan": null, "outputs": [], "batches": [], "problem": problem })
        })
    }

    fn hostile(&self, file: &str) -> Value {
        self.call("hostile", &json!(file)).unwrap_or_else(|error| {
            let reloaded = self.load().err().map(|error| format!("{error:#}"));
            let problem = format!("the page does not answer: {error:#}; {reloaded:?}");
            json!({ "file": file, "ms": null, "bytes": null, "trapped": true, "problem": problem })
        })
    }

    fn measure(&self, name: &str) -> Result<Value> {
        let problems = self.call("open_both", &json!(name))?;
        let batches =
            ROWS.iter().map(|rows| self.call("measure", &json!(rows))).collect::<Result<Vec<_>>>()?;
        self.call("close_both", &Value::Null)?;
        let memory = self.call("linear_memory", &Value::Null)?;
        Ok(json!({ "model": name, "problems": problems, "batches": batches, "memory": memory }))
    }
}

fn names(folder: &std::path::Path) -> Result<Vec<String>> {
    let listing =
        std::fs::read_to_string(folder.join("corpus.json")).context("the page has no corpus.json")?;
    let listing: Value = serde_json::from_str(&listing).context("corpus.json is no JSON")?;
    Ok(listing.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect())
}

/// Files between two loads of the page: each has an instance of its own.
const FRESH: usize = 40;

fn hostile(page: &Page, folder: &std::path::Path) -> Result<()> {
    let index =
        std::fs::read_to_string(folder.join("hostile/index.json")).context("there is no index.json")?;
    let cases: Vec<Value> = serde_json::from_str(&index).context("index.json is no list")?;
    for (number, case) in cases.iter().enumerate() {
        if number % FRESH == 0 {
            page.load()?;
        }
        let mut seen = page.hostile(case["file"].as_str().unwrap_or_default());
        seen["name"] = case["name"].clone();
        seen["expected"] = case["expected"].clone();
        println!("{seen}");
    }
    Ok(())
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(folder)) = (arguments.next(), arguments.next().map(PathBuf::from)) else {
        bail!("say `check`, `measure` or `hostile`, and the folder of the page")
    };
    let server = Server::start(Options::new(folder.clone()))?;
    let page = Page::open(server.url())?;
    if what == "hostile" {
        return hostile(&page, &folder);
    }
    for name in names(&folder)? {
        match what.as_str() {
            "check" => println!("{}", page.check(&name)),
            "measure" => println!("{}", page.measure(&name).with_context(|| format!("at `{name}`"))?),
            _ => bail!("`{what}` is not `check`, `measure` or `hostile`"),
        }
    }
    let agent = page.browser.run("return navigator.userAgent")?;
    eprintln!("browser: {}", agent.as_str().unwrap_or_default());
    Ok(())
}
