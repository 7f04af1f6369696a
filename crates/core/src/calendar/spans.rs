//! Sets of minutes: sorted spans that do not touch, half open.

/// Minutes `from..to`, counted from "now".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First minute.
    pub from: i64,
    /// First minute that is no longer part of it.
    pub to: i64,
}

impl Span {
    /// Whether a minute lies inside.
    pub fn contains(&self, minute: i64) -> bool {
        self.from <= minute && minute < self.to
    }
}

/// A set of minutes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<Span>);

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self::union_of([span])
    }
}

impl Spans {
    /// All minutes of any of these spans; empty and reversed ones count for nothing.
    pub fn union_of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut all: Vec<Span> = spans.into_iter().filter(|s| s.from < s.to).collect();
        all.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match joined.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                _ => joined.push(span),
            }
        }
        Self(joined)
    }

    /// Minutes that are in both.
    pub fn intersect(&self, other: &Self) -> Self {
        let pairs = self.0.iter().flat_map(|a| other.0.iter().map(move |b| (a, b)));
        Self::union_of(pairs.map(|(a, b)| Span { from: a.from.max(b.from), to: a.to.min(b.to) }))
    }

    /// Minutes of `from..to` that are not in it.
    pub fn complement(&self, from: i64, to: i64) -> Self {
        let starts = std::iter::once(from).chain(self.0.iter().map(|s| s.to));
        let ends = self.0.iter().map(|s| s.from).chain(std::iter::once(to));
        Self::union_of(starts.zip(ends).map(|(a, b)| Span { from: a.max(from), to: b.min(to) }))
    }

    /// The spans, the earliest first.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().copied()
    }

    /// The number of minutes.
    pub fn minutes(&self) -> i64 {
        self.0.iter().map(|s| s.to - s.from).sum()
    }

    /// No minute.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length of the longest span, minutes.
    pub fn longest(&self) -> i64 {
        self.0.iter().map(|s| s.to - s.from).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(of: &[(i64, i64)]) -> Spans {
        Spans::union_of(of.iter().map(|(from, to)| Span { from: *from, to: *to }))
    }

    #[test]
    fn sets_behave_like_sets_of_minutes() {
        let cases = [
            (&[(0, 10), (20, 30)][..], &[(5, 25)][..]),
            (&[(0, 5), (5, 9)], &[(3, 4), (8, 12)]),
            (&[(4, 4), (7, 2)], &[(0, 3)]),
            (&[], &[(1, 2)]),
            (&[(-5, 3), (2, 8), (35, 60)], &[(-9, 1), (6, 50)]),
        ];
        for (a, b) in cases {
            let of = |list: &[(i64, i64)], m: i64| list.iter().any(|(from, to)| (*from..*to).contains(&m));
            let (x, y) = (spans(a), spans(b));
            let holds = |s: &Spans, m: i64| s.iter().any(|span| span.contains(m));
            for m in 0..40 {
                assert_eq!(holds(&x, m), of(a, m), "{a:?} at {m}");
                assert_eq!(holds(&x.intersect(&y), m), of(a, m) && of(b, m), "{a:?} and {b:?} at {m}");
                assert_eq!(holds(&x.complement(0, 40), m), !of(a, m), "not {a:?} at {m}");
            }
        }
    }

    #[test]
    fn touching_spans_are_one() {
        assert_eq!(spans(&[(0, 5), (5, 9)]), spans(&[(0, 9)]));
        assert_eq!((spans(&[(0, 5), (7, 9)]).minutes(), spans(&[(0, 5), (7, 9)]).longest()), (7, 5));
        assert!(spans(&[(3, 3)]).is_empty());
    }
}
