//! Expected against answered values of runs that the model never saw: how wrong it is, and where.

use std::fmt::Write as _;

use leptos::prelude::*;

use crate::format;

const SIZE: f64 = 168.0;
const LEFT: f64 = 8.0;

/// What the second axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParityKind {
    /// The answer; on the line both are equal.
    #[default]
    Answered,
    /// The answer less what was expected; on the line there is no error.
    Residual,
}

/// A scatter of at most a few hundred pairs, with the line on which nothing is wrong.
#[component]
pub fn ParityPlot(
    /// Pairs of expected and answered value. Required.
    pairs: Vec<[f64; 2]>,
    /// Unit of both, as shown to people. Required.
    unit: String,
    /// Unit of their difference, for residuals. Default: the same.
    #[prop(optional)]
    residual_unit: Option<String>,
    /// What the second axis shows. Default: the answer.
    #[prop(optional)]
    kind: ParityKind,
) -> impl IntoView {
    let picture = Picture::new(&pairs, kind);
    let edge = |x: f64| format::with_unit(&format::three_digits(x), &unit);
    let error = |x: f64| format::with_unit(&format::three_digits(x), residual_unit.as_ref().unwrap_or(&unit));
    let words = match kind {
        ParityKind::Answered => {
            format!("Answered against expected, {} to {}", edge(picture.x.0), edge(picture.x.1))
        }
        ParityKind::Residual => format!("Answered less expected, at most {}", error(picture.y.1)),
    };
    let (low, high) = (edge(picture.x.0), edge(picture.x.1));
    let top = match kind {
        ParityKind::Answered => "answered".to_owned(),
        ParityKind::Residual => ["± ", &error(picture.y.1)].concat(),
    };
    view! {
        <svg class="parity" viewBox="0 0 176 196" role="img" aria-label=words>
            <path class="parity-frame" d="M8 8V176H176"/>
            <path class="parity-line" d=picture.line()/>
            <path class="parity-points" d=picture.points(&pairs)/>
            <text x="12" y="18">{top}</text>
            <text x="8" y="192">{low}</text>
            <text x="92" y="192" text-anchor="middle">"expected"</text>
            <text x="176" y="192" text-anchor="end">{high}</text>
        </svg>
    }
    .into_any()
}

/// Both axes: least and greatest value.
struct Picture {
    x: (f64, f64),
    y: (f64, f64),
    kind: ParityKind,
}

impl Picture {
    fn new(pairs: &[[f64; 2]], kind: ParityKind) -> Self {
        let extent = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        };
        match kind {
            ParityKind::Answered => {
                let both = extent(&mut pairs.iter().flatten().copied());
                Self { x: both, y: both, kind }
            }
            ParityKind::Residual => {
                let worst = pairs.iter().map(|[e, a]| (a - e).abs()).fold(f64::MIN_POSITIVE, f64::max);
                Self { x: extent(&mut pairs.iter().map(|[e, _]| *e)), y: (-worst, worst), kind }
            }
        }
    }

    fn place(&self, [expected, answered]: [f64; 2]) -> (f64, f64) {
        let y = if self.kind == ParityKind::Residual { answered - expected } else { answered };
        let share = |(low, high): (f64, f64), v: f64| if high > low { (v - low) / (high - low) } else { 0.5 };
        (LEFT + SIZE * share(self.x, expected), SIZE + LEFT - SIZE * share(self.y, y))
    }

    /// Where nothing is wrong.
    fn line(&self) -> String {
        let ((x0, y0), (x1, y1)) = (self.place([self.x.0; 2]), self.place([self.x.1; 2]));
        format!("M{x0:.1} {y0:.1}L{x1:.1} {y1:.1}")
    }

    /// One dot for each pair: strokes without length, with round ends.
    fn points(&self, pairs: &[[f64; 2]]) -> String {
        let mut path = String::new();
        for pair in pairs.iter().filter(|pair| pair.iter().all(|v| v.is_finite())) {
            let (x, y) = self.place(*pair);
            let _ = write!(path, "M{x:.1} {y:.1}h0");
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_lie_on_the_line() {
        let pairs = [[0.0, 0.0], [5.0, 5.0], [10.0, 10.0]];
        let picture = Picture::new(&pairs, ParityKind::Answered);
        assert_eq!(picture.line(), "M8.0 176.0L176.0 8.0");
        assert_eq!(picture.points(&pairs), "M8.0 176.0h0M92.0 92.0h0M176.0 8.0h0");
    }

    #[test]
    fn residuals_are_centred_on_their_line() {
        let pairs = [[0.0, 1.0], [10.0, 9.0], [5.0, f64::NAN]];
        let picture = Picture::new(&pairs, ParityKind::Residual);
        assert_eq!((picture.x, picture.y), ((0.0, 10.0), (-1.0, 1.0)));
        assert_eq!(picture.line(), "M8.0 92.0L176.0 92.0");
        assert_eq!(picture.points(&pairs), "M8.0 8.0h0M176.0 176.0h0", "what is no number is not drawn");
    }

    #[test]
    fn one_value_is_drawn_in_the_middle() {
        let picture = Picture::new(&[[2.0, 2.0]], ParityKind::Answered);
        assert_eq!(picture.points(&[[2.0, 2.0]]), "M92.0 92.0h0");
    }
}
