"""How close two bundles come: their surrogates on random inputs inside the box."""
import numpy as np

import domain
import validate
from training import comparison


def random_inputs(n, seed=51):
    """Inputs [n,49] inside the box."""
    low, high = (np.repeat([domain.BOX[k][i] for k in domain.BOX], [24, 24, 1]) for i in (0, 1))
    return low + np.random.default_rng(seed).random((n, 49)) * (high - low)


def report(committed, rebuilt, say):
    """Print the comparison; 0 when the surrogates agree within the whole-curve half widths, else 1."""
    gap = comparison.gap(committed, rebuilt, random_inputs(5000)).reshape(-1, 2, 24)
    widths, fine = comparison.half_widths(committed), True
    for k, name in enumerate(validate.OUTPUTS):
        width, worst = widths[name], float(gap[:, k].max())
        fine &= worst <= width
        say(f"check {name}: worst {worst:.3g}, whole-curve band {width:.3g}")
    return comparison.conclude(committed, rebuilt, fine, "the whole-curve bands", say)
