//! Redraws of three series with bands beside uPlot's, at a phone's pixel ratio and a slowed main thread. One line of JSON.
//!
//! The page is made by `cargo xtask bench charts`, which calls this with its folder.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use twinlet_e2e::Browser;
use xtask::server::{Options, Server};

/// Redraws of each chart in one call, and calls; the first call is not counted. A call must end within the driver's time.
const ROUNDS: u32 = 12;
const CALLS: u32 = 11;
/// How much slower the main thread runs: about a cheap phone.
const SLOWER: u32 = 4;
/// A frame at 60 per second, in ms.
const FRAME_MS: f64 = 1000.0 / 60.0;

/// What each call measured of one chart, without the first.
fn sorted(calls: &[Value], chart: &str, what: &str) -> Vec<f64> {
    let runs = calls.iter().skip(1).filter_map(|call| call[chart].as_array()).flatten();
    let mut all: Vec<f64> = runs.filter_map(|run| run[what].as_f64()).collect();
    all.sort_by(f64::total_cmp);
    all
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    let k = (p * (sorted.len().saturating_sub(1)) as f64).round() as usize;
    sorted.get(k).copied().unwrap_or(f64::NAN)
}

fn figures(calls: &[Value], chart: &str) -> Value {
    let of = |what: &str| {
        let all = sorted(calls, chart, what);
        json!({ "median": quantile(&all, 0.5), "p95": quantile(&all, 0.95), "n": all.len() })
    };
    json!({ "script_ms": of("script"), "drawn_ms": of("drawn") })
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).map(PathBuf::from).context("say the folder of the page")?;
    let server = Server::start(Options::new(folder))?;
    let browser = Browser::phone()?;
    browser.resize(800, 900, 3.0, true)?;
    browser.open(&server.url())?;
    browser.wait_at_most(
        Duration::from_secs(60),
        "the page",
        "return document.documentElement.dataset.ready === 'yes'",
    )?;
    for slower in [1, SLOWER] {
        browser.slow_down(slower)?;
        let call = |_| browser.run(&format!("return await measure({ROUNDS})"));
        let calls = (0..CALLS).map(call).collect::<Result<Vec<_>>>()?;
        let (ours, uplot) = (figures(&calls, "ours"), figures(&calls, "uplot"));
        let median = |of: &Value| of["script_ms"]["median"].as_f64().unwrap_or(f64::NAN);
        println!(
            "{}",
            json!({ "slower": slower, "points": 1500, "series": 3, "pixel_ratio": 3, "frame_ms": FRAME_MS,
                "ours": ours, "uplot": uplot, "ratio_of_medians": median(&ours) / median(&uplot) })
        );
    }
    Ok(())
}
