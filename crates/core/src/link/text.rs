//! Values as texts.

use crate::manifest::raw::Span;
use crate::manifest::resolved::InputKind;
use crate::protocol::{Entry, InputValue};

/// Between the numbers of a list.
const BETWEEN: char = '~';

/// What an input takes, in words.
pub fn takes(kind: &InputKind) -> &'static str {
    match kind {
        InputKind::Number(_) => "a number",
        InputKind::Choice { .. } => "an option",
        InputKind::Switch { .. } => "`on` or `off`",
        InputKind::Span(_) => "a span as `8..17`",
        InputKind::List(_) => "a list as `96~257~498p`, where `p` marks a unit that was still running",
    }
}

/// A value of an input from a text; `None` when the text is none. Whether it is allowed is the guardrail's to say.
pub fn value_of(kind: &InputKind, text: &str) -> Option<InputValue> {
    match kind {
        InputKind::Number(_) => number(text).map(InputValue::Number),
        InputKind::Choice { .. } => Some(InputValue::Choice(text.to_owned())),
        InputKind::Switch { .. } => match text {
            "on" | "true" | "1" => Some(InputValue::Switch(true)),
            "off" | "false" | "0" => Some(InputValue::Switch(false)),
            _ => None,
        },
        InputKind::Span(_) => {
            let (from, to) = text.split_once("..")?;
            Some(InputValue::Span(Span { from: number(from)?, to: number(to)? }))
        }
        InputKind::List(_) => {
            text.split([BETWEEN, ',']).map(entry).collect::<Option<_>>().map(InputValue::List)
        }
    }
}

fn entry(text: &str) -> Option<Entry> {
    let text = text.trim();
    let running = text.strip_suffix(['p', '+']);
    Some(Entry::new(number(running.unwrap_or(text))?, running.is_some()))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|x| x.is_finite())
}

/// A value as people write it behind `--set`.
pub fn written(value: &InputValue) -> String {
    match value {
        InputValue::Choice(option) => option.clone(),
        _ => of_value(value),
    }
}

/// A value as the text of a link.
pub(super) fn of_value(value: &InputValue) -> String {
    match value {
        InputValue::Number(x) => x.to_string(),
        InputValue::Choice(option) => escaped(option),
        InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        InputValue::Span(span) => format!("{}..{}", span.from, span.to),
        InputValue::List(entries) => {
            let entries = entries.iter().filter_map(Entry::read);
            let one = |(x, running)| format!("{x}{}", if running { "p" } else { "" });
            entries.map(one).collect::<Vec<_>>().join(&BETWEEN.to_string())
        }
    }
}

/// Numbers with four decimals: those of a day shape.
pub(super) fn of_numbers(numbers: &[f64]) -> String {
    let one = |x: &f64| format!("{}", libm::round(x * 1e4) / 1e4);
    numbers.iter().map(one).collect::<Vec<_>>().join(&BETWEEN.to_string())
}

pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split(BETWEEN).map(number).collect()
}

/// Everything but letters, digits, `-`, `_` and `.` as `%XX`.
fn escaped(text: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let one = |b: u8| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(one).collect()
}

/// The text before it was escaped; what is not escaped stays as it is.
pub(super) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| text_code(after)).flatten();
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn text_code(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}
