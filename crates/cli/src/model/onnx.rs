//! `twinlet model check FILE.onnx`: does it run here, how fast, how true, and what could be better about the export.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use twinlet_onnx::{Examination, Model, Port, Refusal, Value, examine};
use twinlet_reference::{Folder, OutputError, compare};

/// Batch sizes at which it is timed.
const TIMED: [usize; 3] = [1, 24, 1000];
/// How long each is timed, after a first run.
const LONG: Duration = Duration::from_millis(200);

/// Looks at the file, runs it, and compares it with the stored answers of a folder. Exit code 1 when it cannot be run or an
/// answer is beyond the tolerance.
pub fn run(path: &Path, reference: Option<&Path>) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let seen = examine(&bytes).map_err(|refusal| in_words(path, &refusal))?;
    describe(path, &seen);
    let model = Model::open(&bytes).map_err(|refusal| in_words(path, &refusal));
    if let Ok(model) = &model {
        describe_model(model)?;
    }
    for advice in &seen.advice {
        println!("advice     {advice}");
    }
    match reference {
        None => model.map(|_| ExitCode::SUCCESS),
        Some(folder) => compared(&model?, folder),
    }
}

fn in_words(path: &Path, refusal: &Refusal) -> anyhow::Error {
    anyhow!("`{}`: {}\nhint: {}", path.display(), refusal.message, refusal.hint)
}

fn describe(path: &Path, seen: &Examination) {
    let opsets: Vec<String> =
        seen.opsets.iter().map(|(domain, version)| format!("{domain} {version}")).collect();
    let producer = if seen.producer.is_empty() { "an unnamed exporter" } else { &seen.producer };
    println!("{}: {} bytes, written by {producer}, {}", path.display(), seen.bytes, opsets.join(", "));
    for operator in &seen.operators {
        let word = if operator.known { "runs" } else { "CANNOT BE RUN HERE" };
        println!("operator   {:<11} {:<28} {:>5}  {word}", operator.domain, operator.name, operator.count);
    }
    println!("parameters {}", seen.parameters);
    match seen.multiply_adds {
        Some(count) => println!("work       {count} multiply-adds a row"),
        None => println!("work       unknown: the shapes inside cannot be told"),
    }
    match &seen.beyond_layers {
        None => println!("download   plain layers: a site needs no further runtime for it"),
        Some(why) => println!("download   a site of it carries the runtime for other models, 1.2 MB: {why}"),
    }
}

fn describe_model(model: &Model) -> anyhow::Result<()> {
    for (word, ports) in [("input", model.inputs()), ("output", model.outputs())] {
        for port in ports {
            let kind = port.kind.map_or("a map for each row, answered as a table", |kind| kind.name());
            println!("{word:<10} {}: {kind}, {}", port.name, port.shape_in_words());
        }
    }
    println!("plan       {}", model.plan());
    for rows in TIMED {
        println!("time       {rows:>4} rows: {}", milliseconds(timed(model, rows)?));
    }
    Ok(())
}

/// The median of runs on made-up rows: what they are does not change how long it takes, but for trees.
fn timed(model: &Model, rows: usize) -> anyhow::Result<Duration> {
    let inputs: Vec<Value> = model.inputs().iter().map(|port: &Port| port.sample(rows)).collect();
    let once = || -> anyhow::Result<Duration> {
        let given = inputs.clone();
        let clock = Instant::now();
        model.run(given).map_err(|refusal| anyhow!("{refusal}"))?;
        Ok(clock.elapsed())
    };
    once()?;
    let mut times = vec![once()?];
    let clock = Instant::now();
    while clock.elapsed() < LONG && times.len() < 10_000 {
        times.push(once()?);
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

fn milliseconds(time: Duration) -> String {
    format!("{:.4} ms", time.as_secs_f64() * 1e3)
}

/// A line for each output at each batch, the worst last.
fn compared(model: &Model, path: &Path) -> anyhow::Result<ExitCode> {
    let mut errors = compare(model, &Folder::open(path)?)?;
    if errors.is_empty() {
        return Err(anyhow!(
            "`{}` holds no stored inputs\nhint: name them `b1.in0.npy`, `b1.out0.npy`",
            path.display()
        ));
    }
    errors.sort_by(|a, b| a.worst.total_cmp(&b.worst));
    for error in &errors {
        println!("reference  {:>4} rows, {}: {}", error.rows, error.output, said(error));
    }
    let failed = errors.iter().filter(|error| !error.holds()).count();
    println!("reference  {} of {} outputs are within the tolerance", errors.len() - failed, errors.len());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn said(error: &OutputError) -> String {
    let ties = match error.ties {
        0 => String::new(),
        n => format!("; {n} labels differ where the reference is undecided"),
    };
    let verdict = if error.holds() { "" } else { "BEYOND THE TOLERANCE: " };
    format!("{verdict}{}{ties}", error.in_words())
}
