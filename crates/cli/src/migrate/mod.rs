//! `twinlet migrate`: a manifest of an older version of the format as one of this version, comments and all.

mod edits;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use similar::TextDiff;
use twinlet_core::manifest::lower::FORMAT_VERSION;
use twinlet_core::manifest::tree::Tree;
use twinlet_core::manifest::yaml;

use crate::app;
use edits::Rename;

/// From one version of the format to the next.
struct Migration {
    /// The older version.
    from: u32,
    /// Keys that have another name since.
    renames: &'static [Rename],
}

/// All migrations, the oldest first. Version 1 is the first of the format, so there is none yet.
const MIGRATIONS: &[Migration] = &[];

/// What to bring up to date.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
    app: PathBuf,
    /// Change the file instead of printing what would change
    #[arg(long)]
    write: bool,
}

/// Prints the difference to stdout, or writes it.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = app::read(&args.app)?;
    let name = source.name();
    let migrated = migrate(&source.text, &name, FORMAT_VERSION, MIGRATIONS)?;
    if migrated == source.text {
        eprintln!("nothing to do: this is version {FORMAT_VERSION}");
        return Ok(ExitCode::SUCCESS);
    }
    let diff = TextDiff::from_lines(&source.text, &migrated);
    print!("{}", diff.unified_diff().header(&name, &name));
    if args.write {
        std::fs::write(&source.path, &migrated).with_context(|| format!("cannot write `{name}`"))?;
        eprintln!("wrote `{name}`; run `twinlet check` on it");
    } else {
        eprintln!("nothing was written; `--write` does it");
    }
    Ok(ExitCode::SUCCESS)
}

/// The text in the newest version.
fn migrate(text: &str, name: &str, newest: u32, migrations: &[Migration]) -> anyhow::Result<String> {
    let mut text = text.to_owned();
    loop {
        let (tree, places) = yaml::read(&text, name).map_err(|found| anyhow!("{found}"))?;
        let version = version(&tree, newest)?;
        if version == newest {
            return Ok(text);
        }
        let Some(step) = migrations.iter().find(|step| step.from == version) else {
            bail!(
                "version {version} of the format is not known\nhint: write `twinlet: {newest}` and run `twinlet check`"
            );
        };
        text = edits::apply(&text, &tree, &places, step.renames, version + 1).ok_or_else(|| {
            anyhow!("`{name}` cannot be changed line by line; write each key on a line of its own")
        })?;
    }
}

/// The version that a manifest says it has.
fn version(tree: &Tree, newest: u32) -> anyhow::Result<u32> {
    let said = match tree.get("twinlet") {
        Some(Tree::Number(number)) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        _ => None,
    };
    let said = said.ok_or_else(|| {
        anyhow!("the manifest does not say its version\nhint: write `twinlet: {newest}` as its first line and run `twinlet check`")
    })?;
    if said > newest {
        bail!(
            "the manifest has version {said}, which is newer than this program reads ({newest})\nhint: update `twinlet`"
        );
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE_UP: &[Migration] = &[
        Migration { from: 7, renames: &[Rename { path: "inputs.*.maximum", to: "max" }] },
        Migration {
            from: 8,
            renames: &[
                Rename { path: "what_if", to: "scenarios" },
                Rename { path: "limits[].owned_by", to: "owner" },
            ],
        },
    ];

    #[test]
    fn keys_are_renamed_step_by_step_and_comments_stay() {
        let old = "# mine\ntwinlet: 7 # old\ninputs:\n  maximum: { maximum: 3, title: maximum } # why\n  b:\n    \"maximum\": 4\nwhat_if: {}\nlimits:\n  - owned_by: maximum\n";
        let new = "# mine\ntwinlet: 9 # old\ninputs:\n  maximum: { max: 3, title: maximum } # why\n  b:\n    max: 4\nscenarios: {}\nlimits:\n  - owner: maximum\n";
        assert_eq!(migrate(old, "twin.yaml", 9, MADE_UP).unwrap(), new);
        assert_eq!(migrate(new, "twin.yaml", 9, MADE_UP).unwrap(), new, "twice is once");
        let diff = TextDiff::from_lines(old, new).unified_diff().context_radius(0).to_string();
        assert!(diff.contains("-what_if: {}\n") && diff.contains("\n+scenarios: {}\n"), "{diff}");
    }

    #[test]
    fn what_cannot_be_migrated_is_said() {
        for (text, says) in [
            ("twinlet: 10", "newer than this program reads (9)"),
            ("twinlet: 3", "version 3 of the format is not known"),
            ("app: {}", "does not say its version"),
            ("twinlet: one", "does not say its version"),
            ("twinlet: [", "error[syntax]"),
        ] {
            let error = migrate(text, "twin.yaml", 9, MADE_UP).unwrap_err().to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
