//! Jobs, starts, crews: the choice itself, without what it is about.

/// Minutes from "now".
pub type Minute = i64;

/// What is chosen among.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// Jobs; each is done once or left.
    pub jobs: Vec<Job>,
    /// Minutes between sites, `[from][to]`; missing entries are 0.
    pub travel_min: Vec<Vec<Minute>>,
    /// Pairs of jobs that may not be under way at the same time, whichever crew does them.
    pub apart: Vec<(usize, usize)>,
}

/// One possible job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Position of its site.
    pub site: usize,
    /// Minutes of work.
    pub duration_min: Minute,
    /// Leaving it.
    pub leave: Price,
    /// Possible starts.
    pub starts: Vec<Start>,
}

/// A possible start of a job.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// When the work begins.
    pub at: Minute,
    /// Crews on duty then; crew k works where k < crews.
    pub crews: u32,
    /// What it costs.
    pub price: Price,
}

/// What a choice costs: less risk above the limit always comes first, then less money.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Price {
    /// Failure probability above the risk limit, parts per million: whole, so that sums are exact.
    pub excess_ppm: u64,
    /// Expected cost.
    pub cost: f64,
}

/// What was chosen for one job: `None` to leave it.
pub type Choice = Option<Visit>;

/// A start and the crew that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Position among the job's starts.
    pub start: usize,
    /// Crew.
    pub crew: u32,
}

impl Price {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self { excess_ppm: self.excess_ppm + other.excess_ppm, cost: self.cost + other.cost }
    }

    /// Which comes first; costs as floating-point numbers.
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.excess_ppm.cmp(&other.excess_ppm).then(self.cost.total_cmp(&other.cost))
    }
}

impl Problem {
    /// Whether two visits can both take place: apart in time where they must be, and reachable where one crew
    /// makes both. A crew drives from site to site; the way from the depot was checked with each start.
    pub fn agree(&self, (i, a): (usize, Visit), (j, b): (usize, Visit)) -> bool {
        let (Some(x), Some(y)) = (self.jobs.get(i), self.jobs.get(j)) else { return false };
        let (Some(s), Some(t)) = (x.starts.get(a.start), y.starts.get(b.start)) else { return false };
        let (first, second) = ((s.at, s.at + x.duration_min), (t.at, t.at + y.duration_min));
        let overlap = first.0 < second.1 && second.0 < first.1;
        let together = |p: &(usize, usize)| *p == (i, j) || *p == (j, i);
        if overlap && self.apart.iter().any(together) {
            return false;
        }
        let leg = |from: usize, to: usize| {
            self.travel_min.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0)
        };
        a.crew != b.crew
            || first.1 + leg(x.site, y.site) <= second.0
            || second.1 + leg(y.site, x.site) <= first.0
    }

    /// Price of a whole choice; `None` when two visits do not agree or a start has too few crews.
    pub fn price(&self, choices: &[Choice]) -> Option<Price> {
        let mut total = Price::default();
        for (i, job) in self.jobs.iter().enumerate() {
            let Some(visit) = choices.get(i).copied().flatten() else {
                total = total.plus(job.leave);
                continue;
            };
            let start = job.starts.get(visit.start).filter(|s| visit.crew < s.crews)?;
            let earlier = choices.iter().take(i).enumerate().filter_map(|(j, c)| Some((j, (*c)?)));
            if !earlier.into_iter().all(|other| self.agree(other, (i, visit))) {
                return None;
            }
            total = total.plus(start.price);
        }
        Some(total)
    }
}
