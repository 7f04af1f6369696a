//! What joins the jobs: names of calendars and sites become positions. Unknown names are noted by the checks.

use crate::manifest::raw;
use crate::manifest::resolved::{Planning, Site};

/// Names to positions.
pub(super) struct Names<'a> {
    /// Ids of calendars in order.
    pub calendars: &'a [String],
}

impl Names<'_> {
    fn positions(&self, names: &[String]) -> Vec<usize> {
        names.iter().filter_map(|name| self.calendars.iter().position(|id| id == name)).collect()
    }
}

pub(super) fn convert(raw: Option<raw::Planning>, names: &Names<'_>) -> Planning {
    let standard = Planning::default();
    let Some(raw::Planning { days, access, shifts, tariffs, sites, travel, hysteresis }) = raw else {
        return standard;
    };
    let sites: Vec<Site> = sites.0.into_iter().map(|(id, site)| convert_site(id, site, names)).collect();
    let sites = if sites.is_empty() { standard.sites } else { sites };
    Planning {
        days: days.unwrap_or(standard.days),
        access: names.positions(&access),
        shifts: names.positions(&shifts),
        tariffs: names.positions(&tariffs),
        travel_min: legs(&sites, &travel),
        sites,
        hysteresis: hysteresis.unwrap_or(standard.hysteresis),
    }
}

fn convert_site(id: String, raw: raw::Site, names: &Names<'_>) -> Site {
    let raw::Site { title, travel_h, roads, access } = raw;
    let (roads, access) = (names.positions(&roads), names.positions(&access));
    Site { id, title, travel_min: whole_minutes(travel_h), roads, access }
}

/// Rounded up: a crew is never expected earlier than it can be there.
pub(super) fn whole_minutes(hours: f64) -> i64 {
    libm::ceil(hours * 60.0 - 1e-9) as i64
}

/// Minutes between sites; by the depot where no leg is given.
fn legs(sites: &[Site], travel: &[raw::Leg]) -> Vec<Vec<i64>> {
    let given = |a: &Site, b: &Site| {
        let joins = |l: &&raw::Leg| (l.from == a.id && l.to == b.id) || (l.from == b.id && l.to == a.id);
        travel.iter().find(joins).map(|leg| whole_minutes(leg.hours))
    };
    let between = |(i, a): (usize, &Site), (j, b): (usize, &Site)| match i == j {
        true => 0,
        false => given(a, b).unwrap_or(a.travel_min + b.travel_min),
    };
    let row = |from| sites.iter().enumerate().map(|to| between(from, to)).collect();
    sites.iter().enumerate().map(row).collect()
}
