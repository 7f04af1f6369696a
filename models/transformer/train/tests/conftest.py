"""Puts the modules of the build, and models/ for `training`, on the path."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[k]) for k in (1, 3)]
