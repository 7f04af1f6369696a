"""`python -m twinlet check FOLDER`: hashes and references of a bundle; exit code 1 when something is wrong."""

import argparse
import sys

from . import __version__
from .check import check
from .errors import TwinletError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when the bundle is sound, 1 when it is not, 2 when there is none."""
    parser = argparse.ArgumentParser(prog="twinlet", description="Checks bundles of surrogate models.")
    parser.add_argument("--version", action="version", version=f"twinlet {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("check", help="verify hashes and re-run the references with onnxruntime")
    one.add_argument("folder", help="the bundle's folder")
    given = parser.parse_args(arguments)
    try:
        found = check(given.folder)
    except TwinletError as e:
        print(f"error: {e}", file=sys.stderr)
        return 2
    for problem in found.problems:
        print(f"error: {problem}", file=sys.stderr)
    if found.references:
        print(f"{found.references} references, worst relative error {found.worst:.1e}")
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
