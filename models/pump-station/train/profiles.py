"""Published profiles: the diurnal demand shape of Net3 and the days of a TMY3 weather file.

Both are read from files that installed packages ship; one day of each is kept in data/*.json,
which is what the app uses as its reference and forecast.
"""
import csv
import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
SHIFT_HOURS = 6   # ASSUMPTION: moves Net3's peak to 07:00 and its minimum to midnight, as in a sewer
AMBIENT_DAY = (7, 15)  # month, day of the TMY3 file: a hot but ordinary summer day


def _package_file(package, *parts):
    return Path(find_spec(package).origin).parent.joinpath(*parts)


def net3_pattern():
    """Net3's default demand pattern "1" as published: [24] hourly multipliers from 00:00."""
    text = _package_file("wntr", "library", "networks", "Net3.inp").read_text()
    lines = text.split("[PATTERNS]")[1].split("[")[0].splitlines()
    rows = [line.split() for line in lines if line.strip() and not line.strip().startswith(";")]
    return np.array([float(v) for row in rows if row[0] == "1" for v in row[1:]])


def inflow_shape():
    """Shape of the inflow: [24] hourly values with mean 1, Net3's pattern later by SHIFT_HOURS."""
    pattern = np.roll(net3_pattern(), SHIFT_HOURS)
    return np.round(pattern / pattern.mean(), 4)


def quarter_hours(hourly):
    """[24] hourly values to [96], linear between the hours and periodic."""
    return np.interp(np.arange(96) / 4.0, np.arange(25), np.append(hourly, hourly[0]))


def tmy3_days():
    """Dry-bulb temperature: (dates [365] "MM/DD", values [365,24] Cel; value k is the hour that ends at k+1)."""
    with open(_package_file("pvlib", "data", "723170TYA.CSV"), newline="") as f:
        next(f)
        rows = list(csv.DictReader(f))
    values = np.array([float(r["Dry-bulb (C)"]) for r in rows]).reshape(365, 24)
    return [r["Date (MM/DD/YYYY)"][:5] for r in rows[::24]], values


def ambient_day():
    """(date "MM/DD", [24] Cel) of the day the app uses."""
    dates, values = tmy3_days()
    k = dates.index("%02d/%02d" % AMBIENT_DAY)
    return dates[k], values[k]


def write_data():
    """Write data/inflow-shape.json and data/ambient-day.json."""
    DATA.mkdir(exist_ok=True)
    date, ambient = ambient_day()
    _write("inflow-shape.json", {
        "title": "Diurnal inflow shape", "unit": "1", "step_min": 60, "values": inflow_shape().tolist(),
        "source": "EPANET example network Net3 (as shipped with WNTR 1.5.0), default demand pattern \"1\", "
                  "divided by its mean",
        "licence": "WNTR: Revised BSD; EPANET and its example networks: public domain (US EPA)",
        "assumption": f"moved {SHIFT_HOURS} h later, so that the peak falls at 07:00; a water demand stands in "
                      "for a sewer inflow"})
    _write("ambient-day.json", {
        "title": "Ambient temperature of a hot summer day", "unit": "Cel", "step_min": 60,
        "values": ambient.tolist(), "convention": "value k is the hour that ends at k + 1, local standard time",
        "source": f"TMY3, station 723170 Greensboro Piedmont Triad Int. Airport, NC, {date}; "
                  "file 723170TYA.CSV as shipped with pvlib 0.16.1",
        "licence": "pvlib: BSD-3-Clause; TMY3: National Renewable Energy Laboratory for the US Department of "
                   "Energy, free to use, without warranty (user's manual NREL/TP-581-43156)"})


def _write(name, content):
    (DATA / name).write_text(json.dumps(content, indent=2) + "\n")
