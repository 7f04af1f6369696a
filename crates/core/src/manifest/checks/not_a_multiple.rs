//! # `not-a-multiple, bad-step`
//!
//! What: The horizon is a multiple of the curves' step, that of the balance's step, and a day of the windows' step.
//!
//! Why: grids that do not meet would need interpolation at their ends.
//!
//! Example: `step_min: 35` with `horizon_h: 24` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes steps that do not divide what they step through.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let (scenario, windows) = (&manifest.scenario, &manifest.decision.windows);
    let (step, window_step) = (f64::from(scenario.step_min), f64::from(windows.step_min));
    let pairs = [
        ("scenario.step_min", step, "the scenario's horizon", scenario.horizon_h * 60.0),
        ("graph.station.step_min", manifest.graph.station.step_min, "the scenario's step", step),
        ("decision.windows.step_min", window_step, "a day", 24.0 * 60.0),
    ];
    for (path, step, whole_name, whole) in pairs {
        if step <= 0.0 {
            report.error(Code::BadStep, path, format!("`{path}` is {step}, it must be above zero"));
        } else if !is_multiple(whole, step) {
            let message = format!("{whole_name} of {whole} min is not a multiple of {step} min");
            report.error(Code::NotAMultiple, path, message);
        }
    }
}

fn is_multiple(whole: f64, step: f64) -> bool {
    let count = whole / step;
    (count - libm::round(count)).abs() < 1e-9 * count.max(1.0)
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("step_min: 15", "step_min: 35")],
            &[(Code::NotAMultiple, "scenario.step_min")],
        );
        assert_finds(
            check,
            &[("    step_min: 1\n", "    step_min: 0.7\n"), ("step_min: 30", "step_min: 0")],
            &[(Code::NotAMultiple, "graph.station.step_min"), (Code::BadStep, "decision.windows.step_min")],
        );
        assert_finds(check, &[("    step_min: 1\n", "    step_min: 0.1\n")], &[]);
    }
}
