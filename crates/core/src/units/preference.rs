//! What a person prefers to read. It changes what is shown and typed, and nothing that is kept, sent or calculated.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};

use super::{FAMILIES, Family, Readout, difference_of, family_of};

/// The unit as the app has it, where one word stands for it.
const AS_THE_APP: &str = "app";

/// A quick choice for all quantities at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum System {
    /// Each unit as the app has it.
    #[default]
    App,
    /// Customary units become metric; metric ones stay as they are.
    Metric,
    /// Metric units become those that are customary in the United States, where these are in use.
    Us,
}

impl System {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::App, Self::Metric, Self::Us];

    /// Its name where a choice is kept: `app`, `metric`, `us`.
    pub fn id(self) -> &'static str {
        match self {
            Self::App => AS_THE_APP,
            Self::Metric => "metric",
            Self::Us => "us",
        }
    }

    fn of(self, family: &'static Family, own: &'static str) -> &'static str {
        match self {
            Self::Metric if family.is_customary(own) => family.metric,
            Self::Us if !family.is_customary(own) => family.us.unwrap_or(own),
            _ => own,
        }
    }
}

/// A system, and a unit of its own for some quantities. The default shows everything as the app has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preference {
    system: System,
    /// By family; `None` is as the app has it.
    chosen: BTreeMap<&'static str, Option<&'static str>>,
}

impl Preference {
    /// A system and nothing else.
    pub fn of(system: System) -> Self {
        Self { system, chosen: BTreeMap::new() }
    }

    /// The system behind it; `None` where a quantity has a unit of its own.
    pub fn system(&self) -> Option<System> {
        self.chosen.is_empty().then_some(self.system)
    }

    /// The unit of a quantity of which an app has these units; `None` where they stay as they are.
    pub fn choice(&self, family: &'static Family, own: &[&'static str]) -> Option<&'static str> {
        match self.chosen.get(family.id) {
            Some(choice) => *choice,
            None => {
                let shown = |code: &&'static str| self.system.of(family, code);
                let first = own.first().map(shown)?;
                let is_one = own.iter().all(|code| shown(code) == first);
                (is_one && own.iter().any(|code| *code != first)).then_some(first)
            }
        }
    }

    /// The same with a unit for a quantity; `None` leaves its units as the app has them. A unit of another quantity
    /// changes nothing.
    pub fn with(mut self, family: &'static Family, unit: Option<&str>) -> Self {
        let known = unit.map(|code| family.units.iter().find(|own| **own == code).copied());
        match known {
            None => drop(self.chosen.insert(family.id, None)),
            Some(Some(code)) => drop(self.chosen.insert(family.id, Some(code))),
            Some(None) => {}
        }
        self
    }

    /// The unit in which values of a unit are shown; the same where there is nothing to prefer.
    pub fn unit<'a>(&self, own: &'a str) -> &'a str {
        // A difference follows the temperatures that it is between.
        match own {
            "K" => return difference_of(self.unit("Cel")),
            "[degR]" => return difference_of(self.unit("[degF]")),
            _ => {}
        }
        let Some(family) = family_of(own) else { return own };
        let listed = family.units.iter().find(|code| **code == own).copied();
        match (self.chosen.get(family.id), listed) {
            (Some(Some(chosen)), _) => chosen,
            (None, Some(own)) => self.system.of(family, own),
            _ => own,
        }
    }

    /// How values of a unit are shown.
    pub fn readout(&self, own: &str) -> Readout {
        Readout::new(own, self.unit(own))
    }

    /// How differences between values of a unit are shown: without a zero to move.
    pub fn difference(&self, own: &str) -> Readout {
        Readout::new(difference_of(own), difference_of(self.unit(own)))
    }

    /// From what a person wrote: `us`, `metric`, `app`, UCUM codes, or `quantity=code`, parted by commas. Later parts go
    /// before earlier ones.
    ///
    /// # Errors
    /// A part that is none of these, with what there is.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut preference = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            preference = preference.clone().and(part).ok_or_else(|| {
                let codes: Vec<&str> = FAMILIES.iter().flat_map(|family| family.units).copied().collect();
                format!(
                    "`{part}` is no unit to choose; there are `us`, `metric`, `app` and {}",
                    codes.join(", ")
                )
            })?;
        }
        Ok(preference)
    }

    /// From what was kept: parts that are not known any more are left out.
    pub fn kept(text: &str) -> Self {
        let parts = text.split(',').map(str::trim);
        parts.fold(Self::default(), |preference, part| preference.clone().and(part).unwrap_or(preference))
    }

    fn and(self, part: &str) -> Option<Self> {
        if let Some(system) = System::ALL.into_iter().find(|system| system.id() == part) {
            return Some(Self::of(system));
        }
        let Some((id, code)) = part.split_once('=') else {
            return family_of(part).map(|family| self.with(family, Some(part)));
        };
        let family = FAMILIES.iter().find(|family| family.id == id)?;
        let unit = (code != AS_THE_APP).then_some(code);
        unit.is_none_or(|code| family.units.contains(&code)).then(|| self.with(family, unit))
    }
}

impl Display for Preference {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.system.id())?;
        self.chosen.iter().try_for_each(|(id, code)| write!(f, ",{id}={}", code.unwrap_or(AS_THE_APP)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_follow_the_choice() {
        for (text, own, shown) in [
            ("app", "Cel", "Cel"),
            ("us", "Cel", "[degF]"),
            ("us", "K", "[degR]"),
            ("us", "mm", "[in_i]"),
            ("us", "m", "[ft_i]"),
            ("us", "kW", "kW"),
            ("us", "h", "h"),
            ("us", "furlong", "furlong"),
            ("metric", "L/s", "L/s"),
            ("metric", "[gal_us]/min", "m3/h"),
            ("metric", "[degR]", "K"),
            ("L/s", "m3/h", "L/s"),
            ("us,Cel", "K", "K"),
            ("us, flow=app", "m3/h", "m3/h"),
            ("[HP],us", "kW", "kW"),
            ("us,[HP]", "kW", "[HP]"),
        ] {
            assert_eq!(Preference::parse(text).unwrap().unit(own), shown, "{text}: {own}");
        }
    }

    #[test]
    fn a_quantity_has_one_unit_or_stays_as_it_is() {
        let flow = family_of("m3/h").unwrap();
        for (text, own, expected) in [
            ("app", vec!["m3/h"], None),
            ("us", vec!["m3/h", "L/s"], Some("[gal_us]/min")),
            ("us", vec!["[gal_us]/min"], None),
            ("metric", vec!["[gal_us]/min"], Some("m3/h")),
            ("metric", vec!["m3/h", "L/s"], None),
            ("us,flow=app", vec!["m3/h"], None),
            ("L/s", vec!["m3/h"], Some("L/s")),
        ] {
            assert_eq!(Preference::parse(text).unwrap().choice(flow, &own), expected, "{text}: {own:?}");
        }
    }

    #[test]
    fn what_is_kept_comes_back() {
        for text in ["app", "us", "metric,flow=L/s", "us,length=app,temperature=Cel"] {
            let preference = Preference::parse(text).unwrap();
            assert_eq!(preference.to_string(), text);
            assert_eq!(Preference::kept(text), preference);
        }
        assert_eq!(Preference::kept("us,flow=ell/s,charm=3,,m").to_string(), "us,length=m");
        assert_eq!(Preference::kept("\u{0}{}"), Preference::default());
        assert!(Preference::parse("us,furlong").unwrap_err().contains("`furlong` is no unit to choose"));
        assert!(Preference::parse("flow=m").is_err());
    }
}
