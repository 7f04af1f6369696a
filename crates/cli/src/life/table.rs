//! A table of lives: one line for each unit.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use twinlet_life::data::Unit;

/// The units of a file. The separator is `,`, `;` or a tab; with the last two a comma is a decimal point. A time that
/// ends with `+` belongs to a unit that still ran, as does a status of 0.
pub fn read(file: &Path, time: &str, status: &str) -> anyhow::Result<Vec<Unit>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    units(&text, time, status).with_context(|| format!("`{}`", file.display()))
}

fn units(text: &str, time: &str, status: &str) -> anyhow::Result<Vec<Unit>> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, head) = lines.next().ok_or_else(|| anyhow!("the file is empty"))?;
    let head = head.trim_start_matches('\u{feff}');
    let separator = [';', '\t', ','].into_iter().max_by_key(|c| head.matches(*c).count()).unwrap_or(',');
    let names: Vec<&str> = head.split(separator).map(cell).collect();
    let find = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
    let time_at = find(time).ok_or_else(|| {
        anyhow!(
            "there is no column `{time}`; there are {}\nhint: name it with `--time COLUMN`",
            names.join(", ")
        )
    })?;
    let columns = Columns {
        time: time_at,
        status: find(status),
        entry: find("entry"),
        count: find("count"),
        separator,
    };
    let units = lines.map(|(i, line)| columns.unit(line).with_context(|| format!("line {}", i + 1)));
    let units: Vec<Unit> = units.collect::<anyhow::Result<_>>()?;
    if units.is_empty() { bail!("there are no units below the names of the columns") } else { Ok(units) }
}

fn cell(text: &str) -> &str {
    text.trim().trim_matches('"').trim()
}

struct Columns {
    time: usize,
    status: Option<usize>,
    entry: Option<usize>,
    count: Option<usize>,
    separator: char,
}

impl Columns {
    fn unit(&self, line: &str) -> anyhow::Result<Unit> {
        let cells: Vec<&str> = line.split(self.separator).map(cell).collect();
        let at = |column: usize| cells.get(column).copied().filter(|text| !text.is_empty());
        let text = at(self.time).ok_or_else(|| anyhow!("there is no time"))?;
        let (text, still_runs) = text.strip_suffix('+').map_or((text, false), |rest| (rest, true));
        let time = self.number(text)?;
        let failed = match self.status.and_then(at) {
            Some(word) => failed(word)?,
            None => true,
        };
        let unit = if failed && !still_runs { Unit::failed(time) } else { Unit::running(time) };
        let entry = self.entry.and_then(at).map(|text| self.number(text)).transpose()?;
        let count = self.count.and_then(at).map(|text| self.number(text)).transpose()?;
        Ok(Unit { entry, ..unit }.times(count.unwrap_or(1.0)))
    }

    fn number(&self, text: &str) -> anyhow::Result<f64> {
        let text = if self.separator == ',' { text.to_owned() } else { text.replace(',', ".") };
        text.trim().parse().map_err(|_| anyhow!("`{text}` is no number"))
    }
}

fn failed(word: &str) -> anyhow::Result<bool> {
    twinlet_core::csv::has_failed(word)
        .ok_or_else(|| anyhow!("the status `{word}` is not known; write 1 or `failed`, 0 or `running`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_loggers_are_read() {
        let expected = vec![Unit::failed(412.5), Unit::running(998.0)];
        for text in [
            "time,status\n412.5,1\n998,0\n",
            "unit;Time;Status\nA;412,5;failed\n\nB;998;running\n",
            "time\n412.5\n998+\n",
            "\u{feff}\"status\"\t\"time\"\nF\t412.5\nS\t998\n",
        ] {
            assert_eq!(units(text, "time", "status").unwrap(), expected, "{text}");
        }
        let with = units("time,status,entry,count\n9,1,2,30\n", "time", "status").unwrap();
        assert_eq!(with, [Unit::failed(9.0).entered(2.0).times(30.0)]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, why) in [
            ("", "the file is empty"),
            ("hours,status\n1,1\n", "there is no column `time`; there are hours, status"),
            ("time,status\n1,maybe\n", "the status `maybe` is not known"),
            ("time\nsoon\n", "`soon` is no number"),
            ("time\n", "there are no units"),
        ] {
            let said = format!("{:#}", units(text, "time", "status").unwrap_err());
            assert!(said.contains(why), "{text:?}: {said}");
        }
    }
}
