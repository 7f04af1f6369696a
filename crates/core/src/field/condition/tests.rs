use super::*;
use crate::manifest::resolved::{Ageing, HeatNode, Life, ZoneSource};

fn delay_time(detection: f64, false_alarm: f64, restoration: f64) -> ModeKind {
    let life = |shape, scale_h| Life { shape, scale_h, relative_sd: 0.2 };
    ModeKind::DelayTime(DelayTime {
        arrival: life(1.3, 60_000.0),
        delay: life(2.5, 1000.0),
        with_defect: [0.02, 0.18, 0.40, 0.40],
        without_defect: [0.58, 0.404, 0.015, 0.001],
        elapsed_share: [(0.0, 0.2), (0.0, 0.4), (0.35, 0.8), (0.5, 1.0)],
        log_odds_sd: 0.35,
        ageing: Ageing { node: HeatNode::Bearing, halving_k: 15.0, reference_cel: 70.0, cavitation: None },
        detection,
        false_alarm,
        restoration,
        repair_cost: 2100.0,
        repair_duration_h: 5.0,
        repair_lead_h: 3.0,
    })
}

fn mode(id: &str, kind: ModeKind) -> Mode {
    Mode { id: id.into(), title: id.into(), kind, failure_cost: 14_000.0 }
}

fn asset() -> Asset {
    Asset {
        id: "pump_2".into(),
        title: "Pump 2".into(),
        vibration_zone: ZoneSource::Fixed(Zone::D),
        effective_age_h: 31_000.0,
        hours_since_inspection: 2100.0,
        wear_mean: 0.1,
        wear_sd: 0.015,
        site: 0,
        part_lead_min: 0,
    }
}

/// Odds of a bearing defect and its effective age after findings, given as texts.
fn after(findings: &[&str], kind: ModeKind) -> (f64, f64) {
    let modes = [mode("bearing", kind)];
    let findings: Vec<FieldFinding> = findings.iter().map(|f| f.parse().unwrap()).collect();
    let known = Condition::new(&modes, &asset(), Zone::D, &findings).modes[0];
    (libm::exp(known.log_odds), known.age_h)
}

#[test]
fn findings_move_the_odds_as_by_hand() {
    let kind = || delay_time(0.9, 0.05, 0.8);
    let (odds, age) = after(&[], kind());
    for (findings, expected, expected_age) in [
        // (1 - 0.9)/(1 - 0.05) = 0.105263 of the odds.
        (vec!["pump_2:no_defect"], odds * 0.105_263_157_894_736_84, age),
        // Twice, by its square.
        (vec!["pump_2:no_defect", "pump_2:no_defect"], odds * 0.011_080_332_409_972_3, age),
        // 0.9/0.05 = 18 times the odds.
        (vec!["pump_2:defect:bearing"], odds * 18.0, age),
        // From D, 0.40/0.001, to B, 0.18/0.404: by 0.445545/400 of the odds.
        (vec!["pump_2:grade:B"], odds * 0.445_544_554_455_445_5 / 400.0, age),
        // The latest grade counts.
        (vec!["pump_2:grade:B", "pump_2:grade:D"], odds, age),
        // A repair removes the defect and 80 % of the age.
        (vec!["pump_2:repaired:bearing"], 0.0, 6200.0),
        (vec!["pump_2:repaired:bearing", "pump_2:no_defect"], 0.0, 6200.0),
        (vec!["pump_2:repaired:bearing", "pump_2:defect:bearing"], f64::INFINITY, 6200.0),
        // Nobody looked at this pump, or at this mode.
        (vec!["pump_1:no_defect", "pump_2:defect:seal", "pump_2:repaired:seal"], odds, age),
    ] {
        let (found, found_age) = after(&findings, kind());
        let is_equal = found == expected || (found / expected - 1.0).abs() < 1e-12;
        assert!(is_equal, "{findings:?}: {found} instead of {expected}");
        assert!((found_age - expected_age).abs() < 1e-9, "{findings:?}: {found_age}");
    }
}

#[test]
fn certainty_is_no_accident() {
    let defect = ["pump_2:defect:bearing"];
    let nothing = ["pump_2:no_defect"];
    let both = ["pump_2:defect:bearing", "pump_2:no_defect"];
    for (findings, detection, false_alarm, expected) in [
        (&defect[..], 0.9, 0.0, f64::INFINITY), // no false alarms: what is seen is there
        (&nothing[..], 1.0, 0.0, 0.0),          // nothing stays hidden
        (&both[..], 1.0, 0.0, f64::INFINITY),   // only a repair removes a defect that was seen
    ] {
        assert_eq!(after(findings, delay_time(detection, false_alarm, 1.0)).0, expected, "{findings:?}");
    }
    let (_, age) = after(&["pump_2:repaired:bearing"], delay_time(0.9, 0.0, 1.0));
    assert_eq!(age, LEAST_AGE_H);
}

#[test]
fn modes_without_a_defect_are_left_alone() {
    let kind = ModeKind::PerStart { probability: 1e-6, relative_sd: 0.3 };
    assert_eq!(after(&["pump_2:no_defect", "pump_2:repaired:bearing"], kind), (1.0, 31_000.0));
}
