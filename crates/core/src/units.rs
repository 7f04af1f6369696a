//! The units that a manifest may use: a closed list of UCUM codes, how each is shown and what it measures.
//!
//! Nothing is converted here: a value stays in the unit in which the manifest declares it.

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
    /// Electric current.
    Current,
    /// Electric voltage.
    Voltage,
}

/// A unit of the closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// UCUM code, case sensitive.
    pub code: &'static str,
    /// As shown behind a number; empty for a plain ratio.
    pub display: &'static str,
    /// What it measures.
    pub dimension: Dimension,
}

const fn unit(code: &'static str, display: &'static str, dimension: Dimension) -> Unit {
    Unit { code, display, dimension }
}

/// All units.
pub const UNITS: &[Unit] = &[
    unit("1", "", Dimension::One),
    unit("%", "%", Dimension::One),
    unit("m3/h", "m³/h", Dimension::VolumeFlow),
    unit("m3/s", "m³/s", Dimension::VolumeFlow),
    unit("L/s", "L/s", Dimension::VolumeFlow),
    unit("Cel", "°C", Dimension::Temperature),
    unit("K", "K", Dimension::TemperatureDifference),
    unit("m", "m", Dimension::Length),
    unit("mm", "mm", Dimension::Length),
    unit("m2", "m²", Dimension::Area),
    unit("m3", "m³", Dimension::Volume),
    unit("d", "d", Dimension::Time),
    unit("h", "h", Dimension::Time),
    unit("min", "min", Dimension::Time),
    unit("s", "s", Dimension::Time),
    unit("W", "W", Dimension::Power),
    unit("kW", "kW", Dimension::Power),
    unit("kW.h", "kWh", Dimension::Energy),
    unit("bar", "bar", Dimension::Pressure),
    unit("kPa", "kPa", Dimension::Pressure),
    unit("Pa", "Pa", Dimension::Pressure),
    unit("m/s", "m/s", Dimension::Velocity),
    unit("mm/s", "mm/s", Dimension::Velocity),
    unit("/min", "1/min", Dimension::Frequency),
    unit("/h", "1/h", Dimension::Frequency),
    unit("Hz", "Hz", Dimension::Frequency),
    unit("A", "A", Dimension::Current),
    unit("V", "V", Dimension::Voltage),
];

/// The unit of a UCUM code; `None` when it is not on the list.
pub fn find(code: &str) -> Option<Unit> {
    UNITS.iter().find(|unit| unit.code == code).copied()
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
    fn codes_are_unique() {
        for (i, unit) in UNITS.iter().enumerate() {
            assert_eq!(UNITS.iter().position(|u| u.code == unit.code), Some(i), "{}", unit.code);
        }
    }
}
