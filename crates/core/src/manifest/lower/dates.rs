//! Dates.

use crate::date::Date;
use crate::diag::{Code, Report};

/// The date at a path; what is none is noted.
pub(super) fn convert(text: &str, path: String, report: &mut Report) -> Option<Date> {
    let date = Date::parse(text);
    if date.is_none() {
        let message = format!("`{text}` is not a date");
        report.error(Code::BadDate, path, message).hint("write it as `2026-12-31`");
    }
    date
}
