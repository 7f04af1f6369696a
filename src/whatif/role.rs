//! Who uses the app: chosen once, kept on the device.

use std::rc::Rc;

use leptos::prelude::*;

use super::WhatIf;
use crate::storage::{Storage, Store, StoreError};

/// Key of the role that was chosen last, before the app's id: apps of one host share the device's database.
const ROLE: &str = "preference/role/";

impl WhatIf {
    /// Another role, from now on and after the next start.
    pub(super) fn choose_role(self, id: String) {
        if let Ok(text) = serde_json::to_string(&id) {
            self.base.keep(vec![(self.role_key(), text)], |_| {});
        }
        self.role.set(id);
    }

    /// The role of the last visit, unless another one was chosen meanwhile or the app no longer has it.
    pub(super) async fn read_role_back(self, storage: Rc<Storage>) -> Result<(), StoreError> {
        let key = self.role_key();
        let kept = storage.all(&key).await?.into_iter().find(|(other, _)| *other == key);
        let first = self.with_manifest(|m| m.roles.first().map(|(id, _)| id.clone()));
        let is_untouched = first.is_none_or(|first| *self.role.read_untracked() == first);
        let kept = kept.and_then(|(_, text)| self.with_manifest(|m| still_there(&text, &m.roles)));
        if let Some(id) = kept.filter(|_| is_untouched) {
            self.role.set(id);
        }
        Ok(())
    }

    fn role_key(self) -> String {
        [ROLE, &self.with_manifest(|m| m.app.id.clone())].concat()
    }
}

/// The role that was kept, if the app has it; roles are their ids and titles.
fn still_there(text: &str, roles: &[(String, String)]) -> Option<String> {
    let id: String = serde_json::from_str(text).ok()?;
    roles.iter().any(|(other, _)| *other == id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::still_there;

    #[test]
    fn a_role_that_is_gone_is_not_taken() {
        let roles = [("planner".to_owned(), "Planner".to_owned())];
        for (text, expected) in
            [(r#""planner""#, Some("planner")), (r#""operator""#, None), ("planner", None), ("", None)]
        {
            assert_eq!(still_there(text, &roles).as_deref(), expected, "{text}");
        }
    }
}
