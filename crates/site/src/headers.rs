//! Content types and the headers that a host should send; the hosting guide shows the same.

/// The policy that the app is built for. `index.html` carries a copy for hosts that cannot set headers.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";
/// The app's address is nobody's business.
pub const REFERRER_POLICY: &str = "no-referrer";
/// For names that carry a content hash.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For everything else: kept, and asked for again before each use.
pub const ASK_AGAIN: &str = "no-cache";
/// The part of the policy that hosts of remote models join.
const OWN: &str = "connect-src 'self'";

/// The policy that also lets a page ask these hosts.
pub fn policy<'a>(hosts: impl IntoIterator<Item = &'a String>) -> String {
    let all: String = hosts.into_iter().map(|host| format!(" {host}")).collect();
    CONTENT_SECURITY_POLICY.replace(OWN, &[OWN, &all].concat())
}

/// The policy with the hosts of remote models that a page itself lets be asked.
pub fn policy_of(page: &str) -> String {
    let hosts = page.split(OWN).nth(1).and_then(|rest| rest.split([';', '"']).next()).unwrap_or_default();
    CONTENT_SECURITY_POLICY.replace(OWN, &[OWN, hosts].concat())
}

/// The headers for a path.
pub fn headers(path: &str, policy: &str) -> Vec<(&'static str, String)> {
    let fixed = [
        ("Content-Type", content_type(path)),
        ("Cache-Control", cache_control(path)),
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", REFERRER_POLICY),
        ("X-Content-Type-Options", "nosniff"),
    ];
    fixed.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

/// The type of a file by its ending.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "csv" | "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name with a content hash never changes its bytes; every other file is asked for again. No host may change a body: the
/// service worker verifies its hash.
pub fn cache_control(path: &str) -> &'static str {
    match is_hashed(path) {
        true => "public, max-age=31536000, immutable, no-transform",
        false => "no-cache, no-transform",
    }
}

/// Whether a script, style or wasm file carries a content hash: `boot-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`.
/// Trunk leaves leading zeros out, so that a hash can be a little shorter than 16 digits.
pub fn is_hashed(path: &str) -> bool {
    let Some((stem, "js" | "css" | "wasm")) = path.rsplit_once('.') else { return false };
    let hash = stem.strip_suffix("_bg").unwrap_or(stem).rsplit('-').next().unwrap_or_default();
    (13..=16).contains(&hash.len()) && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

/// The same as a regular expression, for the configuration of hosts.
pub const HASHED: &str = r"-[0-9a-f]{13,16}(_bg)?\.(js|css|wasm)$";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for (path, expected) in [
            ("app-0123456789abcdef_bg.wasm", true),
            ("app-dde64e868c03d59.js", true),
            ("pumps/boot-0123456789abcdef.js", true),
            ("sw.js", false),
            ("index.html", false),
            ("app/models/a-0123456789abcdef/model.json", false),
        ] {
            assert_eq!(cache_control(path).contains("immutable"), expected, "{path}");
        }
    }

    #[test]
    fn hosts_of_remote_models_are_in_the_policy() {
        let hosts = ["https://a.example".to_owned()];
        assert!(policy(&hosts).contains("connect-src 'self' https://a.example; base-uri"));
        assert_eq!(policy_of("x connect-src 'self' https://a.example; y"), policy(&hosts));
        assert_eq!(policy_of("\"x connect-src 'self' https://a.example\">"), policy(&hosts));
        assert_eq!(policy_of(""), CONTENT_SECURITY_POLICY);
    }
}
