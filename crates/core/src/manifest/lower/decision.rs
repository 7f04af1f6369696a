//! The decision and its windows.

use crate::diag::Report;
use crate::manifest::raw;
use crate::manifest::resolved::{
    AccessSpan, CrewSpan, DecisionSpec, FlipQuantity, Inspection, WindowRules, ZoneLimits,
};
use crate::manifest::tree::element;

use super::minutes;
use super::planning::{self, Names};
use super::studies;

pub(super) fn convert(raw: raw::Decision, names: &Names<'_>, report: &mut Report) -> DecisionSpec {
    let raw::Decision {
        question,
        owner,
        current_practice,
        measure,
        horizon_h,
        risk_limit,
        inspection: raw::Inspection { duration_h, cost, zone_limits_mm_per_s },
        windows,
        planning,
        restoration_h,
        lost_duty_cost,
        flip_points,
        studies,
    } = raw;
    DecisionSpec {
        question,
        owner,
        current_practice,
        measure,
        horizon_h,
        risk_limit,
        inspection: Inspection { duration_h, cost, zone_limits: zone_limits_mm_per_s.map(ZoneLimits) },
        windows: convert_windows(windows, report),
        planning: planning::convert(planning, names),
        restoration_h,
        lost_duty_cost,
        flip_points: flip_points.into_iter().map(convert_flip_point).collect(),
        studies: studies::of_station(studies),
    }
}

fn convert_windows(raw: raw::Windows, report: &mut Report) -> WindowRules {
    let raw::Windows { access, crew, step_min, feasible_share } = raw;
    let access = access.into_iter().enumerate().map(|(i, span)| convert_access(i, span, report)).collect();
    let crew = crew.into_iter().enumerate().map(|(i, span)| convert_crew(i, span, report)).collect();
    WindowRules { access, crew, step_min, feasible_share }
}

fn convert_access(index: usize, raw: raw::Access, report: &mut Report) -> AccessSpan {
    let raw::Access { from, to, label } = raw;
    let path = element("decision.windows.access", index);
    let from_min = minutes(&from, &path, "from", report);
    AccessSpan { from_min, to_min: minutes(&to, &path, "to", report), label }
}

fn convert_crew(index: usize, raw: raw::Crew, report: &mut Report) -> CrewSpan {
    let raw::Crew { from, to, crews, cost_factor } = raw;
    let path = element("decision.windows.crew", index);
    let from_min = minutes(&from, &path, "from", report);
    CrewSpan { from_min, to_min: minutes(&to, &path, "to", report), crews, cost_factor }
}

fn convert_flip_point(raw: raw::FlipPoint) -> FlipQuantity {
    match raw {
        raw::FlipPoint::Input(id) => FlipQuantity::Input(id),
        raw::FlipPoint::Cost(raw::CostName::Inspection) => FlipQuantity::InspectionCost,
    }
}
