//! Lines of the input, in chunks of bounded memory.

use std::io::{self, BufRead, Read};

use super::{Chunk, query};

/// Longest line that is read, bytes.
const MAX_LINE: u64 = 1 << 20;

/// Numbered lines of a reader.
pub struct Lines<R> {
    reader: R,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    /// From the first line on.
    pub fn new(reader: R) -> Self {
        Self { reader, line: 0 }
    }

    /// The next lines, at most `n`; none at the end. Empty lines are counted and left out.
    ///
    /// # Errors
    /// When the reader fails.
    pub fn chunk(&mut self, n: usize) -> io::Result<Chunk> {
        let mut chunk = Chunk::new();
        while chunk.len() < n {
            let mut bytes = Vec::new();
            if self.reader.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            self.line += 1;
            if bytes.len() as u64 > MAX_LINE {
                self.skip_rest(bytes.ends_with(b"\n"))?;
                chunk.push((self.line, Err(format!("the line is longer than {MAX_LINE} bytes; split it"))));
            } else if !bytes.trim_ascii().is_empty() {
                chunk.push((self.line, query::parse(&bytes)));
            }
        }
        Ok(chunk)
    }

    fn skip_rest(&mut self, ended: bool) -> io::Result<()> {
        if ended { Ok(()) } else { self.reader.skip_until(b'\n').map(drop) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_long_ones_refused() {
        let long = format!("{{\"a\": {}}}", "1".repeat(2 * MAX_LINE as usize));
        let text = format!("{{\"a\": 1}}\n\n{long}\nnonsense\r\n{{\"a\": 2}}");
        let mut lines = Lines::new(text.as_bytes());
        let found: Vec<_> = [2, 9, 9].map(|n| lines.chunk(n).unwrap()).into_iter().flatten().collect();
        let summary: Vec<_> = found.iter().map(|(line, query)| (*line, query.is_ok())).collect();
        assert_eq!(summary, [(1, true), (3, false), (4, false), (5, true)]);
        assert!(found[1].1.as_ref().unwrap_err().contains("longer than"));
    }
}
