//! A slow line between host and browser: one width for all connections, one delay for every answer.

use std::io::{self, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::lock;

/// Bytes that go at once.
const PIECE: usize = 4 << 10;

/// How slow.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// From a request to the first byte of its answer: a round trip.
    pub delay: Duration,
    /// Width, shared by all answers that are on their way.
    pub bytes_per_second: f64,
}

/// A line in use: until when it is taken, and how much went over it.
pub(crate) struct Traffic {
    line: Option<Line>,
    state: Mutex<(Instant, u64)>,
}

impl Traffic {
    pub(crate) fn new(line: Option<Line>) -> Self {
        Self { line, state: Mutex::new((Instant::now(), 0)) }
    }

    /// Bytes of bodies so far.
    pub(crate) fn bytes(&self) -> u64 {
        lock(&self.state).1
    }

    /// Waits for the round trip.
    pub(crate) fn delay(&self) {
        if let Some(line) = self.line {
            std::thread::sleep(line.delay);
        }
    }

    /// Sends a body, no faster than the line.
    pub(crate) fn send(&self, to: &mut impl Write, body: &[u8]) -> io::Result<()> {
        for piece in body.chunks(if self.line.is_some() { PIECE } else { usize::MAX }) {
            std::thread::sleep(self.turn(piece.len()));
            to.write_all(piece)?;
        }
        Ok(())
    }

    /// How long to wait until these bytes have gone.
    fn turn(&self, bytes: usize) -> Duration {
        let now = Instant::now();
        let mut state = lock(&self.state);
        state.1 += bytes as u64;
        let Some(line) = self.line else { return Duration::ZERO };
        let taken = Duration::from_secs_f64(bytes as f64 / line.bytes_per_second);
        state.0 = state.0.max(now) + taken;
        state.0 - now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_answers_share_the_line() {
        let line = Line { delay: Duration::ZERO, bytes_per_second: 1e6 };
        let traffic = Traffic::new(Some(line));
        let (first, second) = (traffic.turn(1000), traffic.turn(1000));
        assert!(first <= Duration::from_millis(1) && second > Duration::from_micros(1500), "{second:?}");
        assert_eq!(traffic.bytes(), 2000);
        assert_eq!(Traffic::new(None).turn(1000), Duration::ZERO);
    }
}
