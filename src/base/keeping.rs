//! What the device keeps between two visits, and what happens when it cannot.

use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::Tone;
use twinlet_core::protocol::Proof;

use super::Base;
use super::notices::Act;
use super::saved::SAVED;
use super::trust::{PROOF, RECENT};
use crate::browser::page;
use crate::storage::{Storage, Store, StoreError};

/// Something to be kept or forgotten, once what is kept has been opened.
pub(super) type Job = Box<dyn FnOnce(Rc<Storage>) -> Pin<Box<dyn Future<Output = ()>>>>;

impl Base {
    /// Opens what is kept and reads the common part back; `then` reads the form's own.
    pub fn open_storage<F: Future<Output = Result<(), StoreError>>>(
        self,
        then: impl FnOnce(Rc<Storage>) -> F + 'static,
    ) {
        spawn_local(async move {
            let (storage, problem) = Storage::open().await;
            let storage = Rc::new(storage);
            self.catch_up(&storage).await;
            if problem.is_some() {
                let text = "This browser keeps nothing for this app: save what you schedule as a file.";
                self.notices.show("storage", Tone::Caution, "Not kept", text, None);
            }
            let own = then(storage.clone()).await;
            if let Err(error) = own.and(self.read_back(&storage).await) {
                let text = format!("What was kept here cannot be read: {error}");
                self.notices.show("storage", Tone::Caution, "Not read", text, None);
            }
        });
    }

    /// Opening may take seconds on a phone: what was to be kept meanwhile comes first, so that it is read back with the rest.
    async fn catch_up(self, storage: &Rc<Storage>) {
        self.storage.set_value(Some(storage.clone()));
        for job in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            job(storage.clone()).await;
        }
    }

    /// Does something with what is kept, now or as soon as it is open.
    fn when_open<F: Future<Output = ()> + 'static>(self, job: impl FnOnce(Rc<Storage>) -> F + 'static) {
        match self.storage.get_value() {
            Some(storage) => spawn_local(job(storage)),
            None => self.waiting.update_value(|all| all.push(Box::new(|storage| Box::pin(job(storage))))),
        }
    }

    async fn read_back(self, storage: &Storage) -> Result<(), StoreError> {
        self.read_units(storage).await?;
        self.read_role_back(storage).await?;
        self.take_saved(read_all(storage, SAVED).await?);
        let recent = storage.all(RECENT).await?.into_iter().next();
        if let Some(states) = recent.and_then(|(_, text)| serde_json::from_str(&text).ok()) {
            self.trust.recent.set(states);
        }
        let key = proof_key();
        let kept = storage.all(&key).await?.into_iter().find(|(k, _)| *k == key);
        let proofs: Option<Vec<Proof>> = kept.and_then(|(_, text)| serde_json::from_str(&text).ok());
        if let Some(proofs) = proofs.filter(|_| self.trust.proof.read_untracked().proofs.is_empty()) {
            self.trust.take(proofs);
        }
        Ok(())
    }

    pub(super) fn keep_proof(self, proofs: &[Proof]) {
        if let Ok(text) = serde_json::to_string(proofs) {
            self.keep(vec![(proof_key(), text)], |_| {});
        }
    }

    pub(super) fn keep_recent(self) {
        if let Ok(text) = serde_json::to_string(&*self.trust.recent.read_untracked()) {
            self.keep(vec![(RECENT.to_owned(), text)], |_| {});
        }
    }

    /// Says that something was not kept, and why as far as it is known.
    pub fn not_kept(self, text: &str, act: Option<Act>) {
        let has_device = self.storage.with_value(|s| s.as_ref().is_some_and(|s| s.is_lasting()));
        let word = if has_device { "Storage is full" } else { "Not kept" };
        self.notices.show("storage", Tone::Block, word, text, act);
    }

    /// Keeps entries; `then` hears whether that worked.
    pub fn keep(self, entries: Vec<(String, String)>, then: impl FnOnce(bool) + 'static) {
        self.when_open(move |storage| async move {
            then(storage.put(&entries).await.is_ok() && storage.is_lasting());
        });
    }

    /// Forgets an entry.
    pub fn forget(self, key: String) {
        self.when_open(move |storage| async move {
            if storage.remove(&key).await.is_err() {
                self.notices.show(
                    "storage",
                    Tone::Caution,
                    "Not removed",
                    "It will be back when you open the app again.",
                    None,
                );
            }
        });
    }
}

fn proof_key() -> String {
    [PROOF, &page::meta("twinlet-build").unwrap_or_default()].concat()
}

/// Entries that can be read; others stay where they are, for the rescue page.
pub async fn read_all<T: serde::de::DeserializeOwned>(
    storage: &Storage,
    prefix: &str,
) -> Result<Vec<T>, StoreError> {
    let entries = storage.all(prefix).await?;
    Ok(entries.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect())
}
