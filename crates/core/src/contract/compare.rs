//! What changed between two versions of a contract, and how far the version must be raised for it.
//!
//! The rules are those of `docs/bundle.md`: what an app may have relied on decides.

use super::{Contract, Range, Slot};

/// How far a version must be raised. Ordered from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Words, owner, validity.
    Patch,
    /// More than before, or other numbers; what worked still works.
    Minor,
    /// Something that an app may have relied on is gone.
    Major,
}

impl Step {
    /// `patch`, `minor` or `major`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it asks for.
    pub step: Step,
    /// What changed, in words.
    pub text: String,
}

impl Change {
    fn new(step: Step, text: impl Into<String>) -> Self {
        Self { step, text: text.into() }
    }
}

/// All differences of two contracts, the gravest first.
pub fn compare(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut changes = slots("input", &old.inputs, &new.inputs);
    changes.extend(slots("output", &old.outputs, &new.outputs));
    changes.extend(card(old, new));
    changes.sort_by_key(|change| std::cmp::Reverse(change.step));
    changes
}

fn slots(what: &str, old: &[Slot], new: &[Slot]) -> Vec<Change> {
    let find = |slots: &[Slot], name: &str| slots.iter().find(|s| s.name == name).cloned();
    let gone = old.iter().filter(|s| find(new, &s.name).is_none());
    let gone = gone.map(|s| Change::new(Step::Major, format!("{what} `{}` is gone", s.name)));
    // A new output breaks nobody; a new input must be given by everybody.
    let added_step = if what == "input" { Step::Major } else { Step::Minor };
    let added = new.iter().filter(|s| find(old, &s.name).is_none());
    let added = added.map(|s| Change::new(added_step, format!("{what} `{}` is new", s.name)));
    let both = old.iter().filter_map(|o| find(new, &o.name).map(|n| (o, n)));
    let changed = both.flat_map(|(o, n)| slot(what, o, &n));
    gone.chain(added).chain(changed).collect()
}

fn slot(what: &str, old: &Slot, new: &Slot) -> Vec<Change> {
    let Slot { name, title, tensor, slot, length, unit, kind, range } = new;
    let major = |text: String| Change::new(Step::Major, format!("{what} `{name}`: {text}"));
    let mut changes = Vec::new();
    if *unit != old.unit {
        changes.push(major(format!("unit `{}` became `{unit}`", old.unit)));
    }
    if *kind != old.kind {
        changes.push(major(format!("kind `{}` became `{kind}`", old.kind)));
    }
    if (tensor, *slot, *length) != (&old.tensor, old.slot, old.length) {
        changes.push(major(format!(
            "column {} of `{}` with length {} became {slot} of `{tensor}` with {length}",
            old.slot, old.tensor, old.length
        )));
    }
    if *title != old.title {
        changes.push(Change::new(Step::Patch, format!("{what} `{name}`: another title")));
    }
    changes.extend(ranges(what, name, old.range, *range));
    changes
}

fn ranges(what: &str, name: &str, old: Range, new: Range) -> Option<Change> {
    let text = |word: &str| {
        format!("{what} `{name}`: range {} to {} became {word}: {} to {}", old.min, old.max, new.min, new.max)
    };
    if new.min > old.min || new.max < old.max {
        Some(Change::new(Step::Major, text("narrower")))
    } else if new != old {
        Some(Change::new(Step::Minor, text("wider")))
    } else {
        None
    }
}

fn card(old: &Contract, new: &Contract) -> Vec<Change> {
    let (o, n) = (&old.model, &new.model);
    let missing =
        |from: &[String], to: &[String]| from.iter().filter(|t| !to.contains(t)).cloned().collect::<Vec<_>>();
    let each = |lines: Vec<String>, step, word: &str| -> Vec<Change> {
        lines.into_iter().map(|line| Change::new(step, format!("{word}: {line}"))).collect()
    };
    let mut changes = each(missing(&o.intended_use, &n.intended_use), Step::Major, "no longer intended for");
    changes.extend(each(missing(&n.not_for, &o.not_for), Step::Major, "now not for"));
    changes.extend(each(missing(&n.intended_use, &o.intended_use), Step::Minor, "now intended for"));
    changes.extend(each(missing(&o.not_for, &n.not_for), Step::Minor, "no longer excluded"));
    if o.kind != n.kind {
        changes.push(Change::new(Step::Minor, format!("kind `{}` became `{}`", o.kind, n.kind)));
    }
    if o.evidence != n.evidence {
        changes.push(Change::new(
            Step::Minor,
            format!("validated on {:?} instead of {:?}", n.evidence, o.evidence),
        ));
    }
    let words = [
        ("title", o.title != n.title),
        ("owner", o.owner != n.owner),
        ("valid until", o.valid_until != n.valid_until),
        ("fidelity", o.fidelity != n.fidelity),
    ];
    let worded = words.into_iter().filter(|(_, differs)| *differs);
    changes.extend(worded.map(|(what, _)| Change::new(Step::Patch, format!("another {what}"))));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUMPS: &str = include_str!("../../../../models/pump-station/bundle/contract.json");

    fn changed(change: impl Fn(&mut Contract)) -> Vec<Change> {
        let old: Contract = serde_json::from_str(PUMPS).unwrap();
        let mut new = old.clone();
        change(&mut new);
        compare(&old, &new)
    }

    #[test]
    fn what_an_app_may_have_relied_on_decides() {
        type Alter = fn(&mut Contract);
        let cases: [(Alter, Step); 13] = [
            (|c| drop(c.inputs.remove(0)), Step::Major),
            (|c| drop(c.outputs.remove(0)), Step::Major),
            (|c| c.inputs[0].name = "level".into(), Step::Major),
            (|c| c.inputs[0].unit = "mm".into(), Step::Major),
            (|c| c.inputs[0].length = 2, Step::Major),
            (|c| c.inputs[0].range.max -= 0.1, Step::Major),
            (|c| c.model.not_for.push("night".into()), Step::Major),
            (|c| drop(c.model.intended_use.remove(0)), Step::Major),
            (|c| c.inputs[0].range.max += 0.1, Step::Minor),
            (|c| c.outputs.push(Slot { name: "heat".into(), ..c.outputs[0].clone() }), Step::Minor),
            (|c| c.model.kind = "remote".into(), Step::Minor),
            (|c| c.model.valid_until = "2030-01-01".into(), Step::Patch),
            (|c| c.inputs[0].title = "Level".into(), Step::Patch),
        ];
        for (i, (alter, step)) in cases.into_iter().enumerate() {
            let changes = changed(alter);
            assert_eq!(changes.first().map(|c| c.step), Some(step), "case {i}: {changes:?}");
        }
        assert_eq!(changed(|_| ()), []);
    }
}
