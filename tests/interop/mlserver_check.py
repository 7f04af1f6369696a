"""The same requests to MLServer (the same ONNX file, onnxruntime) and to `twinlet serve --api`; compares digits."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import common


def free_ports(n):
    """Ports that were free just now."""
    with contextlib.ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(n)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def mlserver(programs, bundle):
    """The address of an MLServer that serves the bundle's ONNX file under the contract's names."""
    contract = json.loads((bundle / "contract.json").read_text())
    http, grpc, metrics = free_ports(3)
    with tempfile.TemporaryDirectory() as folder:
        settings = {"host": "127.0.0.1", "http_port": http, "grpc_port": grpc, "metrics_port": metrics,
                    "metrics_endpoint": None, "parallel_workers": 0}
        model = {"name": contract["model"]["id"], "implementation": "runtime.BundleRuntime",
                 "parameters": {"uri": str(bundle), "version": contract["model"]["version"]}}
        for name, content in [("settings.json", settings), ("model-settings.json", model)]:
            (Path(folder) / name).write_text(json.dumps(content))
        with (Path(folder) / "log.txt").open("w+") as log:
            process = subprocess.Popen([str(programs / "mlserver"), "start", folder], stdout=log, stderr=log,
                                       env={**os.environ, "PYTHONPATH": str(common.HERE)})
            try:
                wait(f"http://127.0.0.1:{http}/v2/health/ready", process, log)
                yield f"http://127.0.0.1:{http}"
            finally:
                process.terminate()
                process.wait(timeout=30)


def wait(url, process, log, seconds=120):
    """Until the address answers."""
    for _ in range(seconds * 2):
        with contextlib.suppress(OSError, ValueError):
            if common.ask(url)[0] == 200:
                return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    log.seek(0)
    raise SystemExit(f"MLServer did not start:\n{log.read()}")


def main():
    """Starts both and compares."""
    programs = common.environment("mlserver")
    with mlserver(programs, common.BUNDLE) as theirs, common.service() as ours:
        compare = [str(programs / "python"), str(common.HERE / "compare.py"), theirs, ours, str(common.BUNDLE)]
        return subprocess.run(compare).returncode


if __name__ == "__main__":
    sys.exit(main())
