"""The station "Riverside": its dimensions, its constants with their sources, its closed formulas.

Datum for every level and head: the floor of the wet well (0 m). Flows in m3/h, heads in m,
temperatures in Cel, powers in kW. Arrays of any shape go through every function.
"ASSUMPTION" marks a figure that was chosen for this example and has no source.
"""
import numpy as np

# Geometry, fixed for this example (ASSUMPTION, all of it).
WELL_AREA = 40.0            # m2, plan area
WELL_RANGE = (0.6, 4.2)     # m; 4.2 is the overflow weir
START_LEVELS = (2.0, 2.6, 3.2)  # m, lead / lag / standby
STOP_LEVELS = (1.0, 1.3, 1.6)   # m
TANK_FLOOR = 20.0           # m
TANK_AREA = 80.0            # m2
TANK_RANGE = (0.0, 6.0)     # m above its floor
DRAIN_AT_1M = 330.0         # m3/h through the gravity main at 1 m
WEAR_RANGE = (0.0, 0.20)    # 1, share of the head curve that is lost

# Pipes: (length m, diameter m, Hazen-Williams C, minor loss coefficient). ASSUMPTION.
SUCTION = (6.0, 0.300, 120.0, 1.5)     # bellmouth, bend, isolating valve
DISCHARGE = (8.0, 0.250, 120.0, 5.0)   # reducer, check valve, isolating valve, tee
RISING_MAIN = (850.0, 0.350, 130.0, 5.0)  # gives 449, 705, 828 m3/h for one, two, three pumps at mid levels
GRAVITY_D, GRAVITY_C = 0.400, 130.0
# Exponents as in the EPANET 2.2 user manual, table 3.1; its 4.727 (ft, cfs) in SI is 10.667.
HW_COEFF, HW_Q, HW_D = 10.667, 1.852, 4.871

# Pumps (ASSUMPTION): rated 400 m3/h at 30 m; EPANET's one-point curve puts the shut-off head at 4/3.
RATED_FLOW, RATED_HEAD = 400.0, 30.0
SHUTOFF_HEAD = RATED_HEAD * 4.0 / 3.0
BEST_EFFICIENCY = 0.80      # 1, at the rated flow
WEAR_ON_EFFICIENCY = 0.6    # 1, eta = eta_new (1 - 0.6 w)
MOTOR_EFFICIENCY = 0.93     # 1
PUMP_AXIS = 4.5             # m above the floor: a suction lift (primed set)
NPSHR_0, NPSHR_1 = 2.0, 2.4  # m, NPSHr = 2.0 + 2.4 (Q/400)^2

GRAVITY = 9.80665           # m/s2, standard gravity, CGPM 1901
ALTITUDE = 273.0            # m, of the weather station (header of the TMY3 file); the site is put there
GROUND_TEMPERATURE = 12.0   # Cel, ASSUMPTION
AMBIENT_SHARE = 0.5         # 1, ASSUMPTION: share of the day's mean ambient in the water temperature


def gravity_main_length():
    """Length (m) of the DN400 main that passes 330 m3/h under 1 m of head."""
    q = DRAIN_AT_1M / 3600.0
    return GRAVITY_C**HW_Q * GRAVITY_D**HW_D / (HW_COEFF * q**HW_Q)


def pump_head(flow, wear):
    """Head (m) at flow (m3/h): (1 - w) (40 - 10 (Q/400)^2)."""
    return (1 - wear) * (SHUTOFF_HEAD - (SHUTOFF_HEAD - RATED_HEAD) * (flow / RATED_FLOW) ** 2)


def efficiency(flow, wear):
    """Pump efficiency (1): the parabola 0.80 (2 x - x^2), x = Q/400, lowered by (1 - 0.6 w). ASSUMPTION."""
    x = flow / RATED_FLOW
    return BEST_EFFICIENCY * x * (2 - x) * (1 - WEAR_ON_EFFICIENCY * wear)


def power(flow, head, wear, temperature):
    """Electrical power (kW) = rho g Q H / (eta eta_motor), with Q/eta reduced so that Q = 0 has its limit."""
    flow_by_eta = RATED_FLOW / (BEST_EFFICIENCY * (2 - flow / RATED_FLOW) * (1 - WEAR_ON_EFFICIENCY * wear))
    return density(temperature) * GRAVITY * flow_by_eta / 3600.0 * head / MOTOR_EFFICIENCY / 1000.0


def density(temperature):
    """Density of water (kg/m3) at 0..40 Cel. Maidment (ed.), Handbook of Hydrology, 1993, ch. 11."""
    t = temperature
    return 1000.0 * (1 - (t + 288.9414) * (t - 3.9863) ** 2 / (508929.2 * (t + 68.12963)))


def vapour_pressure(temperature):
    """Saturation pressure over water (Pa). Buck 1981, J. Appl. Meteorol. 20, as revised 1996."""
    t = temperature
    return 611.21 * np.exp((18.678 - t / 234.5) * t / (257.14 + t))


def air_pressure():
    """Mean air pressure (Pa) at the site: the standard atmosphere, ISO 2533:1975."""
    return 101325.0 * (1 - 2.25577e-5 * ALTITUDE) ** 5.25588


def npsh_margin(suction_head, flow, temperature):
    """NPSHa - NPSHr (m); suction_head (m) is the wet-well level less the suction loss."""
    column = (air_pressure() - vapour_pressure(temperature)) / (density(temperature) * GRAVITY)
    required = NPSHR_0 + NPSHR_1 * (flow / RATED_FLOW) ** 2
    return column + suction_head - PUMP_AXIS - required


def water_temperature(ambient_mean):
    """Water temperature (Cel), constant over a day: half ground, half the day's mean ambient, above 1 Cel."""
    return np.maximum(1.0, (1 - AMBIENT_SHARE) * GROUND_TEMPERATURE + AMBIENT_SHARE * ambient_mean)
