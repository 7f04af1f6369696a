//! The reference experiments of every bundle.

use twinlet_engine::{Twin, proof};

use super::outcome::Outcome;

/// One test for each model; a remote one is proved where it runs.
pub fn prove(twin: &Twin) -> Vec<Outcome> {
    let one = |(id, model): (&String, &twinlet_engine::twin::Model)| {
        let name = format!("references of {id}");
        if model.surrogate.remote().is_some() {
            return Outcome::passed(name, "remote: proved where it runs");
        }
        let proof = match proof::prove_model(id, model) {
            Ok(proof) => proof,
            Err(failure) => return Outcome::failed(name, failure.message),
        };
        let said = format!(
            "{} of {} reproduced, worst error {:.1e}, tolerance {:.0e}",
            proof.reproduced, proof.of, proof.worst, proof.tolerance
        );
        if proof.reproduced == proof.of { Outcome::passed(name, said) } else { Outcome::failed(name, said) }
    };
    twin.models.iter().map(one).collect()
}
