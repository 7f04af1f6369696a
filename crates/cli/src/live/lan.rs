//! https on the local network, so that a phone can see the app while it is written.
//!
//! Plain http counts as secure on the machine itself only: elsewhere a browser offers neither `crypto.subtle`, by which the
//! app verifies its files, nor service workers, nor installing. The certificate is made for this run and kept nowhere.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::serve::Listener;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::server::TlsStream;

/// Time for a browser to agree on a connection.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// An address for documentation (RFC 5737): asking for the way to it sends nothing.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Connections on which both sides have agreed.
pub struct Secure {
    agreed: Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

/// The address of this machine on its network.
///
/// # Errors
/// When it is on none.
pub fn address() -> anyhow::Result<IpAddr> {
    let found = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect(ELSEWHERE)?;
        socket.local_addr()
    });
    let found = found.context("this machine is on no network; leave `--lan` out, or connect it")?;
    Ok(found.ip())
}

impl Secure {
    /// Takes connections of a port from now on.
    ///
    /// # Errors
    /// When there is no certificate to be had.
    pub fn start(listener: TcpListener) -> anyhow::Result<Self> {
        let address = listener.local_addr().context("the listening port has no address")?;
        let acceptor = TlsAcceptor::from(Arc::new(configuration(address.ip())?));
        let (sender, agreed) = channel(16);
        tokio::spawn(take(listener, acceptor, sender));
        Ok(Self { agreed, address })
    }
}

/// Each handshake on its own: one that stalls keeps nobody else waiting.
async fn take(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    sender: Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await {
                drop(sender.send((stream, from)).await);
            }
        });
    }
}

impl Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(connection) => connection,
            // The task that takes connections never ends before the process does.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

fn configuration(address: IpAddr) -> anyhow::Result<ServerConfig> {
    let names = vec![address.to_string(), "localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).context("cannot make a certificate")?;
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .context("cannot offer https")?
        .with_no_client_auth();
    config.with_single_cert(vec![made.cert.der().clone()], key.into()).context("cannot use the certificate")
}

/// What to do with a phone, and the address as a picture.
///
/// # Errors
/// When the address is too long for a picture.
pub fn invite(address: &str) -> anyhow::Result<String> {
    let code =
        QrCode::new(address).map_err(|error| anyhow!("`{address}` does not fit a QR code: {error}"))?;
    // Dark terminals are usual: what is light there must be drawn.
    let picture = code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    Ok(format!(
        "{picture}\n\
         everybody on this network can read the app while this runs\n\
         https, because browsers offer `crypto.subtle`, service workers and installing on secure pages only, and plain http is secure on \
         this machine alone\n\
         the certificate is of our own making: the phone warns once, and does not install from it; for that put what \
         `twinlet build` writes on a host"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_drawn_and_https_explained() {
        let words = invite("https://192.168.1.20:8080/").unwrap();
        assert!(
            words.lines().count() > 10 && words.contains('█') && words.contains("crypto.subtle"),
            "{words}"
        );
    }

    #[test]
    fn a_certificate_is_made_for_the_address() {
        assert!(configuration(IpAddr::V4(Ipv4Addr::LOCALHOST)).is_ok());
    }
}
