//! What a member contributes to the picture, as one flat row of numbers: cheap to keep, to send and to sort by columns.

use crate::decision::cost;
use crate::decision::effect::{Plans, Timeline};
use crate::profile::first_crossing;
use crate::reliability::ModeState;

use super::member::MemberResult;
use super::setting::Setting;

/// A curve in a row; assets by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// P(duty lost by t).
    Station,
    /// Wet-well level, m.
    Level,
    /// Inflow, m3/h.
    Inflow,
    /// Ambient temperature, Cel.
    Ambient,
    /// P(failed by t).
    Failure(usize),
    /// The same on the reference day.
    Reference(usize),
    /// The same after the inspection that is shown; zeros without one.
    After(usize),
    /// Bearing temperature, Cel.
    Bearing(usize),
    /// Winding temperature, Cel.
    Winding(usize),
    /// Flow, m3/h.
    Flow(usize),
}

/// A number in a row; assets and modes by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// One when the wet well spills within the horizon, else zero.
    Spills,
    /// Hour at which the risk limit is reached, infinite when it is not.
    Crossing(usize),
    /// Starts within the horizon.
    Starts(usize),
    /// Highest bearing temperature less that on the reference day, K.
    Rise(usize),
    /// P(a detectable defect is present now).
    Defect(usize),
    /// P(failed by the horizon) after the recommended inspection.
    RiskAfter(usize),
    /// Cost of the best start from tomorrow on, less that of the recommended one.
    Waiting(usize),
    /// Cumulative incidence of a mode.
    Incidence(usize, usize),
    /// The same at one of the hours of [`course_knots`]: asset, mode, position.
    Course(usize, usize, usize),
    /// P(a defect of this mode is present now); NaN for modes without defects.
    Present(usize, usize),
}

/// Curves of the station in a row.
const STATION_CURVES: usize = 4;
/// Curves of an asset in a row.
const ASSET_CURVES: usize = 6;
/// Numbers of an asset in a row, beside those of each mode.
const ASSET_NUMBERS: usize = 6;
/// Numbers of a mode in a row: at the horizon, now, and on the way.
const MODE_NUMBERS: usize = 2 + COURSE;
/// Places between "now" and the horizon at which incidences are kept: every two hours of a day.
pub const COURSE: usize = 12;

/// The knots at which incidences are kept, from the first after "now" to the last of so many.
pub fn course_knots(knots: usize) -> [usize; COURSE] {
    let last = knots.saturating_sub(1);
    std::array::from_fn(|k| (k + 1) * last / COURSE)
}

/// Where things stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    assets: usize,
    modes: usize,
    knots: usize,
}

impl Layout {
    /// The layout of a plan's rows.
    pub fn of(setting: &Setting) -> Self {
        let modes = setting.manifest.modes.len();
        Self { assets: setting.assets(), modes, knots: setting.times_h.len() }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.numbers() + 1 + self.assets * (ASSET_NUMBERS + MODE_NUMBERS * self.modes)
    }

    /// Position of a curve's first value.
    pub fn curve(&self, curve: Curve) -> usize {
        let of = |asset: usize, k: usize| STATION_CURVES + asset * ASSET_CURVES + k;
        let position = match curve {
            Curve::Station => 0,
            Curve::Level => 1,
            Curve::Inflow => 2,
            Curve::Ambient => 3,
            Curve::Failure(i) => of(i, 0),
            Curve::Reference(i) => of(i, 1),
            Curve::After(i) => of(i, 2),
            Curve::Bearing(i) => of(i, 3),
            Curve::Winding(i) => of(i, 4),
            Curve::Flow(i) => of(i, 5),
        };
        position * self.knots
    }

    /// Position of a number.
    pub fn number(&self, number: Number) -> usize {
        let of = |asset: usize, k: usize| 1 + asset * (ASSET_NUMBERS + MODE_NUMBERS * self.modes) + k;
        self.numbers()
            + match number {
                Number::Spills => 0,
                Number::Crossing(i) => of(i, 0),
                Number::Starts(i) => of(i, 1),
                Number::Rise(i) => of(i, 2),
                Number::Defect(i) => of(i, 3),
                Number::RiskAfter(i) => of(i, 4),
                Number::Waiting(i) => of(i, 5),
                Number::Incidence(i, j) => of(i, ASSET_NUMBERS + j),
                Number::Present(i, j) => of(i, ASSET_NUMBERS + self.modes + j),
                Number::Course(i, j, k) => of(i, ASSET_NUMBERS + 2 * self.modes + j * COURSE + k),
            }
    }

    /// Values of a curve.
    pub fn knots(&self) -> usize {
        self.knots
    }

    fn numbers(&self) -> usize {
        (STATION_CURVES + self.assets * ASSET_CURVES) * self.knots
    }
}

/// Appends a member's row; `plans` are the inspections whose effect is shown.
pub fn push(rows: &mut Vec<f64>, setting: &Setting, member: &MemberResult, plans: &Plans) {
    let layout = Layout::of(setting);
    let from = rows.len();
    rows.resize(from + layout.width(), 0.0);
    let row = rows.get_mut(from..).unwrap_or_default();
    let mut row = Writer { layout, row };
    row.curve(Curve::Station, &member.station);
    row.curve(Curve::Level, &member.level);
    row.curve(Curve::Inflow, &member.inflow.knots);
    row.curve(Curve::Ambient, &member.ambient.knots);
    row.number(Number::Spills, f64::from(u8::from(member.spills)));
    for i in 0..layout.assets {
        row.asset(i, setting, member, plans);
    }
}

struct Writer<'a> {
    layout: Layout,
    row: &'a mut [f64],
}

impl Writer<'_> {
    fn curve(&mut self, curve: Curve, values: &[f64]) {
        let cells = self.row.iter_mut().skip(self.layout.curve(curve)).take(self.layout.knots);
        cells.zip(values).for_each(|(cell, value)| *cell = *value);
    }

    fn number(&mut self, number: Number, value: f64) {
        if let Some(cell) = self.row.get_mut(self.layout.number(number)) {
            *cell = value;
        }
    }

    fn asset(&mut self, i: usize, setting: &Setting, member: &MemberResult, plans: &Plans) {
        let Some(asset) = member.assets.get(i) else { return };
        self.curve(Curve::Failure(i), &asset.failure);
        self.curve(Curve::Reference(i), &asset.reference);
        self.curve(Curve::Bearing(i), &asset.bearing);
        self.curve(Curve::Winding(i), &asset.winding);
        self.curve(Curve::Flow(i), &asset.flow);
        let limit = setting.manifest.decision.risk_limit;
        let crossing = first_crossing(&setting.times_h, &asset.failure, limit);
        self.number(Number::Crossing(i), crossing.unwrap_or(f64::INFINITY));
        self.number(Number::Starts(i), asset.starts.last().copied().unwrap_or(0.0));
        self.number(Number::Rise(i), asset.bearing_rise_k);
        self.number(Number::Defect(i), defect_now(&asset.modes));
        for (j, (incidence, mode)) in asset.incidence.iter().zip(&asset.modes).enumerate() {
            let present = if let ModeState::DelayTime(d) = mode { d.present } else { f64::NAN };
            self.number(Number::Incidence(i, j), *incidence);
            self.number(Number::Present(i, j), present);
            for (k, knot) in course_knots(self.layout.knots).into_iter().enumerate() {
                let value = asset.course.get(knot * self.layout.modes + j).copied();
                self.number(Number::Course(i, j, k), value.unwrap_or(0.0));
            }
        }
        let plan = plans.0.get(i).copied().unwrap_or_default();
        let Some(shown) = plan.shown else { return };
        let line = Timeline::new(setting, asset);
        self.curve(Curve::After(i), &line.failure(&setting.times_h, Some(shown)));
        if plan.is_chosen {
            let cost = |treatment| cost::expected(setting, &line, treatment);
            self.number(Number::RiskAfter(i), line.risk(Some(shown)));
            self.number(Number::Waiting(i), cost(plan.later) - cost(Some(shown)));
        }
    }
}

/// P(at least one detectable defect is present now).
fn defect_now(modes: &[ModeState]) -> f64 {
    let absent = |m: &ModeState| match m {
        ModeState::DelayTime(d) => 1.0 - d.present,
        _ => 1.0,
    };
    1.0 - modes.iter().map(absent).product::<f64>()
}
