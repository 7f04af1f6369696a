//! A what-if app whose model is evaluated elsewhere: asked from the browser, and answered by the local model when it
//! is gone.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use twinlet_e2e::{Stage, twinlet, twinlet_program, until};
use xtask::files::{copy_folder, read_text, workspace_root, write};

const DEADLINE: Duration = Duration::from_secs(60);
const LOCAL: &str = "thermal: { bundle: ../../models/transformer/bundle, version: 1.0.0 }";

/// The transformer's bundle as one of kind `remote`: each slot a tensor, as `twinlet serve` takes them.
fn write_remote_bundle(folder: &Path) -> Result<()> {
    copy_folder(&workspace_root().join("models/transformer/bundle"), folder)?;
    std::fs::remove_file(folder.join("model.onnx"))?;
    let mut contract: Value = serde_json::from_str(&read_text(&folder.join("contract.json"))?)?;
    contract["model"]["kind"] = json!("remote");
    for side in ["inputs", "outputs"] {
        for slot in contract[side].as_array_mut().context("slots")? {
            (slot["tensor"], slot["slot"]) = (slot["name"].clone(), json!(0));
        }
    }
    let model =
        json!({ "protocol": "open_inference_v2", "model": contract["model"]["id"], "version": "1.0.0" });
    write(&folder.join("contract.json"), contract.to_string())?;
    write(&folder.join("model.json"), model.to_string())?;
    twinlet(&["model", "pack", &folder.to_string_lossy()]).map(drop)
}

/// The transformer's app with a remote thermal model at a port, and the local one in its place.
fn write_app(folder: &Path, port: u16) -> Result<()> {
    let models = workspace_root().join("models");
    write_remote_bundle(&folder.join("detailed"))?;
    let text = read_text(&workspace_root().join("apps/transformer/twin.yaml"))?;
    let remote = format!(
        "thermal: {{ bundle: detailed, version: 1.0.0, remote: {{ url: \"http://localhost:{port}\", timeout_s: 5 }}, fallback: quick }}\n  \
         quick: {{ bundle: ../../models/transformer/bundle, version: 1.0.0 }}"
    );
    let text = text.replace(LOCAL, &remote).replace("../../models", &models.to_string_lossy());
    write(&folder.join("twin.yaml"), text)
}

/// The service behind the remote model; it ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(port: u16, origin: &str) -> Result<Service> {
    let port_text = port.to_string();
    let arguments =
        ["serve", "--api", "models/transformer/bundle", "--port", &port_text, "--allow-origin", origin];
    let service =
        Service(Command::new(twinlet_program()?).current_dir(workspace_root()).args(arguments).spawn()?);
    until("the service", DEADLINE, || Ok(std::net::TcpStream::connect(("localhost", port)).ok().map(drop)))?;
    Ok(service)
}

#[test]
fn a_remote_model_answers_and_the_local_one_in_its_place() -> Result<()> {
    let port = TcpListener::bind("localhost:0")?.local_addr()?.port();
    let folder = tempfile::tempdir()?;
    write_app(&folder.path().join("app"), port)?;
    let stage = Stage::of_app(&folder.path().join("app").to_string_lossy(), &folder.path().join("site"))?;
    let service = serve(port, stage.url().trim_end_matches('/'))?;
    stage.open_and_install()?;
    let shows = |what: &str, notes: &str, has: bool| {
        let script = format!(
            "return document.querySelector('.tile-value')?.textContent.startsWith('88.1')
                && document.querySelector('[data-testid=answer-notes]').textContent.includes({notes:?}) === {has}"
        );
        stage.browser.wait_at_most(DEADLINE, what, &script)
    };
    shows("the remote answer", "Local model", false)?;
    stage.browser.expect_quiet_console()?;
    drop(service);
    // The same question again, the service gone: the same number from the local model, which says so.
    stage.browser.reload()?;
    stage.wait_for_app()?;
    shows("the local answer", "did not answer", true)
}
