//! Dates on the command line, and the day now.

use std::time::{SystemTime, UNIX_EPOCH};

use twinlet_core::date::Date;

/// Reads a date given as an option.
///
/// # Errors
/// How to write it.
pub fn parse(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a date as 2026-12-31".to_owned())
}

/// The day now in UTC; 1970 where the clock stands before it, so that nothing counts as expired.
pub fn utc() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::after_1970(since.as_secs() / 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso() {
        assert_eq!(parse("2026-12-31").map(|d| d.to_string()).as_deref(), Ok("2026-12-31"));
        assert!(parse("31.12.2026").is_err());
        assert!(utc() >= Date::after_1970(20_000));
    }
}
