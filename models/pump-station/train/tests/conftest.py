"""Puts the modules of the build, and models/ for `training`, on the path."""
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[k]) for k in (1, 3)]


@pytest.fixture(autouse=True, scope="session")
def scratch(tmp_path_factory):
    """EPANET keeps its scratch files in the current folder: make that a temporary one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("epanet"))
        yield
