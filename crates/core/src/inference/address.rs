//! Where a model is asked.

use std::net::Ipv4Addr;

use crate::kinds::Remote;

/// Longest base address.
const LONGEST: usize = 500;

/// The address of a model below a server's base address.
pub fn endpoint(base: &str, remote: &Remote) -> String {
    let version = remote.version.as_ref().map(|version| format!("/versions/{version}")).unwrap_or_default();
    format!("{}/v2/models/{}{version}/infer", base.trim_end_matches('/'), remote.model)
}

/// Is it the base address of a server that may be asked: https, or http on this very machine?
///
/// Only what needs no escaping is taken, so that the address can stand in a policy for content as it is.
///
/// # Errors
/// What is wrong with it.
pub fn check(url: &str) -> Result<(), String> {
    let (is_secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err("it does not start with `https://`".to_owned()),
    };
    if url.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} characters"));
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host(authority)?;
    if !is_secure && !is_this_machine(host) {
        return Err(format!(
            "`{host}` is another machine, and `http` is read and altered by others on the way"
        ));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '~' | '-');
    if !path.chars().all(is_plain) || path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("its path has more than letters, digits and `/._~-`".to_owned());
    }
    Ok(())
}

/// The host of `host`, `host:port` or `[::1]:port`.
fn host(authority: &str) -> Result<&str, String> {
    let at = authority.rfind(':').filter(|at| !authority.get(*at..).is_some_and(|rest| rest.contains(']')));
    let (host, port) = match at {
        Some(at) => (authority.get(..at).unwrap_or_default(), authority.get(at + 1..)),
        None => (authority, None),
    };
    if port.is_some_and(|port| !is_port(port)) {
        return Err("its port is not a number from 1 to 65535".to_owned());
    }
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    match host == "[::1]" || host.split('.').all(is_label) {
        true => Ok(host),
        false => Err("its host is not a name or an address of letters, digits, `-` and `.`".to_owned()),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "[::1]")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{Datatype, Protocol};

    #[test]
    fn the_path_names_model_and_version() {
        let mut remote = Remote {
            protocol: Protocol::OpenInferenceV2,
            model: "m".into(),
            version: None,
            datatype: Datatype::Fp64,
        };
        assert_eq!(endpoint("https://a.example/k/", &remote), "https://a.example/k/v2/models/m/infer");
        remote.version = Some("2".into());
        assert_eq!(endpoint("https://a.example", &remote), "https://a.example/v2/models/m/versions/2/infer");
    }

    #[test]
    fn only_https_or_this_machine() {
        for good in [
            "https://models.plant.example",
            "https://10.0.0.7:8443/kserve/",
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://127.8.9.1",
            "http://[::1]:8081/a",
            "https://[::1]",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("models.plant.example", "does not start with"),
            ("ftp://a", "does not start with"),
            ("HTTPS://a", "does not start with"),
            ("http://models.plant.example", "another machine"),
            ("http://127.evil.example", "another machine"),
            ("http://localhost.evil.example", "another machine"),
            ("http://10.0.0.1", "another machine"),
            ("https://", "its host"),
            ("https://user:word@a.example", "its port"),
            ("https://user@a.example", "its host"),
            ("http://localhost@evil.example", "its host"),
            ("https://a b", "its host"),
            ("https://a;script-src", "its host"),
            ("https://[::2]", "its host"),
            ("https://a..b", "its host"),
            ("https://a:0", "its port"),
            ("https://a:65536", "its port"),
            ("https://a:+80", "its port"),
            ("https://a:", "its port"),
            ("https://a/x?y=1", "its path"),
            ("https://a/x#y", "its path"),
            ("https://a/../x", "its path"),
            ("https://a/x%2f", "its path"),
            ("https://a/x y", "its path"),
        ] {
            assert!(check(bad).is_err_and(|said| said.contains(why)), "{bad}: {:?}", check(bad));
        }
        assert!(check(&format!("https://a/{}", "x".repeat(500))).is_err());
    }
}
