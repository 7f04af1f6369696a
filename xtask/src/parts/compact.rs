//! A wasm file without names and padding: the linker leaves five bytes for each number that could still change.

use anyhow::{Result, anyhow};
use wasm_encoder::Module;
use wasm_encoder::reencode::{Error, Reencode};

struct Compact;

impl Reencode for Compact {
    type Error = std::convert::Infallible;

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

/// The same code, written anew.
///
/// # Errors
/// When it is no wasm file.
pub fn compact(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let read = Compact.parse_core_module(&mut module, wasmparser::Parser::new(0), wasm);
    read.map_err(|error| anyhow!("a part of the app cannot be written anew: {error}"))?;
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_and_names_go() -> Result<()> {
        let head = b"\0asm\x01\0\0\0".to_vec();
        // A type section with a padded size and count: one function type without parameters; then a custom section.
        let padded = [
            &head[..],
            &[1, 0x88, 0x80, 0x80, 0x80, 0, 0x81, 0x80, 0x80, 0x80, 0, 0x60, 0, 0],
            &[0, 2, 1, b'n'],
        ];
        assert_eq!(compact(&padded.concat())?, [&head[..], &[1, 4, 1, 0x60, 0, 0]].concat());
        assert!(compact(b"text").is_err());
        Ok(())
    }
}
