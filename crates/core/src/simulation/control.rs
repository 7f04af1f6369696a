//! Level control: pumps start and stop one after the other, the first started stops last.

use crate::manifest::resolved::PumpControl;

use super::MAX_PUMPS;

/// Which pumps run, as bits, and where the order begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ControlState {
    /// Running pumps as bits.
    pub running: usize,
    /// Rotation of the order; changes after each stop when pumps alternate.
    pub rotation: usize,
}

impl ControlState {
    /// The state after one look at the level, and the pump that started, if any.
    /// `available` are the pumps that may run, as bits; a pump that becomes unavailable stops at once.
    pub fn step(
        mut self,
        control: &PumpControl,
        level_m: f64,
        lowest_m: f64,
        available: usize,
    ) -> (Self, Option<usize>) {
        self.running &= available;
        if level_m <= lowest_m {
            self.running = 0;
            return (self, None);
        }
        let n = self.running.count_ones() as usize;
        if control.start_levels_m.get(n).is_some_and(|&start| level_m >= start) {
            let next =
                self.in_order(control).find(|&p| available >> p & 1 == 1 && self.running >> p & 1 == 0);
            if let Some(pump) = next {
                self.running |= 1 << pump;
            }
            return (self, next);
        }
        if n > 0 && control.stop_levels_m.get(n - 1).is_some_and(|&stop| level_m <= stop) {
            self.stop_last(control);
        }
        (self, None)
    }

    fn in_order(self, control: &PumpControl) -> impl DoubleEndedIterator<Item = usize> {
        let n = control.order.len().clamp(1, MAX_PUMPS);
        let mut order = [0; MAX_PUMPS];
        for (k, slot) in order.iter_mut().take(n).enumerate() {
            *slot = control.order.get((k + self.rotation) % n).copied().unwrap_or(k);
        }
        order.into_iter().take(n)
    }

    fn stop_last(&mut self, control: &PumpControl) {
        let last = self.in_order(control).rev().find(|&p| self.running >> p & 1 == 1);
        self.running &= !last.map_or(0, |p| 1 << p);
        if control.alternate && self.running == 0 {
            self.rotation = (self.rotation + 1) % control.order.len().max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(alternate: bool) -> PumpControl {
        PumpControl {
            start_levels_m: vec![2.0, 2.6, 3.2],
            stop_levels_m: vec![1.0, 1.3, 1.6],
            order: vec![1, 0, 2],
            alternate,
        }
    }

    #[test]
    fn pumps_follow_the_level() {
        // (running before, level, available) -> running after
        let cases = [
            (0b000, 1.9, 0b111, 0b000),
            (0b000, 2.0, 0b111, 0b010),
            (0b010, 2.5, 0b111, 0b010),
            (0b010, 2.6, 0b111, 0b011),
            (0b011, 3.2, 0b111, 0b111),
            (0b111, 1.6, 0b111, 0b011),
            (0b011, 1.3, 0b111, 0b010),
            (0b010, 1.0, 0b111, 0b000),
            (0b000, 2.0, 0b101, 0b001),
            (0b010, 1.5, 0b101, 0b000),
            (0b111, 0.6, 0b111, 0b000),
        ];
        for (running, level, available, expected) in cases {
            let (after, _) =
                ControlState { running, rotation: 0 }.step(&control(false), level, 0.6, available);
            assert_eq!(after.running, expected, "{running:b} at {level} m with {available:b}");
        }
    }

    #[test]
    fn alternation_moves_the_duty_pump() {
        let stopped = ControlState { running: 0b010, rotation: 0 }.step(&control(true), 0.9, 0.6, 0b111).0;
        assert_eq!(stopped, ControlState { running: 0, rotation: 1 });
        assert_eq!(
            stopped.step(&control(true), 2.1, 0.6, 0b111),
            (ControlState { running: 1, rotation: 1 }, Some(0))
        );
    }
}
