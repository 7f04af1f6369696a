//! What the app keeps on the device: one owner, one database, strict durability.
//!
//! Values are JSON texts under keys like `work/…` and `record/…`; the rescue page exports them all.

mod indexed;
mod memory;

use indexed::Indexed;
use memory::Memory;

/// Why something was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// Texts by key.
pub trait Store {
    /// All entries whose key begins so, by key.
    async fn all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError>;
    /// Keeps several entries, all or none.
    async fn put(&self, entries: &[(String, String)]) -> Result<(), StoreError>;
    /// Removes an entry; one that is not there is no error.
    async fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// The device's database; in memory where there is none, which only lasts as long as the page.
pub enum Storage {
    /// The database.
    Device(Indexed),
    /// The page's memory.
    Memory(Memory),
}

impl Storage {
    /// Opens the database, or memory with the reason why.
    pub async fn open() -> (Self, Option<StoreError>) {
        let device = Indexed;
        match device.all("").await {
            Ok(_) => (Self::Device(device), None),
            Err(error) => (Self::Memory(Memory::default()), Some(error)),
        }
    }

    /// Whether what is kept outlives the page.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Self::Device(_))
    }
}

impl Store for Storage {
    async fn all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Self::Device(store) => store.all(prefix).await,
            Self::Memory(store) => store.all(prefix).await,
        }
    }

    async fn put(&self, entries: &[(String, String)]) -> Result<(), StoreError> {
        match self {
            Self::Device(store) => store.put(entries).await,
            Self::Memory(store) => store.put(entries).await,
        }
    }

    async fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self {
            Self::Device(store) => store.remove(key).await,
            Self::Memory(store) => store.remove(key).await,
        }
    }
}
