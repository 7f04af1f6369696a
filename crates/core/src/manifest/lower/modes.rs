//! Failure modes.

use crate::manifest::raw;
use crate::manifest::resolved::{Ageing, DelayTime, HeatNode, Life, Mode, ModeKind};

use super::graph::convert_by_zone;

pub(super) fn convert(id: String, raw: raw::Mode) -> Mode {
    match raw {
        raw::Mode::DelayTime { title, arrival, delay, evidence, ageing, inspection, failure_cost } => {
            let kind = ModeKind::DelayTime(convert_delay_time(arrival, delay, *evidence, ageing, inspection));
            Mode { id, title, kind, failure_cost }
        }
        raw::Mode::Ageing { title, life, ageing, age_at_reference_h, failure_cost } => {
            let (life, ageing) = (convert_life(life), convert_ageing(ageing));
            Mode { id, title, kind: ModeKind::Ageing { life, ageing, age_at_reference_h }, failure_cost }
        }
        raw::Mode::PerStart { title, probability, relative_sd, failure_cost } => {
            Mode { id, title, kind: ModeKind::PerStart { probability, relative_sd }, failure_cost }
        }
    }
}

fn convert_delay_time(
    arrival: raw::Life,
    delay: raw::Life,
    evidence: raw::Evidence,
    ageing: raw::Ageing,
    inspection: raw::ModeInspection,
) -> DelayTime {
    let raw::Evidence { with_defect, without_defect, elapsed_share, log_odds_sd } = evidence;
    let raw::ModeInspection {
        detection,
        false_alarm,
        restoration,
        repair_cost,
        repair_duration_h,
        repair_lead_h,
    } = inspection;
    DelayTime {
        arrival: convert_life(arrival),
        delay: convert_life(delay),
        with_defect: convert_by_zone(with_defect),
        without_defect: convert_by_zone(without_defect),
        elapsed_share: convert_by_zone(elapsed_share).map(|[from, to]| (from, to)),
        log_odds_sd,
        ageing: convert_ageing(ageing),
        detection,
        false_alarm: false_alarm.unwrap_or(0.0),
        restoration: restoration.unwrap_or(1.0),
        repair_cost,
        repair_duration_h,
        repair_lead_h,
    }
}

fn convert_life(raw: raw::Life) -> Life {
    let raw::Life { shape, scale_h, relative_sd } = raw;
    Life { shape, scale_h, relative_sd }
}

fn convert_ageing(raw: raw::Ageing) -> Ageing {
    let raw::Ageing { temperature: raw::TemperatureEffect { node, halving_k, reference_cel }, cavitation } =
        raw;
    let node = match node {
        raw::Node::Winding => HeatNode::Winding,
        raw::Node::Bearing => HeatNode::Bearing,
    };
    let cavitation = cavitation.map(|raw::Cavitation { npsh_margin_m, factor }| (npsh_margin_m, factor));
    Ageing { node, halving_k, reference_cel, cavitation }
}
