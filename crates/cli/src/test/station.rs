//! The search over the inputs of a station: what is blocked is refused, and what is answered consists of numbers.

use twinlet_core::guardrail::{self, Level};
use twinlet_core::manifest::Manifest;
use twinlet_core::outlook::Outlook;
use twinlet_core::property::{self, Options};
use twinlet_core::protocol::{InputValues, RunPlan};
use twinlet_engine::{Run, Twin};

use super::outcome::Outcome;
use super::{Args, Link};

/// Each spread point is a whole run, so there are few of them.
const POINTS: usize = 16;
/// Members of each run: enough to draw from every distribution.
const MEMBERS: u32 = 4;

/// Two tests, over the same points.
pub fn run(args: &Args, twin: &Twin, manifest: &Manifest, link: Link<'_>) -> Vec<Outcome> {
    let points = args.points.min(POINTS);
    let options = Options { seed: args.seed, points, monotone: Vec::new() };
    let probes = property::probes(&manifest.controls, &options);
    let (mut refusals, mut numbers) = (None, None);
    let mut answered = 0;
    for inputs in &probes {
        let findings = guardrail::check(&manifest.controls, inputs).findings;
        let blocked = findings.iter().find(|finding| finding.level == Level::Block);
        let plan =
            RunPlan { seed: args.seed, members: MEMBERS, stop: None, inputs: inputs.clone(), flips: false };
        let outlook = Run::start(twin, plan).and_then(|run| run.complete(twin, |_| ()));
        match (blocked, outlook) {
            (Some(finding), Ok(_)) => {
                let says = format!("`{}` blocks these inputs, and they are run", finding.limit);
                refusals.get_or_insert((inputs, says));
            }
            (Some(finding), Err(failure)) if failure.code != "blocked" => {
                let says =
                    format!("`{}` blocks these inputs, and they fail: {}", finding.limit, failure.message);
                refusals.get_or_insert((inputs, says));
            }
            (Some(_), Err(_)) => {}
            (None, Err(failure)) => {
                refusals.get_or_insert((inputs, format!("nothing blocks these inputs: {}", failure.message)));
            }
            (None, Ok(outlook)) => {
                answered += 1;
                if let Some(says) = no_number(&outlook) {
                    numbers.get_or_insert((inputs, says));
                }
            }
        }
    }
    vec![
        outcome("search: blocked inputs are refused, all others are run", probes.len(), refusals, link),
        outcome("search: what is answered consists of numbers", answered, numbers, link),
    ]
}

fn outcome(name: &str, points: usize, broken: Option<(&InputValues, String)>, link: Link<'_>) -> Outcome {
    match broken {
        None => Outcome::passed(name, format!("{points} points")),
        Some((inputs, says)) => Outcome::failed(name, format!("  {says}\n  {}", link(inputs))),
    }
}

/// Anything in an outlook that is no finite number, with what stands before it. The debug text holds every number of
/// it, those of private fields included.
fn no_number(outlook: &Outlook) -> Option<String> {
    let text = format!("{outlook:?}");
    let is_bad = |word: &str| word == "NaN" || word == "inf" || word == "-inf";
    let words: Vec<&str> = text.split([' ', ',', '(', ')', '[', ']', '{', '}']).collect();
    let at = words.iter().position(|word| is_bad(word))?;
    Some(words.get(at.saturating_sub(8)..=at)?.join(" "))
}
