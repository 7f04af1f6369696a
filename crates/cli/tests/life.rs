//! `twinlet life` as it is built: cases beside their references, and what a table says.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::twinlet;

fn life(arguments: &[&str]) -> (i32, String, String) {
    let output = twinlet(&[&["life"], arguments].concat(), "");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A file in a folder of its own.
fn file(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/life-cases.json");

#[test]
fn the_cases_of_the_suite_are_within_their_tolerance() {
    let (code, out, err) = life(&["--cases", SUITE]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("0 cases out of tolerance"), "{err}");
    assert!(out.contains("worst case") && out.lines().last().unwrap().contains("e-"), "{out}");
    let (code, out, _) = life(&["--cases", SUITE, "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["failed_cases"]), (0, &0.into()));
}

#[test]
fn a_wrong_case_fails_and_comes_last() {
    let cases = r#"[
        {"id":"wrong","fn":"mean","args":{"dist":"normal","mu":2,"sigma":1},"expected":2.5,"rtol":1e-9},
        {"id":"right","fn":"sf","args":{"dist":"expon","scale":2,"t":NaN,"time":0},"expected":1},
        {"id":"unknown","fn":"mood","args":{},"expected":1},
        {"id":"parts","fn":"fit","args":{"dist":"exponential","failures":[1,3]},"expected":{"rate":0.5,"colour":1}}
    ]"#;
    let (_folder, path) = file("cases.json", cases);
    let (code, out, err) = life(&["--cases", &path]);
    assert_eq!(code, 1, "{out}");
    assert!(err.contains("3 cases out of tolerance"), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("ok   right"), "{out}");
    for said in [
        "FAIL wrong: 2 (reference 2.5), error 2.0e-1 of 1e-9",
        "FAIL unknown: there is no function `mood`",
        "FAIL parts colour: there is no such value",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let (_folder, path) = file("cases.json", "{}");
    let (code, _, err) = life(&["--cases", &path]);
    assert!(code == 2 && err.contains("holds no cases"), "{err}");
}

const SEALS: &str = "time,status
412,1\n998,1\n1210,1\n1604,1\n1987,1\n2380,1\n2511,1\n3077,1\n3342,1\n4105,1
1500,0\n2000,0\n2000,0\n3000,0\n3000,0\n4200,0\n4200,0\n4200,0\n";

#[test]
fn a_table_is_told_in_words_and_as_json() {
    let (_folder, path) = file("seals.csv", SEALS);
    let (code, out, err) = life(&[&path, "--resamples", "50"]);
    assert_eq!(code, 0, "{err}");
    for said in [
        "18 units: 10 failed, 8 still ran. The longest reached 4200.",
        "Weibull fits best.",
        "B10: 10 % have failed by 1085 (",
        "Note: From 10 failures the shape",
        "Extrapolated: no unit failed before 412",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let (_, out, _) = life(&[&path, "--format", "json", "--resamples", "20"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["laws"][0]["law"], "weibull");
    assert_eq!(report["steps"].as_array().unwrap().len(), 10);
    assert_eq!(report["lives"][2]["support"], "supported");
    let (_, again, _) = life(&[&path, "--format", "json", "--resamples", "20"]);
    assert_eq!(out, again, "the same seed, the same bits");
}

#[test]
fn early_failures_and_long_runs_have_no_b10() {
    let table = "time,status,count\n1,1,1\n73,1,1\n123,1,1\n146,1,1\n179,1,1\n181,1,1\n191,1,1\n199,1,1\n216,1,1\n220,1,1\n44798,0,4072\n";
    let (_folder, path) = file("electronics.csv", table);
    let (code, out, _) = life(&[&path, "--resamples", "0"]);
    assert_eq!(code, 0);
    assert!(out.contains("B10: no answer; ") && out.contains("no unit has run longer than 44800"), "{out}");
}

#[test]
fn a_table_that_cannot_be_read_says_where() {
    let (_folder, path) = file("lives.csv", "hours\n1\n");
    let (code, _, err) = life(&[&path]);
    assert!(code == 2 && err.contains("there is no column `time`; there are hours"), "{err}");
    let (code, _, err) = life(&[&path, "--time", "hours", "--coverage", "1.5"]);
    assert!(code == 2 && err.contains("a coverage of 1.5"), "{err}");
}

#[test]
fn lives_between_inspections_and_the_time_ahead() {
    let table = "from,to,count\n,200,1\n200,400,4\n400,600,7\n600,800,6\n800,1000,3\n1000,,3\n";
    let (_folder, path) = file("inspected.csv", table);
    let (code, out, err) = life(&[&path, "--age", "500", "--ahead", "100", "--resamples", "0"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("24 units: 21 failed, 3 still ran."), "{out}");
    assert!(out.contains("Probability to fail within 100 at an age of 500 0."), "{out}");
    let (code, _, err) = life(&[&path, "--ahead", "-1"]);
    assert!(code == 2 && err.contains("a time ahead is above it"), "{err}");
}
