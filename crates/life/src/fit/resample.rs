//! Samples drawn from a fitted law, observed as the units were.
//!
//! A unit that still runs was stopped at its time; when one that failed would have been stopped is drawn from the
//! product-limit estimate of the stopping times, given that it was after its failure. Source: Davison and Hinkley,
//! Bootstrap Methods and their Application, 1997, algorithm 3.1.

use super::{Fit, FitError};
use crate::Distribution;
use crate::data::{Seen, Unit};
use crate::random::Random;

/// How units were watched.
pub(super) struct Plan {
    watched: Vec<Watched>,
    /// Stopping times with the share of units that stop at each, of those that reach it; in order.
    stops: Vec<(f64, f64)>,
}

struct Watched {
    entry: f64,
    end: End,
}

enum End {
    /// Stopped here.
    Stop(f64),
    /// Failed here, and would have been stopped later.
    After(f64),
}

impl Plan {
    /// From units that failed or were stopped at known times.
    pub fn new(fit: &Fit) -> Result<Self, FitError> {
        let mut watched = Vec::new();
        for unit in &fit.units {
            for _ in 0..unit.count as usize {
                let end = match unit.seen {
                    Seen::Failed(t) => End::After(t),
                    Seen::Running(t) => End::Stop(t),
                    _ => {
                        return Err(FitError::NoResampling(
                            "resampling needs times of failure; for intervals the times of the inspections are not known",
                        ));
                    }
                };
                watched.push(Watched { entry: unit.entry_age().unwrap_or(f64::NEG_INFINITY), end });
            }
        }
        let stops = stops(&watched);
        Ok(Self { watched, stops })
    }

    /// A sample from a law.
    pub fn draw(&self, law: &Distribution, random: &mut Random) -> Vec<Unit> {
        self.watched.iter().map(|watched| self.unit(watched, law, random)).collect()
    }

    fn unit(&self, watched: &Watched, law: &Distribution, random: &mut Random) -> Unit {
        let entered = if watched.entry > 0.0 { law.failed(watched.entry) } else { 0.0 };
        let life = law.life_of_share(entered + (1.0 - entered) * random.share());
        let stop = match watched.end {
            End::Stop(t) => t,
            End::After(t) => self.stop_after(t, random),
        };
        // A law that knows lives below zero: such a unit fails as soon as it runs.
        let life = life.max(f64::MIN_POSITIVE);
        let unit = if life <= stop { Unit::failed(life) } else { Unit::running(stop) };
        if watched.entry > 0.0 { unit.entered(watched.entry) } else { unit }
    }

    fn stop_after(&self, time: f64, random: &mut Random) -> f64 {
        let later = self.stops.iter().filter(|(stop, _)| *stop >= time);
        let mut stopped = later.filter(|(_, share)| random.share() < *share);
        stopped.next().map_or(f64::INFINITY, |(stop, _)| *stop)
    }
}

fn stops(watched: &[Watched]) -> Vec<(f64, f64)> {
    let mut ends: Vec<(f64, bool)> = watched
        .iter()
        .map(|w| match w.end {
            End::Stop(t) => (t, true),
            End::After(t) => (t, false),
        })
        .collect();
    // A unit that fails at a stopping time had not been stopped before.
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut stops: Vec<(f64, f64)> = Vec::new();
    let mut i = 0;
    while let Some((time, _)) = ends.get(i).copied() {
        let same = ends.iter().skip(i).take_while(|end| end.0 == time);
        let (all, stopped) = same.fold((0, 0), |(all, stopped), end| (all + 1, stopped + usize::from(end.1)));
        if stopped > 0 {
            let reach = ends.len() - i - (all - stopped);
            stops.push((time, stopped as f64 / reach as f64));
        }
        i += all;
    }
    stops
}
