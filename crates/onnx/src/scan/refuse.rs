//! Refusals of the scan: what is wrong, where in the file, what to do next.

use crate::refusal::Refusal;

pub(super) const DAMAGED: &str = "copy or export the file again, it is damaged or not an ONNX file";
pub(super) const EXPORT: &str = "export the model again with `twinlet.export`, as one plain graph";
pub(super) const CHECK: &str = "the file is not valid; run `onnx.checker.check_model` on it";
pub(super) const SMALLER: &str = "export a smaller model, or ask the host to raise its limit";

/// Letters of a name that are worth repeating.
const SHOWN: usize = 60;

/// A refusal without a place.
pub(super) fn refusal(what: impl Into<String>, hint: &str) -> Refusal {
    Refusal::new("scan", what, hint)
}

/// A refusal at a byte of the file.
pub(super) fn at(byte: usize, what: impl std::fmt::Display, hint: &str) -> Refusal {
    refusal(format!("{what} (at byte {byte})"), hint)
}

/// A name from the file as it may be shown: short, on one line, without characters that turn or hide text.
pub(super) fn shown(name: &[u8]) -> String {
    let cut = &name[..name.len().min(4 * SHOWN)];
    let text = String::from_utf8_lossy(cut);
    let plain =
        |c: char| if c.is_ascii_graphic() || (c.is_alphanumeric() && !c.is_control()) { c } else { '_' };
    let short: String = text.chars().take(SHOWN).map(plain).collect();
    if name.len() > short.len() && text.chars().count() > SHOWN { short + "..." } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_short_and_harmless() {
        assert_eq!(shown(b"input_1/MatMul:0"), "input_1/MatMul:0");
        assert_eq!(shown("a\u{202e}b\nc".as_bytes()), "a_b_c");
        assert_eq!(shown(&[0xff, b'x']), "_x");
        assert_eq!(shown(&vec![b'x'; 1 << 20]).len(), SHOWN + 3);
    }
}
