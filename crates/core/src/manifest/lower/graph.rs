//! The system around the assets.

use crate::diag::{Code, Report};
use crate::manifest::raw;
use crate::manifest::resolved::{
    Asset, ByZone, GridSpec, HeadTank, Heat, PumpControl, Station, ThermalNode, WetWell,
};

pub(super) fn convert_station(raw: raw::Station, assets: &[Asset], report: &mut Report) -> Station {
    let raw::Station {
        kind: raw::StationKind::PumpStation,
        hydraulics,
        inflow: raw::InputRef { input: inflow },
        ambient: raw::InputRef { input: ambient },
        water_temperature: raw::WaterTemperature { ground_cel, ambient_share },
        wet_well,
        pump_control: raw::PumpControl { start_levels_m, stop_levels_m, order, alternate },
        head_tank,
        step_min,
        grid: raw::Grid { wet_well_levels, head_tank_levels, wear_sigmas },
    } = raw;
    let order = convert_order(&order, assets, report);
    Station {
        hydraulics,
        inflow,
        ambient,
        ground_cel,
        ambient_share,
        wet_well: convert_wet_well(wet_well),
        control: PumpControl { start_levels_m, stop_levels_m, order, alternate },
        head_tank: convert_head_tank(head_tank),
        step_min,
        grid: GridSpec { wet_well_levels, head_tank_levels, wear_sigmas },
    }
}

/// Positions of the named assets; together they are all of them.
fn convert_order(order: &[String], assets: &[Asset], report: &mut Report) -> Vec<usize> {
    let positions: Vec<usize> =
        order.iter().filter_map(|id| assets.iter().position(|asset| asset.id == *id)).collect();
    let is_missing = |position: &usize| !positions.contains(position);
    if positions.len() != order.len()
        || order.len() != assets.len()
        || (0..assets.len()).any(|p| is_missing(&p))
    {
        let ids: Vec<_> = assets.iter().map(|asset| format!("`{}`", asset.id)).collect();
        report
            .error(
                Code::PumpOrder,
                "graph.station.pump_control.order",
                "the order does not name each asset once",
            )
            .hint(format!("assets: {}", ids.join(", ")));
    }
    positions
}

fn convert_wet_well(raw: raw::WetWell) -> WetWell {
    let raw::WetWell { area_m2, initial_level_m, overflow_level_m, lowest_level_m } = raw;
    WetWell { area_m2, initial_level_m, overflow_level_m, lowest_level_m }
}

fn convert_head_tank(raw: raw::HeadTank) -> HeadTank {
    let raw::HeadTank {
        area_m2,
        initial_level_m,
        highest_level_m,
        outflow_m3_per_h_at_1_m,
        outflow_exponent,
    } = raw;
    HeadTank { area_m2, initial_level_m, highest_level_m, outflow_m3_per_h_at_1_m, outflow_exponent }
}

pub(super) fn convert_heat(raw: raw::Heat) -> Heat {
    let raw::Heat {
        kind: raw::HeatKind::TwoNodeThermal,
        room_above_ambient_k,
        motor_efficiency,
        winding,
        bearing,
        winding_to_bearing_k_per_w,
        friction_factor_by_zone,
        relative_sd,
        valid_room_temperature: raw::Range { min, max },
    } = raw;
    let raw::Winding { resistance_to_room_k_per_w: winding_resistance, capacity_j_per_k: winding_capacity } =
        winding;
    let raw::Bearing { resistance_to_room_k_per_w, capacity_j_per_k, friction_w } = bearing;
    Heat {
        room_above_ambient_k,
        motor_efficiency,
        winding: ThermalNode { resistance_k_per_w: winding_resistance, capacity_j_per_k: winding_capacity },
        bearing: ThermalNode { resistance_k_per_w: resistance_to_room_k_per_w, capacity_j_per_k },
        friction_w,
        winding_to_bearing_k_per_w,
        friction_factor: convert_by_zone(friction_factor_by_zone),
        relative_sd,
        valid_room_cel: (min, max),
    }
}

/// In the order A to D.
pub(super) fn convert_by_zone<T>(raw: raw::ByZone<T>) -> ByZone<T> {
    let raw::ByZone { A, B, C, D } = raw;
    [A, B, C, D]
}
