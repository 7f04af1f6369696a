//! The outcomes as Markdown.

use std::collections::BTreeMap;

use super::hostile::cases::Case;
use super::measure::Outcome;

/// Letters of a message that are shown.
const SHOWN: usize = 100;

/// One line for each file, and one for all random damages of a file.
pub fn markdown(outcomes: &[(&Case, Outcome)]) -> String {
    let (damaged, named): (Vec<_>, Vec<_>) =
        outcomes.iter().partition(|(case, _)| damaged_file(case).is_some());
    let mut groups: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for (case, outcome) in damaged {
        groups.entry(damaged_file(case).unwrap_or_default()).or_default().push(outcome);
    }
    let head = ["| file | bytes | outcome | ms | MiB |".to_owned(), "|---|---|---|---|---|".to_owned()];
    let rows = named.iter().map(|(case, outcome)| row(case, outcome));
    let sums = groups.iter().map(|(name, outcomes)| sum(name, outcomes));
    head.into_iter().chain(rows).chain(sums).collect::<Vec<_>>().join("\n")
}

/// The file that was damaged at random.
fn damaged_file(case: &Case) -> Option<&str> {
    let (file, damage) = case.name.split_once(": ")?;
    damage.chars().last()?.is_ascii_digit().then_some(file)
}

fn row(case: &Case, outcome: &Outcome) -> String {
    let text = outcome.said.replace('|', "/").replace('\n', " ");
    let said: String = text.chars().take(SHOWN).collect();
    let more = if text.chars().count() > SHOWN { "..." } else { "" };
    let mib = mib(outcome.peak);
    format!(
        "| {} | {} | `{}`: {said}{more} | {} | {mib} |",
        case.name,
        case.bytes.len(),
        outcome.code,
        outcome.ms
    )
}

fn sum(name: &str, outcomes: &[&Outcome]) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes {
        *codes.entry(&outcome.code).or_default() += 1;
    }
    let codes: Vec<String> = codes.iter().map(|(code, count)| format!("`{code}` {count}")).collect();
    let ms = outcomes.iter().map(|outcome| outcome.ms).max().unwrap_or(0);
    let peak = outcomes.iter().map(|outcome| outcome.peak).max().unwrap_or(0);
    format!(
        "| {} random damages of `{name}` | | {} | {ms} | {} |",
        outcomes.len(),
        codes.join(", "),
        mib(peak)
    )
}

fn mib(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / f64::from(1 << 20))
}
