//! Which members are computed by whom: small shares, handed out in order and put together in order.
//!
//! Member k depends on seed and k alone, so a share has the same digits whoever computes it, and one that does not come
//! back is simply computed again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use twinlet_core::ensemble::Rows;

/// Members of a share: some ten milliseconds of work.
pub const SHARE: u32 = 25;
/// Shares that a helper has at a time, so that it need not wait for the next one.
const AHEAD: usize = 3;

/// The shares of one run. Times are milliseconds of one clock.
#[derive(Debug, Default)]
pub struct Shares {
    /// First member that nobody has yet.
    next: u32,
    /// Shares that came to nothing, by their first member.
    again: BTreeSet<u32>,
    /// First member to the helper that has the share, and since when.
    given: BTreeMap<u32, (u32, f64)>,
    /// First member to the rows of a share that waits for those before it.
    done: BTreeMap<u32, Rows>,
}

impl Shares {
    /// Shares from this member on.
    pub fn starting(next: u32) -> Self {
        Self { next, ..Self::default() }
    }

    /// Whether every share that was handed out is put together, so that the members done are those before `next`.
    pub fn is_settled(&self) -> bool {
        self.again.is_empty() && self.given.is_empty() && self.done.is_empty()
    }

    /// A share for a helper, unless it has enough or there is none left.
    pub fn give(&mut self, helper: u32, wanted: u32, now_ms: f64) -> Option<Range<u32>> {
        let has = self.given.values().filter(|(h, _)| *h == helper).count();
        let share = (has < AHEAD).then(|| self.fresh(wanted)).flatten()?;
        self.given.insert(share.start, (helper, now_ms));
        Some(share)
    }

    /// A share for the one who puts them together: a new one, or else the oldest that a helper has not brought yet.
    pub fn own(&mut self, wanted: u32) -> Option<Range<u32>> {
        let late = |shares: &Self| shares.given.keys().next().map(|from| *from..(from + SHARE).min(wanted));
        self.fresh(wanted).or_else(|| late(self))
    }

    fn fresh(&mut self, wanted: u32) -> Option<Range<u32>> {
        let from = match self.again.pop_first() {
            Some(from) => from,
            None if self.next < wanted => {
                let from = self.next;
                self.next = (from + SHARE).min(wanted);
                from
            }
            None => return None,
        };
        Some(from..(from + SHARE).min(wanted))
    }

    /// Takes in a share; what came from somebody else in the meantime is dropped.
    pub fn bring(&mut self, from: u32, rows: Rows, members_done: u32) {
        self.given.remove(&from);
        self.again.remove(&from);
        if from >= members_done {
            self.done.insert(from, rows);
        }
    }

    /// The rows that follow the members done, when they are here.
    pub fn next_rows(&mut self, members_done: u32) -> Option<Rows> {
        self.done.remove(&members_done)
    }

    /// A helper is gone: what it had is handed out again.
    pub fn forget(&mut self, helper: u32) {
        let lost: Vec<u32> = self.given.iter().filter(|(_, (h, _))| *h == helper).map(|(k, _)| *k).collect();
        for from in lost {
            self.given.remove(&from);
            self.again.insert(from);
        }
    }

    /// Helpers that have had a share for longer than this.
    pub fn late(&self, now_ms: f64, longest_ms: f64) -> BTreeSet<u32> {
        self.given.values().filter(|(_, since)| now_ms - since > longest_ms).map(|(h, _)| *h).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(from: u32) -> Rows {
        Rows { guarded: vec![f64::from(from)], unguarded: vec![] }
    }

    #[test]
    fn shares_come_together_in_order() {
        let mut shares = Shares::starting(100);
        assert_eq!(shares.give(1, 170, 0.0), Some(100..125));
        assert_eq!(shares.own(170), Some(125..150));
        assert_eq!(shares.give(1, 170, 0.0), Some(150..170), "the last one is shorter");
        shares.bring(125, rows(125), 100);
        assert_eq!(shares.next_rows(100), None, "the first one is missing");
        shares.bring(100, rows(100), 100);
        assert_eq!((shares.next_rows(100), shares.next_rows(125)), (Some(rows(100)), Some(rows(125))));
        assert!(!shares.is_settled());
        shares.bring(150, rows(150), 150);
        assert_eq!(shares.next_rows(150), Some(rows(150)));
        assert!(shares.is_settled());
    }

    #[test]
    fn a_helper_has_no_more_than_it_needs() {
        let mut shares = Shares::starting(0);
        let given = (0..=AHEAD).map_while(|_| shares.give(1, 1000, 0.0)).count();
        assert_eq!(given, AHEAD);
        assert_eq!(shares.give(2, 1000, 0.0).map(|share| share.start), Some(SHARE * AHEAD as u32));
    }

    #[test]
    fn what_a_lost_helper_had_is_handed_out_again() {
        let mut shares = Shares::starting(0);
        assert_eq!(shares.give(1, 75, 0.0), Some(0..25));
        assert_eq!(shares.give(2, 75, 900.0), Some(25..50));
        assert_eq!(shares.late(1_000.0, 500.0), BTreeSet::from([1]));
        shares.forget(1);
        assert_eq!(shares.give(2, 75, 0.0), Some(0..25));
        assert_eq!(shares.own(75), Some(50..75));
    }

    #[test]
    fn nobody_waits_for_the_last_share() {
        let mut shares = Shares::starting(0);
        assert_eq!(shares.give(1, 25, 0.0), Some(0..25));
        assert_eq!(shares.own(25), Some(0..25), "it is computed twice, and counts once");
        shares.bring(0, rows(0), 0);
        assert_eq!(shares.next_rows(0), Some(rows(0)));
        shares.bring(0, rows(0), 25);
        assert!(shares.is_settled() && shares.next_rows(25).is_none());
    }
}
