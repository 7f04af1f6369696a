"""What is sampled: steady states to train from, and whole days to calibrate, test and extrapolate with."""
from multiprocessing import Pool

import numpy as np

import epanet
import profiles
import station as st

SEEDS = {"steady": 11, "network": 12, "calibration": 21, "held_out": 22, "extrapolated": 23, "choice": 31}
TEMPERATURE_RANGE = (1.0, 22.0)  # Cel, water temperatures: those the whole days reach (1 to 21)
DAY_WEAR = (0.0, 0.18)           # 1, sampled wear in whole days
OUT_OF_SERVICE = 0.15            # share of days with one pump out
FEATURES = (("inflow_mean", "Inflow", "m3/h"), ("inflow_peak", "Peak inflow", "m3/h"),
            ("ambient_max", "Ambient", "Cel"), ("wear_max", "Wear", "1"))


def _edges(rng, low, high, shape):
    """Uniform in [low, high], with 15 % of the values on an end."""
    u = rng.uniform(low, high, shape)
    return np.where(rng.random(shape) < 0.15, np.where(rng.random(shape) < 0.5, low, high), u)


def _steady_batch(arguments):
    """One EPANET run of K steady states at one wear triple: (x [K,9], y [K,12])."""
    seed, k = arguments
    rng = np.random.default_rng(seed)
    wear = _edges(rng, *st.WEAR_RANGE, 3)
    well, tank = _edges(rng, *st.WELL_RANGE, k), _edges(rng, *st.TANK_RANGE, k)
    temperature = rng.uniform(*TEMPERATURE_RANGE, k)
    count = rng.choice([1, 2, 3], k, p=[0.25, 0.35, 0.40])
    running = (np.argsort(rng.random((k, 3)), 1) < count[:, None]).astype(float)
    heads, flows, _ = epanet.solve(epanet.steady_network(wear, well, tank, running))
    y = epanet.outputs(heads, flows, running, wear, temperature[:, None])
    return np.column_stack([well, tank, temperature, running, np.tile(wear, (k, 1))]), y


def steady_states(runs, steps, processes=2):
    """Training samples: x [runs*steps, 9], y [runs*steps, 12]; row blocks of `steps` share a wear triple."""
    seeds = np.random.SeedSequence(SEEDS["steady"]).spawn(runs)
    with Pool(processes) as pool:
        parts = pool.map(_steady_batch, [(s, steps) for s in seeds], chunksize=8)
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def inflow_limit(ambient_max):
    """Largest mean inflow (m3/h) of a day by its highest ambient (Cel): hot days are dry. ASSUMPTION:
    850 up to 22 Cel, falling linearly to 450 at 38 Cel."""
    return np.interp(ambient_max, [22.0, 38.0], [850.0, 450.0])


def inflow_profile(mean, amplitude, shift):
    """Inflow [96] m3/h: Net3's shape, its swing times `amplitude`, later by `shift` h, over a constant base."""
    shape = np.roll(profiles.quarter_hours(profiles.inflow_shape()), int(round(4 * shift)))
    return mean * (1 + amplitude * (shape - 1))


def draw_day(rng, days):
    """One day within the sampled domain. days [365,24] Cel."""
    date = int(rng.integers(len(days)))
    # Wet days are rarer than dry ones: Beta(1, 1.6) between 150 m3/h and the limit (ASSUMPTION).
    mean = 150.0 + rng.beta(1.0, 1.6) * (inflow_limit(days[date].max()) - 150.0)
    # Rain adds a constant share, so the daily swing fades above 450 m3/h (ASSUMPTION).
    amplitude = rng.uniform(0.3, 1.1) * min(1.0, 450.0 / mean)
    return make_day(rng, date, days[date], mean, amplitude, rng.uniform(*DAY_WEAR, 3))


def make_day(rng, date, ambient, mean, amplitude, wear):
    """The rest of a day: time shift, lead order, a pump out of service, initial levels."""
    order = (rng.permutation(3) + 1).tolist()
    out = order.pop(int(rng.integers(3))) if rng.random() < OUT_OF_SERVICE else 0
    inflow = inflow_profile(mean, amplitude, rng.uniform(-3, 3))
    tank = (inflow[0] / st.DRAIN_AT_1M) ** (1 / 0.54) * rng.uniform(0.5, 1.5)
    return {"date": date, "ambient": ambient, "temperature": float(st.water_temperature(ambient.mean())),
            "inflow": inflow, "wear": wear, "order": order, "out": out,
            "well_start": rng.uniform(1.0, 3.0), "tank_start": float(np.clip(tank, 0.1, 5.5))}


def draw_extrapolated(rng, days, kind):
    """One day outside the sampled domain: inflow, heat, wear, or a storm on a hot day."""
    day, hot = draw_day(rng, days), np.flatnonzero(days.max(1) >= 33.0)
    date, mean, wear = day["date"], day["inflow"].mean(), day["wear"]
    if kind == "inflow":
        mean = inflow_limit(days[date].max()) * rng.uniform(1.3, 2.0)
    ambient = days[date] + (rng.uniform(6, 14) + max(0, 36 - days[date].max()) if kind == "heat" else 0)
    if kind == "wear":
        wear = np.append(rng.uniform(0.25, 0.40), wear[:2])[rng.permutation(3)]
    if kind == "hot_storm":
        date, mean = int(rng.choice(hot)), rng.uniform(800, 950)
        ambient = days[date]
    return make_day(rng, date, ambient, mean, rng.uniform(0.3, 1.1) * min(1, 450 / mean), wear)


def features(day):
    """Operating features [4] of a day, in the order of FEATURES."""
    return np.array([day["inflow"].mean(), day["inflow"].max(), day["ambient"].max(), day["wear"].max()])


def simulate_day(day):
    """EPANET's 24 h at one minute: (states [1440,5] = well level, tank level, run 1..3; y [1440,12]), float32."""
    heads, flows, status = epanet.solve(epanet.day_network(day))
    running = np.stack([status[f"P{i}"] != epanet.CLOSED for i in epanet.PUMPS], 1).astype(float)
    y = epanet.outputs(heads, flows, running, day["wear"], day["temperature"])
    states = np.column_stack([heads["WELL"], heads["HEADTANK"] - st.TANK_FLOOR, running])
    return states[:1440].astype("f4"), y[:1440].astype("f4")


def day_inputs(day, states):
    """Surrogate inputs [T,9] of a simulated day."""
    constant = np.tile(np.append(day["temperature"], day["wear"]), (len(states), 1))
    return np.column_stack([states[:, :2], constant[:, :1], states[:, 2:], constant[:, 1:]])


def drawn_days(name, n):
    """n days of the seed `name`, not simulated."""
    rng, (_, ambient) = np.random.default_rng(SEEDS[name]), profiles.tmy3_days()
    return [draw_day(rng, ambient) for _ in range(n)]


def whole_days(name, n, processes=2):
    """n simulated days of the seed `name`: (days, states [n,1440,5], y [n,1440,12])."""
    days = drawn_days(name, n)
    with Pool(processes) as pool:
        parts = pool.map(simulate_day, days, chunksize=8)
    return days, np.stack([p[0] for p in parts]), np.stack([p[1] for p in parts])
