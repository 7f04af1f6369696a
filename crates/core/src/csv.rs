//! Tables of comma-separated values: columns of a file into inputs, answers into a file.
//!
//! Logger exports differ: the separator is `,`, `;` or a tab, whichever the first line has most of; with `;` or a tab a
//! comma is a decimal point. Quotes may surround a cell (RFC 4180).

use std::collections::BTreeMap;

use crate::graph::OutputAnswer;
use crate::manifest::resolved::{Controls, InputKind};
use crate::profile::HOURS;
use crate::protocol::{Entry, InputValue, InputValues};

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
        let entries = entries(&lines, at, name, separator)?;
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

/// The numbers of a column; empty cells are passed over, a `+` marks a unit that was still running.
fn entries(
    lines: &[(usize, Vec<String>)],
    at: usize,
    name: &str,
    separator: char,
) -> Result<Vec<(f64, bool)>, String> {
    let mut entries = Vec::new();
    for (line, cells) in lines {
        let Some(cell) = cells.get(at).filter(|cell| !cell.is_empty()) else { continue };
        let (text, running) = cell.strip_suffix('+').map_or((cell.as_str(), false), |rest| (rest, true));
        let text = if separator == ',' { text.to_owned() } else { text.replace(',', ".") };
        let value = text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
        let value = value.ok_or_else(|| format!("Line {line}: “{cell}” in “{name}” is no number."))?;
        entries.push((value, running));
    }
    Ok(entries)
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
    }
}
