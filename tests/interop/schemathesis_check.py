"""Schemathesis against /openapi.json: every operation, every check, examples, fuzzing and sequences of calls."""

import subprocess
import sys

import common

PHASES = "examples,coverage,fuzzing,stateful"


def main(more):
    """Runs it; further arguments go to Schemathesis, for example `--max-examples 1000`."""
    programs = common.environment("schemathesis")
    config = ["--config-file", str(common.HERE / "schemathesis.toml")]
    with common.service() as address:
        run = ["run", f"{address}/openapi.json", "--checks", "all", "--phases", PHASES, "--seed", "1", *more]
        # What it keeps between runs stays out of the sources.
        return subprocess.run([str(programs / "schemathesis"), *config, *run], cwd=common.TARGET).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["--max-examples", "100"]))
