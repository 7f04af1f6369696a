//! Units that can stand for each other on a screen: of one dimension and of a like size, so that millimetres become
//! inches and not thousandths of a foot.

/// Units to choose from for one quantity.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    /// Identifies it where a choice is kept.
    pub id: &'static str,
    /// What people call the quantity.
    pub title: &'static str,
    /// UCUM codes; each unit is in one family at most.
    pub units: &'static [&'static str],
    /// Those among them that are customary in the United States.
    pub customary: &'static [&'static str],
    /// What *metric* means for a customary unit.
    pub metric: &'static str,
    /// What *US customary* means for a metric unit; `None` where the metric one is usual there too.
    pub us: Option<&'static str>,
}

impl Family {
    const fn new(
        (id, title): (&'static str, &'static str),
        units: &'static [&'static str],
        customary: &'static [&'static str],
        (metric, us): (&'static str, Option<&'static str>),
    ) -> Self {
        Self { id, title, units, customary, metric, us }
    }

    /// Whether a unit of it is customary in the United States.
    pub fn is_customary(&self, code: &str) -> bool {
        self.customary.contains(&code)
    }
}

/// All quantities with more than one sensible unit, in the order of the screen. A difference of temperatures follows the
/// temperature. Power and energy stay in watts and joules under *US customary*: electricity is sold in kilowatt-hours there.
pub const FAMILIES: &[Family] = &[
    Family::new(("temperature", "Temperature"), &["Cel", "[degF]"], &["[degF]"], ("Cel", Some("[degF]"))),
    Family::new(
        ("flow", "Flow"),
        &["m3/h", "m3/s", "L/s", "L/min", "[gal_us]/min"],
        &["[gal_us]/min"],
        ("m3/h", Some("[gal_us]/min")),
    ),
    Family::new(
        ("pressure", "Pressure"),
        &["bar", "kPa", "MPa", "[psi]"],
        &["[psi]"],
        ("bar", Some("[psi]")),
    ),
    Family::new(
        ("draught", "Small pressure"),
        &["Pa", "[in_i'H2O]"],
        &["[in_i'H2O]"],
        ("Pa", Some("[in_i'H2O]")),
    ),
    Family::new(("length", "Length"), &["m", "[ft_i]"], &["[ft_i]"], ("m", Some("[ft_i]"))),
    Family::new(
        ("small_length", "Small length"),
        &["mm", "cm", "[in_i]"],
        &["[in_i]"],
        ("mm", Some("[in_i]")),
    ),
    Family::new(("distance", "Distance"), &["km", "[mi_i]"], &["[mi_i]"], ("km", Some("[mi_i]"))),
    Family::new(("area", "Area"), &["m2", "[sft_i]"], &["[sft_i]"], ("m2", Some("[sft_i]"))),
    Family::new(
        ("volume", "Volume"),
        &["m3", "L", "[cft_i]", "[gal_us]"],
        &["[cft_i]", "[gal_us]"],
        ("m3", Some("[gal_us]")),
    ),
    Family::new(
        ("velocity", "Velocity"),
        &["m/s", "km/h", "[ft_i]/s", "[mi_i]/h"],
        &["[ft_i]/s", "[mi_i]/h"],
        ("m/s", Some("[ft_i]/s")),
    ),
    Family::new(
        ("vibration", "Vibration velocity"),
        &["mm/s", "[in_i]/s"],
        &["[in_i]/s"],
        ("mm/s", Some("[in_i]/s")),
    ),
    Family::new(
        ("power", "Power"),
        &["W", "kW", "MW", "[HP]", "[Btu_IT]/h"],
        &["[HP]", "[Btu_IT]/h"],
        ("kW", None),
    ),
    Family::new(("energy", "Energy"), &["kW.h", "J", "MJ", "[Btu_IT]"], &["[Btu_IT]"], ("kW.h", None)),
    Family::new(
        ("mass_flow", "Mass flow"),
        &["kg/s", "kg/h", "t/h", "[lb_av]/h"],
        &["[lb_av]/h"],
        ("kg/h", Some("[lb_av]/h")),
    ),
    Family::new(("mass", "Mass"), &["kg", "t", "[lb_av]"], &["[lb_av]"], ("kg", Some("[lb_av]"))),
    Family::new(
        ("density", "Density"),
        &["kg/m3", "[lb_av]/[cft_i]"],
        &["[lb_av]/[cft_i]"],
        ("kg/m3", Some("[lb_av]/[cft_i]")),
    ),
    Family::new(("force", "Force"), &["N", "kN", "[lbf_av]"], &["[lbf_av]"], ("kN", Some("[lbf_av]"))),
    Family::new(
        ("torque", "Torque"),
        &["N.m", "[ft_i].[lbf_av]"],
        &["[ft_i].[lbf_av]"],
        ("N.m", Some("[ft_i].[lbf_av]")),
    ),
];

/// The family of a unit; `None` for one that has no sensible other, and for a difference of temperatures.
pub fn family_of(code: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.units.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{UNITS, find};

    #[test]
    fn families_are_of_one_dimension_and_share_no_unit() {
        for family in FAMILIES {
            let dimensions: Vec<_> = family.units.iter().map(|code| find(code).unwrap().dimension).collect();
            assert!(dimensions.windows(2).all(|pair| pair[0] == pair[1]), "{}", family.id);
            assert!(family.units.contains(&family.metric) && !family.is_customary(family.metric));
            assert!(family.us.is_none_or(|us| family.is_customary(us)), "{}", family.id);
            assert!(family.customary.iter().all(|code| family.units.contains(code)), "{}", family.id);
        }
        for unit in UNITS {
            let holders = FAMILIES.iter().filter(|family| family.units.contains(&unit.code));
            assert!(holders.count() <= 1, "{}", unit.code);
        }
    }
}
