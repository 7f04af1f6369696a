//! Assets.

use crate::manifest::raw;
use crate::manifest::resolved::{Asset, Site, Zone, ZoneSource};

use super::planning::whole_minutes;

pub(super) fn convert(id: String, raw: raw::Asset, sites: &[Site]) -> Asset {
    let raw::Asset {
        title,
        vibration_zone,
        effective_age_h,
        hours_since_inspection,
        site,
        part_lead_time_h,
        wear,
    } = raw;
    let raw::Wear { mean: wear_mean, sd: wear_sd } = wear;
    let vibration_zone = match vibration_zone {
        raw::ZoneBinding::Fixed(letter) => ZoneSource::Fixed(letter.into()),
        raw::ZoneBinding::Bound(raw::InputRef { input }) => ZoneSource::Input(input),
    };
    let site = site.and_then(|id| sites.iter().position(|s| s.id == id)).unwrap_or(0);
    let part_lead_min = whole_minutes(part_lead_time_h.unwrap_or(0.0));
    let (since, age) = (hours_since_inspection, effective_age_h);
    Asset {
        id,
        title,
        vibration_zone,
        effective_age_h: age,
        hours_since_inspection: since,
        site,
        part_lead_min,
        wear_mean,
        wear_sd,
    }
}

impl From<raw::ZoneLetter> for Zone {
    fn from(letter: raw::ZoneLetter) -> Self {
        match letter {
            raw::ZoneLetter::A => Self::A,
            raw::ZoneLetter::B => Self::B,
            raw::ZoneLetter::C => Self::C,
            raw::ZoneLetter::D => Self::D,
        }
    }
}
