//! `.twin`: a bundle's files in one zip archive whose bytes depend on nothing but theirs.

use std::io::{Cursor, Read, Write};

use anyhow::{Context, bail};
use twinlet_engine::twin::Files;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Most files that are read.
const MOST_FILES: usize = 64;
/// Most bytes that are unpacked.
const MOST_BYTES: u64 = 64 << 20;

/// Packs files in the order of their names, without times, owners or paths.
///
/// # Errors
/// What the compressor reports.
pub fn pack(files: &Files) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Unpacks an archive into memory.
///
/// # Errors
/// When it is no archive, has folders or twice the same name, or is larger than a bundle may be.
pub fn unpack(bytes: &[u8]) -> anyhow::Result<Files> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).context("it is no zip archive")?;
    if archive.len() > MOST_FILES {
        bail!("it holds {} files; a bundle has at most {MOST_FILES}", archive.len());
    }
    let (mut files, mut left) = (Files::new(), MOST_BYTES);
    for i in 0..archive.len() {
        let entry = archive.by_index(i).context("an entry cannot be read")?;
        let name = entry.name().to_owned();
        if entry.is_dir() || name.contains(['/', '\\']) || name.starts_with('.') {
            bail!("`{name}` is not a file of a bundle: there are no folders and no hidden files in it");
        }
        let mut content = Vec::new();
        entry.take(left + 1).read_to_end(&mut content).with_context(|| format!("`{name}` is damaged"))?;
        left = match left.checked_sub(content.len() as u64) {
            Some(left) => left,
            None => bail!("it unpacks to more than {} MiB", MOST_BYTES >> 20),
        };
        if files.insert(name.clone(), content).is_some() {
            bail!("it holds `{name}` twice");
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Files {
        names.iter().map(|n| ((*n).to_owned(), n.repeat(100).into_bytes())).collect()
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_back() {
        let files = files(&["b.json", "a.json"]);
        let packed = pack(&files).unwrap();
        assert_eq!(packed, pack(&files).unwrap());
        assert_eq!(unpack(&packed).unwrap(), files);
    }

    #[test]
    fn what_is_no_bundle_is_refused() {
        let folder = pack(&files(&["folder/a.json"])).unwrap();
        let hidden = pack(&files(&[".env"])).unwrap();
        let mut damaged = pack(&files(&["a.json"])).unwrap();
        damaged[40] ^= 0xff;
        for (bytes, says) in
            [(folder, "no folders"), (hidden, "no hidden"), (damaged, "damaged"), (b"PK".to_vec(), "no zip")]
        {
            let error = format!("{:#}", unpack(&bytes).unwrap_err());
            assert!(error.contains(says), "{error}");
        }
    }
}
