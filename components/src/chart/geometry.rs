//! Lines and areas in pixels: outlines of bands, dashes, hatching. Pure.

use super::scale::Frame;

/// A place on the picture in CSS pixels.
pub type Point = (f64, f64);

/// A curve as a polyline within the frame.
pub fn polyline(frame: &Frame, times_h: &[f64], values: &[f64]) -> Vec<Point> {
    let inside = times_h.iter().zip(values).filter(|(t, _)| **t <= frame.horizon_h + 1e-9);
    inside.map(|(t, v)| (frame.x(*t), frame.y(*v))).collect()
}

/// The outline of a band: along its upper edge and back along its lower edge.
pub fn outline(frame: &Frame, times_h: &[f64], low: &[f64], high: &[f64]) -> Vec<Point> {
    let mut points = polyline(frame, times_h, high);
    points.extend(polyline(frame, times_h, low).into_iter().rev());
    points
}

/// Cuts a polyline into dashes of length `on` with gaps of length `off`.
pub fn dashes(points: &[Point], on: f64, off: f64) -> Vec<Vec<Point>> {
    let (mut out, mut dash, mut left, mut drawing) = (Vec::new(), Vec::new(), on, true);
    let Some(mut at) = points.first().copied() else { return out };
    dash.push(at);
    for &to in points.iter().skip(1) {
        let mut rest = distance(at, to);
        while rest > left {
            at = towards(at, to, left / rest);
            rest -= left;
            dash.push(at);
            if drawing && dash.len() > 1 {
                out.push(std::mem::take(&mut dash));
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
            dash = vec![at];
        }
        left -= rest;
        at = to;
        dash.push(at);
    }
    if drawing && dash.len() > 1 {
        out.push(dash);
    }
    out
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

fn distance(a: Point, b: Point) -> f64 {
    ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
}

fn towards(a: Point, b: Point, share: f64) -> Point {
    (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
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
    fn dashes_have_their_length() {
        let cut = dashes(&[(0.0, 0.0), (4.0, 0.0), (10.0, 0.0)], 3.0, 2.0);
        assert_eq!(cut.len(), 2);
        assert_eq!(cut[0], [(0.0, 0.0), (3.0, 0.0)]);
        assert_eq!(cut[1].first(), Some(&(5.0, 0.0)));
        assert_eq!(cut[1].last(), Some(&(8.0, 0.0)));
        assert!(dashes(&[], 3.0, 2.0).is_empty());
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
