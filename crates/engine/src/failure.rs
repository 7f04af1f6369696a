//! Failures in the words that reach the person.

use twinlet_core::diag::Diagnostic;
use twinlet_core::ensemble::RunError;
use twinlet_core::protocol::EngineFailure;
use twinlet_core::simulation::SimulationError;

/// A failure after which the engine lives on.
pub fn failure(code: &str, message: impl Into<String>, hint: &str) -> EngineFailure {
    EngineFailure { code: code.into(), message: message.into(), hint: hint.into(), fatal: false }
}

/// A run that could not start, in words.
pub fn of_run(error: &RunError) -> EngineFailure {
    match error {
        RunError::Blocked(text) => failure("blocked", text.clone(), "move the input back inside its limit"),
        RunError::Model(text) => {
            failure("model_run", text.clone(), "reload the app; if it stays, tell the model's owner")
        }
        RunError::Simulation(e @ SimulationError::Implausible { .. }) => {
            failure("model_output", e.to_string(), "nothing is shown from this run; tell the model's owner")
        }
        RunError::Simulation(e) => {
            failure("simulation", e.to_string(), "correct the manifest's `graph`, or the bundle's contract")
        }
    }
}

/// A manifest that could not be read, with all its mistakes.
pub fn of_manifest(diagnostics: &[Diagnostic]) -> EngineFailure {
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    failure("manifest", lines.join("\n"), "correct the manifest with `twinlet check` and build the app again")
}
