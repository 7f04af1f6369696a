//! Content types and the headers that a host should send; the hosting guide shows the same.

use std::path::Path;

/// The policy that the app is built for. `index.html` carries a copy for hosts that cannot set headers.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";

/// The policy with the hosts of remote models that the folder's page lets it ask.
pub(crate) fn policy(root: &Path) -> String {
    const OWN: &str = "connect-src 'self'";
    let page = std::fs::read_to_string(root.join("index.html")).unwrap_or_default();
    let hosts = page.split(OWN).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    CONTENT_SECURITY_POLICY.replace(OWN, &[OWN, hosts].concat())
}

/// The headers for a path.
pub(crate) fn headers(path: &str, policy: &str) -> Vec<(&'static str, String)> {
    let fixed = [
        ("Content-Type", content_type(path)),
        ("Cache-Control", cache_control(path)),
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    fixed.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" | "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name with a content hash never changes its bytes; every other file is asked for again.
fn cache_control(path: &str) -> &'static str {
    match is_hashed(path) {
        true => "public, max-age=31536000, immutable, no-transform",
        false => "no-cache, no-transform",
    }
}

/// Whether a name carries 16 hex digits, as in `app-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.']).any(|part| part.len() == 16 && part.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(cache_control("app-0123456789abcdef_bg.wasm").contains("immutable"));
        assert!(cache_control("boot-0123456789abcdef.js").contains("immutable"));
        assert!(cache_control("sw.js").starts_with("no-cache"));
        assert!(cache_control("index.html").starts_with("no-cache"));
    }
}
