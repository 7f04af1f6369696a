//! Numbers, per cent, money, clock times: the way people read them, with no more digits than the interval allows.
//!
//! Plain spaces throughout, so that the same text serves the screen, a file and a test; the style sheet
//! keeps numbers and units on one line.

mod number;
mod percent;
mod time;

pub(crate) use number::magnitude;
pub use number::{
    decimals_for, grouped, kept_together, money, money_range, number, plain, range, sign_of, three_digits,
    trimmed, with_unit,
};
pub use percent::{percent, percent_plain, percent_range};
pub use time::{clock, clock_with_day, hours, time_of_day, window};
