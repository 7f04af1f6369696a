//! The units that a manifest may use: a closed list of UCUM codes, how each is shown, what it measures and how it
//! converts. Factors are exact, from the SI Brochure (9th edition) and UCUM 2.1.

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
}

const fn unit(code: &'static str, display: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { code, display, dimension, factor }
}

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
    (from.dimension == to.dimension).then(|| value * from.factor / to.factor)
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
