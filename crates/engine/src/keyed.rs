//! Things by keys that are given once: what has ended may begin again under its own key, and nobody else ever gets it.

use std::collections::BTreeMap;

/// Things by key.
pub struct Keyed<T> {
    next: u32,
    running: BTreeMap<u32, T>,
}

impl<T> Keyed<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { next: 0, running: BTreeMap::new() }
    }

    /// A key that nobody has had.
    pub fn key(&mut self) -> u32 {
        let key = self.next;
        self.next = self.next.wrapping_add(1);
        key
    }

    /// Puts a thing under a key, in the place of the one before.
    pub fn begin(&mut self, key: u32, thing: T) {
        self.running.insert(key, thing);
    }

    /// Takes the thing of a key out; the key stays its owner's.
    pub fn end(&mut self, key: u32) {
        self.running.remove(&key);
    }

    /// The thing of a key, unless it has ended.
    pub fn get(&self, key: u32) -> Option<&T> {
        self.running.get(&key)
    }

    /// All that run.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.running.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_ended_keeps_its_key() {
        let mut things = Keyed::new();
        let (first, second) = (things.key(), things.key());
        things.begin(first, "first");
        things.begin(second, "second");
        things.end(second);
        let third = things.key();
        things.begin(third, "third");
        assert_eq!(things.get(second), None, "the third answers under the key of the second");
        things.begin(second, "second, again");
        assert_eq!((things.get(second), things.get(third)), (Some(&"second, again"), Some(&"third")));
        assert_eq!(things.all().count(), 3);
    }
}
