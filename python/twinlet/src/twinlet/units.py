"""Units as UCUM codes (the Unified Code for Units of Measure, case sensitive); nothing is converted."""

import re
from collections.abc import Iterable, Mapping

from .errors import TwinletError, did_you_mean, listed

# What people write where UCUM has another code.
HABITS = {
    "°C": "Cel",
    "degC": "Cel",
    "C°": "Cel",
    "celsius": "Cel",
    "°F": "[degF]",
    "degF": "[degF]",
    "psi": "[psi]",
    "gpm": "[gal_us]/min",
    "ft": "[ft_i]",
    "m³/h": "m3/h",
    "m^3/h": "m3/h",
    "m³/s": "m3/s",
    "m³": "m3",
    "m²": "m2",
    "kWh": "kW.h",
    "": "1",
    "-": "1",
    "rpm": "/min",
    "hour": "h",
    "hours": "h",
    "sec": "s",
    "kelvin": "K",
    "percent": "%",
    "l/s": "L/s",
}
_CODE = re.compile(r"[!-~]+")


def check(units: Mapping[str, str], names: Iterable[str], assumed: Mapping[str, str]) -> dict[str, str]:
    """The unit of every name, in order; `assumed` gives those that need not be told (probabilities).

    Raises `TwinletError` that names every missing, unknown and misspelt one at once.
    """
    names = list(names)
    unused = [u for u in units if u not in names]
    missing = [n for n in names if n not in units and n not in assumed]
    problems = [f"no unit for `{n}`{did_you_mean(n, unused)}" for n in missing]
    problems += [
        f"a unit is given for `{u}`, which is no input or output{did_you_mean(u, missing or names)}" for u in unused
    ]
    problems += [p for n in names if (p := _misspelt(n, units.get(n, "1")))]
    if problems:
        raise TwinletError(
            "units: " + "; ".join(problems) + f"\n  hint: give one UCUM code for each of {listed(names)}"
        )
    return {n: units.get(n, assumed.get(n, "1")) for n in names}


def _misspelt(name: str, code: str) -> str:
    if code in HABITS:
        return f"`{name}` has the unit `{code}`, in UCUM `{HABITS[code]}`"
    return "" if _CODE.fullmatch(code) else f"`{name}` has the unit `{code}`, which is no UCUM code"


def of_difference(code: str) -> str:
    """The unit of a difference of two values: a difference of temperatures in Cel is in K, in [degF] in [degR]."""
    return {"Cel": "K", "[degF]": "[degR]"}.get(code, code)
