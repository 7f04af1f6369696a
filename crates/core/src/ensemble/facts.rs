//! What the ensemble needs to know of the hydraulic model's bundle.

use crate::bundle::Bundle;
use crate::contract::{Contract, Domain, Residuals};

/// Contract, domain and residuals of the hydraulic model.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFacts {
    /// Contract.
    pub contract: Contract,
    /// Domain.
    pub domain: Domain,
    /// Residual trajectories.
    pub residuals: Residuals,
}

impl From<&Bundle> for ModelFacts {
    fn from(bundle: &Bundle) -> Self {
        Self {
            contract: bundle.contract.clone(),
            domain: bundle.domain.clone(),
            residuals: bundle.residuals.clone(),
        }
    }
}
