//! # `remote-model, remote-url, fallback`
//!
//! What: a remote model is asked at an address of https, or of this machine, and waited for 1 to 60 seconds; where it
//! has a fallback, that is another model of the manifest, which is evaluated here. A station has neither.
//!
//! Why: what is asked and answered on the way is read and altered by nobody; a person waits for the answer; and a
//! station's model is evaluated thousands of times in a run.
//!
//! Example: `remote: { url: http://models.plant.example }` is refused.

use crate::diag::{Code, Report};
use crate::inference::check_url;
use crate::manifest::raw::{Entries, Manifest, Model, RemoteAddress, WhatIf};
use crate::manifest::structure::suggest;
use crate::manifest::tree::member;

/// Shortest and longest time that a person waits, seconds.
const TIMEOUT_S: (u32, u32) = (1, 60);

/// Notes what a station must not have.
pub fn station(manifest: &Manifest, report: &mut Report) {
    for (id, model) in manifest.models.iter() {
        let keys = [("remote", model.remote.is_some()), ("fallback", model.fallback.is_some())];
        for (key, _) in keys.iter().filter(|(_, is_there)| *is_there) {
            let path = member(&member("models", id), key);
            let message = "a station has no remote models: its runs ask a model thousands of times";
            report.error(Code::RemoteModel, path, message).hint("name a bundle that is evaluated here");
        }
    }
}

/// Notes addresses, times and fallbacks that cannot be used.
pub fn whatif(app: &WhatIf, report: &mut Report) {
    for (id, model) in app.models.iter() {
        let path = member("models", id);
        if let Some(remote) = &model.remote {
            check_address(remote, &member(&path, "remote"), report);
        }
        if let Some(fallback) = &model.fallback {
            check_fallback(model, fallback, &app.models, &member(&path, "fallback"), report);
        }
    }
}

fn check_address(remote: &RemoteAddress, path: &str, report: &mut Report) {
    if let Err(why) = check_url(&remote.url) {
        let message = format!("`{}` cannot be asked: {why}", remote.url);
        let hint =
            "write `https://host[:port][/path]`, or `http://localhost:8080` for a server on this machine";
        report.error(Code::RemoteUrl, member(path, "url"), message).hint(hint);
    }
    let (least, most) = TIMEOUT_S;
    if let Some(timeout_s) = remote.timeout_s.filter(|s| !(least..=most).contains(s)) {
        let path = member(path, "timeout_s");
        let message = format!("`{path}` is {timeout_s}, it must be {least} to {most}");
        report.error(Code::OutOfBounds, path, message);
    }
}

fn check_fallback(model: &Model, id: &str, models: &Entries<Model>, path: &str, report: &mut Report) {
    if model.remote.is_none() {
        let message = "the model has a fallback, but is evaluated here itself";
        report.error(Code::Fallback, path, message).hint("a fallback is for a model with `remote`");
        return;
    }
    match models.get(id) {
        None => {
            let message = format!("there is no model `{id}`");
            suggest(report.error(Code::UnknownModel, path, message), id, models.ids());
        }
        Some(other) if other.remote.is_some() => {
            let message = format!("the model `{id}` is remote itself");
            report.error(Code::Fallback, path, message).hint("name a model that is evaluated here");
        }
        Some(_) => {}
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(station, &[], &[]);
        assert_finds(
            station,
            &[("version: 1.2.3 }", "version: 1.2.3, remote: { url: https://a.example }, fallback: x }")],
            &[(Code::RemoteModel, "models.map.remote"), (Code::RemoteModel, "models.map.fallback")],
        );
    }
}
