//! What this device has proved by itself, and what it has asked the network for.

use leptos::prelude::*;
use twinlet_components::ProofView;
use twinlet_core::domain::DomainState;
use twinlet_core::protocol::Proof;

use crate::browser::requests;

/// Prefix of the keys of proofs; one per build.
pub const PROOF: &str = "proof/";

/// Key of the domain states of the last complete runs.
pub const RECENT: &str = "usage/recent";

/// The self-proof, and how the app was used.
#[derive(Clone, Copy)]
pub struct Trust {
    /// Its state, for the chip and the pages.
    pub proof: RwSignal<ProofView>,
    /// Domain states of the last complete runs, the latest last.
    pub recent: RwSignal<Vec<DomainState>>,
    ready_ms: StoredValue<Option<f64>>,
}

impl Trust {
    pub(super) fn new() -> Self {
        Self {
            proof: RwSignal::new(ProofView::default()),
            recent: RwSignal::new(Vec::new()),
            ready_ms: StoredValue::new(None),
        }
    }

    /// Everything that the app needs is here: requests count from now on.
    pub(super) fn opened(self, now_ms: f64) {
        if self.ready_ms.get_value().is_none() {
            self.ready_ms.set_value(Some(now_ms));
        }
        self.count_requests();
    }

    /// Asks the browser for the number of requests.
    pub fn count_requests(self) {
        let count = self.ready_ms.get_value().and_then(requests::count_since);
        if self.proof.read_untracked().requests != count {
            self.proof.update(|view| view.requests = count);
        }
    }

    pub(super) fn take(self, proofs: Vec<Proof>) {
        self.proof.update(|view| (view.proofs, view.running) = (proofs, false));
    }

    /// The reference experiments do not come out as they should: nothing may be recommended.
    pub fn has_failed(self) -> bool {
        let view = self.proof.read();
        !view.proofs.is_empty() && !view.holds()
    }
}
