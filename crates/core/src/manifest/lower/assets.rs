//! Assets.

use crate::manifest::raw;
use crate::manifest::resolved::{Asset, Zone, ZoneSource};

pub(super) fn convert(id: String, raw: raw::Asset) -> Asset {
    let raw::Asset { title, vibration_zone, effective_age_h, hours_since_inspection, wear } = raw;
    let raw::Wear { mean: wear_mean, sd: wear_sd } = wear;
    let vibration_zone = match vibration_zone {
        raw::ZoneBinding::Fixed(letter) => ZoneSource::Fixed(convert_zone(letter)),
        raw::ZoneBinding::Bound(raw::InputRef { input }) => ZoneSource::Input(input),
    };
    Asset { id, title, vibration_zone, effective_age_h, hours_since_inspection, wear_mean, wear_sd }
}

fn convert_zone(letter: raw::ZoneLetter) -> Zone {
    match letter {
        raw::ZoneLetter::A => Zone::A,
        raw::ZoneLetter::B => Zone::B,
        raw::ZoneLetter::C => Zone::C,
        raw::ZoneLetter::D => Zone::D,
    }
}
