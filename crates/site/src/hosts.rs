//! Configuration that travels with a site: the same headers for nginx, Apache, Caddy, and for hosts that read `_headers`.

use std::collections::BTreeSet;

use crate::files::Files;
use crate::headers::{ASK_AGAIN, FOR_EVER, HASHED, REFERRER_POLICY, cache_control, is_hashed, policy};

const NGINX: &str = include_str!("hosts/nginx.conf");
const APACHE: &str = include_str!("hosts/htaccess");
const CADDY: &str = include_str!("hosts/Caddyfile");

/// Every file that configures a host, for a folder with these files whose pages may ask these hosts.
pub fn files<'a>(paths: impl IntoIterator<Item = &'a String>, hosts: &BTreeSet<String>) -> Files {
    let policy = policy(hosts);
    let texts = [
        ("nginx.conf", filled(NGINX, &policy)),
        (".htaccess", filled(APACHE, &policy)),
        ("Caddyfile", filled(CADDY, &policy)),
        ("_headers", rules(paths, &policy)),
        // GitHub Pages would leave out files whose names begin with `_`.
        (".nojekyll", String::new()),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

fn filled(template: &str, policy: &str) -> String {
    [
        ("{{policy}}", policy),
        ("{{hashed}}", HASHED),
        ("{{for_ever}}", cache_control("a-0123456789abcdef.js")),
        ("{{ask_again}}", cache_control("index.html")),
        ("{{referrer}}", REFERRER_POLICY),
    ]
    .iter()
    .fold(template.to_owned(), |text, (slot, value)| text.replace(slot, value))
}

/// `_headers`, as Netlify and Cloudflare Pages read it. Rules that match the same path are joined there, so each header of a
/// path comes from one rule; `no-transform` would keep these hosts from compressing.
fn rules<'a>(paths: impl IntoIterator<Item = &'a String>, policy: &str) -> String {
    let everywhere = format!(
        "/*\n  Content-Security-Policy: {policy}\n  Referrer-Policy: {REFERRER_POLICY}\n  X-Content-Type-Options: nosniff\n"
    );
    paths.into_iter().filter_map(|path| rule(path)).fold(everywhere, |text, rule| text + &rule)
}

fn rule(path: &str) -> Option<String> {
    let is_entry = ["index.html", "sw.js"].iter().any(|name| path.rsplit('/').next() == Some(name));
    let cache = match (is_hashed(path), is_entry) {
        (true, _) => FOR_EVER,
        (_, true) => ASK_AGAIN,
        _ => return None,
    };
    let kind = if path.ends_with(".wasm") { "  Content-Type: application/wasm\n" } else { "" };
    Some(format!("/{path}\n{kind}  Cache-Control: {cache}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_gets_policy_types_and_cache_rules() {
        let hosts = BTreeSet::from(["https://a.example".to_owned()]);
        let paths =
            ["app-0123456789abcdef_bg.wasm", "index.html", "sw.js", "app/twin.json"].map(str::to_owned);
        let files = files(&paths, &hosts);
        for name in ["nginx.conf", ".htaccess", "Caddyfile", "_headers"] {
            let text = String::from_utf8_lossy(&files[name]);
            for expected in [
                "connect-src 'self' https://a.example;",
                "application/wasm",
                "immutable",
                "no-cache",
                "nosniff",
            ] {
                assert!(text.contains(expected), "`{name}` lacks `{expected}`:\n{text}");
            }
            assert!(!text.contains("{{"), "`{name}` has an open slot:\n{text}");
        }
        let rules = String::from_utf8_lossy(&files["_headers"]);
        assert_eq!(rules.matches("Cache-Control").count(), 3, "{rules}");
    }
}
