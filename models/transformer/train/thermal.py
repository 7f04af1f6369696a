"""The full-order model: IEC 60076-7 by the package transformer-thermal-model, a day in steps of a minute.

Times: value k of a sequence holds at k + 1 hours after the start, values between are linear. In the first hour load
and ambient are their first values. The oil starts at the given temperature, the hot spot starts level with the oil:
the winding's time constant is 8 min, so that by the first value 0.06 % of this assumption is left.
"""
from multiprocessing import Pool

import numpy as np
from transformer_thermal_model.model import Model
from transformer_thermal_model.schemas import InputProfile, UserTransformerSpecifications
from transformer_thermal_model.schemas.thermal_model.initial_state import InitialTopOilTemp
from transformer_thermal_model.transformer import DistributionTransformer

import asset

STEP_MIN = 1
MINUTES = np.arange(0, 60 * asset.HOURS + 1, STEP_MIN)
STAMPS = np.datetime64("2023-01-01T00:00") + MINUTES * np.timedelta64(1, "m")


def transformer():
    """The package's transformer with the constants of asset.py; loads are per unit."""
    return DistributionTransformer(UserTransformerSpecifications(
        nom_load_sec_side=1.0, load_loss=asset.LOAD_LOSS, no_load_loss=asset.NO_LOAD_LOSS,
        top_oil_temp_rise=asset.TOP_OIL_RISE, amb_temp_surcharge=asset.ENCLOSURE_RISE,
        hot_spot_fac=asset.HOT_SPOT_FACTOR, winding_oil_gradient=asset.HOT_SPOT_GRADIENT / asset.HOT_SPOT_FACTOR,
        time_const_oil=asset.OIL_TIME_CONSTANT, time_const_windings=asset.WINDING_TIME_CONSTANT,
        oil_exp_x=asset.OIL_EXPONENT, winding_exp_y=asset.WINDING_EXPONENT,
        oil_const_k11=asset.K11, winding_const_k21=asset.K21, winding_const_k22=asset.K22))


def by_minute(hourly):
    """[1441] values of a sequence [24]: linear between the hours, the first value held before it."""
    return np.interp(MINUTES / 60.0, np.arange(1, asset.HOURS + 1), hourly)


def simulate(x):
    """Answers [48] (hot spot, top oil at hours 1 to 24) of one row x [49] (load, ambient, initial top oil)."""
    profile = InputProfile.create(STAMPS, by_minute(x[:24]), by_minute(x[24:48]))
    run = Model(profile, transformer(), InitialTopOilTemp(initial_top_oil_temp=float(x[48]))).run()
    hours = slice(60 // STEP_MIN, None, 60 // STEP_MIN)
    return np.concatenate([run.hot_spot_temp_profile.to_numpy()[hours], run.top_oil_temp_profile.to_numpy()[hours]])


def simulate_all(x, processes=2):
    """Answers [R,48] of rows x [R,49]."""
    with Pool(processes) as pool:
        return np.stack(pool.map(simulate, x, chunksize=16))
