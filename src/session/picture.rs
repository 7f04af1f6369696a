//! What follows from inputs, answer and proof: the decision on the card, the chip, the chart's data. Derived only.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{CardContext, ChipState, FailureData, Freshness, format};
use twinlet_core::decision::{Decision, Status};
use twinlet_core::domain::DomainState;
use twinlet_core::guardrail::Level;
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::outlook::{AssetOutlook, Crossing, Outlook};
use twinlet_core::planning::Plan;
use twinlet_core::predicted::PredictedCurve;
use twinlet_core::standing::Standing;

use super::runs::Answer;
use super::{Session, authority};
use crate::browser::clock;

/// What the curve without the latest finding is called.
const BEFORE: &str = "before the finding";
/// Id of the station among the charts.
pub const STATION: &str = "station";

/// Derived signals.
#[derive(Clone, Copy)]
pub struct Picture {
    /// The answer on the screen; another one than the inputs' when these are blocked.
    pub answer: Signal<Option<Arc<Answer>>>,
    /// The decision on the card.
    pub decision: Memo<Option<Decision>>,
    /// The answer is not for the present inputs and no run will change that.
    pub is_stale: Memo<bool>,
    /// Share of the run in progress.
    pub progress: Memo<Option<f64>>,
    /// What the card needs beside the decision.
    pub context: Memo<CardContext>,
    /// What the chip says.
    pub chip: Memo<ChipState>,
    /// The plan of all assets.
    pub plan: Memo<Option<Plan>>,
}

impl Session {
    /// Everything derived, once for all pages.
    pub fn picture(self) -> Picture {
        Picture {
            answer: self.runs.answer.into(),
            decision: Memo::new(move |_| self.decision()),
            is_stale: Memo::new(move |_| self.is_stale()),
            progress: Memo::new(move |_| self.share()),
            context: Memo::new(move |_| self.card_context()),
            chip: Memo::new(move |_| self.chip()),
            plan: Memo::new(move |_| self.plan()),
        }
    }

    fn decision(self) -> Option<Decision> {
        let verdict = self.base.scenario.verdict.read();
        if verdict.level() == Some(Level::Block) {
            let blocks = verdict.findings.iter().filter(|f| f.level == Level::Block);
            let reasons = blocks.map(|f| f.text.clone()).collect();
            return Some(withheld("No recommendation: these inputs are blocked", reasons));
        }
        self.as_far_as_allowed(self.runs.answer.read().as_ref().map(|answer| answer.outlook.decision.clone()))
    }

    fn is_stale(self) -> bool {
        let inputs = self.base.scenario.inputs();
        let answer = self.runs.answer.read();
        let other = answer.as_ref().is_some_and(|answer| answer.plan.inputs != inputs);
        other && (self.base.scenario.is_blocked() || self.runs.is_held.get() || !self.base.is_engine_up())
    }

    fn share(self) -> Option<f64> {
        let progress = self.runs.progress.get()?;
        Some(f64::from(progress.done) / f64::from(progress.of.max(1)))
    }

    fn card_context(self) -> CardContext {
        let (scheduled, waiting) = self.work.coming_assets(clock::local_now());
        self.with_manifest(|m| CardContext {
            start_min: m.scenario.start_min,
            horizon_h: m.scenario.horizon_h,
            owner: owner_role(m),
            currency: m.app.currency.clone(),
            scheduled,
            waiting,
            labels: authority::labels(m.authority.as_ref()),
            advice_only: self.base.standing().0 != Standing::Decide,
        })
    }

    fn chip(self) -> ChipState {
        let verdict = self.base.scenario.verdict.read();
        let answer = self.runs.answer.read();
        let limits = match verdict.level() {
            Some(Level::Block) => DomainState::Out,
            Some(Level::Caution) => DomainState::Caution,
            Some(Level::Advise) | None => DomainState::In,
        };
        let model = answer.as_ref().map(|a| a.outlook.domain.state).unwrap_or_default();
        let input = verdict.findings.first().filter(|f| f.level != Level::Advise).map(|f| f.input.clone());
        let title = |id: &String| self.with_manifest(|m| m.controls.input(id).map(|i| first_word(&i.title)));
        let cause = input.as_ref().and_then(title).or((model > limits).then(|| "combination".into()));
        let domain = limits.max(model);
        let (standing, causes) = self.base.standing();
        let cause = causes.first().map(|c| c.short().to_owned()).or(cause);
        let proof = self.base.trust.proof.read();
        let proof = (!proof.proofs.is_empty() || proof.running).then(|| proof.line());
        ChipState {
            standing,
            domain,
            cause,
            freshness: Freshness::Unbound,
            online: self.base.online.get(),
            proof,
        }
    }

    /// The chart of an asset, or of the station.
    pub fn failure_data(self, outlook: &Outlook, subject: &str, show_unguarded: bool) -> Option<FailureData> {
        let base = |title: String, failure: &PredictedCurve| {
            self.with_manifest(|m| FailureData {
                asset: title,
                start_min: m.scenario.start_min,
                failure: failure.clone(),
                reference: None,
                reference_label: m.scenario.reference_title.to_lowercase(),
                after_inspection: None,
                others: vec![],
                unguarded: None,
                limit: None,
                crossing: Crossing::default(),
                windows: vec![],
                remark: String::new(),
            })
        };
        if subject == STATION {
            return Some(base("the station".into(), &outlook.station));
        }
        let asset = outlook.assets.iter().find(|a| a.id == subject)?;
        let title = self
            .with_manifest(|m| m.assets.iter().find(|a| a.id == subject).map(|a| a.title.to_lowercase()))?;
        let silent = self.base.standing().0 == Standing::Monitor;
        let recommended = outlook.decision.recommendations.iter().filter(|r| r.asset == subject && !silent);
        let before = self.before(subject);
        let title_of = |m: &Manifest| m.scenario.reference_title.clone();
        let (reference, reference_label) = match &before {
            Some(before) => (&before.failure, BEFORE.to_owned()),
            None => (&asset.reference, self.with_manifest(title_of)),
        };
        Some(FailureData {
            reference: Some(reference.clone()),
            remark: against_reference(&asset.failure, reference, &reference_label),
            reference_label: reference_label.to_lowercase(),
            after_inspection: asset.after_inspection.clone(),
            unguarded: asset.unguarded.clone().filter(|_| show_unguarded),
            limit: Some(self.with_manifest(|m| m.decision.risk_limit)),
            crossing: asset.crossing.clone(),
            windows: recommended.map(|r| r.window).collect(),
            ..base(title, &asset.failure)
        })
    }
}

/// The asset whose curve is shown first: the recommended one, else the one with the highest risk.
pub fn first_subject(outlook: &Outlook) -> String {
    let recommended = outlook.decision.recommendations.first().map(|r| r.asset.clone());
    let risk = |a: &&AssetOutlook| a.risk.shown().value;
    let highest = outlook.assets.iter().max_by(|a, b| risk(a).total_cmp(&risk(b))).map(|a| a.id.clone());
    recommended.or(highest).unwrap_or_else(|| STATION.into())
}

pub(super) fn withheld(headline: &str, reasons: Vec<String>) -> Decision {
    Decision {
        status: Status::Withheld,
        headline: headline.into(),
        reasons,
        details: vec![],
        recommendations: vec![],
        flips: vec![],
    }
}

/// `shift engineer` of `Shift engineer, Riverside pumping station`.
fn owner_role(manifest: &Manifest) -> String {
    let role = manifest.decision.owner.split(',').next().unwrap_or_default();
    let mut chars = role.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// `inflow` of `Inflow`, `ambient` of `Ambient, highest`: what the chip names.
fn first_word(title: &str) -> String {
    let word = title.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.to_lowercase()
}

/// `0.6 points more than on the forecast day.`
fn against_reference(failure: &PredictedCurve, reference: &PredictedCurve, label: &str) -> String {
    if failure.shown().domain == DomainState::Out {
        return String::new();
    }
    let last = |curve: &PredictedCurve| curve.shown().mean.last().copied().unwrap_or(0.0);
    let points = (last(failure) - last(reference)) * 100.0;
    let shown = format::plain((points.abs() * 10.0).round() / 10.0);
    let than = if label == BEFORE { label.to_owned() } else { format!("on the {}", label.to_lowercase()) };
    match points {
        p if p >= 0.05 => format!("{shown} points more than {than}."),
        p if p <= -0.05 => format!("{shown} points less than {than}."),
        _ => String::new(),
    }
}
