"""Builds the bundle with one command: `python3 models/pump-station/train/make.py [--quick] [--check]`.

Creates a virtual environment beside the bundle, installs the pinned packages, then simulates, trains,
validates and packs. `--check` rebuilds into a temporary folder and says how close it comes to the bundle.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENVIRONMENT = ROOT / ".venv"
START = time.time()
SIZES = {"steady_runs": 600, "steady_steps": 350, "rows": 60000, "iterations": 1500, "calibration": 2000, "held_out": 3000}
QUICK = {**SIZES, "rows": 50000, "iterations": 300}


def say(text):
    print(f"[{time.time() - START:6.1f} s] {text}", flush=True)


def ensure_environment():
    """Run this script again inside the pinned environment, unless it is there already."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted, installed = (HERE / "requirements.txt").read_text(), ENVIRONMENT / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted:
        say("environment: installing the pinned packages")
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", HERE / "requirements.txt"], check=True)
        installed.write_text(wanted)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)


def build(folder, sizes):
    """Simulate, train, validate, pack; the bundle goes to `folder`."""
    import bundle, domain, profiles, sample, surrogate, validate, words
    import numpy as np
    say(f"simulate: {sizes['steady_runs'] * sizes['steady_steps']} steady states")
    x, y = sample.steady_states(sizes["steady_runs"], sizes["steady_steps"])
    say(f"simulate: {sizes['calibration']} + {sizes['held_out']} whole days")
    calibration, held = (sample.whole_days(n, sizes[n]) for n in ("calibration", "held_out"))
    say("train")
    weights = surrogate.train(x, y, sizes["rows"], sizes["iterations"], say)
    say("validate")
    bands = validate.intervals(validate.residuals(weights, *calibration), calibration[1])
    r = validate.residuals(weights, *held)
    limits = domain.fit(np.array([sample.features(d) for d in calibration[0]]))
    report = {"runs": sizes["held_out"], "step_min": 1, "baseline": words.BASELINE,
              "outputs": validate.outputs_report(r, held[2], held[1], bands, validate.baseline(x, y)),
              "domain": domain.report(limits, held[0], profiles.tmy3_days()[1]),
              "not_to_trust": words.NOT_TO_TRUST, "covers": words.COVERS}
    say("pack")
    bundle.write(folder, weights, {
        "contract.json": bundle.contract(), "intervals.json": bands, "domain.json": limits, "validation.json": report,
        "residuals.json": bundle.residual_runs(r), "reference.json": bundle.reference(weights),
        "heldout.json": bundle.held_out_days(*held), "provenance.json": bundle.provenance(sizes)})
    for name in ("flow_1", "head_1", "power_1", "npsh_margin_1"):
        o = report["outputs"][name]
        say(f"{name}: RMSE {o['rmse']} {o['unit']} (baseline {o['baseline_rmse']}), coverage {o['coverage']}")
    say(f"domain: {report['domain']['description']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer training steps")
    parser.add_argument("--check", action="store_true", help="rebuild elsewhere and compare with the bundle")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # same sums whatever the machine's cores, and faster when they are shared
    ensure_environment()
    sizes = QUICK if options.quick else SIZES
    sys.path.insert(0, str(HERE))
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # EPANET keeps its scratch files in the current folder
        try:
            return check(Path(scratch), sizes) if options.check else renew(sizes)
        finally:
            os.chdir(HERE)


def renew(sizes):
    """Write the kept profiles and the bundle."""
    import profiles
    profiles.write_data()
    build(ROOT / "bundle", sizes)


def check(scratch, sizes):
    """Rebuild in a scratch folder and compare; 0 when it agrees."""
    import compare
    build(scratch / "bundle", sizes)
    return compare.report(ROOT / "bundle", scratch / "bundle", say)


if __name__ == "__main__":
    sys.exit(main())
