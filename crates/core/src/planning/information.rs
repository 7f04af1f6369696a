//! What it is worth to know an inspection's finding before deciding.
//!
//! Value of information = cost of the best choice now - expected cost of the best choice once the finding is known
//! (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961). The finding says of each detectable mode
//! whether a defect was found; a defect that is there is found with the mode's probability of detection, none is found
//! where none is. Both sides are weighed over the same findings, so that the value is never negative.
//! What knowing costs is not in it: compare the value with the cost of an inspection.

use crate::decision::cost;
use crate::decision::effect::{Timeline, Treatment};
use crate::ensemble::member::{AssetResult, MemberResult};
use crate::ensemble::setting::Setting;
use crate::manifest::resolved::ModeKind;
use crate::reliability::ModeState;
use crate::reliability::delay_time::DefectState;

/// Members that are asked; the value is a difference of means over the same members.
const ASKED: usize = 40;
/// Modes whose findings are told apart: the first of the manifest; the others count as not looked at.
const MODES: usize = 3;

/// One finding: of each detectable mode, whether a defect was found.
type Finding = Vec<(usize, bool)>;

/// The value for one asset; `choices` are the treatments that are possible, leaving it is always one more.
pub fn value(setting: &Setting, members: &[MemberResult], asset: usize, choices: &[Treatment]) -> f64 {
    let members = &members[..members.len().min(ASKED)];
    let all: Vec<Option<Treatment>> =
        std::iter::once(None).chain(choices.iter().copied().map(Some)).collect();
    let weighed = |finding| costs(setting, members, asset, &finding, &all);
    let table: Vec<Vec<f64>> = findings(&detectable(setting)).map(weighed).collect();
    best_before(&table) - best_after(&table)
}

/// All findings of these modes.
fn findings(modes: &[usize]) -> impl Iterator<Item = Finding> + '_ {
    let one = |bits: usize| modes.iter().enumerate().map(|(k, j)| (*j, bits >> k & 1 == 1)).collect();
    (0..1usize << modes.len()).map(one)
}

/// Expected cost of each choice under a finding, times the finding's probability.
fn costs(
    setting: &Setting,
    members: &[MemberResult],
    asset: usize,
    finding: &Finding,
    choices: &[Option<Treatment>],
) -> Vec<f64> {
    let known: Vec<(f64, AssetResult)> =
        members.iter().map(|m| given(setting, &m.assets[asset], finding)).collect();
    let lines: Vec<(f64, Timeline<'_>)> =
        known.iter().map(|(w, a)| (*w, Timeline::new(setting, a))).collect();
    let mean = |t: &Option<Treatment>| {
        let total: f64 = lines.iter().map(|(w, line)| w * cost::expected(setting, line, *t)).sum();
        total / members.len().max(1) as f64
    };
    choices.iter().map(mean).collect()
}

/// One choice for all findings.
fn best_before(table: &[Vec<f64>]) -> f64 {
    let choices = table.first().map_or(0, Vec::len);
    let total = |c: usize| table.iter().filter_map(|row| row.get(c)).sum::<f64>();
    (0..choices).map(total).reduce(f64::min).unwrap_or(0.0)
}

/// A choice for each finding.
fn best_after(table: &[Vec<f64>]) -> f64 {
    table.iter().filter_map(|row| row.iter().copied().reduce(f64::min)).sum()
}

/// Positions of the modes that an inspection can find.
fn detectable(setting: &Setting) -> Vec<usize> {
    let modes = setting.manifest.modes.iter().enumerate();
    modes.filter(|(_, m)| matches!(m.kind, ModeKind::DelayTime(_))).map(|(j, _)| j).take(MODES).collect()
}

/// Probability of a finding in one member, and the asset as it then is.
fn given(setting: &Setting, asset: &AssetResult, finding: &Finding) -> (f64, AssetResult) {
    let (mut weight, mut known) = (1.0, asset.clone());
    for (j, is_found) in finding {
        let (Some(ModeState::DelayTime(defect)), Some(ModeKind::DelayTime(model))) =
            (known.modes.get_mut(*j), setting.manifest.modes.get(*j).map(|m| &m.kind))
        else {
            continue;
        };
        let (chance, present) = update(defect.present, model.detection, *is_found);
        weight *= chance;
        // What was computed for the odds before no longer holds.
        known.failing.get_mut(*j).map(Vec::clear);
        *defect = DefectState::new(present, defect.elapsed, defect.delay, defect.arrival_rate);
    }
    (weight, known)
}

/// Probability of the finding, and of a defect given it, by Bayes' rule.
fn update(present: f64, detection: f64, is_found: bool) -> (f64, f64) {
    let found = present * detection;
    if is_found {
        return (found, 1.0);
    }
    let none = 1.0 - found;
    (none, if none > 0.0 { (present - found) / none } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bayes_rule_by_hand() {
        // Present 40 %, found 90 % of the time: found with 36 %; else 4 % of 64 % remain, 6.25 %.
        let (found, present) = update(0.4, 0.9, true);
        assert!((found - 0.36).abs() < 1e-12 && present == 1.0);
        let (none, present) = update(0.4, 0.9, false);
        assert!((none - 0.64).abs() < 1e-12 && (present - 0.0625).abs() < 1e-12);
        assert_eq!(update(1.0, 1.0, false), (0.0, 0.0));
    }

    #[test]
    fn information_is_worth_what_it_changes() {
        // A defect with 30 %: leaving costs 1,000 if there is one and 0 if not, treating 400 either way. Weighed:
        // without knowing min(300, 400) = 300; knowing, 0.3 * 400 + 0 = 120; worth 180.
        let table = [vec![0.3 * 1_000.0, 0.3 * 400.0], vec![0.0, 0.7 * 400.0]];
        assert!((best_before(&table) - best_after(&table) - 180.0).abs() < 1e-9);
        // Where the same choice is best anyway, nothing.
        let table = [vec![500.0, 100.0], vec![200.0, 100.0]];
        assert_eq!(best_before(&table) - best_after(&table), 0.0);
    }
}
