//! Members on all cores of this machine: shares in any order, put together in order.

use std::sync::Mutex;
use std::thread;

use twinlet_core::ensemble::Ensemble;

use crate::shares::{SHARE, Shares};

/// Shares of a round for each core; a round ends with a look at the progress.
const ROUND: u32 = 8;

/// Computes a round of members, as soon as the first ones have chosen the inspections.
pub fn advance(ensemble: &mut Ensemble) {
    let cores = thread::available_parallelism().map_or(1, |n| n.get() as u32);
    let Some(plans) = ensemble.plans().filter(|_| cores > 1) else { return };
    let done = ensemble.done();
    let until = ensemble.wanted().min(done.saturating_add(cores * ROUND * SHARE));
    let shares = Mutex::new(Shares::starting(done));
    let setting = ensemble.setting();
    thread::scope(|scope| {
        for core in 0..cores {
            let shares = &shares;
            scope.spawn(move || {
                let next = || shares.lock().ok()?.give(core, until, 0.0);
                while let Some(members) = next() {
                    let (from, rows) = (members.start, setting.rows(members, plans));
                    if let Ok(mut shares) = shares.lock() {
                        shares.bring(from, rows, done);
                    }
                }
            });
        }
    });
    let Ok(mut shares) = shares.into_inner() else { return };
    while let Some(rows) = shares.next_rows(ensemble.done()) {
        ensemble.take(rows);
    }
}
