//! What is declared to rise or fall with an input: looked at along lines through the input space.

use serde::{Deserialize, Serialize};

use crate::graph::GraphAnswer;
use crate::predict::Series;
use crate::protocol::{InputValue, InputValues};
use crate::study::lattice::{on_step, spread};

use super::points::{inner, with};
use super::{Ask, Checked, Example, Options, Space, shrink};

/// Values along each line.
const ALONG: u32 = 9;
/// Points of the search for each line.
const POINTS_PER_LINE: usize = 25;
/// What rounding may do to equal values, relative to their size.
const ROUNDING: f64 = 1e-9;

/// An output that rises (falls) with an input, whatever the others are. A change the other way counts where it is
/// larger than the intervals: the interval at the higher input lies wholly below (above) that at the lower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monotone {
    /// Id of the output; each value of a sequence on its own.
    pub output: String,
    /// Id of a numeric input.
    pub input: String,
    /// Whether it rises.
    pub rising: bool,
}

pub(super) fn check(space: Space<'_>, options: &Options, one: &Monotone, ask: Ask<'_>) -> Checked {
    let direction = if one.rising { "rises" } else { "falls" };
    let promise = format!("`{}` {direction} with `{}`", one.output, one.input);
    let mut checked = Checked { promise, points: 0, broken: 0, example: None };
    let known = space.graph.outputs.iter().any(|output| output.id == one.output);
    let Some(number) = space.controls.number_input(&one.input).filter(|_| known) else {
        checked.broken = 1;
        let says = "the app has no such output or numeric input".to_owned();
        checked.example = Some(Example { inputs: InputValues::default(), and: None, says });
        return checked;
    };
    let along = spread(number, ALONG);
    let lines = (options.points / POINTS_PER_LINE).max(4);
    let mut bases = vec![space.controls.complete(&InputValues::default())];
    bases.extend(inner(space.controls, options.seed, lines));
    let mut first = None;
    for base in bases {
        let points: Vec<InputValues> = along.iter().map(|x| with(base.clone(), &one.input, *x)).collect();
        let answers: Vec<Option<GraphAnswer>> =
            ask(&points).into_iter().map(|seen| seen.answer.ok()).collect();
        checked.points += 1;
        if let Some((low, high)) = broken_pair(one, &answers) {
            checked.broken += 1;
            let value = |i: usize| along.get(i).copied().unwrap_or_default();
            first.get_or_insert((base, [value(low), value(high)]));
        }
    }
    checked.example = first.map(|(base, ends)| example(space, one, base, ends, ask));
    checked
}

/// Positions of the two answers along a line that are farthest in the wrong order: neighbours before others.
fn broken_pair(one: &Monotone, answers: &[Option<GraphAnswer>]) -> Option<(usize, usize)> {
    let wrong = |low: usize, high: usize| {
        let answer = |i: usize| answers.get(i).and_then(Option::as_ref);
        wrong_way(one, answer(low), answer(high)).map(|_| (low, high))
    };
    let pairs =
        (1..answers.len()).flat_map(|width| (width..answers.len()).map(move |high| (high - width, high)));
    pairs.into_iter().find_map(|(low, high)| wrong(low, high))
}

/// What is wrong about two answers, the first at the lower input.
fn wrong_way(one: &Monotone, low: Option<&GraphAnswer>, high: Option<&GraphAnswer>) -> Option<String> {
    let [before, after] = [series(one, low?)?, series(one, high?)?];
    let (upper, lower) = if one.rising { (before, after) } else { (after, before) };
    // Rising: what comes after must reach up to what was before.
    let is_apart = |(floor, ceiling): (&f64, &f64)| {
        let rounding = ROUNDING * libm::fabs(*floor).max(libm::fabs(*ceiling));
        *ceiling < *floor - rounding
    };
    let k = upper.low.iter().zip(&lower.high).position(is_apart)?;
    let said = |series: &Series| {
        let part = |values: &[f64]| values.get(k).copied().unwrap_or(f64::NAN);
        format!("{} ({} to {})", part(&series.values), part(&series.low), part(&series.high))
    };
    Some(format!("`{}` goes from {} to {} {}", one.output, said(before), said(after), after.unit))
}

fn series<'a>(one: &Monotone, answer: &'a GraphAnswer) -> Option<&'a Series> {
    answer.outputs.iter().find(|output| output.id == one.output)?.series.as_ref()
}

/// The smallest pair that was found: few other inputs away from their defaults, both ends on steps.
fn example(space: Space<'_>, one: &Monotone, base: InputValues, ends: [f64; 2], ask: Ask<'_>) -> Example {
    let mut broken = |base: &InputValues, ends: [f64; 2]| {
        let points = ends.map(|x| with(base.clone(), &one.input, x));
        let seen = ask(&points);
        let answer = |i: usize| seen.get(i).and_then(|seen| seen.answer.as_ref().ok());
        wrong_way(one, answer(0), answer(1))
    };
    let says = broken(&base, ends).unwrap_or_default();
    // The axis itself is no value that may be shrunk.
    let base = with(base, &one.input, default(space, &one.input));
    let (base, mut says) = shrink::smallest(space.controls, base, says, &mut |base| broken(base, ends));
    let mut ends = ends;
    if let Some(number) = space.controls.number_input(&one.input) {
        let rounded = ends.map(|x| on_step(number, x));
        if let Some(still) = broken(&base, rounded) {
            (ends, says) = (rounded, still);
        }
    }
    let [low, high] = ends.map(|x| with(shrink::set(space.controls, base.clone()), &one.input, x));
    Example { inputs: low, and: Some(high), says }
}

fn default(space: Space<'_>, id: &str) -> f64 {
    match space.controls.complete(&InputValues::default()).values.get(id) {
        Some(InputValue::Number(x)) => *x,
        _ => 0.0,
    }
}
