//! Where the numbers of a station come from: risk, window, effect and cost of an inspection, loss of duty.
//!
//! A name is `pump_2.risk`, `pump_2.window`, `pump_2.risk_after`, `pump_2.cost_of_waiting` or `station.risk`; without an
//! asset it is about the first recommendation, else about the asset with the highest risk.

use crate::contract::Contract;
use crate::date::Date;
use crate::decision::words::{clock_time, percent, span};
use crate::decision::{DecidedBy, Recommendation};
use crate::domain::DomainState;
use crate::manifest::resolved::{Ageing, Asset, DelayTime, HeatNode, Manifest, Mode, ModeKind, ZoneSource};
use crate::outlook::{AssetOutlook, ModeShare, Outlook};
use crate::predict::Series;
use crate::predicted::{IntervalKind, Predicted, PredictedCurve};
use crate::protocol::RunPlan;

use super::inputs::Settings;
use super::{Item, Kind, Trace, Versions};

/// Coverage of the bands that the numbers are read from: 80 % of members.
const BAND: f64 = 0.8;

/// What can be traced of an asset.
const OF_ASSET: [&str; 4] = ["risk", "window", "risk_after", "cost_of_waiting"];

/// A run, and everything that it rests on.
pub struct Ran<'a> {
    /// The app.
    pub manifest: &'a Manifest,
    /// What was computed.
    pub plan: &'a RunPlan,
    /// What came out.
    pub outlook: &'a Outlook,
    /// Contract of the hydraulic model, where it is at hand.
    pub contract: Option<&'a Contract>,
    /// What made it; members and seed are taken from the outlook.
    pub versions: &'a Versions,
    /// The day on which limits are judged; `None` where there is no clock.
    pub today: Option<Date>,
}

/// Where a number comes from; `None` where there is no such number.
pub fn number(ran: &Ran<'_>, name: &str) -> Option<Trace> {
    let number = Walk::new(ran).number(name)?;
    let ensemble = Some((ran.outlook.members, ran.outlook.seed));
    Some(Trace { number, versions: Versions { ensemble, ..ran.versions.clone() } })
}

/// Names that [`number`] knows for this run.
pub fn names(ran: &Ran<'_>) -> Vec<String> {
    let of = |asset: &AssetOutlook| OF_ASSET.map(|what| format!("{}.{what}", asset.id));
    let all = ran.outlook.assets.iter().flat_map(of).chain(["station.risk".to_owned()]);
    all.filter(|name| number(ran, name).is_some()).collect()
}

struct Walk<'a> {
    ran: &'a Ran<'a>,
    settings: Settings<'a>,
}

impl<'a> Walk<'a> {
    fn new(ran: &'a Ran<'a>) -> Self {
        let presets = &ran.manifest.scenario.presets;
        let settings = Settings::new(&ran.manifest.controls, presets, &ran.plan.inputs, ran.today);
        Self { ran, settings }
    }

    fn number(&self, name: &str) -> Option<Item> {
        let (subject, what) = name.split_once('.').unwrap_or(("", name));
        if (subject, what) == ("station", "risk") {
            return Some(self.station());
        }
        let subject = if subject.is_empty() { self.subject()? } else { subject };
        let asset = self.ran.manifest.assets.iter().find(|asset| asset.id == subject)?;
        let outlook = self.ran.outlook.assets.iter().find(|outlook| outlook.id == subject)?;
        let of = Subject { asset, outlook };
        let recommended = self.ran.outlook.decision.recommendations.iter().find(|r| r.asset == subject);
        match what {
            "risk" => Some(self.risk(&of)),
            "window" => Some(self.window(&of, recommended?)),
            "risk_after" => Some(self.risk_after(&of, recommended?)),
            "cost_of_waiting" => Some(self.waiting(&of, recommended?)),
            _ => None,
        }
    }

    /// The asset that is spoken of first.
    fn subject(&self) -> Option<&'a str> {
        let outlook = self.ran.outlook;
        let risk = |a: &&AssetOutlook| a.risk.shown().value;
        let highest = || outlook.assets.iter().max_by(|a, b| risk(a).total_cmp(&risk(b)));
        let first = outlook.decision.recommendations.first().map(|r| r.asset.as_str());
        first.or_else(|| highest().map(|a| a.id.as_str()))
    }

    fn hours(&self) -> f64 {
        self.ran.outlook.horizon_h
    }

    fn risk(&self, of: &Subject<'_>) -> Item {
        let (asset, outlook) = (of.asset, of.outlook);
        let id = format!("{}.risk", asset.id);
        let title = format!("Failure probability of {} within {} h", lower(&asset.title), self.hours());
        let how = format!(
            "The mean of {} members. Each draws forecast errors, wear, residuals of the model and life parameters; the \
             modes compete, given that the pump runs now.",
            self.ran.outlook.members
        );
        let from = outlook.modes.iter().filter_map(|share| self.mode(of, share));
        let from: Vec<Item> = from.chain([self.heat(of), self.hydraulics(asset)]).collect();
        let notes = self.ran.outlook.domain.reasons.clone();
        Item::new(Kind::Number, &id, title)
            .numbers(Some(per_cent(&outlook.risk)), self.state())
            .made(how)
            .noted(notes)
            .made_from(from)
    }

    fn state(&self) -> DomainState {
        self.ran.outlook.domain.state
    }

    /// A failure mode with its share, its law, and what is known of its condition now.
    fn mode(&self, of: &Subject<'_>, share: &ModeShare) -> Option<Item> {
        let mode = self.ran.manifest.modes.iter().find(|mode| mode.id == share.id)?;
        let (percent_share, incidence) = (percent(share.share), percent(share.incidence));
        let words = format!("{percent_share} of the risk, {incidence} within {} h", self.hours());
        let item = Item::new(Kind::Rule, &format!("modes.{}", mode.id), mode.title.clone());
        let from = match &mode.kind {
            ModeKind::DelayTime(_) => vec![self.defect(of)],
            ModeKind::Ageing { age_at_reference_h, .. } => {
                let place = format!("modes.{}.age_at_reference_h", mode.id);
                vec![Item::fixed(
                    &place,
                    "Age so far",
                    format!("{age_at_reference_h} h at the reference temperature"),
                )]
            }
            ModeKind::PerStart { .. } => {
                let starts =
                    Item::new(Kind::Number, &format!("{}.starts", of.asset.id), "Starts within the horizon");
                let how = "Counted in the simulated days of the members.";
                vec![starts.numbers(Some(series(&of.outlook.starts, "1", 1.0)), self.state()).made(how)]
            }
        };
        Some(item.words(words).made(law(mode)).made_from(from))
    }

    /// What is known of a defect now.
    fn defect(&self, of: &Subject<'_>) -> Item {
        let asset = of.asset;
        let item = Item::new(
            Kind::Number,
            &format!("{}.defect_now", asset.id),
            "A defect is present now, of any mode",
        );
        let how =
            "Bayes' rule: arrivals over the effective age, moved by the vibration zone and by every finding.";
        let zone = match &asset.vibration_zone {
            ZoneSource::Input(id) => self.settings.item(id),
            ZoneSource::Fixed(zone) => Item::fixed(
                &format!("assets.{}.vibration_zone", asset.id),
                "Vibration zone",
                format!("{zone:?}"),
            ),
        };
        let findings = self.settings.inputs.findings.iter().filter(|finding| finding.asset == asset.id);
        let findings = findings.map(|f| Item::new(Kind::Finding, &asset.id, "Finding").words(f.to_string()));
        let place = |key: &str| format!("assets.{}.{key}", asset.id);
        let ages = [
            Item::fixed(&place("effective_age_h"), "Effective age", format!("{} h", asset.effective_age_h)),
            Item::fixed(
                &place("hours_since_inspection"),
                "Since the last inspection",
                format!("{} h", asset.hours_since_inspection),
            ),
        ];
        let from: Vec<Item> = std::iter::once(zone).chain(findings).chain(ages).collect();
        item.numbers(Some(per_cent(&of.outlook.defect_now)), self.state()).made(how).made_from(from)
    }

    /// The temperatures that ageing follows.
    fn heat(&self, of: &Subject<'_>) -> Item {
        let (asset, heat) = (of.asset, &self.ran.manifest.heat);
        let item =
            Item::new(Kind::Number, &format!("{}.bearing_temperature", asset.id), "Bearing temperature");
        let how = "Two heat balances, winding and bearing, driven by motor losses, friction and the room.";
        let room = format!("ambient + {} K", heat.room_above_ambient_k);
        let from = [
            self.settings.item(&self.ran.manifest.station.ambient),
            Item::fixed("graph.heat.room_above_ambient_k", "Motor room", room),
            Item::fixed("graph.heat.friction_w", "Friction in zone A", format!("{} W", heat.friction_w)),
        ];
        item.numbers(curve(&of.outlook.bearing_temperature, "Cel"), self.state()).made(how).made_from(from)
    }

    /// The model bundle, and what drives it.
    fn hydraulics(&self, asset: &Asset) -> Item {
        let id = self.ran.manifest.models.first().map_or("", |model| model.id.as_str());
        let card = self.ran.contract.map(|contract| &contract.model);
        let title = card.map_or(id.to_owned(), |card| card.title.clone());
        let version = card.map_or_else(String::new, |card| card.version.clone());
        let hash = self.ran.versions.short_hash(id);
        let until =
            card.map_or_else(String::new, |c| format!(", valid until {}. {}", c.valid_until, c.fidelity));
        let how = format!("A network (ONNX), index {hash}…{until}");
        let wear = format!("{} (standard deviation {})", asset.wear_mean, asset.wear_sd);
        let from = [
            self.settings.item(&self.ran.manifest.station.inflow),
            self.settings.item(&self.ran.manifest.station.ambient),
            Item::fixed(&format!("assets.{}.wear", asset.id), "Wear, share of the head", wear),
        ];
        let item = Item { state: Some(self.state()), ..Item::new(Kind::Model, id, title) };
        item.words(version).made(how).made_from(from)
    }

    fn window(&self, of: &Subject<'_>, r: &Recommendation) -> Item {
        let (manifest, asset) = (self.ran.manifest, of.asset);
        let title = format!("Window for {}", lower(&asset.title));
        let item = Item::new(Kind::Rule, &format!("{}.window", asset.id), title);
        let how = match r.decided_by {
            DecidedBy::RiskLimit => {
                "The cheapest window among those that keep the risk limit, which decides here."
            }
            DecidedBy::ExpectedCost => "The window with the lowest expected cost over the decision horizon.",
        };
        let rules = &manifest.decision.windows;
        let share =
            format!("in {} of members the other pumps carry the inflow", percent(rules.feasible_share));
        let hours = |from: u32, to: u32| format!("{} to {}", clock_time(from, 0.0), clock_time(to, 0.0));
        let access = rules.access.iter().map(|a| hours(a.from_min, a.to_min)).collect::<Vec<_>>().join(", ");
        let crew = |c: &crate::manifest::resolved::CrewSpan| {
            format!("{}, {} crew, cost × {}", hours(c.from_min, c.to_min), c.crews, c.cost_factor)
        };
        let crew = rules.crew.iter().map(crew).collect::<Vec<_>>().join("; ");
        let from = [
            self.cost(of, "Expected cost without an inspection", r.cost_without),
            self.cost(of, "Expected cost with this inspection", r.cost_with),
            Item::fixed("decision.risk_limit", "Risk limit", percent(manifest.decision.risk_limit)),
            Item::fixed("decision.windows.access", "Access", access),
            Item::fixed("decision.windows.crew", "Crew", crew),
            Item::fixed("decision.windows.feasible_share", "Feasible", share),
            self.risk(of),
        ];
        item.words(span(manifest.scenario.start_min, r.window)).made(how).made_from(from)
    }

    fn risk_after(&self, of: &Subject<'_>, r: &Recommendation) -> Item {
        let asset = of.asset;
        let title = format!("Failure probability of {} with the inspection", lower(&asset.title));
        let how = "A present defect is removed if it is detected, from the end of the repair on; what arrives later is not.";
        let detections = self.ran.manifest.modes.iter().filter_map(|mode| match &mode.kind {
            ModeKind::DelayTime(d) => Some(detection(mode, d)),
            ModeKind::Ageing { .. } | ModeKind::PerStart { .. } => None,
        });
        let duration = format!("{} h", self.ran.manifest.decision.inspection.duration_h);
        let duration = Item::fixed("decision.inspection.duration_h", "The inspection takes", duration);
        let from: Vec<Item> = detections.chain([duration, self.risk(of)]).collect();
        let item = Item::new(Kind::Number, &format!("{}.risk_after", asset.id), title);
        item.numbers(Some(per_cent(&r.risk_after)), self.state()).made(how).made_from(from)
    }

    fn waiting(&self, of: &Subject<'_>, r: &Recommendation) -> Item {
        let currency = &self.ran.manifest.app.currency;
        let item =
            Item::new(Kind::Number, &format!("{}.cost_of_waiting", of.asset.id), "Cost of waiting one day");
        let how =
            "Expected cost of the best decision that starts tomorrow, less that of the best decision today.";
        let from = [
            self.cost(of, "Expected cost without an inspection", r.cost_without),
            self.cost(of, "Expected cost with this inspection", r.cost_with),
            self.risk(of),
        ];
        item.numbers(Some(series(&r.cost_of_waiting, currency, 1.0)), self.state()).made(how).made_from(from)
    }

    /// An expected cost over the decision horizon, and the prices in it.
    fn cost(&self, of: &Subject<'_>, title: &str, amount: f64) -> Item {
        let (decision, currency) = (&self.ran.manifest.decision, &self.ran.manifest.app.currency);
        let money = |x: f64| format!("{x:.0} {currency}");
        let how = format!(
            "Over {} h: stops by mode, duty lost with them, the inspection, planned repairs.",
            decision.horizon_h
        );
        let stops = self.ran.manifest.modes.iter().map(|mode| {
            let place = format!("modes.{}.failure_cost", mode.id);
            Item::fixed(&place, &format!("Unplanned stop, {}", lower(&mode.title)), money(mode.failure_cost))
        });
        let fixed = [
            Item::fixed("decision.inspection.cost", "Inspection", money(decision.inspection.cost)),
            Item::fixed(
                "decision.lost_duty_cost",
                "Losing the station's duty",
                money(decision.lost_duty_cost),
            ),
        ];
        let id = format!("{}.expected_cost", of.asset.id);
        let from: Vec<Item> = stops.chain(fixed).collect();
        Item::new(Kind::Number, &id, title).words(money(amount)).made(how).made_from(from)
    }

    /// Loss of duty, from every asset's risk.
    fn station(&self) -> Item {
        let title = format!("The station loses its duty within {} h", self.hours());
        let how = "Within each member the running pumps carry the load of a failed one; then the mean over the members.";
        let of = |outlook: &'a AssetOutlook| {
            let asset = self.ran.manifest.assets.iter().find(|asset| asset.id == outlook.id)?;
            Some(self.risk(&Subject { asset, outlook }))
        };
        let from: Vec<Item> = self.ran.outlook.assets.iter().filter_map(of).collect();
        let last = self.ran.outlook.station.at(self.hours(), BAND);
        let item = Item::new(Kind::Number, "station.risk", title);
        item.numbers(last.as_ref().map(per_cent), self.state()).made(how).made_from(from)
    }
}

/// What is spoken of.
struct Subject<'a> {
    asset: &'a Asset,
    outlook: &'a AssetOutlook,
}

fn series(of: &Predicted<f64>, unit: &str, factor: f64) -> Series {
    let shown = of.shown();
    let one = |x: f64| vec![x * factor];
    let (low, high) = (one(shown.interval.low), one(shown.interval.high));
    let (coverage, kind) = (shown.interval.coverage, shown.interval.kind);
    Series { values: one(shown.value), low, high, coverage, kind, unit: unit.to_owned() }
}

/// A probability in per cent.
fn per_cent(of: &Predicted<f64>) -> Series {
    series(of, "%", 100.0)
}

/// A curve with the band of 80 % of members; `None` for a curve without it.
fn curve(of: &PredictedCurve, unit: &str) -> Option<Series> {
    let shown = of.shown();
    let band = shown.bands.iter().find(|band| (band.coverage - BAND).abs() < 1e-9)?;
    let (low, high, kind) = (band.low.clone(), band.high.clone(), IntervalKind::Members);
    Some(Series { values: shown.mean.to_vec(), low, high, coverage: BAND, kind, unit: unit.to_owned() })
}

/// The law of a mode with its figures.
fn law(mode: &Mode) -> String {
    match &mode.kind {
        ModeKind::DelayTime(d) => {
            let weibull = |life: &crate::manifest::resolved::Life| {
                format!("shape {}, scale {} h", life.shape, life.scale_h)
            };
            let (arrival, delay) = (weibull(&d.arrival), weibull(&d.delay));
            format!(
                "Delay-time model: defects arrive by a Weibull law ({arrival}) and fail after a delay ({delay}). {}",
                ageing(&d.ageing)
            )
        }
        ModeKind::Ageing { life, ageing: by, .. } => {
            format!("Weibull life, shape {}, scale {} h. {}", life.shape, life.scale_h, ageing(by))
        }
        ModeKind::PerStart { probability, .. } => {
            format!("Each start fails with a probability of {probability}.")
        }
    }
}

fn ageing(by: &Ageing) -> String {
    let node = match by.node {
        HeatNode::Winding => "winding",
        HeatNode::Bearing => "bearing",
    };
    format!("It ages twice as fast per {} K of the {node} above {} °C.", by.halving_k, by.reference_cel)
}

fn detection(mode: &Mode, of: &DelayTime) -> Item {
    let place = format!("modes.{}.inspection.detection", mode.id);
    let words = format!("found with {}, repaired for {} h", percent(of.detection), of.repair_duration_h);
    Item::fixed(&place, &mode.title, words)
}

fn lower(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
