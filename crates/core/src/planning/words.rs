//! Obstacles and alternatives in words.

use crate::decision::words::{clock_time, grouped, lower, percent};

use super::barriers::{Barrier, Closed, Kind};
use super::evaluate::Obstacle;
use super::{AssetPlan, Plan};

impl Plan {
    /// How far the plan can be from the best, for a sentence: `proven to be the best of all possible starts`.
    pub fn proof_words(&self) -> String {
        match self.proof.gap {
            Some(0.0) => "proven to be the best of all possible starts".into(),
            Some(gap) => format!("within {} {} of the best", grouped(gap), self.currency),
            None => "not proven to have the least risk".into(),
        }
    }
}

/// A barrier that a start meets.
pub(super) fn closed(plan: &Plan, of: &AssetPlan, barrier: &Barrier, closed: &Closed) -> Obstacle {
    let end = plan.minute(of.rows.len());
    let until = (closed.to < end).then_some(closed.to);
    let when = until.map_or("for the whole time of the plan".into(), |m| format!("until {}", clock(plan, m)));
    let why = if closed.why.is_empty() { String::new() } else { format!(" ({})", closed.why) };
    let subject = &barrier.subject;
    let is_seam = closed.from == closed.to;
    let text = match barrier.kind {
        Kind::TooEarly => format!("The crew needs {} to get there", minutes(-barrier.from_min)),
        Kind::Part => format!("The part for {} is not here {when}", lower(&of.title)),
        Kind::Crew if is_seam => format!("The crews change at {}", clock(plan, closed.to)),
        Kind::Access if is_seam => format!("The spans of access meet at {}", clock(plan, closed.to)),
        Kind::Crew if subject == "No crew" => format!("No crew is on duty {when}"),
        Kind::Road if barrier.from_min >= 0 => {
            format!("{subject} is closed {when}{why}: there would be no way back")
        }
        _ => format!("{subject} is closed {when}{why}"),
    };
    let until = until.map(|m| (m - barrier.from_min) as f64 / 60.0);
    Obstacle { kind: barrier.kind, until_h: until, text }
}

pub(super) fn station(plan: &Plan, of: &AssetPlan, share: f64, until: Option<i64>) -> Obstacle {
    let (found, needed) = (percent(share), percent(plan.feasible_share));
    let title = lower(&of.title);
    let text = format!(
        "The station cannot spare {title}: the others carry the inflow in {found} of the members, {needed} are needed"
    );
    Obstacle { kind: Kind::Station, until_h: until.map(hours), text }
}

pub(super) fn together(plan: &Plan, other: usize, until: i64) -> Obstacle {
    let title = title(plan, other);
    let text = format!(
        "{title} is out until {}, and the station was not proven to run without both",
        clock(plan, until)
    );
    Obstacle { kind: Kind::Together, until_h: Some(hours(until)), text }
}

/// The crew is at another asset from a minute on; `free` is when it could begin here.
pub(super) fn busy(plan: &Plan, other: usize, from: i64, free: i64) -> Obstacle {
    let (title, end) = (lower(&title(plan, other)), from + plan.duration_min);
    let travel =
        if free > end { format!(", then needs {} to get here", minutes(free - end)) } else { String::new() };
    let (from, to) = (clock(plan, from), clock(plan, end));
    let text = format!("The crew is at {title} from {from} to {to}{travel}");
    Obstacle { kind: Kind::Busy, until_h: Some(hours(free)), text }
}

/// Why a possible start loses: what it costs more, and what makes it so.
pub(super) fn dearer(plan: &Plan, extra: f64, factors: (f64, f64), is_later: bool) -> String {
    let currency = &plan.currency;
    let of_price = plan.visit_cost * (factors.0 - factors.1);
    if libm::fabs(extra) < 0.5 {
        return "costs about the same".into();
    }
    if extra < 0.0 {
        let amount = grouped(-extra);
        return format!("costs {amount} {currency} less, but the plan as a whole is better without it");
    }
    let because = match (of_price >= 0.5 * extra, is_later) {
        (true, _) => format!("at that hour a visit costs {:.2} times the normal rate", factors.0),
        (false, true) => "a defect may fail before it is found".into(),
        (false, false) => "a defect that is not there yet would be missed".into(),
    };
    format!("costs {} {currency} more: {because}", grouped(extra))
}

pub(super) fn over_limit(plan: &Plan, risk: f64) -> String {
    format!("leaves the risk at {}, above the limit of {}", percent(risk), percent(plan.risk_limit))
}

/// Why leaving the asset alone loses.
pub(super) fn left(plan: &Plan, extra: f64, risk: f64) -> String {
    let currency = &plan.currency;
    if risk > plan.risk_limit {
        let (risk, limit) = (percent(risk), percent(plan.risk_limit));
        return format!("left alone, its risk stays at {risk}, above the limit of {limit}");
    }
    format!("left alone, it costs {} {currency} more: its failures", grouped(extra))
}

fn title(plan: &Plan, i: usize) -> String {
    plan.assets.get(i).map_or(String::new(), |a| a.title.clone())
}

fn clock(plan: &Plan, minute: i64) -> String {
    clock_time(plan.start_min, hours(minute))
}

fn hours(minute: i64) -> f64 {
    minute as f64 / 60.0
}

/// `45 min` or `1 h 30 min`.
fn minutes(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

/// Why a visit loses to leaving the asset alone.
pub(super) fn not_worth(plan: &Plan, extra: f64) -> String {
    let currency = &plan.currency;
    if extra < 0.0 {
        return format!("saves {} {currency}, less than a visit has to", grouped(-extra));
    }
    format!("costs {} {currency} more than leaving it alone", grouped(extra))
}
