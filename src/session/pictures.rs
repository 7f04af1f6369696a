//! The data of the pictures in the details: which mode, and what a start costs.

use twinlet_components::{CostData, CostOver, IncidenceData};
use twinlet_core::domain::DomainState;
use twinlet_core::outlook::{AssetOutlook, Outlook, StartCost};
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

use super::Session;

/// Starts that are further apart than this many steps have a gap between them.
const NEIGHBOURS: f64 = 1.5;

impl Session {
    /// Cumulative incidence by mode of an asset.
    pub fn incidence_data(self, outlook: &Outlook, asset: &str) -> Option<IncidenceData> {
        let of = outlook.assets.iter().find(|a| a.id == asset)?;
        let title = self.asset_title(asset)?;
        Some(IncidenceData {
            asset: title,
            start_min: self.with_manifest(|m| m.scenario.start_min),
            x_unit: None,
            total: at_course(of)?,
            modes: of.modes.iter().map(|m| (m.title.to_lowercase(), m.course.clone())).collect(),
        })
    }

    /// Expected cost of an inspection by its start.
    pub fn cost_data(self, outlook: &Outlook, asset: &str) -> Option<CostData> {
        let of = outlook.assets.iter().find(|a| a.id == asset)?;
        let title = self.asset_title(asset)?;
        let (start_min, step_h, unit) = self.with_manifest(|m| {
            let step_h = f64::from(m.decision.windows.step_min) / 60.0;
            (m.scenario.start_min, step_h, m.app.currency.clone())
        });
        let costs: Vec<StartCost> = of.costs.iter().filter(|c| c.feasible).copied().collect();
        // The cheapest of all, which a risk limit may forbid: the recommendation is the card's, not the picture's.
        let least = costs.iter().min_by(|a, b| a.mean.total_cmp(&b.mean));
        Some(CostData {
            title: ["Cost by start of the inspection, ", &title].concat(),
            over: CostOver::WindowStart,
            start_min,
            x_unit: String::new(),
            unit,
            gaps: gaps(&costs, step_h),
            optimum: least.map(|c| c.start_h),
            now: None,
            curve: curve(&costs, outlook.domain.state),
        })
    }

    fn asset_title(self, asset: &str) -> Option<String> {
        self.with_manifest(|m| m.assets.iter().find(|a| a.id == asset).map(|a| a.title.to_lowercase()))
    }
}

/// The failure probability at the hours of the incidences only, so that the parts add up to it everywhere.
fn at_course(asset: &AssetOutlook) -> Option<PredictedCurve> {
    let all = asset.failure.shown();
    let places: Vec<usize> =
        asset.course_h.iter().filter_map(|t| all.times_h.iter().position(|other| other == t)).collect();
    let pick = |values: &[f64]| places.iter().filter_map(|k| values.get(*k).copied()).collect::<Vec<f64>>();
    let band = |b: &Band| Band { low: pick(&b.low), high: pick(&b.high), ..b.clone() };
    PredictedCurve::new(pick(all.times_h), pick(all.mean), all.bands.iter().map(band).collect(), all.domain)
        .ok()
}

fn curve(costs: &[StartCost], domain: DomainState) -> PredictedCurve {
    let each = |pick: fn(&StartCost) -> f64| costs.iter().map(pick).collect::<Vec<f64>>();
    let band =
        Band { coverage: 0.8, kind: IntervalKind::Members, low: each(|c| c.low), high: each(|c| c.high) };
    let nothing = || PredictedCurve::new(vec![], vec![], vec![], domain);
    PredictedCurve::new(each(|c| c.start_h), each(|c| c.mean), vec![band], domain)
        .or_else(|_| nothing())
        .unwrap_or_else(|_| unreachable!("an empty curve is consistent"))
}

/// Between neighbouring starts that are further apart than a step.
fn gaps(costs: &[StartCost], step_h: f64) -> Vec<(f64, f64)> {
    let pairs = costs.iter().zip(costs.iter().skip(1));
    let far = pairs.filter(|(a, b)| b.start_h - a.start_h > step_h * NEIGHBOURS);
    far.map(|(a, b)| (a.start_h, b.start_h)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_lie_where_no_start_is_possible() {
        let at = |start_h| StartCost { start_h, mean: 1.0, low: 1.0, high: 1.0, feasible: true };
        let costs = [at(1.5), at(2.0), at(2.5), at(6.5), at(7.0)];
        assert_eq!(gaps(&costs, 0.5), [(2.5, 6.5)]);
        assert_eq!(gaps(&costs[..1], 0.5), []);
        assert_eq!(curve(&costs, DomainState::In).shown().times_h.len(), 5);
    }
}
