//! Compressed forms of a file, for hosts that send a stored one. The same bytes always give the same bytes.

use std::io::Write;

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};

/// Endings of files that get smaller. A picture is compressed already.
const COMPRESSIBLE: [&str; 12] =
    ["html", "js", "css", "json", "webmanifest", "wasm", "svg", "onnx", "csv", "txt", "md", "yaml"];
/// Window of the decoder, in bits: 4 MiB, which every browser takes.
const BROTLI_WINDOW: u32 = 22;
/// The operating system field of gzip's header for "unknown": nothing of the machine gets into the file.
const GZIP_UNKNOWN_SYSTEM: u8 = 255;
/// Up to these sizes a build takes the time for [`Effort::Most`] and [`Effort::Much`].
const SMALL_BYTES: usize = 64 << 10;
const MIDDLE_BYTES: usize = 1 << 20;

/// Both compressed forms of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compressed {
    /// For `.br`.
    pub brotli: Vec<u8>,
    /// For `.gz`.
    pub gzip: Vec<u8>,
}

/// How much time the compression may take.
#[derive(Debug, Clone, Copy)]
pub enum Effort {
    /// As small as it gets: seconds for each megabyte.
    Most,
    /// A tenth of the time for a few percent more bytes.
    Much,
    /// A twentieth of the time for about an eighth more bytes.
    Quick,
}

impl Effort {
    /// What a build spends on a file of so many bytes that no pack has compressed before.
    pub fn of_build(bytes: usize) -> Self {
        match bytes {
            0..SMALL_BYTES => Self::Most,
            SMALL_BYTES..MIDDLE_BYTES => Self::Much,
            _ => Self::Quick,
        }
    }

    fn brotli(self) -> u32 {
        match self {
            Self::Most => 11,
            Self::Much => 9,
            Self::Quick => 5,
        }
    }

    fn gzip(self) -> Compression {
        match self {
            Self::Most | Self::Much => Compression::best(),
            Self::Quick => Compression::new(6),
        }
    }
}

/// Both forms, or `None` where the name says that it would not help, or it does not.
///
/// # Errors
/// When the compressor fails.
pub fn compress(name: &str, bytes: &[u8], effort: Effort) -> Result<Option<Compressed>> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    if !COMPRESSIBLE.contains(&ending) {
        return Ok(None);
    }
    let both = Compressed { brotli: brotli(bytes, effort)?, gzip: gzip(bytes, effort)? };
    let is_smaller = both.brotli.len() < bytes.len() && both.gzip.len() < bytes.len();
    Ok(is_smaller.then_some(both))
}

fn brotli(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, effort.brotli(), BROTLI_WINDOW);
    writer.write_all(bytes).context("brotli cannot compress")?;
    Ok(writer.into_inner())
}

/// The gzip form alone.
///
/// # Errors
/// When the compressor fails.
pub fn gzip(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let header = GzBuilder::new().mtime(0).operating_system(GZIP_UNKNOWN_SYSTEM);
    let mut writer = header.write(Vec::new(), effort.gzip());
    writer.write_all(bytes).context("gzip cannot compress")?;
    writer.finish().context("gzip cannot compress")
}

/// The file that a brotli form was made from.
///
/// # Errors
/// When it is damaged.
pub fn unbrotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &*bytes, &mut plain).context("a compressed file is damaged")?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_every_time_and_back() -> Result<()> {
        let text = b"twin ".repeat(1000);
        for effort in [Effort::Most, Effort::Much, Effort::Quick] {
            let one = compress("a.js", &text, effort)?.context("it is compressible")?;
            assert_eq!(Some(&one), compress("a.js", &text, effort)?.as_ref());
            assert_eq!(unbrotli(&one.brotli)?, text);
            assert_eq!(one.gzip[4..8], [0; 4], "no time in the header");
            assert_eq!(one.gzip[9], GZIP_UNKNOWN_SYSTEM);
        }
        Ok(())
    }

    #[test]
    fn what_does_not_get_smaller_is_left_alone() -> Result<()> {
        for (name, bytes) in [("icon.png", &[7; 1000][..]), ("a.js", b"x")] {
            assert_eq!(compress(name, bytes, Effort::Quick)?, None, "{name}");
        }
        Ok(())
    }
}
