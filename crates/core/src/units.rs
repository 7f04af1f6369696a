//! The units that a manifest may use: a closed list of UCUM codes, how each is shown, what it measures and how it
//! converts. Factors are exact: from the SI Brochure (9th edition), UCUM 2.1 and, for those that are customary in the
//! United States, NIST Special Publication 811 (2008), appendix B.
//!
//! Beside it, what a person prefers to read ([`Preference`]) and how the values of an input look then ([`Scale`]).

mod family;
mod preference;
mod readout;
mod scale;

pub use family::{FAMILIES, Family, family_of};
pub use preference::{Preference, System};
pub use readout::Readout;
pub use scale::Scale;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// A ratio.
    One,
    /// Volume over time.
    VolumeFlow,
    /// A temperature on a scale.
    Temperature,
    /// A difference of temperatures.
    TemperatureDifference,
    /// Length.
    Length,
    /// Area.
    Area,
    /// Volume.
    Volume,
    /// Time.
    Time,
    /// Power.
    Power,
    /// Energy.
    Energy,
    /// Pressure.
    Pressure,
    /// Velocity.
    Velocity,
    /// Events over time.
    Frequency,
    /// Mass over time.
    MassFlow,
    /// Mass.
    Mass,
    /// Mass over volume.
    Density,
    /// Force.
    Force,
    /// Force on a lever.
    Torque,
    /// Electric current.
    Current,
    /// Electric voltage.
    Voltage,
}

/// A unit of the closed list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// UCUM code, case sensitive.
    pub code: &'static str,
    /// As shown behind a number; empty for a plain ratio.
    pub display: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// One of it in the coherent SI unit of its dimension.
    pub factor: f64,
    /// What its scale reads at 0 °C; 0 for whatever is no temperature on a scale.
    pub zero: f64,
}

const fn unit(code: &'static str, display: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { code, display, dimension, factor, zero: 0.0 }
}

/// Metres of a foot, kilograms of a pound, newtons of a pound-force, cubic metres of a gallon, joules of a Btu: exact by
/// definition (NIST SP 811, B.6; the Btu is that of the International Tables).
const FOOT: f64 = 0.3048;
const POUND: f64 = 0.453_592_37;
const POUND_FORCE: f64 = 4.448_221_615_260_5;
const GALLON: f64 = 0.003_785_411_784;
const BTU: f64 = 1_055.055_852_62;

/// All units.
pub const UNITS: &[Unit] = &[
    unit("1", "", Dimension::One, 1.0),
    unit("%", "%", Dimension::One, 0.01),
    unit("m3/h", "m³/h", Dimension::VolumeFlow, 1.0 / 3600.0),
    unit("m3/s", "m³/s", Dimension::VolumeFlow, 1.0),
    unit("L/s", "L/s", Dimension::VolumeFlow, 0.001),
    unit("Cel", "°C", Dimension::Temperature, 1.0),
    unit("K", "K", Dimension::TemperatureDifference, 1.0),
    unit("m", "m", Dimension::Length, 1.0),
    unit("mm", "mm", Dimension::Length, 0.001),
    unit("m2", "m²", Dimension::Area, 1.0),
    unit("m3", "m³", Dimension::Volume, 1.0),
    unit("d", "d", Dimension::Time, 86_400.0),
    unit("h", "h", Dimension::Time, 3600.0),
    unit("min", "min", Dimension::Time, 60.0),
    unit("s", "s", Dimension::Time, 1.0),
    unit("W", "W", Dimension::Power, 1.0),
    unit("kW", "kW", Dimension::Power, 1000.0),
    unit("kW.h", "kWh", Dimension::Energy, 3_600_000.0),
    unit("bar", "bar", Dimension::Pressure, 100_000.0),
    unit("kPa", "kPa", Dimension::Pressure, 1000.0),
    unit("Pa", "Pa", Dimension::Pressure, 1.0),
    unit("m/s", "m/s", Dimension::Velocity, 1.0),
    unit("mm/s", "mm/s", Dimension::Velocity, 0.001),
    unit("/min", "1/min", Dimension::Frequency, 1.0 / 60.0),
    unit("Hz", "Hz", Dimension::Frequency, 1.0),
    unit("/h", "1/h", Dimension::Frequency, 1.0 / 3600.0),
    unit("kg/s", "kg/s", Dimension::MassFlow, 1.0),
    unit("kg/h", "kg/h", Dimension::MassFlow, 1.0 / 3600.0),
    unit("kg", "kg", Dimension::Mass, 1.0),
    unit("kg/m3", "kg/m³", Dimension::Density, 1.0),
    unit("N", "N", Dimension::Force, 1.0),
    unit("kN", "kN", Dimension::Force, 1000.0),
    unit("N.m", "N·m", Dimension::Torque, 1.0),
    unit("J", "J", Dimension::Energy, 1.0),
    unit("MW", "MW", Dimension::Power, 1_000_000.0),
    unit("MPa", "MPa", Dimension::Pressure, 1_000_000.0),
    unit("L/min", "L/min", Dimension::VolumeFlow, 0.001 / 60.0),
    unit("cm", "cm", Dimension::Length, 0.01),
    unit("km", "km", Dimension::Length, 1000.0),
    unit("km/h", "km/h", Dimension::Velocity, 1.0 / 3.6),
    unit("kV", "kV", Dimension::Voltage, 1000.0),
    unit("A", "A", Dimension::Current, 1.0),
    unit("V", "V", Dimension::Voltage, 1.0),
    Unit { zero: 32.0, ..unit("[degF]", "°F", Dimension::Temperature, 5.0 / 9.0) },
    // A difference of one degree Fahrenheit is one degree Rankine; the sign tells it from a temperature.
    unit("[degR]", "Δ°F", Dimension::TemperatureDifference, 5.0 / 9.0),
    unit("[gal_us]/min", "gal/min", Dimension::VolumeFlow, GALLON / 60.0),
    unit("[ft_i]", "ft", Dimension::Length, FOOT),
    unit("[in_i]", "in", Dimension::Length, FOOT / 12.0),
    unit("[mi_i]", "mi", Dimension::Length, 5_280.0 * FOOT),
    unit("[sft_i]", "ft²", Dimension::Area, FOOT * FOOT),
    unit("L", "L", Dimension::Volume, 0.001),
    unit("[cft_i]", "ft³", Dimension::Volume, FOOT * FOOT * FOOT),
    unit("[gal_us]", "gal", Dimension::Volume, GALLON),
    unit("[HP]", "hp", Dimension::Power, 550.0 * FOOT * POUND_FORCE),
    unit("[Btu_IT]/h", "Btu/h", Dimension::Power, BTU / 3600.0),
    unit("MJ", "MJ", Dimension::Energy, 1_000_000.0),
    unit("[Btu_IT]", "Btu", Dimension::Energy, BTU),
    unit("[psi]", "psi", Dimension::Pressure, POUND_FORCE / (FOOT * FOOT / 144.0)),
    unit("[in_i'H2O]", "inH₂O", Dimension::Pressure, 249.088_91),
    unit("[ft_i]/s", "ft/s", Dimension::Velocity, FOOT),
    unit("[in_i]/s", "in/s", Dimension::Velocity, FOOT / 12.0),
    unit("[mi_i]/h", "mph", Dimension::Velocity, 5_280.0 * FOOT / 3600.0),
    unit("t/h", "t/h", Dimension::MassFlow, 1.0 / 3.6),
    unit("[lb_av]/h", "lb/h", Dimension::MassFlow, POUND / 3600.0),
    unit("t", "t", Dimension::Mass, 1000.0),
    unit("[lb_av]", "lb", Dimension::Mass, POUND),
    unit("[lb_av]/[cft_i]", "lb/ft³", Dimension::Density, POUND / (FOOT * FOOT * FOOT)),
    unit("[lbf_av]", "lbf", Dimension::Force, POUND_FORCE),
    unit("[ft_i].[lbf_av]", "ft·lbf", Dimension::Torque, FOOT * POUND_FORCE),
];

/// The unit of a UCUM code; `None` when it is not on the list.
pub fn find(code: &str) -> Option<Unit> {
    UNITS.iter().find(|unit| unit.code == code).copied()
}

/// A value in another unit of the same dimension; unchanged where both are written alike, known or not. `None` where
/// there is no way from one to the other.
pub fn convert(value: f64, from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (find(from)?, find(to)?);
    (from.dimension == to.dimension).then(|| (value - from.zero) * from.factor / to.factor + to.zero)
}

/// The unit of a difference of two values in this one: a difference of temperatures is no temperature.
pub fn difference_of(code: &str) -> &str {
    match code {
        "Cel" => "K",
        "[degF]" => "[degR]",
        other => other,
    }
}

/// How a unit is shown; a code that is not on the list is shown as it is.
pub fn display(code: &str) -> &str {
    find(code).map_or(code, |unit| unit.display)
}

/// A unit as it follows a number in a sentence: ` m³/h`, or nothing for a plain ratio.
pub fn shown(code: &str) -> String {
    match display(code) {
        "" => String::new(),
        shown => format!(" {shown}"),
    }
}

/// A number with its unit, for sentences: `640 m³/h`.
pub fn with_unit(value: f64, code: &str) -> String {
    format!("{value}{}", shown(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_as_people_write_them() {
        for (code, expected) in
            [("m3/h", "m³/h"), ("Cel", "°C"), ("1", ""), ("K", "K"), ("furlong", "furlong")]
        {
            assert_eq!(display(code), expected, "{code}");
        }
        assert_eq!(with_unit(0.5, "1"), "0.5");
        assert_eq!(with_unit(-10.0, "Cel"), "-10 °C");
    }

    #[test]
    fn converts_within_a_dimension() {
        for (value, from, to, expected) in [
            (36.0, "m3/h", "L/s", Some(10.0)),
            (2.5, "bar", "kPa", Some(250.0)),
            (130.0, "%", "1", Some(1.3)),
            (1.5, "d", "h", Some(36.0)),
            (72.0, "km/h", "m/s", Some(20.0)),
            (20.0, "Cel", "K", None), // a temperature is no difference of temperatures
            (95.0, "[degF]", "Cel", Some(35.0)),
            (-40.0, "Cel", "[degF]", Some(-40.0)),
            (5.0, "K", "[degR]", Some(9.0)), // a difference has no zero to move
            (9.0, "[degF]", "K", None),
            (1.0, "m3/s", "[gal_us]/min", Some(15_850.323_141_489_05)),
            (1.0, "[psi]", "Pa", Some(6_894.757_293_168_361)),
            (1.0, "[HP]", "W", Some(745.699_871_582_270_2)),
            (1.0, "[in_i'H2O]", "Pa", Some(249.088_91)),
            (3.0, "[ft_i]", "[in_i]", Some(36.0)),
            (1.0, "[mi_i]", "m", Some(1_609.344)),
            (60.0, "[mi_i]/h", "m/s", Some(26.8224)),
            (1.0, "[lb_av]/[cft_i]", "kg/m3", Some(16.018_463_373_960_14)),
            (1.0, "[ft_i].[lbf_av]", "N.m", Some(1.355_817_948_331_400_4)),
            (1.0, "[cft_i]", "[gal_us]", Some(7.480_519_480_519_48)),
            (1.0, "[Btu_IT]/h", "W", Some(0.293_071_070_172_222_2)),
            (1.0, "m", "m2", None),
            (7.0, "furlong", "furlong", Some(7.0)),
            (7.0, "furlong", "m", None),
        ] {
            let found = convert(value, from, to);
            let close = match (found, expected) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-12 * b.abs(),
                (a, b) => a == b,
            };
            assert!(close, "{value} {from} to {to}: {found:?}");
        }
    }

    #[test]
    fn codes_are_unique() {
        for (i, unit) in UNITS.iter().enumerate() {
            assert_eq!(UNITS.iter().position(|u| u.code == unit.code), Some(i), "{}", unit.code);
        }
    }
}
