//! Fingers, keys and files of a chart, in the gallery of widgets; every chart in every theme.
//!
//! `SCREENSHOTS=docs` keeps the pictures.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use twinlet_e2e::Browser;
use xtask::commands::gallery::GALLERY;
use xtask::files::workspace_root;
use xtask::server::{Options, Server};

const CURSOR: &str = ".chart-cursor";
/// How far two fingers move apart, in steps.
const PINCH_STEPS: u32 = 10;

/// What a person sees of the first chart.
#[derive(Debug, PartialEq)]
struct Seen {
    read_out: String,
    is_zoomed: bool,
    scroll: f64,
    picture: String,
}

/// The gallery on a phone.
struct Page {
    browser: Browser,
    _server: Server,
}

impl Page {
    fn open() -> Result<Self> {
        let page = Self::at("charts-light")?;
        page.browser.wait_for(CURSOR)?;
        // A canvas that nobody has painted is 300 wide.
        page.browser.wait_until("a picture", "return document.querySelector('.chart-canvas').width > 600")?;
        Ok(page)
    }

    fn at(place: &str) -> Result<Self> {
        let folder = workspace_root().join(GALLERY);
        ensure!(folder.join("gallery_bg.wasm").is_file(), "there is no gallery; run `cargo xtask gallery`");
        let server = Server::start(Options::new(folder))?;
        let browser = Browser::phone()?;
        browser.open(&format!("{}#{place}", server.url()))?;
        Ok(Self { browser, _server: server })
    }

    fn seen(&self) -> Result<Seen> {
        self.frames()?;
        let script = "
            const chart = document.querySelector('.chart');
            return [chart.querySelector('.chart-read-out').textContent, !chart.querySelector('.chart-reset').hidden,
                scrollY, chart.querySelector('canvas').toDataURL()];";
        let seen = self.browser.run(script)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Seen {
            read_out: text(&seen[0]),
            is_zoomed: seen[1] == true,
            scroll: seen[2].as_f64().unwrap_or(f64::NAN),
            picture: text(&seen[3]),
        })
    }

    /// Two fingers in the middle of the chart that move apart.
    fn pinch(&self) -> Result<()> {
        let place = "const r = document.querySelector('.chart-cursor').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]";
        let middle = self.browser.run(place)?;
        let (x, y) = (middle[0].as_f64().unwrap_or(0.0), middle[1].as_f64().unwrap_or(0.0));
        let fingers =
            |apart: f64| json!([{ "x": x - apart, "y": y, "id": 0 }, { "x": x + apart, "y": y, "id": 1 }]);
        self.touch("touchStart", fingers(30.0))?;
        for step in 1..=PINCH_STEPS {
            self.touch("touchMove", fingers(30.0 + 7.0 * f64::from(step)))?;
        }
        self.touch("touchEnd", json!([]))
    }

    fn touch(&self, kind: &str, fingers: Value) -> Result<()> {
        self.browser
            .cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": fingers }))
            .map(drop)
    }

    /// The whole page, as long as it is.
    fn picture(&self, name: &str) -> Result<()> {
        if std::env::var_os("SCREENSHOTS").is_none() {
            return Ok(());
        }
        let height = self.browser.run("return document.documentElement.scrollHeight")?;
        let height = height.as_u64().and_then(|h| u32::try_from(h).ok()).context("a height")?;
        self.browser.resize(390, height, 1.0, true)?;
        self.frames()?;
        self.browser.picture(name)
    }

    fn frames(&self) -> Result<()> {
        let wait =
            "for (let i = 0; i < 4; i++) await new Promise((resolve) => requestAnimationFrame(resolve));";
        self.browser.run(wait).map(drop)
    }

    fn key(&self, key: &str) -> Result<()> {
        let script = format!(
            "const c = document.querySelector('{CURSOR}'); c.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}))"
        );
        self.browser.run(&script).map(drop)
    }
}

#[test]
fn fingers_read_zoom_and_pan_and_the_page_still_scrolls() -> Result<()> {
    let page = Page::open()?;
    page.browser.tap(CURSOR)?;
    let tapped = page.seen()?;
    ensure!(!tapped.read_out.is_empty() && !tapped.is_zoomed, "a tap reads: {}", tapped.read_out);
    page.browser.drag(CURSOR, 90.0, 3.0)?;
    let along = page.seen()?;
    ensure!(along.read_out != tapped.read_out && along.scroll == tapped.scroll, "a finger along reads on");
    page.browser.drag(CURSOR, 4.0, -150.0)?;
    let scrolled = page.seen()?;
    ensure!(
        scrolled.scroll > along.scroll + 60.0 && scrolled.read_out == along.read_out,
        "a finger up scrolls"
    );
    page.browser.run("scrollTo({ top: 0, behavior: 'instant' })")?;
    page.pinch()?;
    let zoomed = page.seen()?;
    ensure!(zoomed.is_zoomed && zoomed.picture != scrolled.picture, "two fingers zoom");
    page.browser.drag(CURSOR, -100.0, 2.0)?;
    let panned = page.seen()?;
    ensure!(panned.picture != zoomed.picture && panned.read_out == zoomed.read_out, "a finger along pans");
    page.browser.drag(CURSOR, 4.0, -150.0)?;
    let scrolled = page.seen()?;
    ensure!(
        scrolled.scroll > panned.scroll + 60.0 && scrolled.picture == panned.picture,
        "a finger up still scrolls"
    );
    page.browser.tap(CURSOR)?;
    page.browser.tap(CURSOR)?;
    ensure!(!page.seen()?.is_zoomed, "two taps show all");
    page.browser.expect_quiet_console()
}

#[test]
fn keys_zoom_and_the_view_follows_the_cursor() -> Result<()> {
    let page = Page::open()?;
    page.key("+")?;
    let zoomed = page.seen()?;
    ensure!(zoomed.is_zoomed, "plus zooms");
    page.key("End")?;
    let end = page.seen()?;
    ensure!(
        end.read_out.starts_with("06:00") && end.picture != zoomed.picture,
        "the view follows: {}",
        end.read_out
    );
    page.key("0")?;
    ensure!(!page.seen()?.is_zoomed, "zero shows all");
    Ok(())
}

#[test]
fn paper_gets_a_picture_of_its_own() -> Result<()> {
    let page = Page::open()?;
    let script = "
        const canvas = document.querySelector('.chart-canvas');
        dispatchEvent(new Event('beforeprint'));
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const isGrey = (i) => Math.abs(pixels[i] - pixels[i + 1]) < 4 && Math.abs(pixels[i + 1] - pixels[i + 2]) < 4;
        for (let i = 0; i < pixels.length; i += 4) if (!isGrey(i)) return 'a coloured pixel';
        return Math.round(canvas.width / canvas.clientWidth);";
    ensure!(page.browser.run(script)? == 4, "finer than the screen, and grey, at once");
    page.browser.run("dispatchEvent(new Event('afterprint'))")?;
    page.browser.wait_until(
        "the screen's picture",
        "const c = document.querySelector('.chart-canvas'); return Math.round(c.width / c.clientWidth) === 3",
    )
}

#[test]
fn files_carry_the_contract() -> Result<()> {
    let page = Page::open()?;
    // The page's own downloads are caught where their addresses are made.
    let script = "
        const made = [];
        const plain = URL.createObjectURL;
        URL.createObjectURL = (blob) => (made.push(blob), plain.call(URL, blob));
        for (const button of document.querySelectorAll('.chart-save')[0].querySelectorAll('button')) button.click();
        while (made.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
        const kinds = made.map((blob) => blob.type).sort();
        const texts = await Promise.all(made.filter((blob) => blob.type !== 'image/png').map((blob) => blob.text()));
        return [kinds.join(' '), texts.every((text) => text.includes('SHA-256 3f9a1c0b') && text.includes('2026-07-14'))];";
    let files = page.browser.run(script)?;
    ensure!(files[0] == "image/png image/svg+xml text/csv" && files[1] == true, "{files}");
    Ok(())
}

/// Pages of the gallery that draw, and how many canvases each has at least.
const DRAWN: [(&str, usize); 7] =
    [("charts", 5), ("modes", 5), ("costs", 6), ("lives", 8), ("figures", 0), ("drawn", 0), ("planner", 0)];

#[test]
fn every_chart_is_drawn_in_every_theme() -> Result<()> {
    for (place, charts) in DRAWN {
        for theme in ["light", "dark", "field"] {
            let page = Page::at(&format!("{place}-{theme}"))?;
            page.browser.wait_for("main .card")?;
            let painted = format!(
                "const all = [...document.querySelectorAll('.chart-card:not(.is-loading) .chart-canvas')];
                return all.length >= {charts} && all.every((canvas) => canvas.width > 600)"
            );
            page.browser.wait_until("every canvas painted", &painted)?;
            page.picture(&format!("gallery-{place}-390-{theme}"))?;
            page.browser.expect_quiet_console()?;
        }
    }
    Ok(())
}
