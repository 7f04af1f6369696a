//! How long it takes from an address to the first decision: online over three lines, offline after the browser was closed,
//! and on a reload. A line of JSON for each, times in milliseconds, medians of five with the least and the largest.
//!
//! The host sends stored brotli (quality 11), as real hosts do. Times are this machine's.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use twinlet_e2e::Browser;
use xtask::compress::{Effort, compress};
use xtask::files::{dist, list, read, sha256_hex, workspace_root, write};
use xtask::server::{Line, Options, Server};

const TIMES: usize = 5;
const DEADLINE: Duration = Duration::from_secs(120);

/// Notes when the app draws, when its engine listens, and when the first decision stands on the page.
const PROBE: &str = "
    const Plain = Worker;
    window.Worker = class extends Plain {
        constructor(...a) {
            super(...a);
            this.addEventListener('message', ({ data }) => {
                if (String(data).startsWith('{\"ready\":')) window.engineMs ??= performance.now();
            });
        }
    };
    new MutationObserver((_, me) => {
        if (document.readyState !== 'loading' && !document.querySelector('.boot-skeleton')) window.drawnMs ??= performance.now();
        if (!document.querySelector('.decision-headline')) return;
        window.decisionMs = performance.now();
        me.disconnect();
    }).observe(document, { childList: true, subtree: true });";

/// Milliseconds from the navigation to: the app draws, the engine listens, the decision.
type Start = [f64; 3];

struct Host {
    name: &'static str,
    line: Option<Line>,
}

fn hosts() -> [Host; 3] {
    let line = |delay_ms, megabits: f64| {
        Some(Line { delay: Duration::from_millis(delay_ms), bytes_per_second: megabits * 1e6 / 8.0 })
    };
    [
        Host { name: "loopback", line: None },
        Host { name: "4g: 9 Mbit/s, 100 ms", line: line(100, 9.0) },
        Host { name: "slow 4g: 1.6 Mbit/s, 150 ms", line: line(150, 1.6) },
    ]
}

/// The build, with everything compressed beside it.
fn compressed(folder: &Path) -> Result<()> {
    for path in list(&dist())? {
        let bytes = read(&dist().join(&path))?;
        write(&folder.join(&path), &bytes)?;
        if let Some(brotli) = brotli(&path, &bytes)? {
            write(&folder.join(format!("{path}.br")), brotli)?;
        }
    }
    Ok(())
}

/// The strongest compression takes seconds for each megabyte, and most files stay the same: kept by their hash.
fn brotli(path: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    let kept = workspace_root().join("target/compressed").join(sha256_hex(bytes));
    if kept.is_file() {
        return read(&kept).map(Some);
    }
    let Some(compressed) = compress(path, bytes, Effort::Most)? else { return Ok(None) };
    write(&kept, &compressed.brotli)?;
    Ok(Some(compressed.brotli))
}

fn figures(browser: &Browser) -> Result<Start> {
    browser.wait_at_most(DEADLINE, "the first decision", "return window.decisionMs !== undefined")?;
    let at = |name: &str| {
        let value = browser.run(&format!("return window.{name} ?? -1"))?;
        value.as_f64().with_context(|| format!("`{name}` is not a number"))
    };
    Ok([at("drawnMs")?, at("engineMs")?, at("decisionMs")?])
}

/// One first visit; returns the browser for what comes after.
fn online(root: PathBuf, line: Option<Line>) -> Result<(Start, [u64; 2], Browser, Server)> {
    let server = Server::start(Options { line, ..Options::new(root) })?;
    let browser = Browser::phone()?;
    browser.before_each_page(PROBE)?;
    browser.open(&server.url())?;
    let start = figures(&browser)?;
    let until_decision = server.bytes_sent();
    browser.wait_at_most(
        DEADLINE,
        "the app is stored",
        "return document.documentElement.dataset.offline === 'ready'",
    )?;
    let bytes = [until_decision, server.bytes_sent()];
    Ok((start, bytes, browser, server))
}

/// Closed and opened without a host, then loaded again.
fn offline(browser: Browser, server: Server) -> Result<[Start; 2]> {
    let url = server.url();
    server.stop();
    let browser = browser.restarted()?;
    browser.before_each_page(PROBE)?;
    browser.open(&url)?;
    let cold = figures(&browser)?;
    browser.reload()?;
    Ok([cold, figures(&browser)?])
}

fn print(what: &str, starts: &[Start], bytes: Option<[u64; 2]>) {
    let of = |k: usize| {
        let mut all: Vec<i64> = starts.iter().map(|start| start[k].round() as i64).collect();
        all.sort_unstable();
        json!({ "median": all.get(all.len() / 2), "least": all.first(), "largest": all.last() })
    };
    let (drawn, engine, decision) = (of(0), of(1), of(2));
    println!(
        "{}",
        json!({ "start": what, "drawn": drawn, "engine": engine, "decision": decision, "bytes": bytes })
    );
}

fn main() -> Result<()> {
    let folder = tempfile::tempdir().context("no folder for the compressed build")?;
    compressed(folder.path())?;
    let (mut cold, mut warm) = (vec![], vec![]);
    for host in hosts() {
        let (mut starts, mut sent) = (vec![], None);
        for _ in 0..TIMES {
            let (start, bytes, browser, server) = online(folder.path().to_owned(), host.line)?;
            starts.push(start);
            sent = Some(bytes);
            if host.line.is_none() {
                let [closed, again] = offline(browser, server)?;
                cold.push(closed);
                warm.push(again);
            }
        }
        print(host.name, &starts, sent);
    }
    print("offline, browser closed before", &cold, None);
    print("offline, reload", &warm, None);
    Ok(())
}
