//! Tables of comma-separated values: columns of a file into inputs, answers into a file.
//!
//! Logger exports differ: the separator is `,`, `;` or a tab, whichever the first line has most of; with `;` or a tab a
//! comma is a decimal point. Quotes may surround a cell (RFC 4180).

use std::collections::BTreeMap;

use crate::graph::OutputAnswer;
use crate::manifest::resolved::{Controls, InputKind};
use crate::profile::HOURS;
use crate::protocol::{Entry, InputValue, InputValues};

/// Column that says of the times in a list which units failed.
const STATUS: &str = "status";

/// Whether a word of a status column says that a unit failed; `None` for a word that is not known.
pub fn has_failed(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "1" | "1.0" | "failed" | "failure" | "f" | "true" | "yes" | "event" | "dead" => Some(true),
        "0" | "0.0" | "running" | "suspended" | "suspension" | "s" | "censored" | "c" | "false" | "no"
        | "alive" => Some(false),
        _ => None,
    }
}

/// Most lines that are read.
const MAX_LINES: usize = 20_000;

/// Values of inputs from the columns of a file, by the id of the input that each fills: a number takes the last row, a day shape 24 rows, a list all rows.
///
/// # Errors
/// In a sentence: which column is missing, or which line holds no number.
pub fn take(
    controls: &Controls,
    columns: &BTreeMap<String, String>,
    text: &str,
) -> Result<InputValues, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, head) = lines.next().ok_or("The file is empty.")?;
    let separator = [';', '\t', ','].into_iter().max_by_key(|c| head.matches(*c).count()).unwrap_or(',');
    let head = cells(head.trim_start_matches('\u{feff}'), separator);
    let lines: Vec<(usize, Vec<String>)> =
        lines.take(MAX_LINES).map(|(i, line)| (i + 1, cells(line, separator))).collect();
    let mut taken = InputValues::default();
    for (id, name) in columns {
        let at = head.iter().position(|cell| cell == name);
        let at = at.ok_or_else(|| format!("The file has no column “{name}”; it has {}.", head.join(", ")))?;
        let mut entries = entries(&lines, at, name, separator)?;
        let status = head.iter().position(|cell| cell.eq_ignore_ascii_case(STATUS));
        if let (Some(status), Some(InputKind::List(_))) = (status, controls.input(id).map(|i| &i.kind)) {
            mark_running(&mut entries, &lines, status)?;
        }
        let entries: Vec<(f64, bool)> = entries.into_iter().map(|entry| (entry.value, entry.runs)).collect();
        put(controls, id, name, entries, &mut taken)?;
    }
    Ok(taken)
}

fn cells(line: &str, separator: char) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
    }
    cells.push(cell.trim().to_owned());
    cells
}

/// A number of a column.
struct Cell {
    /// Position among the lines that were read.
    row: usize,
    value: f64,
    runs: bool,
}

/// The numbers of a column; empty cells are passed over, a `+` marks a unit that was still running.
fn entries(
    lines: &[(usize, Vec<String>)],
    at: usize,
    name: &str,
    separator: char,
) -> Result<Vec<Cell>, String> {
    let mut entries = Vec::new();
    for (row, (line, cells)) in lines.iter().enumerate() {
        let Some(cell) = cells.get(at).filter(|cell| !cell.is_empty()) else { continue };
        let (text, runs) = cell.strip_suffix('+').map_or((cell.as_str(), false), |rest| (rest, true));
        let text = if separator == ',' { text.to_owned() } else { text.replace(',', ".") };
        let value = text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
        let value = value.ok_or_else(|| format!("Line {line}: “{cell}” in “{name}” is no number."))?;
        entries.push(Cell { row, value, runs });
    }
    Ok(entries)
}

/// Units that had not failed, by the words of a status column; an empty cell says nothing.
fn mark_running(entries: &mut [Cell], lines: &[(usize, Vec<String>)], status: usize) -> Result<(), String> {
    for entry in entries {
        let Some((line, cells)) = lines.get(entry.row) else { continue };
        let Some(word) = cells.get(status).filter(|word| !word.is_empty()) else { continue };
        let failed = has_failed(word).ok_or_else(|| {
            format!("Line {line}: the status “{word}” is not known; write 1 or failed, 0 or running.")
        })?;
        entry.runs |= !failed;
    }
    Ok(())
}

fn put(
    controls: &Controls,
    id: &str,
    name: &str,
    entries: Vec<(f64, bool)>,
    taken: &mut InputValues,
) -> Result<(), String> {
    let Some(input) = controls.input(id) else { return Ok(()) };
    let last = entries.last().ok_or_else(|| format!("The column “{name}” has no number."))?;
    let value = match &input.kind {
        InputKind::List(_) => {
            InputValue::List(entries.iter().map(|(x, runs)| Entry::new(*x, *runs)).collect())
        }
        InputKind::Number(number) => match &number.profile {
            Some(profile) if entries.len() == HOURS => {
                let values: Vec<f64> = entries.iter().map(|(x, _)| *x).collect();
                let (value, shape) = profile.normalisation.split(&values);
                taken.shapes.insert(id.to_owned(), shape);
                InputValue::Number(value)
            }
            _ => InputValue::Number(last.0),
        },
        _ => return Err(format!("{} takes no number from a file.", input.title)),
    };
    taken.values.insert(id.to_owned(), value);
    Ok(())
}

/// Answers as a table: one line for each value, with both ends of its interval. No number where there is none.
pub fn of_outputs(outputs: &[OutputAnswer]) -> String {
    let mut text = "output,unit,index,value,low,high,coverage,state\n".to_owned();
    for output in outputs {
        let state = format!("{:?}", output.state).to_lowercase();
        let Some(series) = &output.series else {
            text.push_str(&format!("{},,,,,,,{state}\n", output.id));
            continue;
        };
        let ends = series.low.iter().zip(&series.high);
        for (i, (value, (low, high))) in series.values.iter().zip(ends).enumerate() {
            let (id, unit, coverage) = (&output.id, &series.unit, series.coverage);
            text.push_str(&format!("{id},{unit},{i},{value},{low},{high},{coverage},{state}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::resolved::{ForecastError, Input, ListInput, NumberInput, ProfileSpec};
    use crate::profile::Normalisation;

    fn controls() -> Controls {
        let profile =
            ProfileSpec { normalisation: Normalisation::Mean, shape: vec![1.0; 24], source: String::new() };
        let number = NumberInput {
            unit: "%".into(),
            min: 0.0,
            max: 100.0,
            step: 1.0,
            default: 50.0,
            is_clock: false,
            marks: vec![],
            profile: Some(profile),
            forecast_error: ForecastError::default(),
        };
        let list = ListInput { unit: "h".into(), min: 0.0, max: 1e6, default: vec![] };
        let input = |id: &str, kind| Input { id: id.into(), title: id.into(), subtitle: None, kind };
        Controls {
            inputs: vec![input("load", InputKind::Number(number)), input("times", InputKind::List(list))],
            limits: vec![],
            inspectable: Default::default(),
        }
    }

    fn columns(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, id)| ((*id).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn columns_become_inputs() {
        for (text, expected) in [
            ("time,Load\n1,40\n2,45.5\n", InputValue::Number(45.5)),
            ("time;Load\n1;40\n2;45,5\n\n", InputValue::Number(45.5)),
            ("\u{feff}\"Load\"\n\"41\"\r\n", InputValue::Number(41.0)),
        ] {
            let taken = take(&controls(), &columns(&[("Load", "load")]), text).unwrap();
            assert_eq!(taken.values["load"], expected, "{text:?}");
        }
        let taken = take(&controls(), &columns(&[("Hours", "times")]), "Hours\n96\n257.5\n498+\n").unwrap();
        let entries = vec![Entry::Number(96.0), Entry::Number(257.5), Entry::new(498.0, true)];
        assert_eq!(taken.values["times"], InputValue::List(entries));
        for text in
            ["Hours,Status\n96,1\n257.5,failed\n498,0\n", "status;Hours\n;96\nF;257,5\nsuspended;498\n"]
        {
            let with = take(&controls(), &columns(&[("Hours", "times")]), text).unwrap();
            assert_eq!(with.values["times"], taken.values["times"], "{text}");
        }
        let day: String = (0..24).map(|h| format!("{}\n", if h < 12 { 20 } else { 60 })).collect();
        let taken = take(&controls(), &columns(&[("Load", "load")]), &format!("Load\n{day}")).unwrap();
        assert_eq!(taken.values["load"], InputValue::Number(40.0));
        assert_eq!((taken.shapes["load"][0], taken.shapes["load"][23]), (0.5, 1.5));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, why) in [
            ("", "The file is empty."),
            ("Time\n1\n", "The file has no column “Load”; it has Time."),
            ("Load\n40\nmuch\n", "Line 3: “much” in “Load” is no number."),
            ("Load\n\n", "The column “Load” has no number."),
        ] {
            assert_eq!(take(&controls(), &columns(&[("Load", "load")]), text), Err(why.to_owned()));
        }
        let unknown = take(&controls(), &columns(&[("Hours", "times")]), "Hours,status\n5,maybe\n");
        let why = "Line 2: the status “maybe” is not known; write 1 or failed, 0 or running.";
        assert_eq!(unknown, Err(why.to_owned()));
    }
}
