//! The device's clocks: the monotonic one for deadlines, the wall clock for the calendar.

use twinlet_core::date::Date;

use crate::calendar::LocalTime;

/// Milliseconds that only ever grow.
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}

/// Local date and time now.
pub fn local_now() -> LocalTime {
    let now = js_sys::Date::new_0();
    LocalTime {
        year: now.get_full_year() as i32,
        month: now.get_month() + 1,
        day: now.get_date(),
        minute: now.get_hours() * 60 + now.get_minutes(),
    }
}

/// The local day.
pub fn today() -> Option<Date> {
    local_now().iso().get(..10).and_then(Date::parse)
}

/// Now in UTC, ISO 8601: `2026-11-21T05:00:00.000Z`.
pub fn utc_now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
