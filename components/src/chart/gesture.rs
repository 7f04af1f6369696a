//! What fingers, mouse and wheel mean on a chart: a cursor, a pan, a zoom, or nothing because the page scrolls.
//!
//! A state machine without a browser. The page scrolls up and down whatever happens here: the style sheet says
//! `touch-action: pan-y`, and a finger that moves up or down first is left alone until it lifts.

use super::geometry::Point;
use super::view::View;

/// Movement in CSS pixels after which a touch is no tap any more, and its direction is known.
const SLOP_PX: f64 = 8.0;
/// Longest time and distance between the taps of a double tap.
const DOUBLE_MS: f64 = 320.0;
const DOUBLE_PX: f64 = 28.0;

/// Something that happened; places in CSS pixels from the left and top of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// A finger touches, or a button is pressed; with its time in ms.
    Down(i32, Point, f64),
    /// A finger or the mouse moves; a mouse without a button as well.
    Move(i32, Point),
    /// A finger or button lifts; with its time in ms.
    Up(i32, Point, f64),
    /// The browser took the touch over, to scroll the page.
    Cancel(i32),
    /// The wheel with `ctrl`, or a pinch on a trackpad: place and distance, positive zooms out.
    Wheel(f64, f64),
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Nothing here.
    None,
    /// The cursor goes to a horizontal place.
    Cursor(f64),
    /// Another part is shown.
    View(View),
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Doing {
    /// Nothing is touched.
    #[default]
    Rest,
    /// One finger is down and has not moved yet.
    Press(Point),
    /// One finger moves the cursor.
    Cursor,
    /// One finger pans from this place; the part that was shown then.
    Pan(f64, View),
    /// Two fingers hold these two shares of the whole.
    Pinch(f64, f64),
    /// The page scrolls, or a pinch has ended: wait until all fingers are gone.
    Ignore,
}

/// The fingers on one chart.
#[derive(Debug, Clone, Default)]
pub struct Gesture {
    fingers: Vec<(i32, f64)>,
    doing: Doing,
    tapped: Option<(f64, Point)>,
}

impl Gesture {
    /// Takes what happened; `view` is shown now, in a plot from `left` to `right`.
    pub fn take(&mut self, input: Input, view: View, (left, right): (f64, f64)) -> Outcome {
        let place = |x: f64| (x - left) / (right - left).max(1.0);
        match input {
            Input::Down(id, at, _) => self.down(id, at, view, place),
            Input::Move(id, at) => self.moved(id, at, view, place),
            Input::Up(id, at, ms) => self.up(id, at, ms, view),
            Input::Cancel(id) => {
                self.lift(id);
                Outcome::None
            }
            Input::Wheel(x, by) => {
                Outcome::View(view.zoomed(place(x).clamp(0.0, 1.0), libm::exp(-by * 0.01)))
            }
        }
    }

    fn down(&mut self, id: i32, at: Point, view: View, place: impl Fn(f64) -> f64) -> Outcome {
        self.fingers.retain(|f| f.0 != id);
        self.fingers.push((id, at.0));
        self.doing = match self.fingers.as_slice() {
            [_] => Doing::Press(at),
            [a, b] => Doing::Pinch(view.share_at(place(a.1)), view.share_at(place(b.1))),
            _ => Doing::Ignore,
        };
        Outcome::None
    }

    fn moved(&mut self, id: i32, at: Point, view: View, place: impl Fn(f64) -> f64) -> Outcome {
        match self.fingers.iter_mut().find(|f| f.0 == id) {
            Some(finger) => finger.1 = at.0,
            // A mouse that hovers.
            None => return if self.fingers.is_empty() { Outcome::Cursor(at.0) } else { Outcome::None },
        }
        if let Doing::Press(from) = self.doing {
            self.doing = begun(from, at, view);
        }
        match (self.doing, self.fingers.as_slice()) {
            (Doing::Cursor, _) => Outcome::Cursor(at.0),
            (Doing::Pan(from, start), _) => Outcome::View(start.panned(place(from) - place(at.0))),
            (Doing::Pinch(a, b), [p, q]) => Outcome::View(View::held((a, b), (place(p.1), place(q.1)))),
            _ => Outcome::None,
        }
    }

    fn up(&mut self, id: i32, at: Point, ms: f64, view: View) -> Outcome {
        let was_press = matches!(self.doing, Doing::Press(_));
        self.lift(id);
        if !was_press {
            return Outcome::None;
        }
        let near = |&(before, p): &(f64, Point)| {
            ms - before <= DOUBLE_MS && (p.0 - at.0).abs() <= DOUBLE_PX && (p.1 - at.1).abs() <= DOUBLE_PX
        };
        let is_double = self.tapped.as_ref().is_some_and(near);
        self.tapped = (!is_double).then_some((ms, at));
        if is_double && !view.is_full() { Outcome::View(View::FULL) } else { Outcome::Cursor(at.0) }
    }

    fn lift(&mut self, id: i32) {
        self.fingers.retain(|f| f.0 != id);
        self.doing = if self.fingers.is_empty() { Doing::Rest } else { Doing::Ignore };
    }
}

/// What a first movement begins: the axis is locked by its direction.
fn begun(from: Point, at: Point, view: View) -> Doing {
    let (dx, dy) = ((at.0 - from.0).abs(), (at.1 - from.1).abs());
    match (dx.max(dy) > SLOP_PX, dx > dy) {
        (false, _) => Doing::Press(from),
        (true, false) => Doing::Ignore,
        (true, true) if view.is_full() => Doing::Cursor,
        (true, true) => Doing::Pan(from.0, view),
    }
}

#[cfg(test)]
mod tests {
    use super::Input::{Cancel, Down, Move, Up, Wheel};
    use super::*;

    const PLOT: (f64, f64) = (0.0, 400.0);
    const HALF: View = View { from: 0.25, to: 0.75 };

    /// Plays inputs as a chart would, and returns the cursor and the part that is shown at the end.
    fn play(start: View, inputs: &[Input]) -> (Option<f64>, View) {
        let (mut gesture, mut view, mut cursor) = (Gesture::default(), start, None);
        for input in inputs {
            match gesture.take(*input, view, PLOT) {
                Outcome::Cursor(x) => cursor = Some(x),
                Outcome::View(to) => view = to,
                Outcome::None => {}
            }
        }
        (cursor, view)
    }

    #[test]
    fn one_finger() {
        let at = |x: f64, y: f64| (x, y);
        for (what, start, inputs, expected) in [
            (
                "tap",
                View::FULL,
                vec![Down(1, at(100.0, 50.0), 0.0), Up(1, at(102.0, 51.0), 80.0)],
                (Some(102.0), View::FULL),
            ),
            (
                "along, whole",
                View::FULL,
                vec![Down(1, at(100.0, 50.0), 0.0), Move(1, at(130.0, 52.0))],
                (Some(130.0), View::FULL),
            ),
            (
                "a tremble",
                View::FULL,
                vec![Down(1, at(100.0, 50.0), 0.0), Move(1, at(103.0, 54.0))],
                (None, View::FULL),
            ),
            (
                "up and down is the page's",
                HALF,
                vec![
                    Down(1, at(100.0, 50.0), 0.0),
                    Move(1, at(102.0, 70.0)),
                    Move(1, at(200.0, 90.0)),
                    Up(1, at(200.0, 90.0), 300.0),
                ],
                (None, HALF),
            ),
            (
                "along, zoomed",
                HALF,
                vec![Down(1, at(300.0, 50.0), 0.0), Move(1, at(200.0, 50.0)), Up(1, at(200.0, 50.0), 200.0)],
                (None, View { from: 0.375, to: 0.875 }),
            ),
            (
                "pan stops at the end",
                HALF,
                vec![Down(1, at(10.0, 50.0), 0.0), Move(1, at(390.0, 50.0))],
                (None, View { from: 0.0, to: 0.5 }),
            ),
            (
                "taken over",
                HALF,
                vec![
                    Down(1, at(300.0, 50.0), 0.0),
                    Move(1, at(250.0, 50.0)),
                    Cancel(1),
                    Up(1, at(200.0, 50.0), 90.0),
                ],
                (None, View { from: 0.3125, to: 0.8125 }),
            ),
            ("a mouse hovers", HALF, vec![Move(9, at(77.0, 0.0))], (Some(77.0), HALF)),
        ] {
            assert_eq!(play(start, &inputs), expected, "{what}");
        }
    }

    #[test]
    fn two_taps() {
        let tap = |x: f64, ms: f64| [Down(1, (x, 50.0), ms), Up(1, (x, 50.0), ms + 60.0)];
        for (what, second, expected) in [
            ("double", tap(105.0, 200.0), (Some(100.0), View::FULL)),
            ("too late", tap(105.0, 900.0), (Some(105.0), HALF)),
            ("too far", tap(180.0, 200.0), (Some(180.0), HALF)),
        ] {
            assert_eq!(play(HALF, &[tap(100.0, 0.0), second].concat()), expected, "{what}");
        }
    }

    #[test]
    fn two_fingers_and_wheel() {
        let two = [Down(1, (100.0, 0.0), 0.0), Down(2, (300.0, 0.0), 5.0)];
        let apart = [two.as_slice(), &[Move(1, (0.0, 0.0)), Move(2, (400.0, 0.0))]].concat();
        assert_eq!(play(View::FULL, &apart), (None, View { from: 0.25, to: 0.75 }));
        let together = [two.as_slice(), &[Move(1, (150.0, 0.0)), Move(2, (250.0, 0.0))]].concat();
        assert_eq!(play(HALF, &together), (None, View::FULL));
        let lifted = [
            apart.as_slice(),
            &[Up(2, (400.0, 0.0), 300.0), Move(1, (300.0, 0.0)), Up(1, (300.0, 0.0), 400.0)],
        ]
        .concat();
        assert_eq!(play(View::FULL, &lifted), (None, HALF), "the finger that stays moves nothing");
        let (_, view) = play(View::FULL, &[Wheel(200.0, -69.314_718)]);
        assert!((view.from - 0.25).abs() < 1e-6 && (view.to - 0.75).abs() < 1e-6);
    }
}
