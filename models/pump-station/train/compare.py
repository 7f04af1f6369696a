"""How close two bundles come: their surrogates on random inputs inside the box."""
import numpy as np

import domain
import surrogate as su
from training import comparison


def random_inputs(n, seed=51):
    """Inputs [n,9] inside the box."""
    low, high = np.array([domain.BOX[k] for k in su.INPUTS]).T
    share = np.random.default_rng(seed).random((n, 9))
    share[:, 3:6] = np.round(share[:, 3:6])
    return low + share * (high - low)


def report(committed, rebuilt, say):
    """Print the comparison; 0 when the surrogates agree within the whole-curve half widths, else 1."""
    gap = comparison.gap(committed, rebuilt, random_inputs(5000))
    widths, fine = comparison.half_widths(committed), True
    for k, name in enumerate(su.OUTPUTS):
        width, typical = widths[name], float(np.quantile(gap[:, k], 0.99))
        fine &= typical <= 2 * width
        say(f"check {name}: 99 % of answers within {typical:.3g}, worst {gap[:, k].max():.3g}, whole-curve band {width:.3g}")
    return comparison.conclude(committed, rebuilt, fine, "twice the whole-curve bands", say)
