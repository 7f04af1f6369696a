//! Helpers of the engine's worker as a state machine without a browser: they start when a large run asks for them and
//! end when nothing was asked for a while. A helper that fails is no failure of the app: the worker computes what is
//! missing, and the next large run may start another one.

use std::collections::BTreeMap;

use crate::browser::device::Place;

/// Longest wait for a helper to say that it is ready.
const START_MS: f64 = 20_000.0;
/// How long helpers wait for the next run.
const IDLE_MS: f64 = 60_000.0;
/// After so many helpers failed, no other one is started.
const FAILURES: u32 = 3;

/// What happened.
#[derive(Debug)]
pub enum PoolEvent {
    /// The worker that leads has a run to share.
    Wanted,
    /// A helper listens, and says which build it is.
    Ready(u32, String),
    /// A helper failed, or does not answer.
    Broken(u32),
    /// The worker that leads is gone, and with it the other ends of all ports.
    LeaderGone,
    /// The worker that leads said something about a run.
    Busy,
    /// Time went by.
    Tick,
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum PoolEffect {
    /// Start a helper.
    Spawn(u32),
    /// Give both workers an end of a channel.
    Connect(u32),
    /// End a helper.
    End(u32),
    /// Tell the worker that leads.
    TellGone(u32),
}

/// The state. `now_ms` of all calls comes from one monotonic clock.
#[derive(Debug)]
pub struct Pool {
    build: String,
    most: u32,
    next: u32,
    failures: u32,
    busy_ms: f64,
    /// Number to when it was started; `None` once it helps.
    helpers: BTreeMap<u32, Option<f64>>,
}

impl Pool {
    /// No helpers yet, and never more than `most`; `build` is what each must say that it is.
    pub fn new(build: String, most: u32) -> Self {
        Self { build, most, next: 0, failures: 0, busy_ms: 0.0, helpers: BTreeMap::new() }
    }

    /// One step.
    pub fn step(&mut self, event: PoolEvent, now_ms: f64) -> Vec<PoolEffect> {
        match event {
            PoolEvent::Wanted => {
                self.busy_ms = now_ms;
                self.fill(now_ms)
            }
            PoolEvent::Ready(helper, build) if build == self.build => match self.helpers.get_mut(&helper) {
                Some(since) => {
                    *since = None;
                    vec![PoolEffect::Connect(helper)]
                }
                None => vec![],
            },
            PoolEvent::Ready(helper, _) => {
                self.failures = FAILURES;
                self.end(helper)
            }
            PoolEvent::Broken(helper) => {
                self.failures += u32::from(self.helpers.contains_key(&helper));
                self.end(helper)
            }
            PoolEvent::LeaderGone => {
                let ended = self.helpers.keys().copied().map(PoolEffect::End).collect();
                self.helpers.clear();
                ended
            }
            PoolEvent::Busy => {
                self.busy_ms = now_ms;
                vec![]
            }
            PoolEvent::Tick => self.tick(now_ms),
        }
    }

    fn fill(&mut self, now_ms: f64) -> Vec<PoolEffect> {
        let most = if self.failures < FAILURES { self.most } else { 0 };
        let missing = most.saturating_sub(self.helpers.len() as u32);
        let new = self.next..self.next + missing;
        self.next = new.end;
        self.helpers.extend(new.clone().map(|helper| (helper, Some(now_ms))));
        new.map(PoolEffect::Spawn).collect()
    }

    fn end(&mut self, helper: u32) -> Vec<PoolEffect> {
        match self.helpers.remove(&helper) {
            None => vec![],
            Some(Some(_)) => vec![PoolEffect::End(helper)],
            Some(None) => vec![PoolEffect::End(helper), PoolEffect::TellGone(helper)],
        }
    }

    fn tick(&mut self, now_ms: f64) -> Vec<PoolEffect> {
        let is_idle = now_ms - self.busy_ms > IDLE_MS;
        let is_late = |since: &Option<f64>| since.is_some_and(|since| now_ms - since > START_MS);
        let late: Vec<u32> = self.helpers.iter().filter(|(_, s)| is_late(s)).map(|(k, _)| *k).collect();
        self.failures += late.len() as u32;
        let idle: Vec<u32> = self.helpers.keys().copied().filter(|_| is_idle).collect();
        late.into_iter().chain(idle).flat_map(|helper| self.end(helper)).collect()
    }
}

/// Helpers that a device should have beside the worker that leads: one core stays for the page; four workers in all,
/// because more of them gained little where it was measured and each holds its own memory; one or none where memory is
/// scarce (`deviceMemory`, GiB, where the browser says it).
pub fn most_helpers(place: Place) -> u32 {
    let workers = place.cores.saturating_sub(1).clamp(1, 4);
    let allowed = match place.memory_gib {
        Some(gib) if gib <= 1.0 => 0,
        Some(gib) if gib <= 2.0 => 1,
        _ => 3,
    };
    (workers - 1).min(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PoolEffect::{Connect, End, Spawn, TellGone};

    fn pool() -> Pool {
        Pool::new("w.js".into(), 2)
    }

    fn ready(helper: u32) -> PoolEvent {
        PoolEvent::Ready(helper, "w.js".into())
    }

    #[test]
    fn the_number_of_helpers_follows_the_device() {
        for (cores, memory_gib, expected) in [
            (1, None, 0),
            (2, None, 0),
            (3, None, 1),
            (4, Some(8.0), 2),
            (8, Some(8.0), 3),
            (64, None, 3),
            (8, Some(2.0), 1),
            (8, Some(0.5), 0),
        ] {
            assert_eq!(
                most_helpers(Place { cores, memory_gib }),
                expected,
                "{cores} cores, {memory_gib:?} GiB"
            );
        }
    }

    #[test]
    fn helpers_start_when_a_run_asks_and_end_when_idle() {
        let mut pool = pool();
        assert_eq!(pool.step(PoolEvent::Wanted, 0.0), [Spawn(0), Spawn(1)]);
        assert_eq!(pool.step(ready(0), 100.0), [Connect(0)]);
        assert_eq!(pool.step(ready(1), 100.0), [Connect(1)]);
        assert_eq!(pool.step(PoolEvent::Wanted, 30_000.0), [], "they are there");
        assert_eq!(pool.step(PoolEvent::Tick, 89_000.0), []);
        let ended = [End(0), TellGone(0), End(1), TellGone(1)];
        assert_eq!(pool.step(PoolEvent::Tick, 91_000.0), ended);
        assert_eq!(pool.step(PoolEvent::Wanted, 92_000.0), [Spawn(2), Spawn(3)]);
    }

    #[test]
    fn a_broken_helper_is_replaced_at_the_next_run_but_not_for_ever() {
        let mut pool = pool();
        pool.step(PoolEvent::Wanted, 0.0);
        pool.step(ready(0), 1.0);
        assert_eq!(pool.step(PoolEvent::Broken(0), 2.0), [End(0), TellGone(0)]);
        assert_eq!(pool.step(PoolEvent::Broken(0), 2.0), [], "once");
        assert_eq!(pool.step(PoolEvent::Wanted, 3.0), [Spawn(2)]);
        assert_eq!(pool.step(PoolEvent::Tick, 21_000.0), [End(1), End(2)], "they never became ready");
        assert_eq!(pool.step(PoolEvent::Wanted, 22_000.0), [], "three failures are enough");
    }

    #[test]
    fn without_a_leader_there_are_no_helpers() {
        let mut pool = pool();
        pool.step(PoolEvent::Wanted, 0.0);
        pool.step(ready(1), 1.0);
        assert_eq!(pool.step(PoolEvent::LeaderGone, 2.0), [End(0), End(1)]);
        assert_eq!(pool.step(ready(0), 3.0), []);
        assert_eq!(pool.step(PoolEvent::Wanted, 4.0), [Spawn(2), Spawn(3)]);
    }

    #[test]
    fn another_build_does_not_help() {
        let mut pool = pool();
        pool.step(PoolEvent::Wanted, 0.0);
        assert_eq!(pool.step(PoolEvent::Ready(0, "x.js".into()), 1.0), [End(0)]);
        pool.step(PoolEvent::LeaderGone, 2.0);
        assert_eq!(pool.step(PoolEvent::Wanted, 3.0), []);
    }
}
