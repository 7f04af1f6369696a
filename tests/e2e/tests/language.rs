//! Apps without Rust: what the manifest says is what the person sees. Decision, studies, links, lists.
//!
//! `SCREENSHOTS=docs` keeps the pictures of them.

use std::time::Duration;

use anyhow::{Result, ensure};
use tempfile::TempDir;
use twinlet_e2e::{Browser, Stage};

const DEADLINE: Duration = Duration::from_secs(60);

fn stage(app: &str) -> Result<(Stage, TempDir)> {
    let folder = tempfile::tempdir()?;
    Ok((Stage::of_app(app, &folder.path().join("site"))?, folder))
}

fn recommends(browser: &Browser, words: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector('[data-testid=recommendation]')?.textContent.startsWith({words:?}) ?? false"
    );
    browser.wait_at_most(DEADLINE, &format!("the recommendation {words:?}"), &script)
}

fn tile(browser: &Browser, label: &str, value: &str) -> Result<()> {
    let script = format!(
        "return [...document.querySelectorAll('.tile')].some((t) =>
            t.querySelector('.tile-label').textContent === {label:?} &&
            t.querySelector('.tile-value').textContent.startsWith({value:?}))"
    );
    browser.wait_at_most(DEADLINE, &format!("{label:?} at {value:?}"), &script)
}

#[test]
fn the_inverse_question_decides_online_and_offline() -> Result<()> {
    let (mut stage, _folder) = stage("apps/transformer-loading")?;
    stage.open_and_install()?;
    let decided = |browser: &Browser| -> Result<()> {
        recommends(browser, "Load it to 130 %, and go back by 18:45.")?;
        tile(browser, "Until, at the latest", "18:45")?;
        tile(browser, "Highest load", "126 %")?;
        browser.run("location.hash = '#load?s=1&evening_load=110'")?;
        recommends(browser, "Load it to 110 %, until")?;
        browser.run("location.hash = '#load?s=1&evening_load=150'")?;
        recommends(browser, "No recommendation")?;
        browser.run("location.hash = '#load?s=1&evening_load=900&rain=3'")?;
        browser.wait_for_text("This app has no input `rain`.")?;
        browser.wait_for_text("must be a number from 50 to 155")?;
        browser.run("location.hash = '#load?s=1'").map(drop)
    };
    decided(&stage.browser)?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    decided(&stage.browser)?;
    recommends(&stage.browser, "Load it to 130 %")?;
    stage.browser.pictures("loading", Some("body"))?;
    stage.browser.run("location.hash = '#why'")?;
    stage.browser.wait_for_text("It moves most with")?;
    stage.browser.wait_for("[data-testid=heat-map] .heat-grid")?;
    stage.browser.pictures("loading-why", Some("body"))?;
    stage.browser.run("location.hash = '#compare'")?;
    stage.browser.wait_for_text("Nothing differs from Tonight")?;
    stage.browser.press_words("[data-testid=comparison] button", "Heat")?;
    stage.browser.wait_for("[data-testid=comparison] .comparison:not(.side-by-side) table")?;
    let all = "const rows = [...document.querySelectorAll('.side-by-side tbody tr')];
        return rows.length === 4 && rows.every((row) => row.cells[1].textContent !== '')";
    stage.browser.wait_until("all scenarios beside each other", all)?;
    stage.browser.pictures("loading-compare", Some("body"))?;
    stage.browser.pictures("loading-scenarios", Some(".side-by-side"))?;
    stage.browser.expect_quiet_console()
}

#[test]
fn files_of_widgets_work_below_a_path_and_offline() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let site = folder.path().join("site");
    let mut stage = Stage::of_app_below("/tools/files/", "tests/suite/apps/widget-files", &site)?;
    stage.open_and_install()?;
    twinlet_e2e::widget_files(&stage.browser)?;
    stage.host_off();
    stage.browser.clear_http_cache()?;
    stage.browser.reload()?;
    stage.wait_for_app()?;
    twinlet_e2e::widget_files(&stage.browser)?;
    stage.browser.expect_quiet_console()
}

/// Nothing of a notice may lie over these.
const UNCOVERED: &str = "const notice = document.querySelector('[data-testid=notice]')?.getBoundingClientRect();
    if (!notice || notice.height === 0) return 'no notice';
    const free = [...document.querySelectorAll('.tab-bar, .app-header .chip, .button-primary, .button-large')].filter((one) => {
        const it = one.getBoundingClientRect();
        return it.width > 0 && it.left < notice.right && it.right > notice.left && it.top < notice.bottom && it.bottom > notice.top;
    });
    return free.map((one) => one.className).join()";

/// Which notices will go by themselves: the timers of seven seconds that run.
const TIMERS: &str = "window.notices = new Set();
    const [start, stop] = [window.setTimeout, window.clearTimeout];
    window.setTimeout = (act, ms, ...rest) => {
        const id = start.call(window, () => { notices.delete(id); act(); }, ms, ...rest);
        if (ms === 7000) notices.add(id);
        return id;
    };
    window.clearTimeout = (id) => { notices.delete(id); stop.call(window, id); };";

#[test]
fn notices_cover_nothing_and_good_news_goes() -> Result<()> {
    let (stage, _folder) = stage("apps/transformer-loading")?;
    let browser = &stage.browser;
    browser.before_each_page(TIMERS)?;
    stage.open()?;
    let notices = |count: usize, within: u64| {
        let script = format!("return document.querySelectorAll('[data-testid=notice]').length === {count}");
        browser.wait_at_most(Duration::from_secs(within), &format!("{count} notices"), &script)
    };
    for (width, height, is_phone) in [(390, 844, true), (1280, 800, false)] {
        browser.resize(width, height, 1.0, is_phone)?;
        browser.run(&format!("location.hash = '#load?s=1&evening_load={}'", 100 + width / 100))?;
        notices(1, 20)?;
        let covered = browser.run(UNCOVERED)?;
        ensure!(covered == "", "at {width}: {covered}");
        let role = browser
            .run("return document.querySelector('[data-testid=notice]').closest('[role=status]') !== null")?;
        ensure!(role == true, "screen readers do not hear it");
        browser.picture(&format!("notice-{width}"))?;
        notices(0, 20)?;
    }
    // Pointing at it stops its time; what was not taken has none.
    let waiting = |count: usize| {
        browser.wait_until(&format!("{count} timers"), &format!("return notices.size === {count}"))
    };
    let point = |kind: &str| {
        browser.run(&format!(
            "document.querySelector('[data-testid=notice]').dispatchEvent(new PointerEvent('{kind}'))"
        ))
    };
    browser.run("location.hash = '#load?s=1&evening_load=112'")?;
    waiting(1)?;
    point("pointerenter")?;
    waiting(0)?;
    notices(1, 1)?;
    point("pointerleave")?;
    waiting(1)?;
    browser.run("location.hash = '#load?s=1&rain=3'")?;
    browser.wait_for_text("This app has no input `rain`.")?;
    waiting(0)?;
    browser.expect_quiet_console()
}

/// Lets the app's store open late, as it does on a phone that is busy.
const SLOW_STORE: &str = "
    const kind = IDBOpenDBRequest.prototype, own = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
    const heard = new WeakMap();
    Object.defineProperty(kind, 'onsuccess', { get: own.get, set(hear) {
        heard.set(this, hear);
        // Who has stopped listening in between, as the app does when it waits too long, is not told.
        const late = (event) => setTimeout(() => heard.get(this) === hear && hear.call(this, event), 2000);
        own.set.call(this, hear && late);
    } });";

#[test]
fn the_role_is_kept_over_a_restart() -> Result<()> {
    role_is_kept("")
}

#[test]
fn what_is_chosen_before_the_store_is_open_is_kept() -> Result<()> {
    role_is_kept(SLOW_STORE)
}

fn role_is_kept(at_first: &str) -> Result<()> {
    let (stage, _folder) = stage("tests/suite/apps/widget-files")?;
    stage.browser.before_each_page(at_first)?;
    stage.open()?;
    let chosen = |title: &str| {
        let script = format!(
            "return document.querySelector('[data-testid=roles] [aria-checked=true]')?.textContent === {title:?}"
        );
        stage.browser.wait_until(title, &script)
    };
    chosen("Operator")?;
    stage.browser.press_words("[data-testid=roles] button", "Planner")?;
    chosen("Planner")?;
    let kept = "const open = indexedDB.open('twinlet');
        await new Promise((resolve) => { open.onsuccess = resolve; });
        const keys = open.result.transaction('records').objectStore('records').getAllKeys();
        await new Promise((resolve) => { keys.onsuccess = resolve; });
        open.result.close();
        return keys.result.includes('preference/role/widget-files')";
    stage.browser.wait_until("the role is kept", kept)?;
    stage.browser.reload()?;
    chosen("Planner")?;
    stage.browser.expect_quiet_console()
}

#[test]
fn a_link_carries_the_scenario() -> Result<()> {
    let (stage, _folder) = stage("apps/transformer-loading")?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    browser.run("location.hash = '#load?s=1&evening_load=115&ambient=10'")?;
    recommends(browser, "Load it to 115 %")?;
    browser.press("[data-testid=action-share]")?;
    browser.wait_for("dialog[open] svg, [role=dialog] svg")?;
    let link = browser.run("return document.querySelector('.share-link input').value")?;
    let link = link.as_str().unwrap_or_default().to_owned();
    let expected = "#load?s=1&app=transformer-loading@1.0.0&evening_load=115&ambient=10";
    ensure!(link.ends_with(expected), "{link}");
    browser.pictures("share", Some("body"))?;
    browser.open("about:blank")?;
    browser.open(&link)?;
    stage.wait_for_app()?;
    recommends(browser, "Load it to 115 %")?;
    browser.expect_quiet_console()
}

#[test]
fn failure_times_become_a_curve() -> Result<()> {
    let (mut stage, _folder) = stage("apps/failure-times")?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    tile(browser, "Mean life", "3")?;
    browser.wait_for("[data-testid=curve] canvas")?;
    browser.pictures("failure-times", Some("body"))?;
    stage.host_off();
    let browser = &stage.browser;
    // A link with other times: the reference of Nelson's and others' samples is in core; here they only have to arrive.
    browser.run("location.hash = '#curve?s=1&times=100~200~300p~400~500~600'")?;
    browser.wait_for_text("6 values")?;
    tile(browser, "Mean life", "38")?;
    browser.run("location.hash = '#curve?s=1&times=100'")?;
    browser.wait_for_text("2 are needed")?;
    browser.expect_quiet_console()
}
