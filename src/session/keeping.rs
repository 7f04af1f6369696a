//! What the device keeps of scheduled work and remarks.

use std::rc::Rc;

use leptos::prelude::*;

use super::Session;
use super::findings::FINDING;
use super::work::{REMARK, Remark, WORK, WorkItem};
use crate::base::{Act, read_all};
use crate::storage::{Storage, StoreError};

impl Session {
    /// Reads back what was scheduled and remarked.
    pub(super) async fn read_back(self, storage: Rc<Storage>) -> Result<(), StoreError> {
        let items: Vec<WorkItem> = read_all(&storage, WORK).await?;
        items.into_iter().for_each(|item| self.work.put(item));
        let mut remarks: Vec<Remark> = read_all(&storage, REMARK).await?;
        remarks.reverse();
        let newer = self.work.remarks.get_untracked();
        remarks.retain(|kept| newer.iter().all(|own| own.at != kept.at));
        self.work.remarks.set([newer, remarks].concat());
        self.read_findings(read_all(&storage, FINDING).await?);
        Ok(())
    }

    /// Keeps a work item; says so when it could not be kept. The session holds it in any case.
    pub(super) fn keep_item(self, item: WorkItem) {
        let Ok(entries) = item.entries() else { return };
        self.base.keep(entries, move |kept| {
            let is_current = self.work.item(&item.uid).is_some_and(|now| now.record_id == item.record_id);
            match kept {
                true if is_current => self.work.put(WorkItem { is_kept: true, ..item }),
                true => {}
                false => {
                    let text = "This decision is not saved on this phone. Save it as a file now.";
                    self.base.not_kept(text, Some(Act::SaveRecord(item.uid)));
                }
            }
        });
    }

    pub(super) fn keep_remark(self, remark: &Remark) {
        let Ok(text) = serde_json::to_string(remark) else { return };
        self.base.keep(vec![([REMARK, &remark.at].concat(), text)], move |kept| {
            if !kept {
                let text = "This remark is not saved on this phone. It stays on the Work page until you close the app.";
                self.base.not_kept(text, None);
            }
        });
    }
}
