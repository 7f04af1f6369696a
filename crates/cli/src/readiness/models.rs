//! Is the model validated, is its domain stated, and does somebody still answer for it?

use std::path::Path;

use twinlet_core::bundle::Bundle;
use twinlet_core::contract::{Evidence, IntervalMethod, Validation};
use twinlet_core::date::Date;
use twinlet_engine::surrogate::Surrogate;
use twinlet_engine::{proof, twin::Model};

use super::Line;
use crate::bundle::{in_words, source};

/// The shortfall of a measured coverage that is still put down to chance.
const SHORTFALL: f64 = 0.03;

/// The questions about one model.
pub(super) fn lines(id: &str, folder: &Path, today: Date) -> anyhow::Result<Vec<Line>> {
    let about = format!("model {id}");
    let (bundle, files) = source::open(folder)?;
    let validation: Option<Validation> = source::part(&files, "validation.json")?;
    let mut lines = vec![validated(&about, &bundle, validation.as_ref())];
    lines.push(coverage(&about, &bundle, validation.as_ref()));
    lines.push(domain(&about, &bundle));
    lines.push(valid(&about, &bundle, today));
    lines.push(references(&about, id, bundle)?);
    Ok(lines)
}

fn validated(about: &str, bundle: &Bundle, validation: Option<&Validation>) -> Line {
    let rests_on = match bundle.contract.model.evidence {
        Evidence::PhysicalModel => "against the physical model, not against measurements",
        Evidence::Measurements => "against measurements",
    };
    match validation.filter(|v| v.runs > 0) {
        Some(v) => Line::ok(about, "validated", format!("{} held-out runs {rests_on}", v.runs)),
        None if bundle.intervals.method == IntervalMethod::Exact => {
            Line::not_applicable(about, "validated", "it is the stated formula itself; nothing was trained")
        }
        None => Line::missing(
            about,
            "validated",
            "no validation report",
            "add `validation.json` with figures on runs that the model never saw (docs/bundle.md)",
        ),
    }
}

fn coverage(about: &str, bundle: &Bundle, validation: Option<&Validation>) -> Line {
    const QUESTION: &str = "intervals hold";
    if bundle.intervals.method == IntervalMethod::Exact {
        return Line::not_applicable(about, QUESTION, "nothing is estimated");
    }
    if bundle.contract.model.unvalidated {
        let todo = "calibrate intervals on runs that the model never saw (`twinlet.export` does it)";
        return Line::missing(about, QUESTION, "there are none: the contract says `unvalidated`", todo);
    }
    let figures = validation.iter().flat_map(|v| v.outputs.values()).map(|o| o.coverage);
    let worst = figures.min_by(|a, b| (a.pointwise - a.nominal).total_cmp(&(b.pointwise - b.nominal)));
    let Some(worst) = worst else {
        let todo = "measure the coverage on held-out runs and pack it into `validation.json`";
        return Line::missing(about, QUESTION, "their coverage was not measured", todo);
    };
    let found = format!(
        "{:.1} % of held-out values inside, {:.0} % promised (worst output)",
        100.0 * worst.pointwise,
        100.0 * worst.nominal
    );
    let todo = "calibrate the intervals again on more runs";
    Line::of(worst.pointwise >= worst.nominal - SHORTFALL, about, QUESTION, found, todo)
}

fn domain(about: &str, bundle: &Bundle) -> Line {
    let test = &bundle.domain.operating;
    let found = match test.features.len() {
        _ if bundle.contract.model.unvalidated => "its ranges are assumptions".to_owned(),
        0 => "a range for each input; combinations are not tested".to_owned(),
        n => format!("a range for each input, and a test of {n} features together on {} runs", test.n_runs),
    };
    let todo = "declare where the model was validated in `domain.json`";
    let is_declared = !bundle.domain.bounds.is_empty() && !bundle.contract.model.unvalidated;
    Line::of(is_declared, about, "domain declared", found, todo)
}

fn valid(about: &str, bundle: &Bundle, today: Date) -> Line {
    let card = &bundle.contract.model;
    if card.unvalidated {
        let todo = "name who answers for the model, and until when, in `contract.json`";
        return Line::missing(about, "not expired", "nobody answers for it: it is unvalidated", todo);
    }
    let is_valid = Date::parse(&card.valid_until).is_some_and(|end| end >= today);
    let found = format!("{} answers for it until {}", card.owner.name, card.valid_until);
    Line::of(is_valid, about, "not expired", found, "ask the model's owner for a new version")
}

fn references(about: &str, id: &str, bundle: Bundle) -> anyhow::Result<Line> {
    const QUESTION: &str = "reproduced here";
    let surrogate = Surrogate::load(&bundle.model, &bundle.contract).map_err(|f| in_words(&f))?;
    if surrogate.remote().is_some() {
        return Ok(Line::not_applicable(about, QUESTION, "it is evaluated elsewhere"));
    }
    if bundle.reference.experiments.is_empty() {
        let todo = "store at least 24 answers of the native model in `reference.json`";
        return Ok(Line::missing(about, QUESTION, "there are no reference experiments", todo));
    }
    let proof = proof::prove_model(id, &Model { bundle, surrogate }).map_err(|f| in_words(&f))?;
    let found = format!("{} of {} reference experiments", proof.reproduced, proof.of);
    let todo = "run `twinlet model check` on the bundle and tell the model's owner";
    Ok(Line::of(proof.of > 0 && proof.reproduced == proof.of, about, QUESTION, found, todo))
}
