//! Named calendars: when something is open, and what an hour costs.
//!
//! A calendar is a list of rules. It is open in the spans of its `open` rules (always, when it has none), less
//! those of its `closed` rules; its `price` rules carry a factor. Local clock times throughout: the day on which
//! the clocks change is taken to have 24 hours. Whoever knows today says so; nothing here reads a clock.

pub mod recurrence;
pub mod spans;
mod tide;

use crate::date::Date;

use recurrence::Recurrence;
use spans::{Span, Spans};
pub use tide::Tide;

/// Minutes of a day.
pub(crate) const DAY_MIN: i64 = 24 * 60;

/// An instant on the wall's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Day.
    pub date: Date,
    /// Minutes after midnight.
    pub minute: i64,
}

impl Instant {
    /// Minutes from this instant to midnight of a day; negative when that lies before.
    pub fn minutes_until(self, date: Date) -> i64 {
        self.date.days_until(date) * DAY_MIN - self.minute
    }
}

/// A named calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Id in the manifest.
    pub id: String,
    /// What it is called in a sentence, for example `the bridge road`.
    pub title: String,
    /// Rules in the order of the manifest.
    pub rules: Vec<Rule>,
}

/// One rule of a calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What its spans mean.
    pub effect: Effect,
    /// Why, in a few words; may be empty.
    pub label: String,
    /// Its spans.
    pub when: When,
}

/// What the spans of a rule mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Open.
    Open,
    /// Closed, whatever the other rules say.
    Closed,
    /// Costs are multiplied by this factor; of two rules at one time the later one counts.
    Price(f64),
}

/// The spans of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// A clock time with a length on certain days.
    Clock {
        /// First minute after midnight.
        from_min: i64,
        /// Length, minutes.
        length_min: i64,
        /// Which days.
        days: Days,
    },
    /// Around each tide.
    Tide(Tide),
}

/// Days of a clock rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Days {
    /// Every day.
    Every,
    /// These.
    On(Vec<Date>),
    /// Those of a recurrence.
    Repeat {
        /// The recurrence.
        rule: Box<Recurrence>,
        /// The day from which it counts.
        starting: Date,
        /// Days left out.
        except: Vec<Date>,
    },
}

impl Calendar {
    /// Spans of minutes from "now", within `0..horizon_min`, in which it is open.
    pub fn open(&self, now: Instant, horizon_min: i64) -> Spans {
        let all = |effect: Effect| {
            let rules = self.rules.iter().filter(move |r| r.effect == effect);
            Spans::union_of(rules.flat_map(|r| r.spans(now, horizon_min)))
        };
        let within = Spans::from(Span { from: 0, to: horizon_min });
        let has_open = self.rules.iter().any(|r| r.effect == Effect::Open);
        let open = if has_open { all(Effect::Open) } else { within.clone() };
        open.intersect(&within).intersect(&all(Effect::Closed).complement(0, horizon_min))
    }

    /// Mean factor over a span of minutes from "now"; 1 where no rule says otherwise.
    pub fn price(&self, now: Instant, over: Span) -> f64 {
        let mut rest = Spans::from(over);
        let (length, mut sum) = ((over.to - over.from) as f64, 0.0);
        for rule in self.rules.iter().rev() {
            let Effect::Price(factor) = rule.effect else { continue };
            let spans = Spans::union_of(rule.spans(now, over.to));
            sum += factor * rest.intersect(&spans).minutes() as f64;
            rest = rest.intersect(&spans.complement(over.from, over.to));
        }
        if length > 0.0 { (sum + rest.minutes() as f64) / length } else { 1.0 }
    }

    /// Label of the first `closed` rule that holds at a minute from "now".
    pub fn why_closed(&self, now: Instant, minute: i64) -> &str {
        let holds = |r: &&Rule| {
            r.effect == Effect::Closed && r.spans(now, minute + 1).iter().any(|s| s.contains(minute))
        };
        self.rules.iter().find(holds).map_or("", |r| r.label.as_str())
    }
}

impl Rule {
    /// Spans that touch `0..horizon_min`, not yet cut to it.
    fn spans(&self, now: Instant, horizon_min: i64) -> Vec<Span> {
        match &self.when {
            When::Tide(tide) => tide.spans(now, horizon_min),
            When::Clock { from_min, length_min, days } => {
                let starts = days.starts(*from_min, *length_min, now, horizon_min);
                starts.into_iter().map(|from| Span { from, to: from + length_min }).collect()
            }
        }
    }
}

impl Days {
    /// Starts, minutes from "now", of spans that touch `0..horizon_min`.
    fn starts(&self, from_min: i64, length_min: i64, now: Instant, horizon_min: i64) -> Vec<i64> {
        let touches = |start: &i64| *start < horizon_min && start + length_min > 0;
        let on = |date: Date| now.minutes_until(date) + from_min;
        match self {
            Self::Every => {
                let days = -1 - length_min / DAY_MIN..=horizon_min / DAY_MIN + 1;
                days.map(|d| on(now.date.plus_days(d))).filter(touches).collect()
            }
            Self::On(dates) => dates.iter().map(|d| on(*d)).filter(touches).collect(),
            Self::Repeat { rule, starting, except } => {
                let last = now.date.plus_days(horizon_min / DAY_MIN + 1);
                let found = rule.occurrences(Instant { date: *starting, minute: from_min }, last);
                let kept = found.into_iter().filter(|at| !except.contains(&at.date));
                kept.map(|at| now.minutes_until(at.date) + at.minute).filter(touches).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests;
