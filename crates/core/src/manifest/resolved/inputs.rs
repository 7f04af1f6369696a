//! What a person can set, and the limits on it.

use crate::date::Date;
use crate::guardrail::Level;
use crate::manifest::expression::Expression;
use crate::manifest::raw::Span;
use crate::profile::Normalisation;
use crate::protocol::Entry;

/// Something that a person can set.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A few words under the title.
    pub subtitle: Option<String>,
    /// What it is.
    pub kind: InputKind,
}

/// The kinds of input.
#[derive(Debug, Clone, PartialEq)]
pub enum InputKind {
    /// A number, perhaps with a profile over the day.
    Number(NumberInput),
    /// One of a few options.
    Choice {
        /// The options.
        options: Vec<String>,
        /// The default.
        default: String,
    },
    /// On or off.
    Switch {
        /// The default.
        default: bool,
    },
    /// From a value to another.
    Span(SpanInput),
    /// Numbers to type or paste.
    List(ListInput),
}

/// From a value to another.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanInput {
    /// UCUM unit of both ends.
    pub unit: String,
    /// Contract range of both ends: lowest.
    pub min: f64,
    /// Contract range of both ends: highest.
    pub max: f64,
    /// Step of both ends.
    pub step: f64,
    /// Default.
    pub default: Span,
}

/// Numbers to type or paste.
#[derive(Debug, Clone, PartialEq)]
pub struct ListInput {
    /// UCUM unit of all entries.
    pub unit: String,
    /// Contract range of each entry: lowest.
    pub min: f64,
    /// Contract range of each entry: highest.
    pub max: f64,
    /// Default.
    pub default: Vec<Entry>,
}

/// A numeric input.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberInput {
    /// UCUM unit.
    pub unit: String,
    /// Contract range: lowest.
    pub min: f64,
    /// Contract range: highest.
    pub max: f64,
    /// Step of the stepper.
    pub step: f64,
    /// Default.
    pub default: f64,
    /// Texts show it as a clock time.
    pub is_clock: bool,
    /// Labelled points on the track.
    pub marks: Vec<(String, f64)>,
    /// Shape over the day.
    pub profile: Option<ProfileSpec>,
    /// How wrong forecasts of it are.
    pub forecast_error: ForecastError,
}

/// A daily shape and how the input's value scales it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileSpec {
    /// How value and shape combine.
    pub normalisation: Normalisation,
    /// 24 hourly values, the first at midnight.
    pub shape: Vec<f64>,
    /// Where the shape comes from.
    pub source: String,
}

/// Standard deviation of the forecast error and its correlation time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ForecastError {
    /// Relative part.
    pub relative_sd: f64,
    /// Absolute part, in the input's unit.
    pub absolute_sd: f64,
    /// Correlation time in hours.
    pub correlation_h: f64,
}

/// A limit on one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Id.
    pub id: String,
    /// Input id.
    pub input: String,
    /// How strict.
    pub level: Level,
    /// Which side is beyond the limit.
    pub side: Side,
    /// The bound, perhaps depending on other inputs.
    pub bound: Expression,
    /// What to tell the person.
    pub text: String,
    /// Who set it.
    pub owner: String,
    /// Last day on which its owner stands by it.
    pub expires: Option<Date>,
    /// Where the bound comes from, a sentence.
    pub source: Option<String>,
}

/// Which side of a bound is beyond the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Values above the bound.
    Above,
    /// Values below the bound.
    Below,
}
