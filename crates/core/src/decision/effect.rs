//! What an inspection does: it may reveal a present defect, and the repair removes it, but only from then on.

use crate::ensemble::member::AssetResult;
use crate::ensemble::setting::Setting;
use crate::manifest::resolved::ModeKind;
use crate::reliability::ModeState;
use crate::reliability::competing::{Competition, compete};

/// An inspection that starts at an hour from "now".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treatment {
    /// Start, h.
    pub start_h: f64,
    /// Factor on the inspection's cost.
    pub cost_factor: f64,
}

/// Exposure and starts of one asset over the decision horizon: the scenario's day, then typical days.
pub struct Timeline<'a> {
    setting: &'a Setting,
    asset: &'a AssetResult,
}

impl<'a> Timeline<'a> {
    /// The timeline of an asset in a member.
    pub fn new(setting: &'a Setting, asset: &'a AssetResult) -> Self {
        Self { setting, asset }
    }

    fn read(&self, day: &[f64], typical: &[f64], t_h: f64) -> f64 {
        let horizon = self.setting.manifest.scenario.horizon_h;
        let at = |series: &[f64], t: f64| read_even(series, t / horizon);
        if t_h <= horizon {
            return at(day, t_h);
        }
        let later = t_h - horizon;
        let whole = libm::floor(later / horizon);
        at(day, horizon) + whole * at(typical, horizon) + at(typical, later - whole * horizon)
    }

    /// Exposure of a mode at an hour.
    pub fn exposure(&self, mode: usize, t_h: f64) -> f64 {
        let series = |s: &'a [Vec<f64>]| s.get(mode).map_or(&[] as &[f64], Vec::as_slice);
        self.read(series(&self.asset.exposure), series(&self.asset.typical), t_h)
    }

    /// Starts until an hour.
    pub fn starts(&self, t_h: f64) -> f64 {
        self.read(&self.asset.starts, &self.asset.typical_starts, t_h)
    }

    /// -ln S of a mode at an hour, with or without an inspection.
    pub fn hazard(&self, mode: usize, t_h: f64, treatment: Option<Treatment>) -> f64 {
        let Some(state) = self.asset.modes.get(mode) else { return 0.0 };
        match (state, treatment, self.setting.manifest.modes.get(mode).map(|m| &m.kind)) {
            (ModeState::DelayTime(defect), Some(t), Some(ModeKind::DelayTime(model))) => {
                let removed = self.exposure(mode, t.removed_h(self.setting, model.repair_lead_h));
                defect.cumulative_hazard_after(self.exposure(mode, t_h), removed, model.detection)
            }
            _ => state.cumulative_hazard(self.exposure(mode, t_h), self.starts(t_h)),
        }
    }

    /// The modes against each other at given hours.
    pub fn compete(&self, times_h: &[f64], treatment: Option<Treatment>) -> Competition {
        compete(self.asset.modes.len(), times_h.len(), |j, k| {
            self.hazard(j, times_h.get(k).copied().unwrap_or(0.0), treatment)
        })
    }
}

/// A series over evenly spaced knots, read linearly at a share of its length.
fn read_even(series: &[f64], share: f64) -> f64 {
    let last = series.len().saturating_sub(1);
    let position = share * last as f64;
    let i = (position as usize).min(last);
    let at = |k: usize| series.get(k.min(last)).copied().unwrap_or(0.0);
    at(i) + (at(i + 1) - at(i)) * (position - i as f64)
}

impl Treatment {
    /// Hour at which the inspection ends.
    pub fn end_h(&self, setting: &Setting) -> f64 {
        self.start_h + setting.manifest.decision.inspection.duration_h
    }

    /// Hour at which a found defect is removed.
    fn removed_h(&self, setting: &Setting, repair_lead_h: f64) -> f64 {
        self.end_h(setting) + repair_lead_h
    }

    /// P(failed by t) at the scenario's knots with this inspection.
    pub fn failure_after(&self, setting: &Setting, asset: &AssetResult) -> Vec<f64> {
        Timeline::new(setting, asset).compete(&setting.times_h, Some(*self)).failure
    }

    /// P(failed by the scenario's horizon) with this inspection.
    pub fn risk_after(&self, setting: &Setting, asset: &AssetResult) -> f64 {
        let horizon = setting.manifest.scenario.horizon_h;
        Timeline::new(setting, asset).compete(&[horizon], Some(*self)).failure.last().copied().unwrap_or(0.0)
    }
}
