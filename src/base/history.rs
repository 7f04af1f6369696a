//! Steps back and forward over what a person set.

use twinlet_core::protocol::InputValues;

/// A change of the same thing within this time belongs to the step before: a drag is one step, ms.
const PAUSE_MS: f64 = 800.0;
/// Steps that are remembered.
const STEPS: usize = 100;

/// What was set before, and what was taken back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<InputValues>,
    future: Vec<InputValues>,
    /// What changed last, and when.
    last: Option<(String, f64)>,
}

impl History {
    /// Remembers what is about to change: `topic` says what, `now_ms` when, by any clock that does not go back.
    pub fn note(&mut self, before: InputValues, topic: &str, now_ms: f64) {
        let goes_on = |(of, at): &(String, f64)| of == topic && now_ms - at < PAUSE_MS;
        if !self.last.as_ref().is_some_and(goes_on) {
            self.past.push(before);
            let beyond = self.past.len().saturating_sub(STEPS);
            self.past.drain(..beyond);
        }
        self.future.clear();
        self.last = Some((topic.to_owned(), now_ms));
    }

    /// What stood before the last step, which can be made again.
    pub fn undo(&mut self, present: InputValues) -> Option<InputValues> {
        let before = self.past.pop()?;
        self.future.push(present);
        self.last = None;
        Some(before)
    }

    /// What stood before the last undoing.
    pub fn redo(&mut self, present: InputValues) -> Option<InputValues> {
        let after = self.future.pop()?;
        self.past.push(present);
        self.last = None;
        Some(after)
    }

    /// Whether there is a step to take back, and one to make again.
    pub fn can(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use twinlet_core::protocol::InputValue;

    use super::*;

    fn at(load: f64) -> InputValues {
        let values = [("load".to_owned(), InputValue::Number(load))].into();
        InputValues { values, ..InputValues::default() }
    }

    #[test]
    fn a_drag_is_one_step() {
        let mut history = History::default();
        for (before, topic, ms) in
            [(1.0, "load", 0.0), (2.0, "load", 500.0), (3.0, "load", 1200.0), (4.0, "heat", 1300.0)]
        {
            history.note(at(before), topic, ms);
        }
        assert_eq!(history.undo(at(5.0)), Some(at(4.0)));
        assert_eq!(history.undo(at(4.0)), Some(at(1.0)));
        assert_eq!(history.undo(at(1.0)), None);
        assert_eq!(history.redo(at(1.0)), Some(at(4.0)));
        assert_eq!(history.redo(at(4.0)), Some(at(5.0)));
        assert_eq!(history.can(), (true, false));
    }

    #[test]
    fn a_change_after_undoing_begins_anew() {
        let mut history = History::default();
        history.note(at(1.0), "load", 0.0);
        assert_eq!(history.undo(at(2.0)), Some(at(1.0)));
        history.note(at(1.0), "load", 100.0);
        assert_eq!(history.redo(at(3.0)), None);
        assert_eq!(history.undo(at(3.0)), Some(at(1.0)));
    }

    #[test]
    fn only_so_many_steps_are_kept() {
        let mut history = History::default();
        (0..150).for_each(|k| history.note(at(f64::from(k)), "load", f64::from(k) * 1000.0));
        let steps = (0..200).take_while(|_| history.undo(at(0.0)).is_some()).count();
        assert_eq!(steps, STEPS);
    }
}
