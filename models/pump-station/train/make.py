"""Builds the bundle with one command: `python3 models/pump-station/train/make.py [--quick] [--check] [--out FOLDER]`.

Creates a virtual environment beside the bundle, installs the pinned packages, then simulates, trains,
validates and packs. `--check` rebuilds into a temporary folder and says how close it comes to the bundle.
`--domain-from BUNDLE` makes only the domain anew and takes every other file from that bundle: a day's features come
from how it is drawn, not from EPANET, so that no simulation is needed.
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

SIZES = {"steady_runs": 600, "steady_steps": 350, "rows": 60000, "iterations": 1500, "calibration": 2000, "held_out": 3000}
QUICK = {**SIZES, "rows": 50000, "iterations": 300}


def of_domain(calibration, held_out):
    """domain.json's content, and validation.json's `domain`, from days."""
    import domain, profiles
    f = domain.of_days(calibration)
    limits = domain.fit(f)
    return limits, domain.report(limits, f, held_out, profiles.tmy3_days()[1])


def build_domain(source, folder, sizes):
    """The bundle `source` with its domain made anew, to `folder`."""
    import bundle, sample
    limits, described = of_domain(*(sample.drawn_days(n, sizes[n]) for n in ("calibration", "held_out")))
    bundle.renew_domain(source, folder, limits, described)
    say(f"domain: {described['description']}")
    for row in described["methods"]:
        say(f"  at 5 % false alarms: {row}")


def build(folder, sizes):
    """Simulate, train, validate, pack; the bundle goes to `folder`."""
    import bundle, sample, surrogate, validate, words
    say(f"simulate: {sizes['steady_runs'] * sizes['steady_steps']} steady states")
    x, y = sample.steady_states(sizes["steady_runs"], sizes["steady_steps"])
    say(f"simulate: {sizes['calibration']} + {sizes['held_out']} whole days")
    calibration, held = (sample.whole_days(n, sizes[n]) for n in ("calibration", "held_out"))
    say("train")
    weights = surrogate.train(x, y, sizes["rows"], sizes["iterations"], say)
    say("validate")
    bands = validate.intervals(validate.residuals(weights, *calibration), calibration[1])
    r = validate.residuals(weights, *held)
    limits, described = of_domain(calibration[0], held[0])
    report = {"runs": sizes["held_out"], "step_min": 1, "baseline": words.BASELINE,
              "outputs": validate.outputs_report(r, held[2], held[1], bands, validate.baseline(x, y)),
              "domain": described,
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
    parser.add_argument("--out", type=Path, default=ROOT / "bundle", help="folder to write, or to compare with")
    parser.add_argument("--domain-from", type=Path, metavar="BUNDLE", help="make only the domain anew, the rest from here")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # same sums whatever the machine's cores, and faster when they are shared
    options.out = options.out.resolve()
    options.domain_from = options.domain_from and options.domain_from.resolve()
    ensure(HERE)
    sys.path.insert(0, str(HERE))
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # EPANET keeps its scratch files in the current folder
        try:
            return check(Path(scratch), options) if options.check else renew(options.out, options)
        finally:
            os.chdir(HERE)


def renew(folder, options):
    """Write the bundle, and with a full build the kept profiles."""
    import profiles
    sizes = QUICK if options.quick else SIZES
    if options.domain_from:
        return build_domain(options.domain_from, folder, sizes)
    profiles.write_data()
    build(folder, sizes)


def check(scratch, options):
    """Rebuild in a scratch folder and compare; 0 when it agrees."""
    import compare
    sizes = QUICK if options.quick else SIZES
    if options.domain_from:
        build_domain(options.domain_from, scratch / "bundle", sizes)
    else:
        build(scratch / "bundle", sizes)
    return compare.report(options.out, scratch / "bundle", say)


if __name__ == "__main__":
    sys.exit(main())
