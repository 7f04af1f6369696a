use super::*;

const REFERENCE: &str = include_str!("../../../../../tests/suite/calendar/recurrence.json");

fn instant(text: &str) -> Instant {
    let (date, time) = text.split_once('T').unwrap();
    Instant { date: Date::parse(date).unwrap(), minute: crate::clock::parse(time).unwrap().into() }
}

fn written(at: Instant) -> String {
    format!("{}T{:02}:{:02}", at.date, at.minute / 60, at.minute % 60)
}

#[test]
fn occurrences_are_those_of_dateutil() {
    let reference: serde_json::Value = serde_json::from_str(REFERENCE).unwrap();
    let cases = reference["cases"].as_array().unwrap();
    assert!(cases.len() > 300);
    for case in cases {
        let text = |key: &str| case[key].as_str().unwrap();
        let rule = Recurrence::parse(text("rule")).unwrap();
        let found = rule.occurrences(instant(text("start")), Date::parse(text("last")).unwrap());
        assert_eq!(found.len() as u64, case["count"].as_u64().unwrap(), "{case}");
        let expected: Vec<&str> =
            case["first"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect();
        let found: Vec<String> = found.into_iter().take(expected.len()).map(written).collect();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn a_date_as_the_end_is_that_whole_day() {
    let rule = Recurrence::parse("FREQ=DAILY;UNTIL=20261122").unwrap();
    let found = rule.occurrences(instant("2026-11-21T23:30"), Date::parse("2026-12-24").unwrap());
    assert_eq!(found.into_iter().map(written).collect::<Vec<_>>(), ["2026-11-21T23:30", "2026-11-22T23:30"]);
}

#[test]
fn what_is_not_known_is_refused() {
    for (text, expected) in [
        ("", "`` is not KEY=VALUE"),
        ("INTERVAL=2", "`FREQ` is missing"),
        ("FREQ=YEARLY", "`FREQ=YEARLY` is not one of DAILY, WEEKLY and MONTHLY"),
        ("FREQ=DAILY;FREQ=DAILY", "`FREQ` stands twice"),
        ("FREQ=DAILY;BYSETPOS=1", "`BYSETPOS` is not supported here"),
        ("FREQ=DAILY;BYWEEKDAY=MO", "`BYWEEKDAY` is not a part of RFC 5545"),
        ("FREQ=DAILY;INTERVAL=0", "`INTERVAL` takes whole numbers from 1 to 10000, not `0`"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261231", "`COUNT` and `UNTIL` exclude each other"),
        (
            "FREQ=DAILY;UNTIL=20261231T120000Z",
            "`UNTIL=20261231T120000Z` is not of the form 20261231 or 20261231T120000, local time",
        ),
        (
            "FREQ=DAILY;UNTIL=20260230",
            "`UNTIL=20260230` is not of the form 20261231 or 20261231T120000, local time",
        ),
        ("FREQ=WEEKLY;BYDAY=1MO", "a number in `BYDAY` needs `FREQ=MONTHLY`"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "`BYMONTHDAY` does not go with `FREQ=WEEKLY`"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "`BYMONTHDAY` is not 0"),
        ("FREQ=MONTHLY;BYDAY=6MO", "`BYDAY` takes whole numbers from -5 to 5, not `6`"),
        ("FREQ=WEEKLY;BYDAY=MON", "`MON` is not a day such as MO, 2TU or -1FR"),
        ("FREQ=WEEKLY;BYDAY=é", "`é` is not one of MO, TU, WE, TH, FR, SA, SU"),
    ] {
        assert_eq!(Recurrence::parse(text).unwrap_err(), expected, "{text}");
    }
}
