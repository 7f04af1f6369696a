"""The sentences and titles of the bundle, and the rules by which its eight shown days are chosen."""
import numpy as np

MODEL = {
    "id": "pump-station-hydraulics",
    "title": "Hydraulics of a three-pump station (Riverside)",
    "version": "1.1.0",
    "kind": "onnx",
    "owner": {"name": "Twinlet example models", "contact": "models/pump-station/README.md"},
    "valid_until": "2027-06-30",
    "intended_use": [
        "Flow, head, electrical power and NPSH margin of each pump for given levels, running pumps and wear",
        "Stepping a level balance and pump logic through a day, and comparing operating plans"],
    "not_for": [
        "Pressure surge, starting and stopping transients, and anything faster than a minute",
        "Speed-controlled pumps, clogging, air entrainment, or wear above 0.20",
        "Another station: the geometry, the pumps and the pipes are those of this example",
        "Design or acceptance of real pumps"],
    "fidelity": "A neural network that reproduces the steady hydraulics of an EPANET 2.2 model of an invented station. "
                "The errors and intervals given with it are those against that model: it covers the physical model it "
                "was trained on, not measurements of your pumps. The pump curves, the efficiencies, the NPSH required "
                "and the effect of wear are assumptions, named as such in the training code; no measured pump took "
                "part. Between two switchings the station is taken as steady.",
}
INPUTS = {
    "wet_well_level": ("Wet-well level above the floor", "m"),
    "head_tank_level": ("Head-tank level above its floor", "m"),
    "water_temperature": ("Water temperature", "Cel"),
    **{f"run_{i}": (f"Pump {i} runs", "1") for i in (1, 2, 3)},
    **{f"wear_{i}": (f"Wear of pump {i} (lost share of its head curve)", "1") for i in (1, 2, 3)},
}
OUTPUTS = {"flow": "Flow of pump {}", "head": "Head of pump {}", "power": "Electrical power of pump {}",
           "npsh_margin": "NPSH margin of pump {}"}
COVERS = ("The error and the coverage of the surrogate against EPANET 2.2, on whole days that took no part in the "
          "training or the calibration, at EPANET's own levels and pump states. It covers the physical model it was "
          "trained on, not measurements of your pumps.")
NOT_TO_TRUST = [
    "Pumps that are nearly blocked: with three pumps running and one worn by more than about 0.15, at a low wet well "
    "and a full head tank, its check valve closes; the flows of all three may then be off by up to about 9 m3/h.",
    "Anything outside the box or far from the calibrated days: the verdict out means no answer, and a day a "
    "little beyond may still pass as caution or as inside (see domain).",
    "Sums over a day of the level: the surrogate was tested at EPANET's levels; errors that build up when it steps "
    "its own level are not part of these figures.",
    "A pointwise band read as a band for the whole day: see pointwise_band_whole_curve.",
    "Absolute power and NPSH of a real station: efficiency and NPSH required are assumed curves."]
BASELINE = {"name": "mean by number of running pumps",
            "description": "The mean of the training samples of a running pump, by the number of running pumps."}
WHAT = ("Surrogate of the steady hydraulics of an invented pumping station, trained on EPANET 2.2 states; calibrated "
        "and validated on 24 h EPANET runs with level controls.")
SOURCES = [
    {"name": "EPANET 2.2 and network Net3", "by": "US EPA, shipped with WNTR 1.5.0",
     "licence": "EPANET: MIT (2.2 source) and public domain (US EPA); WNTR: Revised BSD",
     "used_for": "full-order model; diurnal inflow shape (default demand pattern 1)"},
    {"name": "TMY3 723170 Greensboro Piedmont Triad Int. Airport", "by": "NREL, shipped with pvlib 0.16.1",
     "licence": "pvlib: BSD-3-Clause; TMY3: US Department of Energy / NREL, free to use, without warranty",
     "used_for": "hourly ambient temperature"}]
ASSUMPTIONS = [
    "Station geometry, pump curve, efficiency parabola, motor efficiency, NPSH required, pump axis, pipe data",
    "Wear scales the head curve by (1 - w) and the efficiency by (1 - 0.6 w)",
    "Water temperature: half ground (12 Cel), half the day's mean ambient, not below 1 Cel",
    "Largest mean inflow 850 m3/h up to 22 Cel, falling to 450 m3/h at 38 Cel; wet days rarer (Beta(1, 1.6))",
    "The daily swing of the inflow fades above a mean of 450 m3/h; Net3's pattern is moved 6 h later",
    "Sewage is hydraulically water; the pumps stay primed"]
# The bundles this one replaces, with the SHA-256 of their index.
LINEAGE = [{"id": "pump-station-hydraulics", "version": "1.0.0",
            "sha256": "38f81a2c1057e38ffb217619ae250f36aec521af945ea20a86cc755ffba06b98"}]
NOT_MEASURED = "No measured pump, motor or level series took part."


def _share(s, k):
    """Share of the day in which exactly k pumps run; s [T,5]."""
    return np.mean(s[:, 2:].sum(1) == k)


def _healthy(d):
    return -20 * d["wear"].max() - 10 * bool(d["out"])


# (id, title, score(day, states)): the held-out day with the highest score is shown.
HELD_OUT = [
    ("hot-dry-pump-2-worn", "Hot dry day, pump 2 worn",
     lambda d, s: d["ambient"].max() / 10 + 30 * (d["wear"][1] - max(d["wear"][0], d["wear"][2])) - 10 * bool(d["out"])
     - d["inflow"].mean() / 300),
    ("healthy-mild", "Mild day, pumps nearly as new",
     lambda d, s: _healthy(d) - abs(d["ambient"].mean() - 15) / 10 - abs(d["inflow"].mean() - 350) / 100),
    ("cold-dry", "Cold day, low inflow", lambda d, s: -d["ambient"].mean() - d["inflow"].mean() / 50 - 10 * bool(d["out"])),
    ("wet-three-pumps", "Wet day, three pumps for hours",
     lambda d, s: 5 * _share(s, 3) - 10 * (s[:, 0].max() > 4.1) - 10 * bool(d["out"])),
    ("overflow", "Storm, the wet well overflows", lambda d, s: np.mean(s[:, 0] > 4.19) + d["inflow"].mean() / 850),
    ("one-pump-out", "Pump {out} out of service",
     lambda d, s: 10 * bool(d["out"]) - abs(d["inflow"].mean() - 450) / 100 - d["wear"].max()),
    ("all-worn", "All pumps worn", lambda d, s: 20 * d["wear"].min() - 10 * bool(d["out"])),
    ("two-pumps", "Two pumps through most of the day", lambda d, s: _share(s, 2) - 10 * bool(d["out"])),
]
