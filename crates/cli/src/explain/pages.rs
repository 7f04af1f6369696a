//! The pages of `docs/diagnostics`, one for each code.

/// Writes the table of names and texts; a page that is not there does not compile.
macro_rules! pages {
    ($($name:literal,)*) => {
        /// Name of each code with its page, in the order of the codes.
        pub const PAGES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../../docs/diagnostics/", $name, ".md"))),)*];
    };
}

pages! {
    "too-large",
    "too-deep",
    "syntax",
    "unsupported-yaml",
    "duplicate-key",
    "text-too-long",
    "forbidden-character",
    "not-finite",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "not-allowed",
    "out-of-bounds",
    "unsupported-version",
    "unknown-input",
    "unknown-model",
    "unknown-preset",
    "unknown-calendar",
    "unknown-site",
    "model-version",
    "bundle-hash",
    "remote-model",
    "remote-url",
    "fallback",
    "unknown-output",
    "unknown-name",
    "unknown-role",
    "hidden-from-role",
    "confirmer-count",
    "nothing-to-confirm",
    "unknown-source",
    "unknown-action",
    "unused-output",
    "widget-kind",
    "rule-order",
    "bad-colour",
    "low-contrast",
    "bad-markdown",
    "bad-drawing",
    "bad-condition",
    "missing-file",
    "file-name",
    "duplicate-id",
    "bad-id",
    "unused-input",
    "unknown-node",
    "unknown-slot",
    "missing-edge",
    "slot-length",
    "cycle",
    "range-reversed",
    "outside-range",
    "unknown-option",
    "wrong-kind",
    "bad-step",
    "not-a-multiple",
    "not-positive",
    "negative",
    "share-out-of-bounds",
    "probability-sum",
    "risk-limit",
    "empty-text",
    "empty-list",
    "currency",
    "unknown-unit",
    "unit-mismatch",
    "bad-clock",
    "bad-date",
    "bad-recurrence",
    "calendar-rule",
    "empty-calendar",
    "span-reversed",
    "window-too-short",
    "horizon-too-short",
    "step-too-long",
    "bad-expression",
    "self-reference",
    "limit-side",
    "limit-unreachable",
    "domain-bound",
    "limit-case",
    "no-cases",
    "limit-expired",
    "profile-file",
    "profile-missing",
    "profile-length",
    "profile-normalisation",
    "pump-order",
    "asset-count",
    "too-much-work",
    "level-count",
    "level-order",
    "zone-options",
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use twinlet_core::diag::Code;

    use super::*;

    #[test]
    fn every_code_has_its_page_and_every_page_its_code() {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(PAGES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), codes);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let mut expected: Vec<String> = codes.iter().map(|code| format!("{code}.md")).collect();
        expected.sort();
        assert_eq!(files, expected);
        PAGES.iter().for_each(|(name, page)| assert!(page.starts_with(&format!("# {name}\n\n")), "{name}"));
    }
}
