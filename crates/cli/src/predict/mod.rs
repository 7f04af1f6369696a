//! `twinlet predict`: rows of inputs to answers, as JSON lines.

mod lines;
mod query;
mod tally;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use serde_json::json;
use twinlet_core::inference::check_url;
use twinlet_core::manifest::resolved::RemoteAddress;
use twinlet_core::predict::{Answer, Query};
use twinlet_engine::Predictor;

use crate::{bundle, remote};
use lines::Lines;
use tally::Tally;

/// Rows that are read, answered and written at a time: the memory that a file of any length needs.
const CHUNK: usize = 1024;

/// What to predict.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the bundle
    bundle: PathBuf,
    /// JSON lines with inputs by name (standard input when not given)
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Where the answers go (standard output when not given)
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Base address of the server that evaluates the bundle's model, where that is remote: https, or http on this machine
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Time for each call of that server, seconds
    #[arg(long, value_name = "S", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3600), requires = "url")]
    timeout_s: u32,
}

/// Answers each line; exit code 1 when a line has an error, an error (exit code 2) when the bundle is refused.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = Source::open(args)?;
    let mut input = Lines::new(reader(args.input.as_deref())?);
    let mut output = writer(args)?;
    let mut tally = Tally::start();
    loop {
        let chunk = input.chunk(CHUNK).context("cannot read the input")?;
        if chunk.is_empty() {
            break;
        }
        answer(&source, chunk, &mut output, &mut tally).context("cannot write the answers")?;
    }
    output.flush().context("cannot write the answers")?;
    eprintln!("{tally}");
    Ok(if tally.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A model here, or one at an address.
struct Source {
    predictor: Predictor,
    address: Option<RemoteAddress>,
}

impl Source {
    fn open(args: &Args) -> anyhow::Result<Self> {
        let Some(url) = &args.url else {
            return Ok(Self { predictor: bundle::open(&args.bundle)?, address: None });
        };
        check_url(url).map_err(|why| anyhow!("`{url}` cannot be asked: {why}"))?;
        let address = RemoteAddress { url: url.clone(), timeout_s: args.timeout_s };
        Ok(Self { predictor: bundle::open_remote(&args.bundle)?, address: Some(address) })
    }

    fn predict(&self, queries: &[Query]) -> Vec<Result<Answer, Vec<String>>> {
        match &self.address {
            Some(address) => self.predictor.predict_at(address, queries, &mut remote::fetch),
            None => self.predictor.predict(queries),
        }
    }
}

/// Lines with their numbers, as queries or as what is wrong with them.
type Chunk = Vec<(u64, Result<Query, String>)>;

fn answer(source: &Source, chunk: Chunk, output: &mut dyn Write, tally: &mut Tally) -> anyhow::Result<()> {
    let queries: Vec<Query> = chunk.iter().filter_map(|(_, query)| query.as_ref().ok().cloned()).collect();
    let mut answers = source.predict(&queries).into_iter();
    for (line, query) in chunk {
        let none = || Err(vec!["the engine gave no answer".to_owned()]);
        let answer = match query {
            Ok(_) => answers.next().unwrap_or_else(none),
            Err(problem) => Err(vec![problem]),
        };
        tally.add(&answer);
        match answer {
            Ok(answer) => serde_json::to_writer(&mut *output, &answer)?,
            Err(problems) => {
                serde_json::to_writer(&mut *output, &json!({ "error": problems, "line": line }))?
            }
        }
        output.write_all(b"\n")?;
    }
    Ok(())
}

fn reader(file: Option<&Path>) -> anyhow::Result<Box<dyn BufRead>> {
    let Some(path) = file else { return Ok(Box::new(stdin().lock())) };
    let file = File::open(path).with_context(|| format!("cannot read the input `{}`", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

fn writer(args: &Args) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = &args.output else { return Ok(Box::new(BufWriter::new(stdout().lock()))) };
    let same =
        |input: &PathBuf| matches!((input.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if args.input.as_ref().is_some_and(same) {
        bail!("`{}` is both input and output; name another file for the answers", path.display());
    }
    let file = File::create(path).with_context(|| format!("cannot write the output `{}`", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}
