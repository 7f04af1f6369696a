//! Lines and areas in pixels: outlines of bands, thinning, hatching. Pure.

use super::scale::Frame;

/// A place on the picture in CSS pixels.
pub type Point = (f64, f64);

/// What is kept of the points in a column of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The first, the highest, the lowest and the last: a line through them covers the same pixels as one through all.
    Line,
    /// The highest: enough for the upper edge of an area.
    Top,
    /// The lowest.
    Bottom,
}

/// A curve as a polyline: the points that are shown and the next on each side, no more of them than the screen can show.
pub fn polyline(frame: &Frame, times_h: &[f64], values: &[f64]) -> Vec<Point> {
    points(frame, times_h, values, Keep::Line)
}

fn points(frame: &Frame, times_h: &[f64], values: &[f64], keep: Keep) -> Vec<Point> {
    let (from, to) = frame.shown();
    let first = times_h.partition_point(|t| *t < from).saturating_sub(1);
    let last = (times_h.partition_point(|t| *t <= to) + 1).min(times_h.len());
    let inside = times_h.iter().zip(values).take(last).skip(first);
    thinned(inside.map(|(t, v)| frame.point(*t, *v)), frame.width(), keep)
}

/// At most four points of a line for each pixel of width, or one of an edge. Both ends stay where they are.
fn thinned(points: impl ExactSizeIterator<Item = Point>, width: f64, keep: Keep) -> Vec<Point> {
    let enough = if keep == Keep::Line { 2.0 * width } else { width };
    if points.len() as f64 <= enough {
        return points.collect();
    }
    let (mut out, mut column) = (Vec::with_capacity(width as usize * 3), Column::default());
    for point in points {
        if out.is_empty() && column.x.is_nan() {
            out.push(point);
        }
        if point.0.floor() != column.x {
            column.leave(&mut out, keep);
            column = Column { x: point.0.floor(), points: [point; 4] };
        }
        column.take(point);
    }
    column.leave(&mut out, keep);
    let [.., last] = column.points;
    if out.last() != Some(&last) {
        out.push(last);
    }
    out
}

/// What a column of pixels holds: first, top, bottom and last point.
struct Column {
    x: f64,
    points: [Point; 4],
}

impl Default for Column {
    fn default() -> Self {
        Self { x: f64::NAN, points: [(f64::NAN, f64::NAN); 4] }
    }
}

impl Column {
    fn take(&mut self, point: Point) {
        let [_, top, bottom, last] = &mut self.points;
        if point.1 < top.1 {
            *top = point;
        }
        if point.1 > bottom.1 {
            *bottom = point;
        }
        *last = point;
    }

    fn leave(&mut self, out: &mut Vec<Point>, keep: Keep) {
        if self.x.is_nan() {
            return;
        }
        let [first, top, bottom, last] = self.points;
        let (a, b) = if top.0 > bottom.0 { (bottom, top) } else { (top, bottom) };
        let kept: &[Point] = match keep {
            Keep::Line => &[first, a, b, last],
            Keep::Top => &[top],
            Keep::Bottom => &[bottom],
        };
        for point in kept {
            if out.last() != Some(point) {
                out.push(*point);
            }
        }
    }
}

/// The outline of a band: along its upper edge and back along its lower edge.
pub fn outline(frame: &Frame, times_h: &[f64], low: &[f64], high: &[f64]) -> Vec<Point> {
    let mut around = points(frame, times_h, high, Keep::Top);
    around.extend(points(frame, times_h, low, Keep::Bottom).into_iter().rev());
    around
}

/// Hatching of a band: strokes that rise to the right, `gap` pixels apart, kept between its edges.
pub fn hatch(upper: &[Point], lower: &[Point], gap: f64) -> Vec<[Point; 2]> {
    let (Some(first), Some(last)) = (upper.first(), upper.last()) else { return Vec::new() };
    let bottom = lower.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
    let top = upper.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
    let strokes = ((last.0 - first.0 + bottom - top) / gap).ceil() as usize;
    (0..strokes).flat_map(|i| stroke(upper, lower, first.0 + i as f64 * gap + bottom)).collect()
}

/// The parts of the line `x + y = sum` that lie between the edges, found by steps of 2 px.
fn stroke(upper: &[Point], lower: &[Point], sum: f64) -> Vec<[Point; 2]> {
    let (Some(first), Some(last)) = (upper.first(), upper.last()) else { return Vec::new() };
    let (mut out, mut start, mut end) = (Vec::new(), None, (0.0, 0.0));
    let steps = ((last.0 - first.0) / 2.0) as usize;
    for i in 0..=steps {
        let at = (first.0 + 2.0 * i as f64, sum - first.0 - 2.0 * i as f64);
        let inside = at.1 >= y_at(upper, at.0) && at.1 <= y_at(lower, at.0);
        match (inside, start) {
            (true, None) => (start, end) = (Some(at), at),
            (true, Some(_)) => end = at,
            (false, Some(from)) => {
                out.push([from, end]);
                start = None;
            }
            (false, None) => {}
        }
    }
    out.extend(start.map(|from| [from, end]));
    out
}

fn y_at(edge: &[Point], x: f64) -> f64 {
    let after = edge.partition_point(|p| p.0 < x).min(edge.len().saturating_sub(1));
    let (Some(b), Some(a)) = (edge.get(after), edge.get(after.saturating_sub(1))) else { return 0.0 };
    if b.0 <= a.0 { b.1 } else { a.1 + (b.1 - a.1) * ((x - a.0) / (b.0 - a.0)).clamp(0.0, 1.0) }
}

/// Moves labels apart: each keeps its order and gets at least `gap`, within `top` to `bottom`.
/// Takes and returns vertical positions in the order given.
pub fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| at(wanted, a).total_cmp(&at(wanted, b)));
    let mut placed = vec![0.0; wanted.len()];
    let mut least = top;
    for &i in &order {
        let y = at(wanted, i).max(least);
        set(&mut placed, i, y);
        least = y + gap;
    }
    let mut most = bottom;
    for &i in order.iter().rev() {
        let y = at(&placed, i).min(most);
        set(&mut placed, i, y);
        most = y - gap;
    }
    placed
}

fn at(values: &[f64], i: usize) -> f64 {
    values.get(i).copied().unwrap_or(0.0)
}

fn set(values: &mut [f64], i: usize, value: f64) {
    if let Some(place) = values.get_mut(i) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_points_keep_their_peaks() {
        let y = |i: usize| if i == 500 { 0.0 } else { 50.0 + (i % 3) as f64 };
        let all: Vec<Point> = (0..1000).map(|i| (i as f64 / 10.0, y(i))).collect();
        let thin = thinned(all.iter().copied(), 100.0, Keep::Line);
        assert!(thin.len() <= 400 && thin.len() >= 100, "{}", thin.len());
        assert_eq!((thin.first(), thin.last()), (all.first(), all.last()));
        assert!(thin.contains(&(50.0, 0.0)) && thin.windows(2).all(|w| w[0].0 <= w[1].0));
        for (keep, extreme) in [(Keep::Top, 0.0), (Keep::Bottom, 52.0)] {
            let edge = thinned(all.iter().copied(), 100.0, keep);
            assert!(edge.len() <= 102 && edge.iter().any(|p| p.1 == extreme), "{keep:?}: {}", edge.len());
            assert_eq!((edge.first(), edge.last()), (all.first(), all.last()));
        }
        assert_eq!(
            thinned(all.iter().copied().take(150), 100.0, Keep::Line),
            all[..150],
            "few points stay as they are"
        );
    }

    #[test]
    fn hatching_stays_in_the_band() {
        let (upper, lower) = ([(0.0, 10.0), (100.0, 10.0)], [(0.0, 30.0), (100.0, 50.0)]);
        let strokes = hatch(&upper, &lower, 8.0);
        assert!(strokes.len() > 8);
        for (x, y) in strokes.iter().flatten() {
            assert!((0.0..=100.0).contains(x) && *y >= 10.0 && *y <= 30.0 + 0.2 * x, "{x} {y}");
        }
    }

    #[test]
    fn labels_move_apart_and_stay_inside() {
        for (wanted, expected) in [
            (vec![50.0, 52.0], vec![50.0, 64.0]),
            (vec![52.0, 50.0], vec![64.0, 50.0]),
            (vec![98.0, 99.0], vec![86.0, 100.0]),
            (vec![10.0, 60.0], vec![10.0, 60.0]),
        ] {
            assert_eq!(spread(&wanted, 14.0, 0.0, 100.0), expected);
        }
    }
}
