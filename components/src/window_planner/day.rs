//! Days, stretches and places of a plan: what the picture needs, without a browser.

use twinlet_core::planning::{Moves, Plan};

use crate::{Segment, format};

const DAY_H: f64 = 24.0;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A calendar day of the plan, from midnight to midnight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// Its midnight, hours after "now"; that of the first day lies before it.
    pub from_h: f64,
}

impl Day {
    /// The day on which an hour falls: 0 is today.
    pub fn of(plan: &Plan, t_h: f64) -> usize {
        ((t_h + f64::from(plan.start_min) / 60.0) / DAY_H).floor().max(0.0) as usize
    }

    /// The k-th day.
    pub fn at(plan: &Plan, k: usize) -> Self {
        Self { from_h: k as f64 * DAY_H - f64::from(plan.start_min) / 60.0 }
    }

    /// Share of the width for an hour after "now"; may lie outside 0 to 1.
    pub fn share(self, t_h: f64) -> f64 {
        (t_h - self.from_h) / DAY_H
    }

    /// The hour after "now" at a share of the width.
    pub fn hour(self, share: f64) -> f64 {
        self.from_h + share * DAY_H
    }

    /// Left end and width of a stretch within the day, as shares; `None` when it lies outside.
    pub fn place(self, (from_h, to_h): (f64, f64)) -> Option<(f64, f64)> {
        let (from, to) = (self.share(from_h).max(0.0), self.share(to_h).min(1.0));
        (to > from).then_some((from, to - from))
    }
}

/// The days of a plan as choices: `Today`, then by weekday and day of the month where the date is known.
pub fn days(plan: &Plan) -> Vec<Segment> {
    let last = plan.assets.iter().map(|a| a.rows.len()).max().unwrap_or(0).saturating_sub(1);
    let last_h = last as f64 * f64::from(plan.step_min) / 60.0;
    (0..=Day::of(plan, last_h)).map(|k| Segment::new(k.to_string(), day_label(plan, k))).collect()
}

fn day_label(plan: &Plan, k: usize) -> String {
    let dated = plan.date.map(|date| {
        let date = date.plus_days(k as i64);
        let weekday = WEEKDAYS.get(usize::from(date.weekday())).copied().unwrap_or_default();
        format!("{weekday} {}", date.day())
    });
    match (k, dated) {
        (0, _) => "Today".into(),
        (_, Some(dated)) => dated,
        (1, None) => "Tomorrow".into(),
        (k, None) => format!("In {k} days"),
    }
}

/// `Sat 28, 07:30 to 09:30`, without the day when it is today.
pub fn span_words(plan: &Plan, from_h: f64) -> String {
    let to_h = from_h + plan.duration_min as f64 / 60.0;
    let clock = |t| format::clock(plan.start_min, t);
    let day = match Day::of(plan, from_h) {
        0 => String::new(),
        k => [&day_label(plan, k), ", "].concat(),
    };
    [&day, &clock(from_h), " to ", &clock(to_h)].concat()
}

/// Stretches of time in which work on an asset is possible: from the first start of a run of possible ones to the end
/// of the work that begins last, hours after "now".
pub fn open_stretches(plan: &Plan, asset: &str, moves: &Moves) -> Vec<(f64, f64)> {
    let step = f64::from(plan.step_min) / 60.0;
    let duration = plan.duration_min as f64 / 60.0;
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut was_open = false;
    for (k, is_open) in plan.possible(asset, moves).into_iter().enumerate() {
        let start = k as f64 * step;
        match found.last_mut() {
            Some(last) if is_open && was_open => last.1 = start + duration,
            _ if is_open => found.push((start, start + duration)),
            _ => {}
        }
        was_open = is_open;
    }
    found
}

/// The start of the grid nearest to an hour.
pub fn snapped(plan: &Plan, asset: &str, t_h: f64) -> f64 {
    let step = f64::from(plan.step_min.max(1)) / 60.0;
    let rows = plan.assets.iter().find(|a| a.id == asset).map_or(1, |a| a.rows.len());
    let last = rows.saturating_sub(1) as f64;
    (t_h / step).round().clamp(0.0, last) * step
}
