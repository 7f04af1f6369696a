//! Studies of the pump station, slice by slice.

use std::path::Path;

use twinlet_core::bundle::{REQUIRED, RESIDUALS};
use twinlet_core::protocol::{Context, RunPlan};
use twinlet_core::study::{Found, STATION_MEMBERS};

use super::*;

const MANIFEST: &str = include_str!("../../../../../../tests/suite/pump-station.compiled.json");

fn station() -> Task {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/pump-station/bundle");
    let names = [INDEX, RESIDUALS].into_iter().chain(REQUIRED);
    let files = names.map(|n| (n.to_owned(), std::fs::read(folder.join(n)).unwrap())).collect();
    let mut task = Task::default();
    let loaded = task.load(MANIFEST, BTreeMap::from([("hydraulics".to_owned(), files)]));
    assert!(matches!(loaded, FromEngine::Loaded { .. }), "{loaded:?}");
    task
}

fn study(run: u64, id: &str) -> ToEngine {
    ToEngine::Study { run: RunId(run), study: id.to_owned(), inputs: InputValues::default() }
}

fn cancelled(run: u64) -> FromEngine {
    FromEngine::Cancelled { run: RunId(run) }
}

/// Slices of a clock that goes on by a second at each look, until nothing is left to do.
fn work(task: &mut Task) -> Vec<FromEngine> {
    let clock = std::cell::Cell::new(0.0);
    let now = || {
        clock.set(clock.get() + 1000.0);
        clock.get()
    };
    let mut said = Vec::new();
    while task.is_busy() {
        said.extend(task.slice(&now));
    }
    said
}

#[test]
fn a_study_says_how_far_it_is_and_waits_for_a_run() {
    let mut task = station();
    assert_eq!(task.handle(study(1, "drivers")), []);
    let (members, inputs) = (STATION_MEMBERS, InputValues::default());
    let plan = RunPlan { seed: 7, members, stop: None, inputs, flips: false, context: Context::default() };
    assert_eq!(task.handle(ToEngine::Run { run: RunId(2), plan }), [], "the study stays");
    let said = work(&mut task);
    let finished = said.iter().position(|m| matches!(m, FromEngine::Finished { .. })).unwrap();
    let steps: Vec<(u32, u32)> = said[finished..]
        .iter()
        .filter_map(|m| match m {
            FromEngine::Progress { run: RunId(1), done, of, .. } => Some((*done, *of)),
            _ => None,
        })
        .collect();
    assert_eq!(steps, (1..17).map(|done| (done, 17)).collect::<Vec<_>>(), "the run went first");
    let Some(FromEngine::Studied { run: RunId(1), answer }) = said.last() else { panic!("{said:?}") };
    assert!(matches!(answer.found, Found::Sensitivity(_)));
}

#[test]
fn the_latest_study_counts_and_can_be_stopped() {
    let mut task = station();
    task.handle(study(1, "drivers"));
    assert_eq!(task.handle(study(2, "weather")), [cancelled(1)]);
    assert_eq!(task.handle(ToEngine::Cancel { run: RunId(1) }), []);
    assert_eq!(task.handle(ToEngine::Cancel { run: RunId(2) }), [cancelled(2)]);
    assert!(!task.is_busy());
    let said = task.handle(study(3, "wether"));
    let [FromEngine::Failed { run: Some(RunId(3)), error }] = &said[..] else { panic!("{said:?}") };
    assert!(error.message.contains("no study `wether`"), "{error}");
    assert!(!task.is_busy());
}
