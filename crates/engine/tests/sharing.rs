//! An ensemble whose members are computed by several has the digits of one that is computed by one.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use twinlet_core::ensemble::Rows;
use twinlet_core::ensemble::stop::{Because, StopRule};
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{InputValue, InputValues, RunId, RunPlan};
use twinlet_core::record::canonical_json;
use twinlet_engine::helper::{Content, FromHelper, Helper, ToHelper};
use twinlet_engine::run::Beginning;
use twinlet_engine::twin::Files;
use twinlet_engine::{Run, Twin};

const COMPILED: &str = include_str!("../../../tests/suite/pump-station.compiled.json");
const RUN: RunId = RunId(1);

fn twin() -> Twin {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/pump-station/bundle"));
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files: Files = entries
        .map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).unwrap()))
        .collect();
    Twin::load(COMPILED, &BTreeMap::from([("hydraulics".to_owned(), files)])).unwrap()
}

/// At 34 Cel the members are inside the domain, at 38 at its edge, where every fourth is computed twice.
fn plan(ambient_max: f64, members: u32, stop: Option<StopRule>) -> RunPlan {
    let number = ("ambient_max".to_owned(), InputValue::Number(ambient_max));
    let inputs = InputValues { values: BTreeMap::from([number]), ..InputValues::default() };
    RunPlan { seed: 7, members, stop, inputs, flips: false }
}

fn alone(twin: &Twin, plan: RunPlan) -> Outlook {
    let mut run = Run::start(twin, plan).unwrap();
    while !run.is_complete() {
        run.advance(7);
    }
    run.outlook()
}

/// A helper whose answers come late: `delay` further messages stand between a share and its rows.
struct Slow {
    helper: Helper,
    waiting: VecDeque<(u32, Rows)>,
    delay: usize,
}

impl Slow {
    fn new(twin: &Twin, run: &Run, delay: usize) -> Self {
        let mut helper = Helper::default();
        helper.handle(ToHelper::Content(Box::new(Content::of(twin, COMPILED).unwrap())), vec![]);
        let Beginning { plan, plans, answers } = run.beginning().unwrap();
        assert!(helper.handle(ToHelper::Begin { run: RUN, plan, plans }, answers).is_none());
        Self { helper, waiting: VecDeque::new(), delay }
    }

    fn work(&mut self, from: u32, to: u32) {
        if let Some((FromHelper::Rows { from, .. }, rows)) =
            self.helper.handle(ToHelper::Share { run: RUN, from, to }, vec![])
        {
            self.waiting.push_back((from, rows));
        }
    }

    fn answer(&mut self) -> Option<(u32, Rows)> {
        (self.waiting.len() > self.delay).then(|| self.waiting.pop_front()).flatten()
    }
}

/// With two helpers of different speed; the second is lost after some messages.
fn shared(twin: &Twin, plan: RunPlan, lost_after: usize) -> Outlook {
    let mut run = Run::start(twin, plan).unwrap();
    while run.beginning().is_none() {
        run.advance(7);
    }
    let mut helpers = [0, 2].map(|delay| Slow::new(twin, &run, delay));
    for turn in 0.. {
        if run.is_complete() {
            break;
        }
        for (k, helper) in helpers.iter_mut().enumerate().filter(|(k, _)| *k == 0 || turn < lost_after) {
            if let Some(share) = run.give(k as u32, 0.0) {
                helper.work(share.start, share.end);
            }
            if let Some((from, rows)) = helper.answer() {
                run.bring(from, rows);
            }
        }
        if turn == lost_after {
            run.forget(1);
        }
        run.advance(7);
    }
    run.outlook()
}

#[test]
fn a_shared_run_has_the_digits_of_one() {
    let twin = twin();
    for (ambient, members, lost_after) in [(34.0, 330, 3), (38.0, 260, 100)] {
        let one = alone(&twin, plan(ambient, members, None));
        let many = shared(&twin, plan(ambient, members, None), lost_after);
        let threads = Run::start(&twin, plan(ambient, members, None)).unwrap();
        let threads = threads.complete(&twin, |_| ()).unwrap();
        let texts = [one, many, threads].map(|outlook| canonical_json(&outlook).unwrap());
        assert!(texts[0] == texts[1], "helpers change a digit at {ambient} Cel");
        assert!(texts[0] == texts[2], "threads change a digit at {ambient} Cel");
    }
}

#[test]
fn a_rule_stops_at_the_same_number_however_it_is_shared() {
    let twin = twin();
    // (widest band, most members) -> (why, members): 130, 260, 520 are looked at, and what is allowed at most.
    for (band_width, members_at_most, because, members) in [
        (1.0, 400, Because::BandWidth, 130),
        (1e-5, 300, Because::MembersAtMost, 300),
        (1e-5, 130, Because::MembersAtMost, 130),
    ] {
        let rule = StopRule { band_width, members_at_most };
        let one = alone(&twin, plan(34.0, 130, Some(rule)));
        let stopped = one.stopped.unwrap();
        assert_eq!((stopped.because, stopped.members, one.members), (because, members, members));
        assert_eq!(one, shared(&twin, plan(34.0, 130, Some(rule)), 2));
    }
}
