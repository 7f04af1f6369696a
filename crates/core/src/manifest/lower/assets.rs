//! Assets.

use crate::manifest::raw;
use crate::manifest::resolved::{Asset, Zone, ZoneSource};

pub(super) fn convert(id: String, raw: raw::Asset) -> Asset {
    let raw::Asset { title, vibration_zone, effective_age_h, hours_since_inspection, wear } = raw;
    let raw::Wear { mean: wear_mean, sd: wear_sd } = wear;
    let vibration_zone = match vibration_zone {
        raw::ZoneBinding::Fixed(letter) => ZoneSource::Fixed(letter.into()),
        raw::ZoneBinding::Bound(raw::InputRef { input }) => ZoneSource::Input(input),
    };
    Asset { id, title, vibration_zone, effective_age_h, hours_since_inspection, wear_mean, wear_sd }
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
