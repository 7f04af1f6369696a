//! Ids for parts that name each other, for example a tab and its panel.

use std::sync::atomic::{AtomicUsize, Ordering};

static MADE: AtomicUsize = AtomicUsize::new(0);

/// An id that no other part of the page has.
pub(crate) fn unique(prefix: &str) -> String {
    [prefix, "-", &MADE.fetch_add(1, Ordering::Relaxed).to_string()].concat()
}
