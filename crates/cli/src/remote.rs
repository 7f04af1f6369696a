//! The calls of a question to remote models: the only place of the command line that asks others.

use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use twinlet_core::inference::{MAX_ANSWER_BYTES, refusal};
use twinlet_engine::Call;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Makes a call: the text of an answer with status 200.
///
/// No redirect is followed and no proxy is used on this machine; a server is trusted over https by the certificates
/// that the machine trusts.
///
/// # Errors
/// Why there is no answer, in a few words.
pub fn fetch(call: &Call) -> Result<String, String> {
    let request = agent(call).post(&call.url).content_type("application/json");
    let mut response = request.send(call.body.as_bytes()).map_err(|e| in_words(&e, call))?;
    let body = response.body_mut().with_config().limit(MAX_ANSWER_BYTES as u64).read_to_string();
    match response.status().as_u16() {
        200 => body.map_err(|e| in_words(&e, call)),
        status => Err(refusal(status, &body.unwrap_or_default())),
    }
}

/// The answer to every call where no network may be used.
///
/// # Errors
/// Always.
pub fn offline(_: &Call) -> Result<String, String> {
    Err("`--offline`".to_owned())
}

fn agent(call: &Call) -> Agent {
    let is_secure = call.url.starts_with("https://");
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_secs(call.timeout_s.into())));
    if is_secure {
        config = config.https_only(true).tls_config(tls());
    } else {
        config = config.proxy(None);
    }
    config.build().into()
}

fn tls() -> TlsConfig {
    let machine = rustls_native_certs::load_native_certs().certs;
    let roots: Vec<Certificate<'static>> =
        machine.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .build()
}

fn in_words(error: &ureq::Error, call: &Call) -> String {
    match error {
        ureq::Error::Timeout(_) => format!("timed out after {} s", call.timeout_s),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::ConnectionFailed => "nothing listens there".to_owned(),
        ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            "nothing listens there".to_owned()
        }
        ureq::Error::BodyExceedsLimit(limit) => format!("the answer has more than {limit} bytes"),
        other => other.to_string(),
    }
}
