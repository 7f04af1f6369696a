//! The search for broken promises over the inputs of a what-if app.

use twinlet_core::manifest::WhatIf;
use twinlet_core::property::{self, Checked, Example, Monotone, Observation, Options, Space};
use twinlet_core::protocol::InputValues;
use twinlet_engine::{Twin, observe_many};

use super::outcome::Outcome;
use super::{Args, Link};

/// One test for each promise.
pub fn run(args: &Args, twin: &Twin, app: &WhatIf, monotone: Vec<Monotone>, link: Link<'_>) -> Vec<Outcome> {
    let bundles = |id: &str| twin.models.get(id).map(|model| &model.bundle);
    let space = Space { graph: &app.graph, controls: &app.controls, bundles: &bundles };
    let options = Options { seed: args.seed, points: args.points, monotone };
    let mut ask = |points: &[InputValues]| -> Vec<Observation> {
        let seen = observe_many(twin, points).into_iter();
        seen.map(|o| Observation { answer: o.answer.map_err(|f| f.message), rows: o.rows }).collect()
    };
    let checked = property::search(space, &options, &mut ask);
    checked.into_iter().map(|checked| outcome(checked, link)).collect()
}

fn outcome(checked: Checked, link: Link<'_>) -> Outcome {
    let name = format!("search: {}", checked.promise);
    match checked.example {
        None => Outcome::passed(name, format!("{} points", checked.points)),
        Some(example) => {
            let count = format!("at {} of {} places, the smallest:", checked.broken, checked.points);
            Outcome::failed(name, format!("{count}\n{}", shown(&example, link)))
        }
    }
}

/// What is seen, and how to see it.
fn shown(example: &Example, link: Link<'_>) -> String {
    let mut lines = vec![format!("  {}", example.says), format!("  {}", link(&example.inputs))];
    lines.extend(example.and.as_ref().map(|other| format!("  {}", link(other))));
    lines.join("\n")
}
