//! Microseconds for a run of the small evaluator beside the general engine, for every model it takes:
//! `cargo run --profile cli -p twinlet-reference --example rows`.
#![expect(clippy::print_stdout, reason = "the lines are the output")]

use std::path::PathBuf;
use std::time::Instant;

use twinlet_onnx::rows::Program;
use twinlet_onnx::{Model, Value};

const ROWS: [usize; 3] = [1, 24, 1000];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("| model | {ROWS:?} rows, microseconds: small | general | times |\n|---|---|---|---|");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![];
    for bundle in ["pump-station", "transformer"] {
        files.push((bundle.to_owned(), root.join("models").join(bundle).join("bundle/model.onnx")));
    }
    let mut corpus: Vec<PathBuf> = std::fs::read_dir(root.join("tests/suite/corpus"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    corpus.sort();
    for folder in corpus.into_iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, folder.join("model.onnx")));
    }
    for (name, file) in files {
        let bytes = std::fs::read(file)?;
        if let Ok(program) = Program::decode(&bytes) {
            line(&name, &program, &Model::open(&bytes)?)?;
        }
    }
    Ok(())
}

fn line(name: &str, program: &Program, model: &Model) -> Result<(), Box<dyn std::error::Error>> {
    let (mut small, mut general) = (vec![], vec![]);
    for rows in ROWS {
        let inputs: Vec<Value> = model.inputs().iter().map(|port| port.sample(rows)).collect();
        program.run(&inputs)?;
        model.run(inputs.clone())?;
        small.push(microseconds(|| program.run(&inputs).map(drop))?);
        general.push(microseconds(|| model.run(inputs.clone()).map(drop))?);
    }
    let times: Vec<f64> = general.iter().zip(&small).map(|(general, small)| general / small).collect();
    println!("| {name} | {small:.1?} | {general:.1?} | {times:.1?} |");
    Ok(())
}

/// The median of many runs.
fn microseconds(run: impl Fn() -> twinlet_onnx::Result<()>) -> twinlet_onnx::Result<f64> {
    let mut all = vec![];
    let start = Instant::now();
    while all.len() < 15 || (start.elapsed().as_millis() < 60 && all.len() < 2000) {
        let before = Instant::now();
        run()?;
        all.push(before.elapsed().as_secs_f64() * 1e6);
    }
    all.sort_by(f64::total_cmp);
    Ok(all[all.len() / 2])
}
