"""Builds the bundle with one command: `python3 models/transformer/train/make.py [--check] [--out FOLDER]`.

Creates a virtual environment beside the bundle, installs the pinned packages, then simulates, trains,
validates and packs. `--check` rebuilds into a temporary folder and says how close it comes to the bundle.
"""
import argparse
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT.parent))  # models/: here, once for all modules of this folder, `training` is found
from training.environment import ensure, say  # noqa: E402

SIZES = {"training": 1200, "rows": 6000, "iterations": 300, "calibration": 2400, "held_out": 3600, "edge_drawn": 40000,
         "extrapolated_each": 200}


def answered_days(weights, name):
    """Rows x, truth y of the days of a seed that are answered, and both for all days."""
    import sample, thermal, validate
    x = sample.days_of(name, SIZES[name])
    y = thermal.simulate_all(x)
    keep = validate.answered(weights, x)
    say(f"simulated: {len(x)} days ({name}), {keep.sum()} of them answered")
    return x[keep], y[keep], (x, y)


def edge_days(weights, limits):
    """Answered days (x, y) that the domain calls caution."""
    import domain, sample, thermal, validate
    x = sample.days_of("edge", SIZES["edge_drawn"])
    x = x[validate.answered(weights, x)]
    x = x[domain.judge(limits, x) == 1]
    return x, thermal.simulate_all(x)


def build(folder):
    """Simulate, train, validate, pack; the bundle goes to `folder`."""
    import bundle, domain, sample, surrogate, thermal, validate, words
    x = sample.box_rows(SIZES["training"])
    y = thermal.simulate_all(x)
    say(f"simulated: {len(x)} runs over the box")
    weights = surrogate.train(x, y, SIZES["rows"], SIZES["iterations"])
    say("trained")
    cx, cy, _ = answered_days(weights, "calibration")
    hx, hy, all_held = answered_days(weights, "held_out")
    limits = domain.fit(cx)
    ex, ey = edge_days(weights, limits)
    edge, r = validate.residuals(weights, ex, ey), validate.residuals(weights, hx, hy)
    say(f"simulated: {len(ex)} days at the edge of the domain")
    bands = validate.intervals(validate.residuals(weights, cx, cy), cx, edge[::2])
    level, beyond = domain.judge(limits, hx), sample.extrapolated("extrapolated", SIZES["extrapolated_each"])
    truth = {k: thermal.simulate_all(v) for k, v in beyond.items()}
    judged = {k: domain.judge(limits, v) for k, v in beyond.items()}
    outputs = validate.outputs_report(hx, hy, r, level, edge[1::2], bands, validate.baseline(cx, cy))
    methods = domain.compare_methods(cx, hx, beyond)
    report = {"runs": len(hx), "step_min": 60, "covers": words.COVERS, "baseline": words.BASELINE, "outputs": outputs,
              "domain": domain.report(limits, methods, hx, beyond),
              "edge_of_140_cel": validate.limit_report(weights, *all_held),
              "beyond": validate.beyond_report(weights, beyond, truth, bands, judged), "not_to_trust": words.NOT_TO_TRUST}
    counts = {**SIZES, "calibration_answered": len(cx), "held_out_answered": len(hx), "edge": len(ex)}
    bundle.write(folder, weights, {
        "contract.json": bundle.contract(), "intervals.json": bands, "domain.json": limits, "validation.json": report,
        "residuals.json": bundle.residual_runs(r), "reference.json": bundle.reference(weights, x, y),
        "heldout.json": bundle.held_out_days(hx, hy), "provenance.json": bundle.provenance(counts)})
    tell(report, bands)


def tell(report, bands):
    """Print the figures that matter."""
    for name, o in report["outputs"].items():
        short = {k: v for k, v in o.items() if k != "parity"}
        say(f"{name}: {short}, band {bands['outputs'][name]}")
    say(f"limit: {report['edge_of_140_cel']}, beyond: {report['beyond']}")
    say(f"domain: {report['domain']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="rebuild elsewhere and compare with the bundle")
    parser.add_argument("--out", type=Path, default=ROOT / "bundle", help="folder to write, or to compare with")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # same sums whatever the machine's cores, and faster when they are shared
    options.out = options.out.resolve()
    ensure(HERE)
    sys.path.insert(0, str(HERE))
    return check(options.out) if options.check else build(options.out)


def check(committed):
    """Rebuild in a scratch folder and compare; 0 when it agrees."""
    import compare
    with tempfile.TemporaryDirectory() as scratch:
        build(Path(scratch))
        return compare.report(committed, Path(scratch), say)


if __name__ == "__main__":
    sys.exit(main())
