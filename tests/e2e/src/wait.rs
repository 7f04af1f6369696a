//! Waiting for a condition, with a deadline and without fixed sleeps.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Long enough for a loaded machine; a passing test never waits for it.
pub const DEADLINE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer, or fails with what was awaited.
pub fn until<T>(what: &str, deadline: Duration, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        if start.elapsed() > deadline {
            bail!("waited {} s in vain for {what}", deadline.as_secs());
        }
        std::thread::sleep(PAUSE);
    }
}
