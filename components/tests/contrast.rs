//! `style/tokens.css` keeps its promises: contrast of every pair in every theme, and equal dark blocks.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::path::Path;

type Tokens = BTreeMap<String, String>;

fn css(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../style").join(name)).unwrap()
}

/// The custom properties of the first block whose selector ends with `selector`, after the first block of sizes.
fn block(css: &str, selector: &str) -> Tokens {
    let at = css.find(&[selector, " {"].concat()).unwrap_or_else(|| panic!("no block {selector}"));
    let body = css[at..].split_once('{').unwrap().1.split_once('}').unwrap().0;
    let pair =
        |line: &str| line.trim().split_once(':').map(|(k, v)| (k.trim().to_string(), v.trim().to_string()));
    body.split(';').filter_map(pair).filter(|(k, _)| k.starts_with("--")).collect()
}

fn luminance(hex: &str) -> f64 {
    let value = u32::from_str_radix(hex.trim_start_matches('#'), 16).unwrap();
    assert_eq!(hex.len(), 7, "{hex} must be opaque");
    let channel = |shift: u32| {
        let c = f64::from((value >> shift) & 0xff) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_is_readable() {
    let css = css("tokens.css");
    for (theme, text, shape) in [
        ("[data-theme=\"light\"]", 4.5, 3.0),
        ("[data-theme=\"dark\"]", 4.5, 3.0),
        ("[data-theme=\"field\"]", 7.0, 3.0),
    ] {
        let tokens = block(&css, theme);
        let check = |front: &str, back: &str, least: f64| {
            let found = contrast(&tokens[front], &tokens[back]);
            assert!(found >= least, "{theme}: {front} on {back} has {found:.2}, needs {least}");
        };
        for front in ["--ink", "--muted", "--accent", "--ok", "--warn", "--bad", "--series-2", "--series-3"] {
            check(front, "--bg", text);
            check(front, "--surface", text);
        }
        check("--accent-ink", "--accent", text);
        for (front, back) in [
            ("--ok", "--ok-soft"),
            ("--warn", "--warn-soft"),
            ("--bad", "--bad-soft"),
            ("--accent", "--accent-soft"),
        ] {
            check(front, back, text);
            check("--ink", back, text);
        }
        check("--edge", "--surface", shape);
    }
}

#[test]
fn both_dark_blocks_are_equal() {
    let css = css("tokens.css");
    assert_eq!(block(&css, ":root:not([data-theme])"), block(&css, "[data-theme=\"dark\"]"));
}

#[test]
fn components_use_tokens_only() {
    for file in [
        "base.css",
        "components.css",
        "controls.css",
        "fields.css",
        "figures.css",
        "planner.css",
        "charts.css",
    ] {
        for line in css(file).lines() {
            let hex = line
                .split('#')
                .skip(1)
                .any(|rest| rest.chars().take(3).filter(char::is_ascii_hexdigit).count() == 3);
            assert!(!hex && !line.contains("rgb("), "{file} names a colour: {line}");
        }
    }
}
