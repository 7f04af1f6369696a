//! What keeps work from starting: spans that are closed, each with what it is about.

use serde::{Deserialize, Serialize};

use crate::calendar::spans::{Span, Spans};
use crate::calendar::{Calendar, DAY_MIN, Instant};
use crate::manifest::resolved::{Asset, Manifest, Site};

/// What an obstacle is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The crew cannot be there so early.
    TooEarly,
    /// A part is not here yet.
    Part,
    /// The site or a calendar of access is closed.
    Access,
    /// No crew on duty.
    Crew,
    /// The road is closed on the way there or back.
    Road,
    /// The other assets cannot carry the inflow.
    Station,
    /// Another asset is out, and the station was not proven to run without both.
    Together,
    /// Every crew on duty is elsewhere.
    Busy,
}

/// One thing that has to be open around a start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Barrier {
    /// What it is about.
    pub kind: Kind,
    /// What is closed, for a sentence.
    pub subject: String,
    /// It has to be open from this many minutes after the start (before it, when negative) ...
    pub from_min: i64,
    /// ... to this many.
    pub to_min: i64,
    /// When it is closed, the earliest first.
    pub closed: Vec<Closed>,
}

/// A span in which something is closed, minutes from "now". An empty one is a seam that work may not cross.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// First minute.
    pub from: i64,
    /// First minute that is open again.
    pub to: i64,
    /// Why, in a few words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Barrier {
    /// The closed span that a start meets first.
    pub fn meets(&self, start: i64) -> Option<&Closed> {
        let (from, to) = (start + self.from_min, start + self.to_min);
        self.closed.iter().find(|c| c.from < to && from < c.to)
    }
}

/// Barriers of one asset over the days that are planned.
pub fn barriers(manifest: &Manifest, asset: &Asset, now: Instant) -> Vec<Barrier> {
    let planning = &manifest.decision.planning;
    let site = planning.sites.get(asset.site).cloned().unwrap_or_default();
    let maker = Maker {
        now,
        horizon: (i64::from(planning.days) + 2) * DAY_MIN,
        duration: duration_min(manifest),
        travel: site.travel_min,
        calendars: &manifest.calendars,
    };
    let mut all = maker.fixed(asset);
    let rules = &manifest.decision.windows;
    let access = rules.access.iter().map(|a| (a.from_min, a.to_min));
    all.push(maker.daily(Kind::Access, "The site", access, 0));
    all.extend(maker.named(Kind::Access, &planning.access, (0, maker.duration)));
    all.extend(maker.named(Kind::Access, &site.access, (0, maker.duration)));
    let crew = rules.crew.iter().filter(|c| c.crews > 0).map(|c| (c.from_min, c.to_min));
    all.push(maker.daily(Kind::Crew, "No crew", crew, site.travel_min));
    let trip = (-site.travel_min, maker.duration + site.travel_min);
    all.extend(maker.named(Kind::Crew, &planning.shifts, trip));
    all.extend(maker.roads(&site));
    all
}

/// Minutes of an inspection, rounded to the minute.
pub fn duration_min(manifest: &Manifest) -> i64 {
    libm::round(manifest.decision.inspection.duration_h * 60.0) as i64
}

struct Maker<'a> {
    now: Instant,
    horizon: i64,
    duration: i64,
    travel: i64,
    calendars: &'a [Calendar],
}

impl Maker<'_> {
    /// The way from the depot begins now at the earliest, the work when its part is here.
    fn fixed(&self, asset: &Asset) -> Vec<Barrier> {
        let closed = |to| vec![Closed { from: i64::MIN / 4, to, why: String::new() }];
        let early = (Kind::TooEarly, "The crew", -self.travel, 0);
        let part = (Kind::Part, "The part", 0, asset.part_lead_min);
        let all = [early, part].into_iter().filter(|(kind, _, _, to)| *kind == Kind::TooEarly || *to > 0);
        all.map(|(kind, subject, from_min, to)| Barrier {
            kind,
            subject: subject.into(),
            from_min,
            to_min: from_min + 1,
            closed: closed(to),
        })
        .collect()
    }

    /// Open daily between clock times; where two spans touch is a seam, as the work keeps to one of them.
    fn daily(
        &self,
        kind: Kind,
        subject: &str,
        spans: impl Iterator<Item = (u32, u32)>,
        travel: i64,
    ) -> Barrier {
        let spans: Vec<(i64, i64)> = spans.map(|(from, to)| (from.into(), to.into())).collect();
        let days = -1..=self.horizon / DAY_MIN;
        let all = days.flat_map(|day| {
            spans.iter().map(move |(from, to)| Span {
                from: day * DAY_MIN + from - self.now.minute,
                to: day * DAY_MIN + to - self.now.minute,
            })
        });
        let all: Vec<Span> = all.collect();
        let is_seam = |at: &i64| all.iter().any(|s| s.to == *at) && all.iter().any(|s| s.from == *at);
        let seams = all.iter().map(|s| s.to).filter(is_seam);
        let seams = seams.map(|at| Closed { from: at, to: at, why: String::new() });
        let mut closed: Vec<Closed> = self.shut(&Spans::union_of(all.iter().copied()), |_| String::new());
        closed.extend(seams);
        closed.sort_by_key(|c| (c.from, c.to));
        Barrier { kind, subject: subject.into(), from_min: -travel, to_min: self.duration + travel, closed }
    }

    fn named(&self, kind: Kind, which: &[usize], (from_min, to_min): (i64, i64)) -> Vec<Barrier> {
        let of = |calendar: &Calendar| {
            let open = calendar.open(self.now, self.horizon);
            let why = |minute: i64| calendar.why_closed(self.now, minute).to_owned();
            let closed = self.shut(&open, why);
            Barrier { kind, subject: calendar.title.clone(), from_min, to_min, closed }
        };
        which.iter().filter_map(|k| self.calendars.get(*k)).map(of).collect()
    }

    /// There and back; a site at the depot has no way.
    fn roads(&self, site: &Site) -> Vec<Barrier> {
        let there = self.named(Kind::Road, &site.roads, (-self.travel, 0));
        let back = self.named(Kind::Road, &site.roads, (self.duration, self.duration + self.travel));
        there.into_iter().chain(back).collect()
    }

    fn shut(&self, open: &Spans, why: impl Fn(i64) -> String) -> Vec<Closed> {
        let closed = open.complement(0, self.horizon);
        closed.iter().map(|s| Closed { from: s.from, to: s.to, why: why(s.from) }).collect()
    }
}
