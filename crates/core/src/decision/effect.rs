//! What an inspection does: it may reveal a present defect, and the repair removes it, but only from then on.

use core::cell::RefCell;
use std::collections::BTreeMap;

use crate::ensemble::member::AssetResult;
use crate::ensemble::setting::Setting;
use crate::manifest::resolved::ModeKind;
use crate::reliability::ModeState;
use crate::reliability::competing::{Competition, compete, failure};
use crate::reliability::delay_time::{DefectState, Failing};

use serde::{Deserialize, Serialize};

/// An inspection that starts at an hour from "now".
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Treatment {
    /// Start, h.
    pub start_h: f64,
    /// Factor on the inspection's cost.
    pub cost_factor: f64,
}

/// The inspection of one asset whose effect is computed in every member.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The recommended inspection, or else the first possible one.
    pub shown: Option<Treatment>,
    /// It is recommended.
    pub is_chosen: bool,
    /// The best one from the next day on, to tell what waiting costs.
    pub later: Option<Treatment>,
}

/// A plan for each asset.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plans(pub Vec<Plan>);

/// Exposure and starts of one asset over the decision horizon: the scenario's day, then typical days.
///
/// What was computed at an exposure is kept: inspections at other times ask at the same ones again.
pub struct Timeline<'a> {
    setting: &'a Setting,
    asset: &'a AssetResult,
    /// By mode: the bits of an exposure beyond the knots, to what was computed there.
    kept: RefCell<Vec<BTreeMap<u64, Failing>>>,
}

impl<'a> Timeline<'a> {
    /// The timeline of an asset in a member.
    pub fn new(setting: &'a Setting, asset: &'a AssetResult) -> Self {
        Self { setting, asset, kept: RefCell::new(vec![BTreeMap::new(); asset.modes.len()]) }
    }

    /// Whose timeline it is.
    pub fn asset(&self) -> &'a AssetResult {
        self.asset
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
                let exposure = self.exposure(mode, t_h);
                let failing = self.failing(mode, defect, exposure);
                let before = match exposure <= removed {
                    true => failing.by_present,
                    false => self.failing(mode, defect, removed).by_present,
                };
                failing.cumulative_hazard_after(before, model.detection)
            }
            (ModeState::DelayTime(defect), ..) => {
                self.failing(mode, defect, self.exposure(mode, t_h)).cumulative_hazard()
            }
            _ => state.cumulative_hazard(self.exposure(mode, t_h), self.starts(t_h)),
        }
    }

    /// P(a defect is present now and has not failed by an hour).
    pub fn survives_present(&self, mode: usize, defect: &DefectState, t_h: f64) -> f64 {
        defect.present - self.failing(mode, defect, self.exposure(mode, t_h)).by_present
    }

    fn failing(&self, mode: usize, defect: &DefectState, exposure: f64) -> Failing {
        let knots = self.asset.exposure.get(mode).map_or(&[] as &[f64], Vec::as_slice);
        let k = knots.partition_point(|e| *e < exposure);
        if knots.get(k) == Some(&exposure)
            && let Some(failing) = self.asset.failing.get(mode).and_then(|series| series.get(k))
        {
            return *failing;
        }
        match self.kept.borrow_mut().get_mut(mode) {
            Some(kept) => *kept.entry(exposure.to_bits()).or_insert_with(|| defect.at(exposure)),
            None => defect.at(exposure),
        }
    }

    /// P(failed by the scenario's horizon), with or without an inspection.
    pub fn risk(&self, treatment: Option<Treatment>) -> f64 {
        let horizon = self.setting.manifest.scenario.horizon_h;
        self.failure(&[horizon], treatment).last().copied().unwrap_or(0.0)
    }

    /// P(failed) at given hours, with or without an inspection.
    pub fn failure(&self, times_h: &[f64], treatment: Option<Treatment>) -> Vec<f64> {
        failure(self.asset.modes.len(), times_h.len(), |j, k| {
            self.hazard(j, times_h.get(k).copied().unwrap_or(0.0), treatment)
        })
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
}
