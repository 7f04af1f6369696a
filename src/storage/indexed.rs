//! The browser's database. Each operation opens it anew: browsers drop the connections of pages in the background.

use futures_util::future::{Either, select};
use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Promise;
use leptos::prelude::window;
use std::pin::pin;
use wasm_bindgen_futures::JsFuture;

use super::{Store, StoreError};

/// Name of the database; the rescue page knows it too.
const DATABASE: &str = "twinlet";
/// Name of its only object store.
const STORE: &str = "records";
/// How often opening is tried.
const ATTEMPTS: u32 = 3;
/// Longest wait for one attempt: another window may block it for ever.
const DEADLINE_MS: i32 = 3_000;

/// The device's database.
#[derive(Debug, Clone, Copy)]
pub struct Indexed;

impl Store for Indexed {
    async fn all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let database = open().await?;
        let transaction = database.transaction(STORE).build().map_err(said)?;
        let store = transaction.object_store(STORE).map_err(said)?;
        let keys = store.get_all_keys::<String>().await.map_err(said)?;
        let values = store.get_all::<String>().await.map_err(said)?;
        let pairs = keys.zip(values).filter_map(|(key, value)| Some((key.ok()?, value.ok()?)));
        Ok(pairs.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    async fn put(&self, entries: &[(String, String)]) -> Result<(), StoreError> {
        let database = open().await?;
        let transaction = strict(&database)?;
        let store = transaction.object_store(STORE).map_err(said)?;
        for (key, value) in entries {
            store.put(value.clone()).with_key(key.clone()).await.map_err(said)?;
        }
        transaction.commit().await.map_err(said)
    }

    async fn remove(&self, key: &str) -> Result<(), StoreError> {
        let database = open().await?;
        let transaction = strict(&database)?;
        transaction.object_store(STORE).map_err(said)?.delete(key.to_owned()).await.map_err(said)?;
        transaction.commit().await.map_err(said)
    }
}

/// A transaction whose end means that the disk has it.
fn strict(database: &Database) -> Result<indexed_db_futures::transaction::Transaction<'_>, StoreError> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    database
        .transaction(STORE)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
        .map_err(said)
}

async fn open() -> Result<Database, StoreError> {
    let mut last = StoreError("the database does not open".into());
    for _ in 0..ATTEMPTS {
        match select(pin!(open_once()), pin!(deadline())).await {
            Either::Left((Ok(database), _)) => return Ok(database),
            Either::Left((Err(error), _)) => last = error,
            Either::Right(_) => last = StoreError("another window of the app blocks the database".into()),
        }
    }
    Err(last)
}

async fn open_once() -> Result<Database, StoreError> {
    let make = |_event, database: Database| {
        database.create_object_store(STORE).build()?;
        Ok(())
    };
    Database::open(DATABASE).with_version(1_u8).with_on_upgrade_needed(make).await.map_err(said)
}

async fn deadline() {
    let wait = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, DEADLINE_MS);
    });
    let _ = JsFuture::from(wait).await;
}

fn said(error: impl std::fmt::Display) -> StoreError {
    StoreError(error.to_string())
}
