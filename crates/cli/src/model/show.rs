//! `twinlet model show`: what a bundle is for, how true it is, where it may not be trusted.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use twinlet_core::bundle::Bundle;
use twinlet_core::contract::{Evidence, Provenance, Slot, Validation};
use twinlet_core::units;

use super::html;
use crate::bundle::source;

/// What to show.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the bundle, or its archive
    bundle: PathBuf,
    /// Write a page to print instead
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// A bundle with the parts for people.
pub(super) struct Sheet {
    pub bundle: Bundle,
    pub validation: Option<Validation>,
    pub provenance: Provenance,
}

/// Prints the sheet, or writes it as a page.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (bundle, files) = source::open(&args.bundle)?;
    let validation = source::part(&files, "validation.json")?;
    let provenance = source::part(&files, "provenance.json")?.unwrap_or_default();
    let sheet = Sheet { bundle, validation, provenance };
    match &args.html {
        Some(file) => {
            std::fs::write(file, html::page(&sheet))
                .with_context(|| format!("cannot write `{}`", file.display()))?;
            eprintln!("wrote `{}`; open it in a browser and print it", file.display());
        }
        None => print!("{}", text(&sheet)),
    }
    Ok(ExitCode::SUCCESS)
}

/// What the validation rests on, in words.
pub(super) fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::PhysicalModel => "Covers the physical model, not measurements of your asset.",
        Evidence::Measurements => "Validated on measurements.",
    }
}

/// A range with its unit.
pub(super) fn range(slot: &Slot) -> String {
    format!("{} to {}{}", slot.range.min, slot.range.max, units::shown(&slot.unit))
}

fn text(sheet: &Sheet) -> String {
    let (card, index) = (&sheet.bundle.contract.model, &sheet.bundle.index);
    let mut out = format!("{}  {} {}\n", card.title, index.id, index.version);
    let _ = writeln!(out, "{}, {}; valid until {}", card.owner.name, card.owner.contact, card.valid_until);
    let _ = writeln!(out, "{}\n", evidence(card.evidence));
    for (title, lines) in [("For", &card.intended_use), ("Not for", &card.not_for)] {
        let _ = writeln!(out, "{title}");
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
    for (title, slots) in
        [("\nInputs", &sheet.bundle.contract.inputs), ("\nOutputs", &sheet.bundle.contract.outputs)]
    {
        let _ = writeln!(out, "{title}");
        for slot in slots {
            let times = if slot.length > 1 { format!(" ({} values)", slot.length) } else { String::new() };
            let _ = writeln!(out, "  {:24} {}{times}", slot.name, range(slot));
        }
    }
    if let Some(validation) = &sheet.validation {
        figures(validation, &mut out);
    }
    out
}

fn figures(validation: &Validation, out: &mut String) {
    let _ = writeln!(out, "\nValidated on {} runs it never saw", validation.runs);
    let _ = writeln!(out, "  {:24} {:>10} {:>10} {:>9} {:>9}", "", "RMSE", "baseline", "covered", "runs");
    for (name, o) in &validation.outputs {
        let whole = o.coverage.whole_curve.map(|c| format!("{:.1} %", c * 100.0)).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {name:24} {:>10.4} {:>10.4} {:>7.1} % {whole:>9}",
            o.rmse,
            o.baseline_rmse,
            o.coverage.pointwise * 100.0
        );
    }
    let domain = &validation.domain;
    let _ = writeln!(
        out,
        "  the domain refuses {:.1} % of extrapolations and {:.1} % of good runs",
        domain.extrapolation_recall * 100.0,
        domain.false_alarm_rate * 100.0
    );
    let _ = writeln!(out, "\nDo not trust it for");
    for line in &validation.not_to_trust {
        let _ = writeln!(out, "  {line}");
    }
}
