//! The Python package's own checks, in an environment of their own below the target directory.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::{read_text, sha256_hex, workspace_root, write};
use crate::process::{command, finish, output, run as run_program};

const PACKAGE: &str = "python/twinlet";
const PINNED: &str = "requirements-test.txt";

/// Types, lints and tests of the package.
pub fn run() -> Result<()> {
    let python = environment()?;
    for arguments in [&["-m", "mypy"][..], &["-m", "ruff", "check", "src", "tests"], &["-m", "pytest", "-q"]]
    {
        let mut check = command(&python.to_string_lossy(), arguments);
        check.current_dir(workspace_root().join(PACKAGE)).env("OMP_NUM_THREADS", "1");
        finish(&mut check)?;
    }
    Ok(())
}

/// The environment's Python; made anew when the pinned packages change.
fn environment() -> Result<PathBuf> {
    let pinned = workspace_root().join(PACKAGE).join(PINNED);
    let wanted = sha256_hex(read_text(&pinned)?.as_bytes());
    let folder = target().join("python");
    let (python, mark) = (folder.join("bin/python"), folder.join("installed.sha256"));
    if read_text(&mark).is_ok_and(|found| found == wanted) && python.exists() {
        return Ok(python);
    }
    interpreter()?;
    eprintln!("python: installing the pinned packages, about 2 minutes");
    run_program("python3", &["-m", "venv", "--clear", &folder.to_string_lossy()])?;
    let pinned = pinned.to_string_lossy().into_owned();
    run_program(&python.to_string_lossy(), &["-m", "pip", "install", "-q", "-r", &pinned])
        .context("the packages that the Python tests need could not be installed")?;
    write(&mark, wanted.as_bytes())?;
    Ok(python)
}

/// Python with venv: installed for root on Debian, else asked for.
fn interpreter() -> Result<()> {
    if output("python3", &["-c", "import ensurepip, venv"]).is_some() {
        return Ok(());
    }
    if !Path::new("/etc/debian_version").exists() || output("id", &["-u"]).as_deref() != Some("0") {
        bail!(
            "the Python package's tests need Python 3.11 with venv; on Debian run `sudo apt-get install python3-venv`"
        );
    }
    run_program("apt-get", &["update", "-qq"])?;
    run_program("apt-get", &["install", "-y", "-qq", "--no-install-recommends", "python3-venv"])
}

fn target() -> PathBuf {
    workspace_root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
