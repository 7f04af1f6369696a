//! # `zone-options`
//!
//! What: An input that gives a vibration zone is a choice of A, B, C and D.
//!
//! Why: ISO 20816 has these four zones, and each has its row in the tables of the modes.
//!
//! Example: `options: [good, bad]` for a vibration zone is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Input, Manifest};
use crate::manifest::resolved::Zone;

use super::walk;

/// Notes zone inputs with other options, or that are numbers.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for (path, id) in walk::zone_inputs(manifest) {
        let fits = match manifest.inputs.get(id) {
            Some(Input::Choice(choice)) => {
                choice.options.iter().all(|option| Zone::from_letter(option).is_some())
            }
            Some(_) => false,
            None => true,
        };
        if !fits {
            let message = format!("the input `{id}` does not give a vibration zone");
            report.error(Code::ZoneOptions, path, message).hint("give it `options: [A, B, C, D]`");
        }
    }
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
            &[("[A, B, C, D]", "[A, B, good]")],
            &[(Code::ZoneOptions, "assets.pump_1.vibration_zone.input")],
        );
        assert_finds(
            check,
            &[("vibration_zone: { input: zone_1 }", "vibration_zone: { input: inflow }")],
            &[(Code::ZoneOptions, "assets.pump_1.vibration_zone.input")],
        );
    }
}
