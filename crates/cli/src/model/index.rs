//! `twinlet model index`: publish bundles into a static registry.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use twinlet_core::bundle::Bundle;
use twinlet_core::contract::{Provenance, Validation};
use twinlet_core::date::Date;
use twinlet_core::registry::{Published, REGISTRY, Registry, SIGNATURE, Summary};
use twinlet_engine::twin::Files;

use super::{check, diff, sign, version};
use crate::bundle::source;
use crate::today;

/// What to publish, and where.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the registry
    registry: PathBuf,
    /// Bundles to publish: folders or archives
    bundles: Vec<PathBuf>,
    /// Withdraw a version: `pumps@1.0.0=wrong unit`; repeatable
    #[arg(long, value_name = "MODEL@VERSION=WHY")]
    withdraw: Vec<String>,
    /// Last day on which this index may be believed, for example 2027-06-30
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    expires: Option<Date>,
    /// Sign the index with this secret key
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Only verify the registry: its signature by this public key, and every file of every version
    #[arg(long, value_name = "PUBLIC KEY", conflicts_with_all = ["bundles", "withdraw", "expires", "key"])]
    verify: Option<Option<String>>,
}

/// Publishes, or verifies; exit code 1 when a registry does not verify.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if let Some(key) = &args.verify {
        return verify(&args.registry, key.as_deref());
    }
    let mut registry = read(&args.registry)?;
    // A signature over other bytes would only look like one; said before anything is written.
    if args.key.is_none() && args.registry.join(SIGNATURE).exists() {
        bail!("the registry is signed; give --key to sign it again");
    }
    for bundle in &args.bundles {
        publish(&args.registry, &mut registry, bundle)?;
    }
    for order in &args.withdraw {
        withdraw(&mut registry, order)?;
    }
    registry.serial += 1;
    registry.expires = args.expires.map_or(registry.expires, |date| date.to_string());
    write(&args.registry, &registry, args.key.as_deref())?;
    eprintln!("publication {} of `{}`", registry.serial, args.registry.display());
    Ok(ExitCode::SUCCESS)
}

/// The index of a registry; an empty one where there is none yet.
pub fn read(folder: &Path) -> anyhow::Result<Registry> {
    let path = folder.join(REGISTRY);
    if !path.exists() {
        let (expires, models) = Default::default();
        return Ok(Registry { registry_version: 1, serial: 0, expires, models });
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let registry: Registry = serde_json::from_str(&text)
        .with_context(|| format!("`{}` is no index of a registry", path.display()))?;
    if registry.registry_version != 1 {
        bail!("`{}` has form {}; this program knows 1", path.display(), registry.registry_version);
    }
    Ok(registry)
}

fn publish(folder: &Path, registry: &mut Registry, path: &Path) -> anyhow::Result<()> {
    if check::report(path)? != ExitCode::SUCCESS {
        bail!("`{}` was not published; mend its errors first", path.display());
    }
    let (bundle, files) = source::open(path)?;
    let (id, number) = (bundle.index.id.clone(), bundle.index.version.clone());
    if let Some(there) = registry.find(&id, &number) {
        return match there.sha256 == bundle.index_sha256 {
            true => Ok(()),
            false => Err(anyhow!("{id} {number} is published already with other content; raise its version")),
        };
    }
    if let Some(before) = predecessor(registry, &id, &number)?
        && let Some(problem) = diff::between(&folder.join(&before.folder), path)?.problem()
    {
        bail!("{id}: {problem}");
    }
    let published = describe(&bundle, &files)?;
    let target = folder.join(&published.folder);
    std::fs::create_dir_all(&target).with_context(|| format!("cannot make `{}`", target.display()))?;
    for (name, bytes) in &files {
        std::fs::write(target.join(name), bytes).with_context(|| format!("cannot write `{name}`"))?;
    }
    println!("{id} {number}  {}", published.sha256);
    registry.models.entry(id).or_default().push(published);
    Ok(())
}

/// The highest published version below another.
fn predecessor<'a>(registry: &'a Registry, id: &str, number: &str) -> anyhow::Result<Option<&'a Published>> {
    let below = version::parse(number)?;
    let all = registry.models.get(id).map(Vec::as_slice).unwrap_or_default();
    let versions = all.iter().filter_map(|p| Some((version::parse(&p.version).ok()?, p)));
    Ok(versions.filter(|(v, _)| *v < below).max_by(|a, b| a.0.cmp(&b.0)).map(|(_, p)| p))
}

fn describe(bundle: &Bundle, files: &Files) -> anyhow::Result<Published> {
    let (card, index) = (&bundle.contract.model, &bundle.index);
    let provenance: Option<Provenance> = source::part(files, "provenance.json")?;
    let validation: Option<Validation> = source::part(files, "validation.json")?;
    Ok(Published {
        version: index.version.clone(),
        title: card.title.clone(),
        folder: format!("{}/{}", index.id, index.version),
        sha256: bundle.index_sha256.clone(),
        bytes: files.values().map(Vec::len).sum(),
        valid_until: card.valid_until.clone(),
        lineage: provenance.unwrap_or_default().lineage.into_iter().map(|a| a.sha256).collect(),
        validation: validation.as_ref().map(summary),
        withdrawn: None,
    })
}

fn summary(validation: &Validation) -> Summary {
    let ratio = |o: &twinlet_core::contract::OutputValidation| o.rmse / o.baseline_rmse;
    let coverages = validation.outputs.values().map(|o| (o.coverage.pointwise, o.coverage.nominal));
    let farthest = coverages.max_by(|a, b| (a.0 - a.1).abs().total_cmp(&(b.0 - b.1).abs()));
    Summary {
        runs: validation.runs,
        worst_of_baseline: validation.outputs.values().map(ratio).fold(0.0, f64::max),
        coverage: farthest.map_or(0.0, |(measured, _)| measured),
        false_alarm_rate: validation.domain.false_alarm_rate,
        extrapolation_recall: validation.domain.extrapolation_recall,
    }
}

fn withdraw(registry: &mut Registry, order: &str) -> anyhow::Result<()> {
    let usage = || format!("`{order}` is not MODEL@VERSION=WHY");
    let (version, why) = order.split_once('=').with_context(usage)?;
    let (id, number) = version.split_once('@').with_context(usage)?;
    let published = registry.models.get_mut(id).and_then(|all| all.iter_mut().find(|p| p.version == number));
    let published = published.ok_or_else(|| anyhow!("the registry has no {id} {number}"))?;
    published.withdrawn = Some(why.to_owned());
    Ok(())
}

fn write(folder: &Path, registry: &Registry, key: Option<&Path>) -> anyhow::Result<()> {
    let text = format!("{}\n", serde_json::to_string_pretty(registry)?);
    let save = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text)
            .with_context(|| format!("cannot write `{name}` of the registry"))
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    if let Some(key) = key {
        save(SIGNATURE, &format!("{}\n", sign::sign(text.as_bytes(), key)?))?;
    }
    save(REGISTRY, &text)
}

fn verify(folder: &Path, key: Option<&str>) -> anyhow::Result<ExitCode> {
    let registry = read(folder)?;
    if let Some(key) = key {
        let bytes = std::fs::read(folder.join(REGISTRY)).context("cannot read the index")?;
        let signature =
            std::fs::read_to_string(folder.join(SIGNATURE)).context("the registry is not signed")?;
        sign::verify(&bytes, &signature, key)?;
        eprintln!("signed by {key}");
    }
    if registry.is_expired(today::utc()) {
        bail!("the index expired on {}; its owner has to publish it again", registry.expires);
    }
    for published in registry.models.values().flatten() {
        let (bundle, _) = source::open(&folder.join(&published.folder))?;
        if bundle.index_sha256 != published.sha256 {
            bail!("`{}` is not the bundle that was published: its index has another hash", published.folder);
        }
        println!("{}  {}", published.sha256, published.folder);
    }
    Ok(ExitCode::SUCCESS)
}
