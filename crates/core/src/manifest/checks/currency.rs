//! # `currency`
//!
//! What: The currency is three capital letters, as in ISO 4217.
//!
//! Why: costs are shown with it in every sentence.
//!
//! Example: `currency: Euro` is refused, `currency: EUR` is right.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes a currency that is not three capital letters.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let currency = &manifest.app.currency;
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let message = format!("`{currency}` is not a currency code");
        report.error(Code::Currency, "app.currency", message).hint("write a code like `EUR`");
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(check, &[("currency: EUR", "currency: Euro")], &[(Code::Currency, "app.currency")]);
    }
}
