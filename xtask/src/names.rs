//! A released wasm file has no names of functions in it: nobody reads them on a phone, and they are a fourteenth of the worker.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::files::{list, read};

/// Bytes of names that are let through: wasm-bindgen names the few functions that it makes itself.
const FEW: usize = 10_000;

/// Fails for the first wasm file of a folder that has names.
///
/// # Errors
/// Names the file; or a file cannot be read.
pub fn refuse(folder: &Path) -> Result<()> {
    for path in list(folder)?.into_iter().filter(|path| path.ends_with(".wasm")) {
        if has(&read(&folder.join(&path))?).with_context(|| format!("{path} is no wasm file"))? {
            bail!(
                "{path} has the names of its functions in it; look at its crate's build.rs and `strip` in Cargo.toml"
            );
        }
    }
    Ok(())
}

fn has(wasm: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CustomSection(section) = payload? else { continue };
        if section.name() == "name" && section.data().len() > FEW {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() -> Result<()> {
        let head = b"\0asm\x01\0\0\0".to_vec();
        let with = |section: &[u8]| has(&[&head[..], section].concat());
        assert!(!with(&[])?);
        assert!(!with(&[0, 2, 1, b'n'])?);
        let named = |bytes: u32| {
            let length = bytes + 5;
            let length = [length as u8 | 0x80, (length >> 7) as u8 | 0x80, (length >> 14) as u8];
            with(&[&[0][..], &length, &[4, b'n', b'a', b'm', b'e'], &vec![0; bytes as usize]].concat())
        };
        assert!(!named(10_000)?);
        assert!(named(10_001)?);
        assert!(has(b"text").is_err());
        Ok(())
    }
}
