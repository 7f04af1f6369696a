//! `twinlet build`: the static site of one app, or of several with a page that leads to them; or one app as a single file.

mod report;
mod single;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use twinlet_site::content::{Content, Failure, manifest_path, read};
use twinlet_site::files::Files;
use twinlet_site::{Runtime, Site, gallery, hosts, output};

use crate::{app, runtime};

/// What to build, and where to.
#[derive(clap::Args)]
pub struct Args {
    /// Folders of the apps, or their manifests; several get a folder each, and a page that leads to them; the
    /// current folder when absent
    #[arg(value_name = "APP", default_value = ".", hide_default_value = true)]
    apps: Vec<PathBuf>,
    /// Folder of the site [default: dist], or the single file [default: <id>.html]; an earlier build there is replaced
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Write one HTML file that opens from a disk, without a host and without a connection
    #[arg(long, conflicts_with = "base_title")]
    single_file: bool,
    /// Title of the page that leads to several apps
    #[arg(long, value_name = "TITLE", default_value = "Digital twins")]
    base_title: String,
    #[command(flatten)]
    runtime: runtime::Options,
}

/// Writes the site; exit code 1 when a manifest has mistakes: then nothing is written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    if args.single_file {
        return single::run(args, start);
    }
    let out = args.out.as_deref().unwrap_or(Path::new("dist"));
    output::may_replace(out)?;
    let Some(apps) = contents(&args.apps)? else { return Ok(ExitCode::FAILURE) };
    let runtime = runtime::open(&args.runtime)?;
    let files = site(&runtime, &args.base_title, &apps)?;
    let (mut all, size) = output::with_compressed(&runtime, &files)?;
    let asked = apps.iter().flat_map(|app| app.hosts.iter().cloned()).collect();
    all.extend(hosts::files(files.keys(), &asked));
    output::replace(out, &all)?;
    report::written(&apps, out, size, start.elapsed());
    Ok(ExitCode::SUCCESS)
}

/// Every app, or `None` when one has mistakes, which are printed.
fn contents(apps: &[PathBuf]) -> anyhow::Result<Option<Vec<Content>>> {
    let mut contents: Vec<Content> = Vec::new();
    let mut mistaken = false;
    for path in apps {
        match read(path).outcome {
            Ok(content) => contents.push(distinct(content, &contents)?),
            Err(Failure::Other(error)) => return Err(error),
            Err(Failure::Mistakes(mistakes)) => {
                eprintln!("{}", app::mistakes_in_words(&manifest_path(path), &mistakes));
                mistaken = true;
            }
        }
    }
    contents.iter().flat_map(|app| &app.warnings).for_each(|warning| eprintln!("{warning}"));
    Ok((!mistaken).then_some(contents))
}

fn distinct(content: Content, others: &[Content]) -> anyhow::Result<Content> {
    if others.iter().any(|other| other.id == content.id) {
        bail!("two apps have the id `{}`, which names their folder; change `app: id:` of one", content.id);
    }
    Ok(content)
}

/// One app at the root; several in folders named by their ids, with the page that leads to them at the root.
fn site(runtime: &Runtime, title: &str, apps: &[Content]) -> anyhow::Result<Files> {
    if let [app] = apps {
        return Ok(Site::of(runtime, app)?.files);
    }
    let sites = apps.iter().map(|app| Ok((app.clone(), Site::of(runtime, app)?)));
    let sites = sites.collect::<anyhow::Result<Vec<_>>>()?;
    let mut files = gallery::of(runtime, title, &sites)?;
    for (app, site) in sites {
        files.extend(site.files.into_iter().map(|(name, bytes)| (format!("{}/{name}", app.id), bytes)));
    }
    Ok(files)
}
