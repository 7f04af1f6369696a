"""The full-order model: EPANET 2.2 (through the toolkit that WNTR ships) on a network of our own.

Two uses of one network: `day` (tanks, level controls, 24 h in steps of a minute) and
`steady` (reservoirs that step through given levels, pumps that step through given states).
"""
import os
import tempfile

import numpy as np
from wntr.epanet.toolkit import ENepanet

import station as st

PUMPS = (1, 2, 3)
NODE_SECTIONS = ("JUNCTIONS", "RESERVOIRS", "TANKS")
CLOSED = 2  # status code of a link that a control has closed (EPANET output file); 0 = shut-off head exceeded


def _pipe(name, a, b, pipe, status="Open"):
    length, diameter, c, k = pipe
    return f"{name} {a} {b} {length:.6f} {diameter * 1000:.3f} {c} {k} {status}"


def _pattern(name, values):
    return "\n".join(f"{name} {v:.9g}" for v in values)


def _common(wear, speed_patterns=False):
    """Sections both uses share; wear [3]."""
    pipes = [_pipe("MAIN", "M", "HEADTANK", st.RISING_MAIN)]
    pipes += [_pipe(f"SUC{i}", "WELL", f"S{i}", st.SUCTION) for i in PUMPS]
    pipes += [_pipe(f"CHK{i}", f"D{i}", "M", st.DISCHARGE, "CV") for i in PUMPS]
    pumps = [f"P{i} S{i} D{i} HEAD C{i}" + (f" PATTERN R{i}" if speed_patterns else "") for i in PUMPS]
    curves = [f"C{i} {st.RATED_FLOW} {st.RATED_HEAD * (1 - w):.9g}" for i, w in zip(PUMPS, wear)]
    nodes = [f"{n}{i} {st.PUMP_AXIS}" for n in "SD" for i in PUMPS] + [f"M {st.PUMP_AXIS}"]
    return {"JUNCTIONS": nodes, "PIPES": pipes, "PUMPS": pumps, "CURVES": curves}


def _text(sections, hours, step, pattern_step):
    """The input file as text; steps in seconds."""
    sections["TIMES"] = [f"Duration {hours}:00", f"Hydraulic Timestep {step} SEC", f"Report Timestep {step} SEC",
                         f"Pattern Timestep {pattern_step} SEC", "Report Start 0:00"]
    sections["OPTIONS"] = ["Units CMH", "Headloss H-W", "Accuracy 0.00001", "Trials 200", "Unbalanced Continue 10"]
    sections["REPORT"] = ["Status No", "Summary No", "Messages No"]
    ordered = sorted(sections.items(), key=lambda kv: kv[0] not in NODE_SECTIONS)  # EPANET reads nodes first
    body = "\n".join(f"[{k}]\n" + "\n".join(v) + "\n" for k, v in ordered)
    return "[TITLE]\nRiverside\n\n" + body + "[END]\n"


def day_network(run):
    """Input text of a day. run: wear [3], order (lead, lag, standby; fewer when one is out), inflow [96] m3/h,
    well_start m, tank_start m."""
    s = _common(run["wear"])
    s["JUNCTIONS"].append(f"IN {st.WELL_RANGE[1]} -1 INFLOW")
    s["RESERVOIRS"] = [f"WORKS {st.TANK_FLOOR}"]
    diameter = [2 * np.sqrt(a / np.pi) for a in (st.WELL_AREA, st.TANK_AREA)]
    s["TANKS"] = [f"WELL 0 {run['well_start']:.6f} {st.WELL_RANGE[0]} {st.WELL_RANGE[1]} {diameter[0]:.9f} 0 * YES",
                  f"HEADTANK {st.TANK_FLOOR} {run['tank_start']:.6f} 0 {st.TANK_RANGE[1]} {diameter[1]:.9f} 0 * YES"]
    s["PIPES"] += [_pipe("SEWER", "IN", "WELL", (1.0, 2.0, 140.0, 0.0)),
                   _pipe("GRAVITY", "HEADTANK", "WORKS", (st.gravity_main_length(), st.GRAVITY_D, st.GRAVITY_C, 0.0))]
    s["STATUS"] = [f"P{i} CLOSED" for i in PUMPS]
    s["CONTROLS"] = [line for i, on, off in zip(run["order"], st.START_LEVELS, st.STOP_LEVELS)
                     for line in (f"LINK P{i} OPEN IF NODE WELL ABOVE {on}", f"LINK P{i} CLOSED IF NODE WELL BELOW {off}")]
    s["PATTERNS"] = [_pattern("INFLOW", run["inflow"])]
    return _text(s, 24, 60, 900)


def steady_network(wear, well, tank, running):
    """Input text of a sequence of steady states: well [K] m, tank [K] m, running [K,3] 0/1, one an hour."""
    s = _common(wear, speed_patterns=True)
    s["RESERVOIRS"] = ["WELL 1 LW", "HEADTANK 1 LT"]
    s["PATTERNS"] = [_pattern("LW", well), _pattern("LT", st.TANK_FLOOR + tank)]
    s["PATTERNS"] += [_pattern(f"R{i}", running[:, i - 1]) for i in PUMPS]
    return _text(s, len(well) - 1, 3600, 3600)


def solve(text):
    """Run EPANET; returns (node heads {id: [T]}, link flows {id: [T]}, link status {id: [T]})."""
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, n) for n in ("a.inp", "a.rpt", "a.bin")]
        with open(names[0], "w") as f:
            f.write(text)
        engine = ENepanet(version=2.2)
        engine.ENopen(*names)
        engine.ENsolveH()
        engine.ENsaveH()
        engine.ENclose()
        with open(names[2], "rb") as f:
            return _read(f.read())


def _read(raw):
    """EPANET's binary output file (user manual, appendix C) to three dictionaries of series."""
    head = np.frombuffer(raw, "<i4", 15)
    nodes, links, periods = int(head[2]), int(head[4]), int(np.frombuffer(raw[-12:], "<i4")[0])
    ids = [raw[884 + 32 * k:916 + 32 * k].split(b"\0")[0].decode() for k in range(nodes + links)]
    width = 4 * nodes + 8 * links
    block = np.frombuffer(raw[-28 - 4 * width * periods:-28], "<f4").reshape(periods, width)
    heads = block[:, nodes:2 * nodes].astype(float)
    link = block[:, 4 * nodes:].reshape(periods, 8, links)
    by_id = lambda names, values: {n: values[:, k] for k, n in enumerate(names)}
    return (by_id(ids[:nodes], heads), by_id(ids[nodes:], link[:, 0].astype(float)), by_id(ids[nodes:], link[:, 4]))


def outputs(heads, flows, running, wear, temperature):
    """The 12 outputs [T,12] of solved states; 0 where a pump does not run (running [T,3])."""
    flow = np.stack([np.maximum(flows[f"P{i}"], 0.0) for i in PUMPS], 1)
    gain = np.stack([heads[f"D{i}"] - heads[f"S{i}"] for i in PUMPS], 1)
    gain = np.where(flow > 1.0, gain, st.SHUTOFF_HEAD * (1 - wear))  # blocked by its check valve: shut-off head
    suction = np.stack([heads[f"S{i}"] for i in PUMPS], 1)
    kw = st.power(flow, gain, wear, temperature)
    margin = st.npsh_margin(suction, flow, temperature)
    return np.concatenate([v * running for v in (flow, gain, kw, margin)], 1)
