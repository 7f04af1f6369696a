//! Signatures over the exact bytes of a registry's index: ed25519, keys and signatures as hexadecimal text.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Where to put a key pair.
#[derive(clap::Args)]
pub struct Args {
    /// File for the secret key; the public one goes beside it with `.pub`
    file: PathBuf,
}

/// Makes a key pair from the system's randomness.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.file.exists() {
        bail!("`{}` is there already; a key is never overwritten", args.file.display());
    }
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| anyhow!("the system gives no randomness: {e}"))?;
    let key = SigningKey::from_bytes(&secret);
    write_secret(&args.file, &hex(&secret))?;
    let public = public_path(&args.file);
    let text = hex(key.verifying_key().as_bytes());
    std::fs::write(&public, format!("{text}\n"))
        .with_context(|| format!("cannot write `{}`", public.display()))?;
    println!("{text}");
    eprintln!("keep `{}` secret; hosts put the line above into their trust file", args.file.display());
    Ok(ExitCode::SUCCESS)
}

fn public_path(secret: &Path) -> PathBuf {
    let mut name = secret.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

#[cfg(unix)]
fn write_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut f| writeln!(f, "{text}")).with_context(|| format!("cannot write `{}`", path.display()))
}

#[cfg(not(unix))]
fn write_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, format!("{text}\n")).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Signs bytes with the secret key in a file.
///
/// # Errors
/// When the file does not hold a key.
pub fn sign(bytes: &[u8], secret: &Path) -> anyhow::Result<String> {
    let text =
        std::fs::read_to_string(secret).with_context(|| format!("cannot read `{}`", secret.display()))?;
    let seed =
        unhex::<32>(text.trim()).with_context(|| format!("`{}` holds no secret key", secret.display()))?;
    Ok(hex(&SigningKey::from_bytes(&seed).sign(bytes).to_bytes()))
}

/// Checks a signature strictly against a public key, both as hexadecimal text.
///
/// # Errors
/// What is malformed, or that the signature is not this key's over these bytes.
pub fn verify(bytes: &[u8], signature: &str, public: &str) -> anyhow::Result<()> {
    let key = unhex::<32>(public.trim()).context("the public key is not 64 hexadecimal digits")?;
    let key =
        VerifyingKey::from_bytes(&key).map_err(|_| anyhow!("the public key is no point of the curve"))?;
    let signature = unhex::<64>(signature.trim()).context("the signature is not 128 hexadecimal digits")?;
    key.verify_strict(bytes, &Signature::from_bytes(&signature))
        .map_err(|_| anyhow!("the signature is not that key's over these bytes: the index was altered, or signed by somebody else"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> anyhow::Result<[u8; N]> {
    if text.len() != 2 * N || !text.is_ascii() {
        bail!("{} hexadecimal digits are expected, found {} characters", 2 * N, text.chars().count());
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        let digits = text.get(2 * i..2 * i + 2).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).with_context(|| format!("`{digits}` is not hexadecimal"))?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_over_the_same_bytes_verifies() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let other = SigningKey::from_bytes(&[8; 32]);
        let signature = hex(&key.sign(b"index").to_bytes());
        let public = hex(key.verifying_key().as_bytes());
        verify(b"index", &signature, &public).unwrap();
        let stranger = hex(other.verifying_key().as_bytes());
        for (bytes, signature, public) in [
            (&b"indey"[..], signature.as_str(), public.as_str()),
            (b"index", signature.as_str(), stranger.as_str()),
            (b"index", &signature[2..], public.as_str()),
            (b"index", "zz", public.as_str()),
            (b"index", signature.as_str(), "00"),
        ] {
            assert!(verify(bytes, signature, public).is_err());
        }
    }
}
