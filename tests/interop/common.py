"""What the checks share: an environment with pinned packages, a running service, requests."""

import contextlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BUNDLE = ROOT / "models" / "pump-station" / "bundle"


def environment(name):
    """Path of a folder of programs with the packages of `requirements-NAME.txt`, made at the first call."""
    folder = TARGET / "interop" / name
    requirements = HERE / f"requirements-{name}.txt"
    made = folder / "made-from.txt"
    if not made.exists() or made.read_text() != requirements.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(requirements)], check=True)
        made.write_text(requirements.read_text())
    return folder / "bin"


@contextlib.contextmanager
def service(bundle=BUNDLE):
    """The address of `twinlet serve --api` on a free port, for as long as the block runs."""
    program = os.environ.get("TWINLET")
    if not program:
        subprocess.run(["cargo", "build", "--quiet", "-p", "twinlet"], cwd=ROOT, check=True)
        program = TARGET / "debug" / "twinlet"
    command = [str(program), "serve", "--api", str(bundle), "--port", "0", "--deadline-s", "60"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        if "http://" not in line:
            raise SystemExit(f"the service did not start: {line}{process.stderr.read()}")
        yield "http://" + line.split("http://")[1].split()[0]
    finally:
        process.terminate()
        process.wait(timeout=30)


def ask(url, body=None):
    """Status and JSON (none where the body is empty) of a GET, or of a POST of JSON text."""
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")
