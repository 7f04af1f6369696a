//! A plan with the state of its last run: making a state anew is a good part of what a small model costs at one row.

use std::sync::{Arc, Mutex, PoisonError};

use tract_onnx::tract_hir::internal::*;

/// A plan, and a state that is free while nobody runs it.
pub(super) struct Runner {
    plan: Arc<TypedRunnableModel>,
    spare: Mutex<Option<TypedSimpleState>>,
}

impl Runner {
    pub fn new(plan: Arc<TypedRunnableModel>) -> Self {
        Self { plan, spare: Mutex::new(None) }
    }

    /// Evaluates. A state is kept unless the run failed or an operator remembers something: hidden states of recurrent
    /// operators would go on in the next run.
    ///
    /// # Errors
    /// What the engine says.
    pub fn run(&self, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut state = spare.map_or_else(|| self.plan.spawn(), Ok)?;
        let answers = state.run(inputs)?;
        if state.op_states.iter().all(Option::is_none) {
            *self.spare.lock().unwrap_or_else(PoisonError::into_inner) = Some(state);
        }
        Ok(answers)
    }
}
