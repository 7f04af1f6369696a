//! Writes the hostile set into a folder, for tests that need files:
//! `cargo run -p twinlet-onnx --example hostile -- DIR`. `index.json` says what must come of each.
#![allow(clippy::expect_used, clippy::print_stdout)]

#[allow(dead_code)]
#[path = "../tests/hostile/mod.rs"]
mod hostile;

use std::path::Path;

use hostile::cases::{self, Expected};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).expect("name a folder");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut index = Vec::new();
    for (number, case) in cases::all().iter().enumerate() {
        let file = format!("{number:03}.onnx");
        std::fs::write(folder.join(&file), &case.bytes)?;
        let expected = match case.expected {
            Expected::Refused(code) => code,
            Expected::Runs => "runs",
            Expected::Either => "either",
        };
        index.push(serde_json::json!({ "file": file, "name": case.name, "expected": expected }));
    }
    println!("{} files in {}", index.len(), folder.display());
    std::fs::write(folder.join("index.json"), serde_json::Value::from(index).to_string())
}
