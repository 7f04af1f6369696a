//! Who uses the app: chosen once, kept on the device.

use leptos::prelude::*;
use twinlet_core::manifest::raw::Role;

use super::Base;
use crate::storage::{Storage, Store, StoreError};

/// Key of the role that was chosen last, before the app's id: apps of one host share the device's database.
const ROLE: &str = "preference/role/";

impl Base {
    /// The roles of the app, by id.
    pub fn roles(self) -> Vec<(String, Role)> {
        self.with_app(|app| app.roles().to_vec())
    }

    /// The present role, as far as the app has any.
    pub fn role_now(self) -> Option<Role> {
        let id = self.role.read();
        self.with_app(|app| app.roles().iter().find(|(other, _)| other == &*id).map(|(_, role)| role.clone()))
    }

    /// Another role, from now on and after the next start.
    pub fn choose_role(self, id: String) {
        if let Ok(text) = serde_json::to_string(&id) {
            self.keep(vec![(self.role_key(), text)], |_| {});
        }
        self.role.set(id);
    }

    /// The role of the last visit, unless another one was chosen meanwhile or the app no longer has it.
    pub(super) async fn read_role_back(self, storage: &Storage) -> Result<(), StoreError> {
        let key = self.role_key();
        let kept = storage.all(&key).await?.into_iter().find(|(other, _)| *other == key);
        let roles = self.roles();
        let is_untouched = roles.first().is_none_or(|(first, _)| *self.role.read_untracked() == *first);
        let kept = kept.and_then(|(_, text)| still_there(&text, &roles));
        if let Some(id) = kept.filter(|_| is_untouched) {
            self.role.set(id);
        }
        Ok(())
    }

    fn role_key(self) -> String {
        self.with_app(|app| [ROLE, &app.identity().id].concat())
    }
}

/// The role that was kept, if the app has it.
fn still_there(text: &str, roles: &[(String, Role)]) -> Option<String> {
    let id: String = serde_json::from_str(text).ok()?;
    roles.iter().any(|(other, _)| *other == id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_that_is_gone_is_not_taken() {
        let roles = [("planner".to_owned(), Role { title: "Planner".into(), opens: None })];
        for (text, expected) in
            [(r#""planner""#, Some("planner")), (r#""operator""#, None), ("planner", None), ("", None)]
        {
            assert_eq!(still_there(text, &roles).as_deref(), expected, "{text}");
        }
    }
}
