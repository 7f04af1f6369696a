//! The built app in a real browser: a phone-sized Chromium, real touch, a host that can fail.
//!
//! Each test makes its own [`Stage`]: its own server, browser and profile. Every wait is a
//! condition with a deadline; nothing sleeps for a fixed time.

mod act;
mod answer;
mod browser;
mod chromedriver;
mod clock;
mod command_line;
mod downloads;
mod pictures;
mod stage;
mod touch;
mod wait;
mod widget_files;

pub use browser::Browser;
pub use clock::on_the_day;
pub use command_line::{twinlet, twinlet_output, twinlet_program};
pub use downloads::{arrived, wait_for_files};
pub use stage::Stage;
pub use wait::{DEADLINE, until};
pub use widget_files::widget_files;
pub use xtask::server::Fault;
