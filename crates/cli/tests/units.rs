//! `twinlet run --units`: a text in the units that somebody prefers, and nothing else.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use support::manifests::{Folder, root, said};

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let app = root().join("apps/transformer-loading");
    let output = Folder::new().run(&[&["run", app.to_str().unwrap()], arguments].concat());
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code(), printed + &said(&output))
}

/// The number behind some words.
fn number_after(text: &str, words: &str) -> f64 {
    let rest = text.split_once(words).unwrap().1.trim_start();
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn texts_are_in_the_units_that_were_asked_for() {
    let ((_, own), (code, us)) = (run(&[]), run(&["--units", "us"]));
    assert_eq!(code, Some(0), "{us}");
    assert!(own.contains("°C") && !own.contains("°F"), "{own}");
    // The app's own words keep the numbers that it wrote.
    let literal = us.replace("120 °C", "").replace("98 °C", "");
    assert!(us.contains("°F") && !literal.contains("°C"), "{us}");
    let of = "Hot spot, highest:";
    let (celsius, fahrenheit) = (number_after(&own, of), number_after(&us, of));
    assert!((celsius * 1.8 + 32.0 - fahrenheit).abs() < 1.0, "{celsius} °C, {fahrenheit} °F");
    let of = "Margin to 120 °C:";
    let (kelvin, rankine) = (number_after(&own, of), number_after(&us, of));
    assert!((kelvin * 1.8 - rankine).abs() < 1.0, "{kelvin} K, {rankine} Δ°F");
    assert!(us.contains("Δ°F"), "{us}");
}

#[test]
fn rules_mean_the_same_in_every_unit() {
    let load = ["--set", "evening_load=100"];
    let us = [&load[..], &["--units", "us"]].concat();
    for (arguments, unit) in [(&load[..], "°C"), (&us, "°F")] {
        let (_, text) = run(arguments);
        let because = text.lines().find(|line| line.contains("the hot spot stays at or below")).unwrap();
        let shown = because.split("120 °C is the limit").next().unwrap();
        assert!(text.contains("(go)") && shown.contains(unit), "{text}");
    }
}

#[test]
fn what_is_no_choice_is_refused() {
    let (code, text) = run(&["--units", "us,furlong"]);
    assert!(code == Some(2) && text.contains("`furlong` is no unit to choose"), "{text}");
    let (code, text) = run(&["--units", "us", "--format", "json"]);
    assert!(code == Some(2) && text.contains("keep the units of the app"), "{text}");
}
