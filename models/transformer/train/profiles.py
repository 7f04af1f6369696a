"""Weather days of a published TMY3 file, and the shapes of daily loads."""
import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np

HOUR = np.arange(1, 25)  # the hour at which value k of a sequence holds


def tmy3_days():
    """Dry-bulb temperature [365,24] Cel; value k is the hour that ends at k + 1. Read from pvlib's wheel."""
    path = Path(find_spec("pvlib").origin).parent.joinpath("data", "723170TYA.CSV")
    with open(path, newline="") as f:
        next(f)
        rows = list(csv.DictReader(f))
    return np.array([float(r["Dry-bulb (C)"]) for r in rows]).reshape(365, 24)


def bump(centre, width):
    """[24] a bell around an hour of the day, highest 1, periodic."""
    away = (HOUR - centre + 12) % 24 - 12
    return np.exp(-0.5 * (away / width) ** 2)


def plateau(start, end, ramp=1.0):
    """[24] about 1 between two hours, 0 elsewhere, with soft ramps."""
    return 1 / (1 + np.exp(-(HOUR - start) / ramp)) - 1 / (1 + np.exp(-(HOUR - end) / ramp))


# Three shapes of load, highest about 1 (ASSUMPTION, all of it; `shift` in hours).
def residential(shift):
    """A low night, a morning peak and a higher evening peak."""
    return 0.32 + 0.30 * bump(7.5 + shift, 1.5) + 0.12 * bump(13 + shift, 2.5) + 0.62 * bump(19.5 + shift, 2.6)


def commercial(shift):
    """Working hours, with a dip at noon."""
    return 0.25 + 0.75 * plateau(7.5 + shift, 18 + shift, 0.8) * (1 - 0.10 * bump(12.5 + shift, 1.0))


def charging(shift):
    """Electric vehicles: from the return home into the night."""
    return 0.10 + 0.90 * bump(21 + shift, 2.2) + 0.35 * bump(1.5 + shift, 2.0)


SHAPES = (residential, commercial, charging)


def weather_factor(ambient):
    """[24] factor on the load: 1.5 % more per K below 10 Cel (heating), 2 % per K above 24 Cel (cooling). ASSUMPTION."""
    return 1 + 0.015 * np.maximum(0, 10 - ambient) + 0.02 * np.maximum(0, ambient - 24)
