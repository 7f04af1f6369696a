//! The plan of all assets as text for a terminal.

use std::fmt::Write as _;

use twinlet_core::decision::words::{clock_time, grouped};
use twinlet_core::planning::{Alternative, AssetPlan, Plan};

/// One line per asset with its alternatives, then the whole and how far it can be from the best.
pub fn write(plan: &Plan, out: &mut String) {
    let day = plan.date.map_or(String::new(), |date| format!(" from {date}"));
    let _ = writeln!(out, "\n  Plan{day}:");
    plan.assets.iter().for_each(|a| asset(plan, a, out));
    let currency = &plan.currency;
    let (cost, without, waiting) =
        (grouped(plan.cost), grouped(plan.cost_without), grouped(plan.cost_of_waiting));
    let _ = writeln!(
        out,
        "    all together {cost} {currency} instead of {without}; waiting a day costs {waiting}; {} ({} nodes)\n",
        plan.proof_words(),
        plan.proof.nodes
    );
}

fn asset(plan: &Plan, of: &AssetPlan, out: &mut String) {
    let currency = &plan.currency;
    let when = of.visit.map_or("no visit".to_owned(), |v| {
        let at = |t| clock_time(plan.start_min, t);
        format!("{} to {}", at(v.start_h), at(v.end_h))
    });
    let knowing = grouped(of.value_of_information);
    let tier = of.tier.name();
    let _ = writeln!(
        out,
        "    {:10} {tier:5}  {when}; to know its finding is worth {knowing} {currency}",
        of.title
    );
    of.alternatives.iter().for_each(|a| alternative(plan, a, out));
}

fn alternative(plan: &Plan, of: &Alternative, out: &mut String) {
    let when = of.start_h.map_or("not at all".to_owned(), |t| clock_time(plan.start_min, t));
    let sign = if of.is_possible { "or" } else { "not" };
    let _ = writeln!(out, "      {sign:3} {when:16} {}", of.reason);
}
