"""A single file in Firefox, opened from the disk: it answers, follows an input, and asks nobody for anything."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import common
import marionette

ANSWERED = "return [...document.querySelectorAll('.tile-value')].filter((t) => /\\d/.test(t.textContent)).length > 0"
TILE = "return document.querySelector('.tile-value').textContent"
HOT_DAY = "[...document.querySelectorAll('[data-testid=presets] button')].find((b) => b.textContent.includes('Hot day')).click()"
DECIDED = "return document.querySelector('[data-testid=run-state]')?.textContent.startsWith('From ') === true"
SUGGESTED = "return /\\d/.test(document.querySelector('[data-testid=decision]')?.textContent ?? '')"
DECISION = "return document.querySelector('[data-testid=decision]').innerText"
SCENARIO = """
const buttons = [...document.querySelectorAll('[data-testid=presets] button')];
buttons[arguments[0]].click();
"""
REQUESTS = "return performance.getEntriesByType('resource').filter((e) => !/^(blob|data):/.test(e.name)).length"


def build(app, folder):
    """The single file of an app of this repository."""
    path = folder / f"{app}.html"
    program = os.environ.get("TWINLET")
    command = [program] if program else ["cargo", "run", "--quiet", "-p", "twinlet", "--"]
    runtime = os.environ.get("TWINLET_RUNTIME_DIR", str(common.ROOT / "target" / "runtime"))
    command += ["build", f"apps/{app}", "--single-file", "--runtime", runtime, "--out", str(path)]
    subprocess.run(command, cwd=common.ROOT, check=True)
    return path


def opened(firefox, path, first_answer):
    """Opens a file and says how long it took to its first answer."""
    start = time.monotonic()
    firefox.open(path.as_uri())
    firefox.wait("the first answer", first_answer)
    print(f"{path.name}: first answer after {time.monotonic() - start:.1f} s")


def expect(is_so, what):
    """Fails with words."""
    if not is_so:
        raise SystemExit(f"not so: {what}")


def what_if(firefox, path):
    """Another input, another number; a link leads to a page of the file."""
    opened(firefox, path, ANSWERED)
    before = firefox.run(TILE)
    firefox.run(HOT_DAY)
    firefox.wait("another number", f"{TILE} !== {json.dumps(before)}")
    print(f"  {before} became {firefox.run(TILE)}")
    firefox.run("location.hash = '#model'")
    firefox.wait("the page about the models", "return document.querySelector('[data-testid=validation]') !== null")
    firefox.run("location.hash = ''")


def station(firefox, path):
    """Another scenario, another decision, by the full ensemble."""
    opened(firefox, path, SUGGESTED)
    print(f"  the full ensemble after {firefox.wait('the full ensemble', DECIDED):.1f} s more")
    before = firefox.run(DECISION)
    firefox.run(SCENARIO, 0)
    firefox.wait("another decision", f"{DECIDED} && {DECISION.removeprefix('return ')} !== {json.dumps(before)}")
    first_lines = [text.splitlines()[2] for text in (before, firefox.run(DECISION))]
    print(f"  {' | '.join(first_lines)}")


def main():
    """Both forms of an app."""
    if not marionette.program():
        print("skipped: Firefox is not installed (Debian: apt-get install firefox-esr)")
        return
    pictures = os.environ.get("SCREENSHOTS")
    with tempfile.TemporaryDirectory() as folder:
        for app, check in [("transformer", what_if), ("pump-station", station)]:
            path = build(app, Path(folder))
            with marionette.Firefox() as firefox:
                firefox.size(390, 844)
                check(firefox, path)
                expect(firefox.run("return innerWidth") == 390, "the page is as wide as a phone")
                expect(firefox.run(REQUESTS) == 0, "the page asked for nothing")
                expect(not firefox.said(), f"the console is quiet: {firefox.said()}")
                if pictures:
                    firefox.picture(Path(pictures) / f"single-{app}-firefox.png")
    print("Firefox: all well")


if __name__ == "__main__":
    sys.exit(main())
