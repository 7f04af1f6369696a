//! What a person set, as a model takes it.

use crate::contract::Slot;
use crate::manifest::raw::{During, FromInput, Operand, SpanEnd};
use crate::manifest::resolved::{InputKind, ProfileSpec};
use crate::profile::day_shape_at;
use crate::protocol::InputValue;
use crate::units;

use super::Evaluation;
use super::carry::Carried;

/// Minutes of an hour.
const HOUR_MIN: f64 = 60.0;

impl Evaluation<'_> {
    /// A value that a person set: over the steps of a sequence by its day shape, or the same at every step; another
    /// one during a part of the day.
    pub(super) fn set_by_a_person(&self, from: &FromInput, slot: &Slot) -> Result<Carried, String> {
        let id = &from.input;
        let (value, unit, profile) = self.value(from, slot).ok_or_else(|| format!("`{id}` has no value"))?;
        let mut values = match profile {
            Some(profile) if slot.length > 1 => {
                let shape = self.inputs.shapes.get(id).unwrap_or(&profile.shape);
                let at = |k: usize| day_shape_at(shape, self.graph.clock_h(k));
                (0..slot.length).map(|k| profile.normalisation.apply(value, at(k))).collect()
            }
            _ => vec![value; slot.length],
        };
        if let Some(during) = &from.during {
            self.set_during(during, unit, &mut values)?;
        }
        let carried = Carried::exactly(values, unit);
        carried.in_unit(&slot.unit).ok_or_else(|| format!("`{id}` has no value in `{}`", slot.unit))
    }

    /// The number behind an input, its unit, and its day shape.
    fn value<'s>(
        &'s self,
        from: &FromInput,
        slot: &'s Slot,
    ) -> Option<(f64, &'s str, Option<&'s ProfileSpec>)> {
        let kind = &self.controls.input(&from.input)?.kind;
        match (kind, self.inputs.values.get(&from.input)?) {
            (InputKind::Number(number), InputValue::Number(value)) => {
                Some((*value, &number.unit, number.profile.as_ref()))
            }
            (InputKind::Switch { .. }, InputValue::Switch(on)) => {
                Some((f64::from(u8::from(*on)), &slot.unit, None))
            }
            (InputKind::Choice { .. }, InputValue::Choice(option)) => {
                Some((*from.values.as_ref()?.get(option)?, &slot.unit, None))
            }
            (InputKind::Span(span), InputValue::Span(value)) => {
                let end = if from.end? == SpanEnd::From { value.from } else { value.to };
                Some((end, &span.unit, None))
            }
            _ => None,
        }
    }

    /// Puts another value where it holds: each value of a sequence stands for the step that ends at its time.
    fn set_during(&self, during: &During, unit: &str, values: &mut [f64]) -> Result<(), String> {
        let From { from, to, set } = self.span(during, unit)?;
        let step = f64::from(self.graph.step_min) / HOUR_MIN;
        for (k, value) in values.iter_mut().enumerate() {
            let end = self.graph.clock_h(k);
            let share = ((to.min(end) - from.max(end - step)) / step).clamp(0.0, 1.0);
            *value += share * (set - *value);
        }
        Ok(())
    }

    fn span(&self, during: &During, unit: &str) -> Result<From, String> {
        let of = |operand: &Operand, unit: &str| self.operand(operand, unit);
        Ok(From { from: of(&during.from, "h")?, to: of(&during.to, "h")?, set: of(&during.set, unit)? })
    }

    /// A number, or that of a numeric input, in a unit.
    pub(super) fn operand(&self, operand: &Operand, unit: &str) -> Result<f64, String> {
        match operand {
            Operand::Number(value) => Ok(*value),
            Operand::Input(id) => {
                let none = || format!("`{id}` has no value in `{unit}`");
                let own = &self.controls.number_input(id).ok_or_else(none)?.unit;
                self.number(id).and_then(|value| units::convert(value, own, unit)).ok_or_else(none)
            }
        }
    }

    /// The number behind an input: of a number itself, of a switch 1 or 0.
    pub(super) fn number(&self, id: &str) -> Option<f64> {
        match self.inputs.values.get(id)? {
            InputValue::Number(value) => Some(*value),
            InputValue::Switch(on) => Some(f64::from(u8::from(*on))),
            _ => None,
        }
    }
}

/// A part of the day, clock hours, and the value in it.
struct From {
    from: f64,
    to: f64,
    set: f64,
}
