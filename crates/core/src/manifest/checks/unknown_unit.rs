//! # `unknown-unit`
//!
//! What: Units are UCUM codes of a closed list.
//!
//! Why: a unit that nobody knows can be neither shown nor compared with what a model needs.
//!
//! Example: `unit: m³/h` is refused, `unit: m3/h` is right.

use crate::diag::{Code, Report};
use crate::manifest::structure::suggest;
use crate::units;

use super::parts::Parts;
use super::walk;

/// Notes units that are not on the list.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, unit, _) in walk::ranges(manifest).filter(|(_, unit, _)| units::find(unit).is_none()) {
        let message = format!("`{unit}` is not a known unit");
        let diagnostic = report.error(Code::UnknownUnit, path + ".unit", message);
        match units::UNITS.iter().find(|known| known.display == unit) {
            Some(known) => {
                diagnostic.hint(format!("write its UCUM code `{}`", known.code));
            }
            None => suggest(diagnostic, unit, units::UNITS.iter().map(|unit| unit.code)),
        }
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(|m, r| check(m, r), &[], &[]);
        assert_finds(
            |m, r| check(m, r),
            &[("unit: m3/h", "unit: m³/h"), ("unit: Cel", "unit: cel")],
            &[(Code::UnknownUnit, "inputs.inflow.unit"), (Code::UnknownUnit, "inputs.ambient.unit")],
        );
    }
}
