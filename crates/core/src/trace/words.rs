//! A trace in words: what a step is worth, and the whole as indented lines.

use crate::clock;
use crate::domain::DomainState;
use crate::predict::Series;
use crate::predicted::IntervalKind;
use crate::protocol::InputValue;
use crate::units::{self, Preference, Readout};

use super::{Item, Trace, Worth};

impl Item {
    /// What it is worth, in the units that a person prefers; `–` where it has no value.
    pub fn worth_words(&self, preference: &Preference) -> String {
        match &self.worth {
            None => "–".to_owned(),
            Some(Worth::Words(words)) => words.clone(),
            Some(Worth::Numbers(series)) => numbers(series, &preference.readout(&series.unit)),
            Some(Worth::Set { value, default, unit, is_clock }) => {
                let words = |value: &InputValue| set(value, &preference.readout(unit), *is_clock);
                match value == default {
                    true => words(value),
                    false => format!("{} (default {})", words(value), words(default)),
                }
            }
        }
    }

    /// The state in words; nothing in range, and where no model speaks.
    pub fn state_words(&self) -> &'static str {
        match self.state {
            Some(DomainState::Caution) => "edge of range",
            Some(DomainState::Out) => "out of range",
            Some(DomainState::In) | None => "",
        }
    }
}

/// One number with its interval, or the ends of a sequence.
fn numbers(series: &Series, readout: &Readout) -> String {
    let unit = units::shown(readout.code());
    let Some(centre) = series.values.first() else { return "–".to_owned() };
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = (readout.value(least(&series.low)), readout.value(most(&series.high)));
    let half = (series.high.first().zip(series.low.first())).map_or(0.0, |(high, low)| (high - low) / 2.0);
    let half = libm::fabs(readout.difference(half));
    let digits = digits(half, libm::fabs(low).max(libm::fabs(high)));
    let written = |x: f64| trimmed(x, digits);
    let value = match series.values.len() {
        1 => format!("{}{unit}", written(readout.value(*centre))),
        n => {
            let (from, to) = (readout.value(least(&series.values)), readout.value(most(&series.values)));
            format!("{n} values, {} to {}{unit}", written(from), written(to))
        }
    };
    let is_certain = series.low == series.values && series.high == series.values;
    match (series.has_interval(), is_certain) {
        (false, _) => format!("{value} (unvalidated, no interval)"),
        (true, true) => value,
        (true, false) => {
            let coverage = libm::round(100.0 * series.coverage);
            let of = if series.kind == IntervalKind::Members { " of members" } else { "" };
            let (low, high) = (written(low), written(high));
            match low == high {
                true => format!("{value} (± {half:.1e}, {coverage} %{of})"),
                false => format!("{value} ({low} to {high}, {coverage} %{of})"),
            }
        }
    }
}

/// Decimals for two digits of a half width that count, and for four of the number at most: nobody reads more off an
/// instrument. `None` where nothing is uncertain.
fn digits(half: f64, largest: f64) -> Option<usize> {
    let magnitude = |x: f64| libm::floor(libm::log10(x));
    let most = if largest > 0.0 { 3.0 - magnitude(largest) } else { 4.0 };
    (half > 0.0).then(|| (1.0 - magnitude(half)).min(most).clamp(0.0, 6.0) as usize)
}

/// A number with the decimals of its interval; what is exact without the zeros at its end.
fn trimmed(x: f64, digits: Option<usize>) -> String {
    match digits {
        Some(digits) => format!("{x:.digits$}"),
        None => {
            let text = format!("{x:.4}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

fn set(value: &InputValue, readout: &Readout, is_clock: bool) -> String {
    let number = |x: f64| units::with_unit(readout.exact(x), readout.code());
    match value {
        InputValue::Number(hours) if is_clock => clock::time_of_day(*hours),
        InputValue::Number(x) => number(*x),
        InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        InputValue::Choice(option) => option.clone(),
        InputValue::Span(span) => format!("{} to {}", readout.exact(span.from), number(span.to)),
        InputValue::List(entries) => format!("{} entries", entries.len()),
    }
}

/// The whole as lines, each step below the one that it made; versions at the end.
pub fn text(trace: &Trace, preference: &Preference) -> String {
    let mut out = String::new();
    lines(&trace.number, preference, 0, &mut out);
    out.push_str("\nmade by\n");
    for (name, value) in trace.versions.rows() {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    out
}

fn lines(item: &Item, preference: &Preference, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let state = match item.state_words() {
        "" => String::new(),
        words => format!(", {words}"),
    };
    let worth = item.worth_words(preference);
    out.push_str(&format!("{indent}{}: {worth}{state}  [{} `{}`]\n", item.title, item.kind.word(), item.id));
    let said = std::iter::once(&item.how).filter(|how| !how.is_empty()).chain(&item.notes);
    said.for_each(|said| out.push_str(&format!("{indent}    {said}\n")));
    item.from.iter().for_each(|inner| lines(inner, preference, depth + 1, out));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Kind;

    #[test]
    fn a_worth_has_unit_interval_and_the_digits_that_count() {
        let of = |values: &[f64], half: f64, coverage: f64| {
            let moved = |by: f64| values.iter().map(|x| x + by).collect();
            let (low, high, kind) = (moved(-half), moved(half), IntervalKind::Pointwise);
            Some(Worth::Numbers(Series {
                values: values.to_vec(),
                low,
                high,
                coverage,
                kind,
                unit: "Cel".into(),
            }))
        };
        let set = |value: f64, is_clock: bool| {
            let (value, default) = (InputValue::Number(value), InputValue::Number(18.0));
            let unit = if is_clock { "h" } else { "Cel" }.to_owned();
            Some(Worth::Set { value, default, unit, is_clock })
        };
        for (worth, own, us) in [
            (of(&[83.247], 2.1, 0.9), "83.2 °C (81.1 to 85.3, 90 %)", "181.8 °F (178.1 to 185.6, 90 %)"),
            (of(&[20.0, 24.5], 0.0, 1.0), "2 values, 20 to 24.5 °C", "2 values, 68 to 76.1 °F"),
            (of(&[123.72], 0.001, 0.9), "123.7 °C (± 1.0e-3, 90 %)", "254.7 °F (± 1.8e-3, 90 %)"),
            (
                of(&[83.0], 0.0, 0.0),
                "83 °C (unvalidated, no interval)",
                "181.4 °F (unvalidated, no interval)",
            ),
            (set(18.0, false), "18 °C", "64.4 °F"),
            (set(18.25, true), "18:15 (default 18:00)", "18:15 (default 18:00)"),
            (None, "–", "–"),
        ] {
            let item = Item { worth, ..Item::new(Kind::Number, "x", "X") };
            let words =
                [Preference::default(), Preference::parse("us").unwrap()].map(|p| item.worth_words(&p));
            assert_eq!(words, [own, us]);
        }
    }
}
