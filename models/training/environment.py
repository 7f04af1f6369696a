"""The pinned environment in which a bundle is built, and messages with the time since the start.

Needs the standard library only: make.py imports it before the environment is there.
"""
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

START = time.time()


def say(text):
    """Print a message with the seconds since the start."""
    print(f"[{time.time() - START:6.1f} s] {text}", flush=True)


def ensure(train):
    """Run this script again in `.venv` beside the folder `train`, with its requirements.txt, unless it is there already."""
    environment = train.parent / ".venv"
    if Path(sys.prefix).resolve() == environment.resolve():
        return
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted, installed = (train / "requirements.txt").read_text(), environment / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted:
        say("environment: installing the pinned packages")
        venv.create(environment, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", train / "requirements.txt"], check=True)
        installed.write_text(wanted)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)
