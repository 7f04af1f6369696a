//! Other choices for an asset, and why each loses: the cheapest of every kind of obstacle, the cheapest of every other
//! stretch of possible starts, the earliest and the latest of the chosen stretch, and leaving it.

use super::barriers::Kind;
use super::{Alternative, AssetPlan, Moves, Plan, Row, words};

/// Alternatives that are listed.
const LISTED: usize = 6;

/// A row with what stands against it first.
struct Seen<'a> {
    k: usize,
    row: &'a Row,
    obstacle: Option<(Kind, String)>,
    /// Number of its stretch of possible starts.
    stretch: usize,
}

/// The alternatives of an asset, the cheapest first; possible ones before others at the same cost.
pub(super) fn of(plan: &Plan, i: usize) -> Vec<Alternative> {
    let Some(of) = plan.assets.get(i) else { return Vec::new() };
    let seen = look(plan, i, of);
    let chosen = of.visit.map(|v| plan.row_at(v.start_h));
    let mut picked: Vec<usize> = Vec::new();
    for kind in KINDS {
        let blocked = seen.iter().filter(|s| s.obstacle.as_ref().is_some_and(|(found, _)| *found == kind));
        picked.extend(cheapest(blocked));
    }
    let own = chosen.and_then(|k| seen.get(k)).map(|s| s.stretch);
    let stretches = seen.last().map_or(0, |s| s.stretch + 1);
    for stretch in (0..stretches).filter(|s| Some(*s) != own) {
        picked.extend(cheapest(seen.iter().filter(|s| s.stretch == stretch && s.obstacle.is_none())));
    }
    let inside =
        || seen.iter().filter(|s| Some(s.stretch) == own && s.obstacle.is_none() && Some(s.k) != chosen);
    picked.extend(inside().next().map(|s| s.k));
    picked.extend(inside().next_back().map(|s| s.k));
    picked.sort_unstable();
    picked.dedup();
    let mut list: Vec<Alternative> =
        picked.into_iter().filter_map(|k| seen.get(k)).map(|s| told(plan, of, s, chosen)).collect();
    list.sort_by(|a, b| a.extra_cost.total_cmp(&b.extra_cost).then(b.is_possible.cmp(&a.is_possible)));
    list.truncate(LISTED - 1);
    list.extend(chosen.is_some().then(|| leave(plan, of)));
    list
}

/// Kinds of obstacles in the order of the list.
const KINDS: [Kind; 8] = [
    Kind::TooEarly,
    Kind::Part,
    Kind::Access,
    Kind::Crew,
    Kind::Road,
    Kind::Station,
    Kind::Together,
    Kind::Busy,
];

fn look<'a>(plan: &Plan, i: usize, of: &'a AssetPlan) -> Vec<Seen<'a>> {
    let mut stretch = 0;
    let mut was_open = false;
    let row = |(k, row): (usize, &'a Row)| {
        // What is longest in the way says most; of equals the first.
        let obstacles = plan.obstacles(i, k, &Moves::new()).into_iter();
        let until = |o: &super::Obstacle| o.until_h.unwrap_or(f64::INFINITY);
        let worst = obstacles.reduce(|a, b| if until(&b) > until(&a) { b } else { a });
        let obstacle = worst.map(|o| (o.kind, o.text));
        stretch += usize::from(obstacle.is_none() && !was_open);
        was_open = obstacle.is_none();
        Seen { k, row, obstacle, stretch }
    };
    of.rows.iter().enumerate().map(row).collect()
}

fn cheapest<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Seen<'b>>) -> Option<usize> {
    rows.min_by(|a, b| a.row.cost[0].total_cmp(&b.row.cost[0])).map(|s| s.k)
}

fn told(plan: &Plan, of: &AssetPlan, seen: &Seen<'_>, chosen: Option<usize>) -> Alternative {
    let extra = seen.row.cost[0] - plan.planned_cost(of);
    let taken = chosen.and_then(|k| of.rows.get(k));
    let keeps = |row: &Row| row.risk[0] <= plan.risk_limit;
    let reason = match (&seen.obstacle, taken) {
        (Some((_, text)), _) => text.clone(),
        (None, Some(taken)) if keeps(taken) && !keeps(seen.row) => words::over_limit(plan, seen.row.risk[0]),
        (None, Some(taken)) => {
            let is_later = chosen.is_some_and(|k| seen.k > k);
            words::dearer(plan, extra, (seen.row.factor, taken.factor), is_later)
        }
        (None, None) => words::not_worth(plan, extra),
    };
    Alternative {
        start_h: Some(plan.minute(seen.k) as f64 / 60.0),
        extra_cost: extra,
        is_possible: seen.obstacle.is_none(),
        reason,
    }
}

fn leave(plan: &Plan, of: &AssetPlan) -> Alternative {
    let extra = of.cost_without.shown().value - plan.planned_cost(of);
    let reason = words::left(plan, extra, of.risk.shown().value);
    Alternative { start_h: None, extra_cost: extra, is_possible: true, reason }
}
