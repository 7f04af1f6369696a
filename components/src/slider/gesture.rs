//! What a touch means: a drag of the thumb, a tap on the track, or the page being scrolled.
//!
//! Pure: pointer events in, outcomes out. The rule that matters: a touch that moves up or down more than
//! sideways belongs to the page and never changes the value.

/// Movement in px before a touch is judged.
pub const THRESHOLD_PX: f64 = 8.0;
/// Half of the thumb's target.
pub const GRIP_PX: f64 = 24.0;

/// A pointer event on the track; positions in px from the track's left end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Touch {
    /// The pointer's id: a second finger is ignored.
    pub pointer: i32,
    /// Across.
    pub x: f64,
    /// Down the page.
    pub y: f64,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// A finger or button went down while the thumb stood at `thumb_x`.
    Down {
        /// Where.
        touch: Touch,
        /// The thumb's place.
        thumb_x: f64,
    },
    /// It moved.
    Move(Touch),
    /// It was lifted.
    Up(Touch),
    /// The browser took it, for scrolling.
    Cancel(i32),
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Ignore,
    /// The drag begins: keep the pointer.
    Begin,
    /// The thumb is at this place while the drag goes on.
    Preview(f64),
    /// The thumb was put down at this place.
    Commit(f64),
    /// The drag came to nothing: the value is as before.
    Revert,
}

/// State of one touch.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Gesture {
    /// No touch.
    #[default]
    Idle,
    /// Down, not yet judged.
    Undecided {
        /// Where it went down.
        down: Touch,
        /// Distance from the finger to the thumb; `None` when it did not grip the thumb.
        grip: Option<f64>,
    },
    /// The thumb is being dragged.
    Dragging {
        /// The pointer's id.
        pointer: i32,
        /// From the finger to the thumb's middle.
        offset: f64,
    },
}

impl Gesture {
    /// The next state and what follows.
    pub fn step(self, input: Input) -> (Self, Outcome) {
        match (self, input) {
            (Self::Idle, Input::Down { touch, thumb_x }) => (Self::down(touch, thumb_x), Outcome::Ignore),
            // A mouse that went up elsewhere left the last touch undecided.
            (Self::Undecided { down, .. }, Input::Down { touch, thumb_x })
                if touch.pointer == down.pointer =>
            {
                (Self::down(touch, thumb_x), Outcome::Ignore)
            }
            (Self::Undecided { down, grip }, Input::Move(to)) if to.pointer == down.pointer => {
                Self::judge(down, grip, to)
            }
            (Self::Undecided { down, grip }, Input::Up(at)) if at.pointer == down.pointer => {
                let tap = if grip.is_none() { Outcome::Commit(at.x) } else { Outcome::Ignore };
                (Self::Idle, tap)
            }
            (Self::Dragging { pointer, offset }, Input::Move(to)) if to.pointer == pointer => {
                (self, Outcome::Preview(to.x + offset))
            }
            (Self::Dragging { pointer, offset }, Input::Up(at)) if at.pointer == pointer => {
                (Self::Idle, Outcome::Commit(at.x + offset))
            }
            (Self::Undecided { down, .. }, Input::Cancel(pointer)) if pointer == down.pointer => {
                (Self::Idle, Outcome::Ignore)
            }
            (Self::Dragging { pointer: held, .. }, Input::Cancel(pointer)) if pointer == held => {
                (Self::Idle, Outcome::Revert)
            }
            (state, _) => (state, Outcome::Ignore),
        }
    }

    fn down(touch: Touch, thumb_x: f64) -> Self {
        let offset = thumb_x - touch.x;
        Self::Undecided { down: touch, grip: (offset.abs() <= GRIP_PX).then_some(offset) }
    }

    /// Sideways on the thumb drags; everything else is the page's.
    fn judge(down: Touch, grip: Option<f64>, to: Touch) -> (Self, Outcome) {
        let (dx, dy) = ((to.x - down.x).abs(), (to.y - down.y).abs());
        match grip {
            _ if dx.max(dy) < THRESHOLD_PX => (Self::Undecided { down, grip }, Outcome::Ignore),
            // The thumb stays where it is at this moment, so that it does not jump by the threshold.
            Some(offset) if dx > dy => {
                (Self::Dragging { pointer: to.pointer, offset: offset + down.x - to.x }, Outcome::Begin)
            }
            _ => (Self::Idle, Outcome::Ignore),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THUMB_X: f64 = 100.0;

    /// Plays a trace with the thumb at 100 px: the first place is the touch-down, the last the lifting.
    fn play(trace: &[(f64, f64)], lifted: bool) -> Vec<Outcome> {
        let touch = |&(x, y): &(f64, f64)| Touch { pointer: 1, x, y };
        let (first, rest) = trace.split_first().unwrap();
        let mut inputs = vec![Input::Down { touch: touch(first), thumb_x: THUMB_X }];
        inputs.extend(rest.iter().map(|p| Input::Move(touch(p))));
        inputs.push(if lifted { Input::Up(touch(trace.last().unwrap())) } else { Input::Cancel(1) });
        let mut state = Gesture::default();
        inputs
            .iter()
            .map(|i| {
                let (next, out) = state.step(*i);
                state = next;
                out
            })
            .filter(|o| *o != Outcome::Ignore)
            .collect()
    }

    #[test]
    fn traces() {
        use Outcome::*;
        for (name, trace, lifted, expected) in [
            (
                "drag right",
                &[(100.0, 0.0), (110.0, 1.0), (130.0, 2.0)][..],
                true,
                vec![Begin, Preview(120.0), Commit(120.0)],
            ),
            (
                "drag from the thumb's rim",
                &[(115.0, 0.0), (125.0, 0.0), (135.0, 0.0)],
                true,
                vec![Begin, Preview(110.0), Commit(110.0)],
            ),
            (
                "drag, then up and down: still a drag",
                &[(100.0, 0.0), (112.0, 0.0), (112.0, 90.0)],
                true,
                vec![Begin, Preview(100.0), Commit(100.0)],
            ),
            (
                "scroll from the thumb",
                &[(100.0, 0.0), (102.0, 5.0), (104.0, 30.0), (160.0, 200.0)],
                true,
                vec![],
            ),
            ("slanting scroll", &[(100.0, 0.0), (107.0, 9.0), (140.0, 40.0)], true, vec![]),
            ("scroll from the track", &[(200.0, 0.0), (200.0, 20.0)], true, vec![]),
            ("swipe along the track", &[(200.0, 0.0), (240.0, 2.0)], true, vec![]),
            ("tap on the track", &[(200.0, 0.0), (203.0, 3.0)], true, vec![Commit(203.0)]),
            ("tap on the thumb", &[(105.0, 0.0)], true, vec![]),
            ("browser scrolls before the judgement", &[(200.0, 0.0), (201.0, 4.0)], false, vec![]),
            (
                "browser takes a drag",
                &[(100.0, 0.0), (120.0, 0.0), (140.0, 0.0)],
                false,
                vec![Begin, Preview(120.0), Revert],
            ),
        ] {
            assert_eq!(play(trace, lifted), expected, "{name}");
        }
    }

    #[test]
    fn a_second_finger_is_ignored() {
        let touch = |pointer, x| Touch { pointer, x, y: 0.0 };
        let (state, _) = Gesture::default().step(Input::Down { touch: touch(1, 100.0), thumb_x: THUMB_X });
        for input in [Input::Move(touch(2, 180.0)), Input::Up(touch(2, 180.0)), Input::Cancel(2)] {
            assert_eq!(state.step(input), (state, Outcome::Ignore));
        }
    }
}
