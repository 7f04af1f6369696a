use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Monday, 23 November 2026, 06:00.
fn now() -> Instant {
    Instant { date: date("2026-11-23"), minute: 360 }
}

fn rule(effect: Effect, hours: (i64, i64), days: Days) -> Rule {
    let when = When::Clock { from_min: hours.0 * 60, length_min: (hours.1 - hours.0) * 60, days };
    Rule { effect, label: "works".into(), when }
}

fn calendar(rules: Vec<Rule>) -> Calendar {
    Calendar { id: "c".into(), title: "C".into(), rules }
}

fn hours(spans: &Spans) -> Vec<(i64, i64)> {
    spans.iter().map(|s| (s.from / 60, s.to / 60)).collect()
}

fn repeat(text: &str) -> Days {
    let rule = Box::new(Recurrence::parse(text).unwrap());
    Days::Repeat { rule, starting: date("2026-11-02"), except: vec![date("2026-11-25")] }
}

#[test]
fn open_less_closed() {
    use Effect::{Closed, Open};
    let cases = [
        (vec![], vec![(0, 48)]),
        (vec![rule(Open, (8, 16), Days::Every)], vec![(2, 10), (26, 34)]),
        // A night shift began yesterday: its last hours are part of today.
        (vec![rule(Open, (22, 31), Days::Every)], vec![(0, 1), (16, 25), (40, 48)]),
        (vec![rule(Closed, (0, 14), Days::On(vec![date("2026-11-23")]))], vec![(8, 48)]),
        (
            vec![
                rule(Open, (8, 16), Days::Every),
                rule(Closed, (10, 11), Days::On(vec![date("2026-11-24")])),
            ],
            vec![(2, 10), (26, 28), (29, 34)],
        ),
        (vec![rule(Open, (8, 16), repeat("FREQ=WEEKLY;BYDAY=TU,WE"))], vec![(26, 34)]),
        (vec![rule(Open, (8, 9), repeat("FREQ=MONTHLY;BYDAY=MO;BYHOUR=12"))], vec![(6, 7)]),
    ];
    for (rules, expected) in cases {
        assert_eq!(hours(&calendar(rules.clone()).open(now(), 48 * 60)), expected, "{rules:?}");
    }
}

#[test]
fn an_exception_is_left_out() {
    let open = calendar(vec![rule(Effect::Open, (8, 16), repeat("FREQ=DAILY"))]).open(now(), 72 * 60);
    assert_eq!(hours(&open), [(2, 10), (26, 34)], "the 25th is excepted");
}

#[test]
fn a_tide_returns_every_period() {
    // High water at 03:00 on the 23rd and each 745.2 min after: 15:25.2, then 03:50.4 on the 24th.
    let first = Instant { date: date("2026-11-23"), minute: 180 };
    let tide = Tide { first, period_h: 12.42, before_h: 1.0, after_h: 2.0 };
    let rule = Rule { effect: Effect::Open, label: String::new(), when: When::Tide(tide) };
    let found: Vec<Span> = calendar(vec![rule]).open(now(), 24 * 60).iter().collect();
    assert_eq!(found, [Span { from: 506, to: 685 }, Span { from: 1251, to: 1430 }]);
}

#[test]
fn a_later_price_counts_and_the_mean_is_by_minutes() {
    let rules =
        vec![rule(Effect::Price(1.5), (6, 22), Days::Every), rule(Effect::Price(2.0), (8, 10), Days::Every)];
    let price =
        |from: i64, to: i64| calendar(rules.clone()).price(now(), Span { from: from * 60, to: to * 60 });
    for (from, to, expected) in
        [(0, 1, 1.5), (2, 3, 2.0), (1, 3, 1.75), (15, 17, 1.25), (17, 18, 1.0), (3, 3, 1.0)]
    {
        assert!((price(from, to) - expected).abs() < 1e-12, "{from} to {to}: {}", price(from, to));
    }
}

#[test]
fn a_closure_says_why() {
    let road = calendar(vec![rule(Effect::Closed, (0, 14), Days::Every)]);
    assert_eq!((road.why_closed(now(), 60), road.why_closed(now(), 10 * 60)), ("works", ""));
}
