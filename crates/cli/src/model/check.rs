//! `twinlet model check` of a bundle: hashes, references on this machine, and what a careful reader would object to.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use twinlet_core::bundle::audit::{Gravity, audit};
use twinlet_engine::surrogate::Surrogate;
use twinlet_engine::{proof, twin::Model};

use super::onnx;
use crate::bundle::{in_words, source};

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the bundle, its archive, or an ONNX file
    bundle: PathBuf,
    /// Compare an ONNX file with the inputs and answers that this folder holds (`b1.in0.npy`, `b1.out0.npy`, ...)
    #[arg(long, value_name = "DIR")]
    reference: Option<PathBuf>,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
}

/// Exit code 1 when there is an error, or a warning with `--strict`.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.bundle.extension().is_some_and(|ending| ending == "onnx") {
        return onnx::run(&args.bundle, args.reference.as_deref());
    }
    if args.reference.is_some() {
        bail!("`--reference` compares an ONNX file; a bundle carries its own reference experiments");
    }
    let found = findings(&args.bundle)?;
    Ok(if found.errors > 0 || (args.strict && found.warnings > 0) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The same, for a command that goes on afterwards.
pub(super) fn report(bundle: &Path) -> anyhow::Result<ExitCode> {
    Ok(if findings(bundle)?.errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

struct Found {
    errors: usize,
    warnings: usize,
}

fn findings(path: &Path) -> anyhow::Result<Found> {
    let (bundle, files) = source::open(path)?;
    let validation = source::part(&files, "validation.json")?;
    let found = audit(&bundle, validation.as_ref());
    for finding in &found {
        let word = if finding.gravity == Gravity::Error { "error" } else { "warning" };
        eprintln!("{word}: {}: {}\n  hint: {}", finding.place, finding.message, finding.hint);
    }
    let id = bundle.index.id.clone();
    let surrogate = Surrogate::load(&bundle.model, &bundle.contract).map_err(|f| in_words(&f))?;
    let unproven = unproven(&id, Model { bundle, surrogate })?;
    let count = |gravity| found.iter().filter(|f| f.gravity == gravity).count();
    let found =
        Found { errors: count(Gravity::Error) + usize::from(unproven), warnings: count(Gravity::Warning) };
    eprintln!("`{}`: {} errors, {} warnings", path.display(), found.errors, found.warnings);
    Ok(found)
}

/// Whether the model fails to reproduce its reference experiments here; a remote one is not evaluated here.
fn unproven(id: &str, model: Model) -> anyhow::Result<bool> {
    if let Some(remote) = model.surrogate.remote() {
        eprintln!(
            "`{}` is evaluated elsewhere: its reference experiments were not asked for here",
            remote.model
        );
        return Ok(false);
    }
    let proof = proof::prove_model(id, &model).map_err(|f| in_words(&f))?;
    eprintln!(
        "{} of {} reference experiments reproduced here; worst error {:.1e}, allowed {:.0e}",
        proof.reproduced, proof.of, proof.worst, proof.tolerance
    );
    Ok(proof.reproduced < proof.of)
}
