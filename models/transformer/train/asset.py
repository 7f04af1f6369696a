"""The transformer "Elm Street": its constants with their sources, and the standard's steady rises.

An **invented** 400 kVA, 10/0.4 kV distribution transformer, ONAN, mineral oil, Kraft paper that is not thermally
upgraded, in a compact substation. Temperatures in Cel, rises in K, load K per unit of the rated current.
"ASSUMPTION" marks a figure that was chosen for this example and has no source.
"""
import numpy as np

RATED_KVA = 400             # ASSUMPTION: a common size of European distribution transformers
LOAD_LOSS = 3250.0          # W at rated load, class Ak: Regulation (EU) No 548/2014, Annex I, table I.1, tier 2
NO_LOAD_LOSS = 387.0        # W, class A0 - 10 %: the same table

# The hot spot at rated load in free air of 20 Cel is to be 98 Cel, the reference temperature of IEC 60076-7 for paper
# that is not thermally upgraded: 78 K together. How they divide is an ASSUMPTION (within the limit of 60 K for top oil
# of IEC 60076-2).
TOP_OIL_RISE = 55.0         # K at rated losses
HOT_SPOT_FACTOR = 1.1       # 1
HOT_SPOT_GRADIENT = 23.0    # K at rated load, hot-spot factor included
ENCLOSURE_RISE = 10.0       # K at rated losses; the package's value for transformers that stand inside

# The package's values for distribution transformers, after IEC 60076-7 (ONAN, distribution).
OIL_TIME_CONSTANT = 180.0   # min
WINDING_TIME_CONSTANT = 4.0  # min
OIL_EXPONENT, WINDING_EXPONENT = 0.8, 1.6  # x, y
K11, K21, K22 = 1.0, 1, 2

HOT_SPOT_LIMIT = 140.0      # Cel: above it gas bubbles may form in the oil (IEC 60076-7); no answer beyond
HOURS = 24


def top_oil_rise(load):
    """Steady rise (K) of the top oil over ambient at a load: (rated rise) ((1 + R K^2) / (1 + R))^x."""
    ratio = LOAD_LOSS / NO_LOAD_LOSS
    return (TOP_OIL_RISE + ENCLOSURE_RISE) * ((1 + ratio * np.square(load)) / (1 + ratio)) ** OIL_EXPONENT


def hot_spot_rise(load):
    """Steady rise (K) of the hot spot over the top oil at a load: (H g) K^y."""
    return HOT_SPOT_GRADIENT * np.power(load, WINDING_EXPONENT)


def ageing_rate(hot_spot):
    """Relative ageing rate (1) of paper that is not upgraded: 2^((hot spot - 98) / 6); not part of the surrogate."""
    return 2.0 ** ((np.asarray(hot_spot) - 98.0) / 6.0)
