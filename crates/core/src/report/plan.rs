//! The plan of all assets: visits, what each alternative loses by, and how far the whole can be from the best.

use crate::decision::words::{clock_time, grouped, percent};
use crate::planning::{Alternative, AssetPlan, Plan};

use super::Report;
use super::markup::{escaped, pairs, section, table};

/// Nothing where there is no plan: without an answer, and while a run goes on.
pub fn plan(report: &Report<'_>) -> String {
    let Some(plan) = &report.outlook.plan else { return String::new() };
    let currency = &plan.currency;
    let money = |x: f64| format!("{} {currency}", grouped(x));
    let whole = pairs(&[
        ("Day of “now”", plan.date.map_or_else(|| "not given".to_owned(), |date| date.to_string())),
        (
            "Expected cost, all together",
            format!("{} instead of {}", money(plan.cost), money(plan.cost_without)),
        ),
        ("Waiting a day from now", money(plan.cost_of_waiting)),
        ("How good the plan is", plan.proof_words()),
    ]);
    let assets = plan.assets.iter().map(|of| asset(plan, of)).collect::<String>();
    section("The plan of all", &[whole, assets].concat())
}

fn asset(plan: &Plan, of: &AssetPlan) -> String {
    let currency = &plan.currency;
    let at = |t: f64| clock_time(plan.start_min, t);
    let visit = of.visit.map(|visit| format!("{} to {}", at(visit.start_h), at(visit.end_h)));
    let facts = pairs(&[
        ("Urgency", of.tier.name().to_owned()),
        ("Visit", visit.unwrap_or_else(|| "none".to_owned())),
        ("Failure probability without one", percent(of.risk.shown().value)),
        ("Worth of knowing its finding", format!("{} {currency}", grouped(of.value_of_information))),
    ]);
    let row = |a: &Alternative| {
        let when = a.start_h.map_or_else(|| "not at all".to_owned(), at);
        let possible = if a.is_possible { "yes" } else { "no" };
        vec![when, possible.to_owned(), a.reason.clone()]
    };
    let rows: Vec<Vec<String>> = of.alternatives.iter().map(row).collect();
    let title = format!("<h3>{}</h3>\n", escaped(&of.title));
    [title, facts, table(&["Instead", "Possible", "Why not"], &rows)].concat()
}
