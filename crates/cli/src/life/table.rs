//! A table of lives: one line for each unit.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use twinlet_life::data::{Seen, Unit};

/// The units of a file. The separator is `,`, `;` or a tab; with the last two a comma is a decimal point. A time that
/// ends with `+` belongs to a unit that still ran, as does a status of 0. Columns `from` and `to` stand for lives that ended
/// between two inspections: without a `from` (or zero) before the first one, without a `to` after the last one.
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
    let seen = match (find(time), find("from"), find("to")) {
        (Some(time), ..) => At::Time { time, status: find(status) },
        (None, Some(from), Some(to)) => At::Between { from, to },
        _ => bail!(
            "there is no column `{time}`; there are {}\nhint: name it with `--time COLUMN`, or give `from` and `to`",
            names.join(", ")
        ),
    };
    let columns = Columns { seen, entry: find("entry"), count: find("count"), separator };
    let units = lines.map(|(i, line)| columns.unit(line).with_context(|| format!("line {}", i + 1)));
    let units: Vec<Unit> = units.collect::<anyhow::Result<_>>()?;
    if units.is_empty() { bail!("there are no units below the names of the columns") } else { Ok(units) }
}

fn cell(text: &str) -> &str {
    text.trim().trim_matches('"').trim()
}

struct Columns {
    seen: At,
    entry: Option<usize>,
    count: Option<usize>,
    separator: char,
}

/// Where a line says how long its unit lived.
enum At {
    Time { time: usize, status: Option<usize> },
    Between { from: usize, to: usize },
}

impl Columns {
    fn unit(&self, line: &str) -> anyhow::Result<Unit> {
        let cells: Vec<&str> = line.split(self.separator).map(cell).collect();
        let at = |column: usize| cells.get(column).copied().filter(|text| !text.is_empty());
        let number = |column: usize| at(column).map(|text| self.number(text)).transpose();
        let seen = match self.seen {
            At::Time { time, status } => {
                self.timed(at(time).ok_or_else(|| anyhow!("there is no time"))?, status.and_then(at))?
            }
            At::Between { from, to } => between(number(from)?.filter(|t| *t > 0.0), number(to)?)?,
        };
        let entry = self.entry.map(number).transpose()?.flatten();
        let count = self.count.map(number).transpose()?.flatten();
        Ok(Unit { seen, entry, count: count.unwrap_or(1.0) })
    }

    fn timed(&self, text: &str, status: Option<&str>) -> anyhow::Result<Seen> {
        let (text, still_runs) = text.strip_suffix('+').map_or((text, false), |rest| (rest, true));
        let time = self.number(text)?;
        let failed = status.map_or(Ok(true), failed)? && !still_runs;
        Ok(if failed { Seen::Failed(time) } else { Seen::Running(time) })
    }

    fn number(&self, text: &str) -> anyhow::Result<f64> {
        let text = if self.separator == ',' { text.to_owned() } else { text.replace(',', ".") };
        text.trim().parse().map_err(|_| anyhow!("`{text}` is no number"))
    }
}

/// A life that ended between two looks at it.
fn between(from: Option<f64>, to: Option<f64>) -> anyhow::Result<Seen> {
    Ok(match (from, to) {
        (Some(from), Some(to)) if from == to => Seen::Failed(from),
        (Some(from), Some(to)) => Seen::FailedBetween(from, to),
        (None, Some(to)) => Seen::FailedBefore(to),
        (Some(from), None) => Seen::Running(from),
        (None, None) => bail!("there is neither a `from` nor a `to`"),
    })
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
    fn lives_between_inspections_are_read() {
        let table = "from,to,count\n100,200,3\n,50,1\n0,60,1\n300,,2\n400,400,1\n";
        let found: Vec<(Seen, f64)> =
            units(table, "time", "status").unwrap().iter().map(|u| (u.seen, u.count)).collect();
        let expected = [
            (Seen::FailedBetween(100.0, 200.0), 3.0),
            (Seen::FailedBefore(50.0), 1.0),
            (Seen::FailedBefore(60.0), 1.0),
            (Seen::Running(300.0), 2.0),
            (Seen::Failed(400.0), 1.0),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, why) in [
            ("", "the file is empty"),
            ("hours,status\n1,1\n", "there is no column `time`; there are hours, status"),
            ("time,status\n1,maybe\n", "the status `maybe` is not known"),
            ("time\nsoon\n", "`soon` is no number"),
            ("time\n", "there are no units"),
            ("from,to\n,\n", "line 2: there is neither a `from` nor a `to`"),
            ("from\n1\n", "there is no column `time`; there are from"),
        ] {
            let said = format!("{:#}", units(text, "time", "status").unwrap_err());
            assert!(said.contains(why), "{text:?}: {said}");
        }
    }
}
