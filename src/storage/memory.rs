//! Entries that last as long as the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Store, StoreError};

/// A map.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<String, String>>);

impl Store for Memory {
    async fn all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let entries = self.0.borrow();
        let found = entries.iter().filter(|(key, _)| key.starts_with(prefix));
        Ok(found.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    async fn put(&self, entries: &[(String, String)]) -> Result<(), StoreError> {
        self.0.borrow_mut().extend(entries.iter().cloned());
        Ok(())
    }

    async fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// Memory answers at once.
    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn entries_are_found_by_prefix() {
        let store = Memory::default();
        let entry = |key: &str| (key.to_owned(), "{}".to_owned());
        assert_eq!(now(store.put(&[entry("work/1"), entry("record/1")])), Some(Ok(())));
        assert_eq!(now(store.all("work/")), Some(Ok(vec![entry("work/1")])));
        assert_eq!(now(store.remove("work/1")), Some(Ok(())));
        assert_eq!(now(store.all("")), Some(Ok(vec![entry("record/1")])));
    }
}
