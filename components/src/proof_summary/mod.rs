//! What this device has proved by itself: reference experiments reproduced, requests since opening.

use leptos::prelude::*;
use twinlet_core::protocol::Proof;

use crate::Tone;
use crate::icon::ToneMark;

/// State of the self-proof.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProofView {
    /// One entry per model; empty until the first proof is done.
    pub proofs: Vec<Proof>,
    /// A proof is running.
    pub running: bool,
    /// Network requests since the app was opened; `None` when the browser does not say.
    pub requests: Option<u32>,
}

impl ProofView {
    /// All experiments of all models within tolerance.
    pub fn holds(&self) -> bool {
        !self.proofs.is_empty() && self.proofs.iter().all(|p| p.reproduced == p.of)
    }

    /// There was nothing to reproduce: the models have no reference experiments.
    fn is_bare(&self) -> bool {
        self.proofs.iter().all(|p| p.of == 0)
    }

    /// Shape and colour.
    pub fn tone(&self) -> Tone {
        match (self.is_bare(), self.holds()) {
            (true, _) => Tone::Neutral,
            (false, true) => Tone::Ok,
            (false, false) => Tone::Block,
        }
    }

    /// `24 of 24 reproduced here, 0 requests since opening`.
    pub fn line(&self) -> String {
        let sum = |pick: fn(&Proof) -> u32| self.proofs.iter().map(pick).sum::<u32>();
        let proof = match (self.proofs.is_empty(), self.running) {
            (true, true) => "Reproducing the reference experiments".to_string(),
            (true, false) => "Not yet reproduced on this device".to_string(),
            (false, _) if self.is_bare() => "No reference experiments to reproduce".to_string(),
            (false, _) => format!("{} of {} reproduced here", sum(|p| p.reproduced), sum(|p| p.of)),
        };
        let requests =
            self.requests.map(|n| format!("{n} request{} since opening", if n == 1 { "" } else { "s" }));
        [proof].into_iter().chain(requests).collect::<Vec<_>>().join(", ")
    }

    /// Worst error of a model in words: `worst error 3e-6, allowed 1e-5`.
    pub fn worst(proof: &Proof) -> String {
        format!("worst error {:.0e}, allowed {:.0e} of the output's scale", proof.worst, proof.tolerance)
    }
}

/// The proof as one line, and per model when opened; a button proves again.
#[component]
pub fn ProofSummary(
    /// State of the proof. Required.
    #[prop(into)]
    proof: Signal<ProofView>,
    /// The person wants it proved again. Default: no button.
    #[prop(optional, into)]
    on_prove: Option<Callback<()>>,
) -> impl IntoView {
    let tone = Memo::new(move |_| proof.read().tone());
    let models = move || proof.get().proofs.iter().map(model_line).collect_view();
    let button = on_prove.map(|prove| {
        view! {
            <button type="button" class="button" disabled=move || proof.read().running on:click=move |_| prove.run(())>
                "Prove again"
            </button>
        }
        .into_any()
    });
    view! {
        <div class="proof">
            <p class=move || ["proof-line ", tone.get().class()].concat() role="status">
                <ToneMark tone=tone/> <span>{move || proof.read().line()}</span>
            </p>
            <ul class="proof-models">{models}</ul>
            {button}
        </div>
    }
    .into_any()
}

fn model_line(proof: &Proof) -> AnyView {
    let counts = format!("{} of {}", proof.reproduced, proof.of);
    view! {
        <li><strong>{proof.model.clone()}</strong> " " {counts} ", " <span class="proof-worst">{ProofView::worst(proof)}</span></li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(reproduced: u32) -> Proof {
        Proof { model: "hydraulics".into(), reproduced, of: 24, worst: 3.1e-6, tolerance: 1e-5 }
    }

    #[test]
    fn lines_and_tones() {
        let bare = Proof { of: 0, ..proof(0) };
        for (proofs, running, requests, tone, line) in [
            (vec![bare], false, None, Tone::Neutral, "No reference experiments to reproduce"),
            (vec![], false, None, Tone::Neutral, "Not yet reproduced on this device"),
            (vec![], true, None, Tone::Neutral, "Reproducing the reference experiments"),
            (vec![proof(24)], false, Some(0), Tone::Ok, "24 of 24 reproduced here, 0 requests since opening"),
            (
                vec![proof(23)],
                false,
                Some(1),
                Tone::Block,
                "23 of 24 reproduced here, 1 request since opening",
            ),
        ] {
            let view = ProofView { proofs, running, requests };
            assert_eq!((view.tone(), view.line().as_str()), (tone, line));
        }
        assert_eq!(ProofView::worst(&proof(24)), "worst error 3e-6, allowed 1e-5 of the output's scale");
    }
}
