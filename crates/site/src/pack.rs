//! A runtime as one file.
//!
//! ```text
//! twinlet-runtime 1 <length of the index in bytes> <SHA-256 of the index>\n
//! <index: JSON, a list of { path, sha256, stored, length, gzip, gzip_sha256 }>
//! <for each file in that order: its stored form, then its gzip form>
//! ```
//! `stored` is `brotli` or `plain`, `length` the length of that form; `gzip` is the length of the gzip form, 0 where there is
//! none. `sha256` is the file's own, so that whoever unpacks it verifies what was built, not merely what was packed.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::compress::{Compressed, Effort, compress, unbrotli};
use crate::files::{Files, sha256_hex};

const MAGIC: &str = "twinlet-runtime 1";

/// How a file lies in the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Brotli,
    Plain,
}

/// One file of the index.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    sha256: String,
    stored: Stored,
    length: usize,
    gzip: usize,
    gzip_sha256: String,
}

/// The pack of these files.
///
/// # Errors
/// When the compressor fails.
pub fn write(files: &Files) -> Result<Vec<u8>> {
    let (mut entries, mut data) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        let compressed = compress(path, bytes, Effort::Most)?;
        let (stored, body, gzip) = match &compressed {
            Some(both) => (Stored::Brotli, &both.brotli, both.gzip.as_slice()),
            None => (Stored::Plain, bytes, &[][..]),
        };
        let (sha256, gzip_sha256) = (sha256_hex(bytes), sha256_hex(gzip));
        let (length, path) = (body.len(), path.clone());
        entries.push(Entry { path, sha256, stored, length, gzip: gzip.len(), gzip_sha256 });
        data.extend_from_slice(body);
        data.extend_from_slice(gzip);
    }
    let index = serde_json::to_vec(&entries)?;
    let head = format!("{MAGIC} {} {}\n", index.len(), sha256_hex(&index));
    Ok([head.into_bytes(), index, data].concat())
}

/// The files of a pack and their compressed forms by SHA-256; everything is verified.
///
/// # Errors
/// When it is no pack, of another version, or damaged: where.
pub fn read(pack: &[u8]) -> Result<(Files, BTreeMap<String, Compressed>)> {
    let (entries, mut data) = index(pack)?;
    let (mut files, mut compressed) = (Files::new(), BTreeMap::new());
    for entry in entries {
        let body = take(&mut data, entry.length, &entry.path)?;
        let gzip = take(&mut data, entry.gzip, &entry.path)?;
        let bytes = match entry.stored {
            Stored::Brotli => unbrotli(body).with_context(|| damaged(&entry.path))?,
            Stored::Plain => body.to_owned(),
        };
        let is_whole = sha256_hex(&bytes) == entry.sha256 && sha256_hex(gzip) == entry.gzip_sha256;
        ensure!(is_whole, damaged(&entry.path));
        if entry.stored == Stored::Brotli {
            compressed.insert(entry.sha256, Compressed { brotli: body.to_owned(), gzip: gzip.to_owned() });
        }
        files.insert(entry.path, bytes);
    }
    Ok((files, compressed))
}

fn damaged(path: &str) -> String {
    format!("`{path}` is damaged in the pack; make it again with `cargo xtask dist`")
}

fn index(pack: &[u8]) -> Result<(Vec<Entry>, &[u8])> {
    let end = pack.iter().take(256).position(|byte| *byte == b'\n').unwrap_or_default();
    let head = std::str::from_utf8(&pack[..end]).unwrap_or_default();
    let Some((length, hash)) = head.strip_prefix(MAGIC).and_then(|rest| rest.trim().split_once(' ')) else {
        bail!("it does not start with `{MAGIC}`; make it with the `cargo xtask dist` of this version");
    };
    let mut rest = &pack[end + 1..];
    let index = take(&mut rest, length.parse().unwrap_or(usize::MAX), "the index")?;
    ensure!(sha256_hex(index) == hash, damaged("the index"));
    Ok((serde_json::from_slice(index).context("the index cannot be read")?, rest))
}

fn take<'a>(data: &mut &'a [u8], length: usize, what: &str) -> Result<&'a [u8]> {
    let (taken, rest) = data.split_at_checked(length).with_context(|| damaged(what))?;
    *data = rest;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let pairs = [("a.js", b"let a = 1; ".repeat(99)), ("icons/b.png", vec![1, 2, 3]), ("c.js", vec![])];
        pairs.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
    }

    #[test]
    fn comes_back_whole_and_always_the_same() -> Result<()> {
        let pack = write(&files())?;
        assert_eq!(pack, write(&files())?);
        let (back, compressed) = read(&pack)?;
        assert_eq!(back, files());
        assert_eq!(compressed.len(), 1, "only the script gets smaller");
        Ok(())
    }

    #[test]
    fn any_damage_is_found() -> Result<()> {
        let pack = write(&files())?;
        for at in (0..pack.len()).step_by(7).chain([pack.len() - 1]) {
            let mut other = pack.clone();
            other[at] ^= 1;
            assert!(read(&other).is_err(), "a changed byte at {at} of {}", pack.len());
        }
        for length in [0, 10, pack.len() / 2, pack.len() - 1] {
            assert!(read(&pack[..length]).is_err(), "cut to {length}");
        }
        Ok(())
    }
}
