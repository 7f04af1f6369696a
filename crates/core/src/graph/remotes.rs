//! Do the models that are asked elsewhere, and those that answer in their place, fit their contracts?

use crate::contract::{Contract, Slot};
use crate::diag::{Code, Report};
use crate::kinds::REMOTE;
use crate::manifest::resolved::ModelRef;
use crate::manifest::tree::member;

use super::wiring::Contracts;

/// Notes every remote model without an address, every address of another model, and every fallback that could not
/// answer in its place. A contract that is not there is passed over: somebody else says so.
pub fn check(models: &[ModelRef], contracts: Contracts<'_>, report: &mut Report) {
    for model in models {
        let Some(contract) = contracts(&model.id) else { continue };
        let path = member("models", &model.id);
        check_kind(model, contract, &path, report);
        let Some(fallback) = &model.fallback else { continue };
        if let Some(other) = contracts(fallback) {
            check_fallback(fallback, contract, other, &member(&path, "fallback"), report);
        }
    }
}

fn check_kind(model: &ModelRef, contract: &Contract, path: &str, report: &mut Report) {
    let kind = contract.model.kind.as_str();
    match &model.remote {
        None if kind == REMOTE => {
            let message = format!("the model `{}` is remote, and nothing says where it is asked", model.id);
            let hint = "add `remote: { url: https://... }`; in a station every model is evaluated here";
            report.error(Code::RemoteModel, path, message).hint(hint);
        }
        Some(_) if kind != REMOTE => {
            let message = format!("the model `{}` is of kind `{kind}`, which is evaluated here", model.id);
            let hint = "delete `remote` and `fallback`, or name a bundle of kind `remote`";
            report.error(Code::RemoteModel, member(path, "remote"), message).hint(hint);
        }
        _ => {}
    }
}

fn check_fallback(id: &str, remote: &Contract, local: &Contract, path: &str, report: &mut Report) {
    if local.model.kind == REMOTE {
        let message = format!("the model `{id}` is remote itself");
        report.error(Code::Fallback, path, message).hint("name a model that is evaluated here");
        return;
    }
    for (what, theirs, ours) in
        [("inputs", &remote.inputs, &local.inputs), ("outputs", &remote.outputs, &local.outputs)]
    {
        if let Some(why) = difference(theirs, ours) {
            let message = format!("`{id}` cannot answer in its place: its {what} differ: {why}");
            let hint = "both have the same names, units and lengths in the same order";
            report.error(Code::Fallback, path, message).hint(hint);
        }
    }
}

/// The first slot that is not the same.
fn difference(theirs: &[Slot], ours: &[Slot]) -> Option<String> {
    let said = |slot: Option<&Slot>| match slot {
        Some(slot) => format!("`{}` in `{}`, {} long", slot.name, slot.unit, slot.length),
        None => "nothing".to_owned(),
    };
    let same = |a: &Slot, b: &Slot| (&a.name, &a.unit, a.length) == (&b.name, &b.unit, b.length);
    let pairs = (0..theirs.len().max(ours.len())).map(|i| (theirs.get(i), ours.get(i)));
    let mut other = pairs.filter(|pair| !matches!(pair, (Some(a), Some(b)) if same(a, b)));
    other.next().map(|(theirs, ours)| format!("{} instead of {}", said(ours), said(theirs)))
}
