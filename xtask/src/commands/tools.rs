//! `cargo xtask tools`: install what is missing, in the versions that fit together.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::files::{read_text, workspace_root};
use crate::process::{self, cargo, output};

/// The newest Trunk that the pinned Rust compiles.
const TRUNK_VERSION: &str = "0.21.14";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs everything that the build and the tests need.
pub fn run() -> Result<()> {
    build_tools()?;
    browser()
}

/// Installs what a build needs: wasm target, wasm-bindgen, Trunk.
pub fn build_tools() -> Result<()> {
    wasm_target()?;
    wasm_bindgen()?;
    trunk()
}

fn wasm_target() -> Result<()> {
    let Some(installed) = output("rustup", &["target", "list", "--installed"]) else {
        return Ok(()); // Rust without rustup: a missing target shows in the build with its own hint
    };
    match installed.lines().any(|target| target == WASM_TARGET) {
        true => Ok(()),
        false => process::run("rustup", &["target", "add", WASM_TARGET]),
    }
}

/// Without `--locked`: one crate of its lock file is not served everywhere.
fn wasm_bindgen() -> Result<()> {
    let lock = read_text(&workspace_root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("`Cargo.lock` names no `wasm-bindgen`; run `cargo generate-lockfile`")?;
    install_unless("wasm-bindgen", "wasm-bindgen-cli", &version, &[], 3)
}

/// As a debug build: it only copies files and starts cargo, and compiles in a third of the time.
fn trunk() -> Result<()> {
    install_unless("trunk", "trunk", TRUNK_VERSION, &["--locked", "--debug"], 6)
}

fn install_unless(program: &str, package: &str, version: &str, options: &[&str], minutes: u32) -> Result<()> {
    if is_version(output(program, &["--version"]).as_deref(), version) {
        return Ok(());
    }
    eprintln!("tools: installing {package} {version}, about {minutes} minutes on two cores");
    let arguments = [&["install", package, "--version", version, "--force"], options].concat();
    process::run(&cargo(), &arguments)
        .with_context(|| format!("{package} {version} is needed to build the app"))
}

fn is_version(printed: Option<&str>, version: &str) -> bool {
    printed.is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

/// The version that the lock file holds for a package.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| *line != name).nth(1)?;
    Some(after.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

/// Chromium and its driver: installed for root on Debian, else asked for.
fn browser() -> Result<()> {
    let present = |program| output(program, &["--version"]).is_some();
    if present("chromium") && present("chromedriver") {
        return Ok(());
    }
    if !Path::new("/etc/debian_version").exists() || output("id", &["-u"]).as_deref() != Some("0") {
        bail!(
            "the browser tests need `chromium` and `chromedriver` of the same version on the PATH; \
             on Debian or Ubuntu run `sudo apt-get install chromium chromium-driver`"
        );
    }
    eprintln!("tools: installing chromium and chromium-driver, about 1 minute");
    process::run("apt-get", &["update", "-qq"])?;
    process::run(
        "apt-get",
        &["install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_from_the_lock_file() {
        let lock = "name = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "absent"), None);
    }

    #[test]
    fn compares_whole_versions() {
        assert!(is_version(Some("trunk 0.21.14"), "0.21.14"));
        assert!(!is_version(Some("trunk 0.21.140"), "0.21.14"));
        assert!(!is_version(None, "0.21.14"));
    }
}
