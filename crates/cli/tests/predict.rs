//! `twinlet predict` as it is built: lines in, lines out, exit codes.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::{bundle, line, row, twinlet};

fn predict(input: &str, more: &[&str]) -> (i32, Vec<Value>, String) {
    let bundle = bundle();
    let arguments = [&["predict", bundle.to_str().unwrap()], more].concat();
    let output = twinlet(&arguments, input);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (output.status.code().unwrap(), lines, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_line_gets_its_line() {
    let mut outside = row(1);
    outside[6] = 0.5;
    let good = line(&row(0));
    let input = format!("{good}\n\nnonsense\n{}\n{{\"wear_1\": \"NaN\"}}\n{good}", line(&outside));
    let (code, lines, summary) = predict(&input, &[]);
    assert_eq!((code, lines.len()), (1, 5), "{summary}");
    assert_eq!(lines[0], lines[4]);
    assert_eq!(lines[0]["outputs"].as_object().unwrap().len(), 12);
    assert_eq!((&lines[1]["line"], &lines[3]["line"]), (&3.into(), &5.into()));
    assert!(lines[3]["error"][0].as_str().unwrap().contains("`wear_1` is \"NaN\""), "{}", lines[3]);
    assert_eq!((&lines[2]["domain"]["state"], &lines[2]["outputs"]), (&"out".into(), &serde_json::json!({})));
    assert!(
        summary.starts_with(
            "5 rows: 2 in the domain, 0 at its edge, 1 outside (not answered), 2 with an error; "
        ),
        "{summary}"
    );
}

#[test]
fn chunks_and_files_change_nothing() {
    let folder = std::env::temp_dir().join(format!("twinlet-predict-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (from, to) = (folder.join("rows.jsonl"), folder.join("answers.jsonl"));
    let rows: String = (0..2500).map(|i| format!("{}\n", line(&row(i)))).collect();
    std::fs::write(&from, &rows).unwrap();
    let (from, to) = (from.to_str().unwrap(), to.to_str().unwrap());
    assert_eq!(predict("", &["--input", from, "--output", to]).0, 0);
    let (code, lines, _) = predict(&rows, &[]);
    let written = std::fs::read_to_string(to).unwrap();
    let written: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((code, lines.len()), (0, 2500));
    assert_eq!(lines, written);
    assert_eq!(lines[0], lines[2000], "the same row");
    let (code, _, problem) = predict("", &["--input", from, "--output", from]);
    assert!(code == 2 && problem.contains("both input and output"), "{problem}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_rows_are_no_error() {
    let (code, lines, summary) = predict("\n \n", &[]);
    assert_eq!((code, lines.len()), (0, 0), "{summary}");
}

#[test]
fn what_is_no_bundle_is_refused() {
    let folder = std::env::temp_dir().join(format!("twinlet-altered-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for file in std::fs::read_dir(bundle()).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    std::fs::write(folder.join("domain.json"), "{}").unwrap();
    for (path, expected) in
        [(folder.to_str().unwrap(), "not the file that was approved"), ("nowhere", "no bundle")]
    {
        let output = twinlet(&["predict", path], "{}");
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && problem.contains(expected), "{problem}");
        assert!(output.stdout.is_empty());
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
