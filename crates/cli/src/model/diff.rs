//! `twinlet model diff`: each change and the step that it asks for.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use twinlet_core::bundle::Bundle;
use twinlet_core::contract::compare::{Change, Step, compare};
use twinlet_engine::twin::Files;

use super::version;
use crate::bundle::source;

/// What to compare.
#[derive(clap::Args)]
pub struct Args {
    /// The bundle before
    old: PathBuf,
    /// The bundle now
    new: PathBuf,
}

/// Exit code 1 when the version was raised by less than the changes ask for.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let difference = between(&args.old, &args.new)?;
    for change in &difference.changes {
        println!("{:5}  {}", change.step.word(), change.text);
    }
    if difference.changes.is_empty() {
        println!("nothing changed");
    }
    match difference.problem() {
        None => Ok(ExitCode::SUCCESS),
        Some(problem) => {
            eprintln!("error: {problem}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// All changes between two versions of a bundle.
pub(super) struct Difference {
    /// The gravest first.
    pub changes: Vec<Change>,
    versions: [String; 2],
    raised: Option<Step>,
}

impl Difference {
    /// Why the new version may not follow the old one.
    pub fn problem(&self) -> Option<String> {
        let needed = self.changes.iter().map(|c| c.step).max()?;
        let [old, new] = &self.versions;
        if self.raised.is_some_and(|raised| raised >= needed) {
            return None;
        }
        Some(format!(
            "{old} became {new}, but the changes ask for a {} step; raise `version` in `contract.json`, then `twinlet model pack`",
            needed.word()
        ))
    }
}

pub(super) fn between(old: &Path, new: &Path) -> anyhow::Result<Difference> {
    let ((old, old_files), (new, new_files)) = (source::open(old)?, source::open(new)?);
    let (before, after) = (version::parse(&old.index.version)?, version::parse(&new.index.version)?);
    let mut changes = compare(&old.contract, &new.contract);
    changes.extend(numbers(&old, &new));
    changes.extend(files(&old_files, &new_files));
    changes.sort_by_key(|change| std::cmp::Reverse(change.step));
    let versions = [old.index.version, new.index.version];
    Ok(Difference { changes, versions, raised: version::raised(&before, &after) })
}

/// Parts whose change changes numbers.
fn numbers(old: &Bundle, new: &Bundle) -> Vec<Change> {
    let change = |step, text: &str| Change { step, text: text.to_owned() };
    let mut changes = Vec::new();
    if new.intervals.coverage < old.intervals.coverage {
        changes.push(change(Step::Major, "the intervals promise less coverage"));
    }
    let minor = [
        (old.model != new.model, "other weights"),
        (old.intervals != new.intervals, "other intervals"),
        (old.domain != new.domain, "another domain"),
        (old.residuals != new.residuals, "other residuals"),
    ];
    changes
        .extend(minor.into_iter().filter(|(differs, _)| *differs).map(|(_, text)| change(Step::Minor, text)));
    changes
}

/// Parts for people.
fn files(old: &Files, new: &Files) -> Vec<Change> {
    const FOR_PEOPLE: [&str; 4] = ["reference.json", "validation.json", "provenance.json", "heldout.json"];
    let differs = |name: &&str| old.get(*name) != new.get(*name);
    let change = |name: &str| Change { step: Step::Patch, text: format!("another `{name}`") };
    FOR_PEOPLE.into_iter().filter(differs).map(change).collect()
}
