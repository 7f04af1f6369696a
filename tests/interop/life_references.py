"""Writes tests/suite/life-references.json: cases of life data analysis with the answers of other programs.

    python3 -m venv venv && venv/bin/pip install -r tests/interop/requirements-life.txt
    venv/bin/python tests/interop/life_references.py

Laws are by mpmath with 50 digits. Fits are maxima of likelihoods written down here and found by scipy, then refined by
Newton's method with mpmath; where another package fits the same, the two must agree before a case is written.
`reliability` (LGPL) is only asked for numbers, from outside.
"""

import json
import math
import warnings
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import optimize, stats

warnings.filterwarnings("ignore")
mp.mp.dps = 50
SUITE = Path(__file__).parent.parent / "suite" / "life-references.json"
VERSIONS = {name: version(name) for name in ["mpmath", "scipy", "numpy", "lifelines", "surpyval", "statsmodels", "reliability"]}
CASES = []


def case(name, function, args, expected, rtol, source):
    CASES.append({"id": name, "fn": function, "args": args, "expected": expected, "rtol": rtol, "source": source})


def near(a, b, rtol, what):
    """Stops where two programs disagree."""
    if abs(a - b) > rtol * abs(b):
        raise SystemExit(f"{what}: {a} and {b} differ")


# ---------------------------------------------------------------------------------------------------------------- laws

def law(kind, p):
    """S and F of a law as functions of mpmath numbers, and where it begins."""
    g = mp.mpf(p.get("gamma", 0))
    if kind == "exponential":
        return lambda t: mp.exp(-mp.mpf(p["rate"]) * (t - g)), lambda t: -mp.expm1(-mp.mpf(p["rate"]) * (t - g)), g
    if kind == "weibull":
        h = lambda t: ((t - g) / mp.mpf(p["alpha"])) ** mp.mpf(p["beta"])
        return lambda t: mp.exp(-h(t)), lambda t: -mp.expm1(-h(t)), g
    if kind == "lognormal":
        z = lambda t: (mp.log(t - g) - mp.mpf(p["mu"])) / mp.mpf(p["sigma"])
        return lambda t: mp.erfc(z(t) / mp.sqrt(2)) / 2, lambda t: mp.erfc(-z(t) / mp.sqrt(2)) / 2, g
    if kind == "normal":
        z = lambda t: (t - mp.mpf(p["mu"])) / mp.mpf(p["sigma"])
        return lambda t: mp.erfc(z(t) / mp.sqrt(2)) / 2, lambda t: mp.erfc(-z(t) / mp.sqrt(2)) / 2, -mp.inf
    if kind == "gamma":
        k, s = mp.mpf(p["shape"]), mp.mpf(p["scale"])
        return (lambda t: mp.gammainc(k, (t - g) / s, mp.inf, regularized=True),
                lambda t: mp.gammainc(k, 0, (t - g) / s, regularized=True), g)
    if kind == "gumbel_min":
        w = lambda t: mp.exp((t - mp.mpf(p["mu"])) / mp.mpf(p["sigma"]))
        return lambda t: mp.exp(-w(t)), lambda t: -mp.expm1(-w(t)), -mp.inf
    if kind == "gumbel_max":
        w = lambda t: mp.exp(-(t - mp.mpf(p["mu"])) / mp.mpf(p["sigma"]))
        return lambda t: -mp.expm1(-w(t)), lambda t: mp.exp(-w(t)), -mp.inf
    odds = lambda t: ((t - g) / mp.mpf(p["alpha"])) ** mp.mpf(p["beta"])
    return lambda t: 1 / (1 + odds(t)), lambda t: odds(t) / (1 + odds(t)), g


LAWS = [
    ("exponential", {"rate": 2e-4, "gamma": 150.0}),
    ("weibull", {"alpha": 3000.0, "beta": 0.35, "gamma": 20.0}),
    ("weibull", {"alpha": 800.0, "beta": 9.5}),
    ("lognormal", {"mu": 7.5, "sigma": 0.35, "gamma": 100.0}),
    ("lognormal", {"mu": 4.0, "sigma": 2.6}),
    ("normal", {"mu": 900.0, "sigma": 70.0}),
    ("gamma", {"shape": 0.23, "scale": 4000.0}),
    ("gamma", {"shape": 2.5, "scale": 600.0, "gamma": 75.0}),
    ("gamma", {"shape": 15.7, "scale": 40.0}),
    ("gamma", {"shape": 16.3, "scale": 40.0}),
    ("gamma", {"shape": 340.0, "scale": 2.0}),
    ("gamma", {"shape": 25000.0, "scale": 0.04}),
    ("gumbel_min", {"mu": 1500.0, "sigma": 210.0}),
    ("gumbel_max", {"mu": 700.0, "sigma": 130.0}),
    ("gumbel_max", {"mu": 40.0, "sigma": 90.0}),
    ("loglogistic", {"alpha": 500.0, "beta": 1.07}),
    ("loglogistic", {"alpha": 500.0, "beta": 11.0, "gamma": 60.0}),
]
# Shares that have failed at the ages that are asked about, into both tails.
SHARES = ["1e-14", "1e-7", "0.003", "0.2", "0.5", "0.85", "0.999", "0.9999999999"]


def age_of(kind, p, share):
    """An age by which about a share has failed, as 64 bits hold it."""
    low = float(mp.mpf(share))
    rest = float(1 - mp.mpf(share))
    d = frozen(kind, p)
    return float(d.ppf(low) if low < 0.5 else d.isf(rest)) + (p.get("gamma", 0.0) if kind in LOCATED else 0.0)


def exact_quantile(survives, fails, begin, share, start):
    """The age by which exactly a share has failed."""
    share, begin = mp.mpf(share), max(begin, mp.mpf(0))
    off = lambda y: mp.log(fails(begin + mp.exp(y)) / share) if share < 0.5 else mp.log(survives(begin + mp.exp(y)) / (1 - share))
    y = mp.log(mp.mpf(start) - begin)
    return begin + mp.exp(mp.findroot(off, (y, y * (1 + mp.mpf("1e-9")) + mp.mpf("1e-9"))))


def remaining(survives, begin, t):
    """The integral of S from t on; over the logarithm of the age where the law begins somewhere."""
    if begin == -mp.inf:
        end = t
        while survives(end) > mp.mpf("1e-40"):
            end += 100
        return mp.quad(survives, mp.linspace(t, end, 30))
    y = mp.log(t - begin)
    over = lambda y: survives(begin + mp.exp(y)) * mp.exp(y)
    end = y
    while over(end) > mp.mpf("1e-40") or survives(begin + mp.exp(end)) > 0.5:
        end += 1
    return mp.quad(over, mp.linspace(y, end, 30))


LOCATED = ["exponential", "weibull", "lognormal", "gamma", "loglogistic"]


def laws():
    for kind, p in LAWS:
        s, f, begin = law(kind, p)
        for share in SHARES:
            t = age_of(kind, p, share)
            if not math.isfinite(t) or t <= max(0, begin) or (begin > 0 and t - begin < 1e-5 * t):
                continue
            at = mp.mpf(t)
            args = {"dist": kind, **p}
            name = f"{kind}-{len(CASES)}"
            pdf = -mp.diff(s, at, h=mp.mpf("1e-25") * at) if s(at) < 0.5 else mp.diff(f, at, h=mp.mpf("1e-25") * at)
            for function, value in [("sf", s(at)), ("cdf", f(at)), ("pdf", pdf), ("hazard", pdf / s(at)),
                                    ("cum_hazard", -mp.log1p(-f(at)) if f(at) < 0.5 else -mp.log(s(at)))]:
                case(f"{function}-{name}", function, {**args, "t": t}, float(value), 1e-11, "mpmath, 50 digits")
            for x in [1e-6 * t, 0.01 * t, 3.0 * t]:
                end = at + mp.mpf(x)
                gained = (f(end) - f(at)) / s(at) if f(at) < 0.5 else 1 - s(end) / s(at)
                case(f"p_fail_next-{name}-{x:.3g}", "p_fail_next", {**args, "age": t, "x": x}, float(gained), 1e-11,
                     "mpmath, 50 digits")
            if kind != "loglogistic" and float(share) < 0.99:
                with mp.workdps(30):
                    rest = remaining(s, begin, at) / s(at)
                case(f"mean_residual_life-{name}", "mean_residual_life", {**args, "age": t}, float(rest), 1e-9,
                     "mpmath, quadrature")
            if kind == "loglogistic":
                b, a = mp.mpf(p["beta"]), mp.mpf(p["alpha"])
                rest = a / b * mp.betainc(1 - 1 / b, 1 / b, 0, s(at)) / s(at)
                case(f"mean_residual_life-{name}", "mean_residual_life", {**args, "age": t}, float(rest), 1e-9,
                     "mpmath, incomplete beta function")
        for share in SHARES:
            p64 = float(share)
            start = age_of(kind, p, p64)
            if start > 0 and (begin <= 0 or start - begin > 1e-6):
                root = exact_quantile(s, f, begin, p64, start)
                case(f"quantile-{kind}-{len(CASES)}", "quantile", {"dist": kind, **p, "p": p64}, float(root), 1e-9,
                     "mpmath, bisection")


# ---------------------------------------------------------------------------------------------------------------- fits

WEAR = {"failures": [212.0, 345.0, 410.0, 466.0, 530.0, 585.0, 622.0, 700.0, 815.0, 960.0],
        "right_censored": [400.0, 500.0, 700.0, 700.0, 1000.0, 1000.0]}
INSPECTED = {"interval_censored": [[0.0, 200.0, 1], [200.0, 400.0, 4], [400.0, 600.0, 7], [600.0, 800.0, 6], [800.0, 1000.0, 3]],
             "right_censored": [1000.0, 1000.0, 1000.0, 600.0], "left_censored": [150.0, 300.0],
             "failures": [520.0, 610.0]}
ENTERED = {"failures": [340.0, 420.0, 505.0, 560.0, 640.0, 690.0, 745.0, 830.0],
           "right_censored": [500.0, 650.0, 900.0, 900.0],
           "entry": [100.0, 300.0, 250.0, 0.0, 400.0, 350.0, 100.0, 500.0, 200.0, 300.0, 450.0, 0.0]}

KINDS = {
    "exponential": (["rate"], lambda x: {"rate": mp.exp(x[0])}, lambda d: [-math.log(np.mean(d))]),
    "weibull": (["alpha", "beta"], lambda x: {"alpha": mp.exp(x[0]), "beta": mp.exp(x[1])}, lambda d: [math.log(np.mean(d)), 0.5]),
    "lognormal": (["mu", "sigma"], lambda x: {"mu": x[0], "sigma": mp.exp(x[1])}, lambda d: [np.mean(np.log(d)), -0.5]),
    "normal": (["mu", "sigma"], lambda x: {"mu": x[0], "sigma": mp.exp(x[1])}, lambda d: [np.mean(d), math.log(np.std(d))]),
    "gamma": (["shape", "scale"], lambda x: {"shape": mp.exp(x[0]), "scale": mp.exp(x[1])}, lambda d: [0.7, math.log(np.mean(d) / 2)]),
    "loglogistic": (["alpha", "beta"], lambda x: {"alpha": mp.exp(x[0]), "beta": mp.exp(x[1])}, lambda d: [math.log(np.mean(d)), 0.7]),
    "gumbel_min": (["mu", "sigma"], lambda x: {"mu": x[0], "sigma": mp.exp(x[1])}, lambda d: [np.mean(d), math.log(np.std(d))]),
    "gumbel_max": (["mu", "sigma"], lambda x: {"mu": x[0], "sigma": mp.exp(x[1])}, lambda d: [np.mean(d), math.log(np.std(d))]),
}


def frozen(kind, p):
    """The law in scipy's words."""
    q = {k: float(v) for k, v in p.items()}
    return {"exponential": lambda: stats.expon(scale=1 / q["rate"]), "weibull": lambda: stats.weibull_min(q["beta"], scale=q["alpha"]),
            "lognormal": lambda: stats.lognorm(q["sigma"], scale=math.exp(q["mu"])), "normal": lambda: stats.norm(q["mu"], q["sigma"]),
            "gamma": lambda: stats.gamma(q["shape"], scale=q["scale"]), "loglogistic": lambda: stats.fisk(q["beta"], scale=q["alpha"]),
            "gumbel_min": lambda: stats.gumbel_l(q["mu"], q["sigma"]), "gumbel_max": lambda: stats.gumbel_r(q["mu"], q["sigma"])}[kind]()


def loglik_scipy(kind, p, data):
    d, total = frozen(kind, p), 0.0
    total += sum(d.logpdf(data.get("failures", [])))
    total += sum(d.logsf(data.get("right_censored", [])))
    total += sum(d.logcdf(data.get("left_censored", [])))
    for low, high, n in data.get("interval_censored", []):
        total += n * math.log(max(d.cdf(high) - (d.cdf(low) if low > 0 else 0), 1e-300))
    total -= sum(d.logsf(t) for t in data.get("entry", []) if t > 0)
    return total


def loglik_exact(kind, p, data):
    s, f, _ = law(kind, p)
    density = {
        "exponential": lambda t: p["rate"] * s(t), "weibull": lambda t: p["beta"] / p["alpha"] * (t / p["alpha"]) ** (p["beta"] - 1) * s(t),
        "lognormal": lambda t: mp.npdf((mp.log(t) - p["mu"]) / p["sigma"]) / (p["sigma"] * t),
        "normal": lambda t: mp.npdf((t - p["mu"]) / p["sigma"]) / p["sigma"],
        "gamma": lambda t: (t / p["scale"]) ** (p["shape"] - 1) * mp.exp(-t / p["scale"]) / (p["scale"] * mp.gamma(p["shape"])),
        "loglogistic": lambda t: p["beta"] / p["alpha"] * (t / p["alpha"]) ** (p["beta"] - 1) * s(t) ** 2,
        "gumbel_min": lambda t: mp.exp((t - p["mu"]) / p["sigma"]) * s(t) / p["sigma"],
        "gumbel_max": lambda t: mp.exp(-(t - p["mu"]) / p["sigma"]) * f(t) / p["sigma"],
    }[kind]
    total = sum(mp.log(density(mp.mpf(t))) for t in data.get("failures", []))
    total += sum(mp.log(s(mp.mpf(t))) for t in data.get("right_censored", []))
    total += sum(mp.log(f(mp.mpf(t))) for t in data.get("left_censored", []))
    for low, high, n in data.get("interval_censored", []):
        total += n * mp.log(f(mp.mpf(high)) - (f(mp.mpf(low)) if low > 0 else 0))
    return total - sum(mp.log(s(mp.mpf(t))) for t in data.get("entry", []) if t > 0)


def refined(value, x, steps=6):
    """Newton's method with differences at 40 digits."""
    n, h = len(x), mp.mpf("1e-12")
    x = [mp.mpf(float(v)) for v in x]
    for _ in range(steps):
        at = lambda *m: value([v + h * sum(w for j, w in m if j == i) * scale(v) for i, v in enumerate(x)])
        scale = lambda v: max(1, abs(v))
        here = value(x)
        up = [at((i, 1)) for i in range(n)]
        down = [at((i, -1)) for i in range(n)]
        g = mp.matrix([(up[i] - down[i]) / (2 * h * scale(x[i])) for i in range(n)])
        H = mp.matrix(n, n)
        for i in range(n):
            for j in range(i + 1):
                both = (up[i] - 2 * here + down[i]) if i == j else (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / 4
                H[i, j] = H[j, i] = both / (h * h * scale(x[i]) * scale(x[j]))
        step = mp.lu_solve(H, -g)
        x = [v + step[i] for i, v in enumerate(x)]
    return x, H


def best(kind, data, fixed=None):
    """The maximum by scipy, over the working parameters."""
    names, read, start = KINDS[kind]
    times = data.get("failures", []) + [h for _, h, _ in data.get("interval_censored", [])]
    f = lambda x: -loglik_scipy(kind, read([mp.mpf(float(v)) for v in x]), data)
    found = optimize.minimize(f, start(times), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 6000, "maxfev": 6000})
    return found.x


def fits():
    with mp.workdps(40):
        for label, data in [("wear", WEAR), ("inspected", INSPECTED), ("entered", ENTERED)]:
            for kind, (names, read, _) in KINDS.items():
                x, H = refined(lambda v: loglik_exact(kind, read(v), data), best(kind, data))
                p = read(x)
                near(loglik_scipy(kind, p, data), float(loglik_exact(kind, p, data)), 1e-9, f"{label} {kind}")
                expected = {name: float(p[name]) for name in names}
                expected["loglik"] = float(loglik_exact(kind, p, data))
                # Bounds of 95 % on the logarithm of positive parameters.
                cov = (-H) ** -1
                q = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
                for i, name in enumerate(names):
                    half = q * mp.sqrt(cov[i, i])
                    low, high = (x[i] - half, x[i] + half) if name == "mu" else (mp.exp(x[i] - half), mp.exp(x[i] + half))
                    expected[f"{name}_lower"], expected[f"{name}_upper"] = float(low), float(high)
                case(f"fit-{kind}-{label}", "fit_mle", {"dist": kind, **data}, expected, 1e-8, "mpmath maximum, started by scipy")


def agreement():
    """surpyval fits the same to intervals and late entries."""
    import surpyval
    fitted = {c["id"]: c["expected"] for c in CASES}
    times = np.array(ENTERED["failures"] + ENTERED["right_censored"])
    late = {"x": times, "c": np.array([0] * 8 + [1] * 4), "tl": np.array(ENTERED["entry"])}
    near(surpyval.Weibull.fit(**late).params[0], fitted["fit-weibull-entered"]["alpha"], 1e-5, "surpyval, late entries")
    near(surpyval.LogNormal.fit(**late).params[1], fitted["fit-lognormal-entered"]["sigma"], 1e-5, "surpyval, late entries")
    spans = [[low, high] for low, high, _ in INSPECTED["interval_censored"]]
    model = surpyval.Weibull.fit(x=spans + [1000.0, 600.0] + INSPECTED["left_censored"] + INSPECTED["failures"],
                                 c=[2] * 5 + [1] * 2 + [-1] * 2 + [0] * 2,
                                 n=[k for _, _, k in INSPECTED["interval_censored"]] + [3, 1, 1, 1, 1, 1])
    near(model.params[1], fitted["fit-weibull-inspected"]["beta"], 1e-5, "surpyval, intervals")


def located():
    """The Weibull law with a location, where it has a maximum inside."""
    d = [float(t) for t in stats.weibull_min(2.4, loc=300, scale=700).ppf((np.arange(30) + 0.5) / 30).round(1)]
    value = lambda x: sum(x[1] + (mp.exp(x[1]) - 1) * (mp.log(t - x[2]) - x[0]) - x[0] - mp.exp(mp.exp(x[1]) * (mp.log(t - x[2]) - x[0])) for t in map(mp.mpf, d))
    f = lambda x: -float(value([mp.mpf(float(v)) for v in x])) if x[2] < min(d) else 1e9
    start = optimize.minimize(f, [math.log(700), math.log(2.4), 300], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000}).x
    x, _ = refined(value, start)
    case("fit-weibull-3p", "fit_mle", {"dist": "weibull_3p", "failures": d},
         {"alpha": float(mp.exp(x[0])), "beta": float(mp.exp(x[1])), "gamma": float(x[2]), "loglik": float(value(x))}, 1e-8, "mpmath maximum, started by scipy")


def profiles():
    """Bounds of the likelihood ratio by nested searches of scipy."""
    drop = stats.chi2.ppf(0.95, 1) / 2
    for label, data in [("wear", WEAR), ("inspected", INSPECTED)]:
        for kind in ["weibull", "lognormal", "gamma", "loglogistic"]:
            names, read, _ = KINDS[kind]
            x = best(kind, data)
            value = lambda v: loglik_scipy(kind, read([mp.mpf(float(w)) for w in v]), data)
            top = value(x)
            expected = {}
            for i, name in enumerate(names):
                def profile(w, i=i):
                    inner = lambda u: -value([w, u] if i == 0 else [u, w])
                    o = 1 - i
                    found = optimize.minimize_scalar(inner, bracket=(x[o] - 0.3, x[o] + 0.3), options={"xtol": 1e-11})
                    return -found.fun - top + drop
                for side, suffix in [(-1, "lower"), (1, "upper")]:
                    width = 0.1
                    while profile(x[i] + side * width) > 0:
                        width *= 1.6
                    end = optimize.brentq(profile, x[i], x[i] + side * width, xtol=1e-11)
                    expected[f"{name}_{suffix}"] = end if name == "mu" else math.exp(end)
            law = lambda v: frozen(kind, read([mp.mpf(float(w)) for w in v]))
            scale_at = names.index({"gamma": "scale", "lognormal": "mu"}.get(kind, "alpha"))
            # Figures that rise, or fall, with the first parameter, each with the way back from its scale.
            figures = {
                "b10": (lambda v: math.log(law(v).ppf(0.1)), math.exp),
                "mean": (lambda v: math.log(law(v).mean()), math.exp),
                "p_fail_next": (lambda v: math.log(max(law(v).logsf(500.0) - law(v).logsf(600.0), 1e-200)), lambda w: -math.expm1(-math.exp(w))),
            }
            for figure, (at, back) in figures.items():
                for suffix, end in held(at, value, x, scale_at, top - drop):
                    expected[f"{figure}_{suffix}"] = back(end)
            data = {**data, "at": 500.0, "ahead": 100.0}
            case(f"profile-{kind}-{label}", "likelihood_ratio_bounds", {"dist": kind, **data}, expected, 1e-5, "scipy, profile likelihood")


def held(figure, value, x, first, least):
    """Both ends of a figure whose best likelihood is `least`: at each value of the other parameter the first follows from it."""
    def over(w):
        def inner(u):
            both = lambda s: [s, u] if first == 0 else [u, s]
            rest = lambda s: figure(both(s)) - w
            low, high = x[first] - 3, x[first] + 3
            # Where no value of the first parameter gives the figure, there is no likelihood.
            return 1e9 if rest(low) * rest(high) > 0 else -value(both(optimize.brentq(rest, low, high, xtol=1e-13)))
        o = 1 - first
        found = optimize.minimize_scalar(inner, bounds=(x[o] - 1.5, x[o] + 1.5), method="bounded", options={"xatol": 1e-9})
        return -found.fun - least
    middle = figure(x)
    for side, suffix in [(-1, "lower"), (1, "upper")]:
        width = 0.1
        while over(middle + side * width) > 0:
            width *= 1.6
        yield suffix, optimize.brentq(over, middle, middle + side * width, xtol=1e-11)


def ranks():
    from reliability.Fitters import Fit_Lognormal_2P, Fit_Weibull_2P
    for kind, fitter, names in [("weibull", Fit_Weibull_2P, ["alpha", "beta"]), ("lognormal", Fit_Lognormal_2P, ["mu", "sigma"])]:
        for method in ["RRX", "RRY"]:
            fit = fitter(failures=WEAR["failures"], right_censored=WEAR["right_censored"], method=method, show_probability_plot=False, print_results=False)
            case(f"ranks-{kind}-{method}", "rank_regression", {"dist": kind, "method": method, **WEAR},
                 {name: float(getattr(fit, name)) for name in names}, 1e-7, "reliability")


def without_a_law():
    from lifelines import KaplanMeierFitter
    from statsmodels.duration.survfunc import SurvfuncRight
    times = np.array(WEAR["failures"] + WEAR["right_censored"])
    seen = np.array([1] * 10 + [0] * 6)
    km = KaplanMeierFitter().fit(times, seen, alpha=0.05)
    for t in [345.0, 530.0, 820.0]:
        low, high = (float(km.confidence_interval_.loc[:t].iloc[-1, i]) for i in (0, 1))
        case(f"km-bounds-{t}", "kaplan_meier_bounds", {**WEAR, "t": t}, {"value": float(km.predict(t)), "lower": low, "upper": high}, 1e-9, "lifelines, log-log")
    entries = np.array(ENTERED["entry"])
    times = np.array(ENTERED["failures"] + ENTERED["right_censored"])
    km = KaplanMeierFitter().fit(times, np.array([1] * 8 + [0] * 4), entry=entries)
    other = SurvfuncRight(times, np.array([1] * 8 + [0] * 4), entry=entries)
    near(dict(zip(other.surv_times, other.surv_prob))[745.0], float(km.predict(745.0)), 1e-9, "statsmodels, late entries")
    for t in [505.0, 745.0]:
        case(f"km-entered-{t}", "kaplan_meier", {**ENTERED, "t": t}, float(km.predict(t)), 1e-9, "lifelines, late entry")


def goodness():
    d = sorted(WEAR["failures"])
    case("ks-complete", "kolmogorov_smirnov", {"dist": "weibull", "alpha": 600.0, "beta": 2.5, "failures": d},
         float(stats.kstest(d, stats.weibull_min(2.5, scale=600).cdf).statistic), 1e-9, "scipy kstest")
    f = stats.weibull_min(2.5, scale=600)
    n = len(d)
    a2 = -n - sum((2 * i + 1) / n * (f.logcdf(d[i]) + f.logsf(d[n - 1 - i])) for i in range(n))
    case("ad-complete", "anderson_darling", {"dist": "weibull", "alpha": 600.0, "beta": 2.5, "failures": d}, float(a2), 1e-9, "scipy, formula of 1954")
    near(stats.goodness_of_fit(stats.weibull_min, d, known_params={"c": 2.5, "loc": 0, "scale": 600}, statistic="ad", n_mc_samples=10).statistic, a2, 1e-9, "A²")


# -------------------------------------------------------------------------------------------------- several populations

def mixtures():
    rng = np.random.default_rng(11)
    weak = stats.weibull_min(0.9, scale=150).rvs(25, random_state=rng)
    strong = stats.weibull_min(4.0, scale=2000).rvs(60, random_state=rng)
    times = np.concatenate([weak, strong]).round(1)
    stop = 2400.0
    data = {"failures": [float(t) for t in times if t < stop], "right_censored": [stop] * int(sum(times >= stop))}
    def read(x):
        p = 1 / (1 + mp.exp(-x[0]))
        return p, {"alpha": mp.exp(x[1]), "beta": mp.exp(x[2])}, {"alpha": mp.exp(x[3]), "beta": mp.exp(x[4])}
    def value(x):
        p, a, b = read(x)
        pdf = lambda q, t: q["beta"] / q["alpha"] * (t / q["alpha"]) ** (q["beta"] - 1) * mp.exp(-((t / q["alpha"]) ** q["beta"]))
        sf = lambda q, t: mp.exp(-((t / q["alpha"]) ** q["beta"]))
        total = sum(mp.log(p * pdf(a, t) + (1 - p) * pdf(b, t)) for t in map(mp.mpf, data["failures"]))
        return total + sum(mp.log(p * sf(a, t) + (1 - p) * sf(b, t)) for t in map(mp.mpf, data["right_censored"]))
    with mp.workdps(20):
        f = lambda x: -float(value([mp.mpf(float(v)) for v in x]))
        start = optimize.minimize(f, [-1, math.log(150), 0, math.log(2000), 1.3], method="BFGS").x
    with mp.workdps(40):
        x, _ = refined(value, start, 5)
    p, a, b = read(x)
    case("mixture-fit", "fit_mixture", {"dist": "weibull", **data},
         {"proportion_1": float(p), "alpha_1": float(a["alpha"]), "beta_1": float(a["beta"]), "alpha_2": float(b["alpha"]), "beta_2": float(b["beta"]),
          "loglik": float(value(x))}, 1e-6, "mpmath maximum, started by scipy")


def hazards():
    """Proportional hazards by scipy, checked against lifelines' accelerated form."""
    import pandas as pd
    from lifelines import WeibullAFTFitter
    rng = np.random.default_rng(5)
    n = 60
    load, hot = rng.uniform(0.4, 1.2, n).round(3), (rng.uniform(size=n) < 0.4).astype(float)
    life = (1000 * (-np.log(rng.uniform(size=n)) / np.exp(1.3 * load + 0.7 * hot)) ** (1 / 1.8)).round(1)
    stop = np.minimum(rng.uniform(200, 1200, n), 900).round(1)
    times, seen = np.minimum(life, stop), (life <= stop).astype(int)
    def value(x):
        a, b, *c = x
        total = mp.mpf(0)
        for t, d, l, h in zip(times, seen, load, hot):
            lnh = b * mp.log(mp.mpf(float(t))) - a + c[0] * mp.mpf(float(l)) + c[1] * mp.mpf(float(h))
            total += int(d) * (lnh + mp.log(b) - mp.log(mp.mpf(float(t)))) - mp.exp(lnh)
        return total
    aft = WeibullAFTFitter().fit(pd.DataFrame({"t": times, "e": seen, "load": load, "hot": hot}), "t", "e")
    rho = math.exp(float(aft.params_["rho_"].iloc[0]))
    mu = aft.params_["lambda_"]
    start = [rho * float(mu["Intercept"]), rho, -rho * float(mu["load"]), -rho * float(mu["hot"])]
    with mp.workdps(40):
        x, H = refined(value, start)
        se = [float(mp.sqrt(((-H) ** -1)[i, i])) for i in (2, 3)]
        top = float(value(x))
    near(rho, float(x[1]), 1e-3, "lifelines' shape")
    case("proportional-hazards", "weibull_ph", {"times": [float(t) for t in times], "status": [int(e) for e in seen], "covariates": [[float(a), float(b)] for a, b in zip(load, hot)]},
         {"alpha": float(mp.exp(x[0] / x[1])), "beta": float(x[1]), "coefficients": [float(x[2]), float(x[3])], "coefficients_se": se, "loglik": top},
         1e-7, "mpmath maximum, started by lifelines WeibullAFTFitter")


# -------------------------------------------------------------------------------------------------- repairable systems

FLEET = [{"events": [5.0, 10.0, 15.0, 17.0], "end": 20.0}, {"events": [6.0, 13.0, 17.0, 19.0], "end": 24.0},
         {"events": [12.0, 20.0, 25.0, 26.0], "end": 30.0}, {"events": [13.0, 15.0, 24.0], "end": 29.0}, {"events": [16.0, 22.0, 25.0, 28.0], "end": 32.0}]


def robust(t):
    """Variance of the mean cumulative function at t, system by system."""
    times = sorted({e for s in FLEET for e in s["events"] if e <= t})
    own = np.array([[s["events"].count(u) for u in times] for s in FLEET], dtype=float)
    seen = np.array([[s["end"] >= u for u in times] for s in FLEET], dtype=float)
    at_risk = seen.sum(axis=0)
    return float((((seen * (own - own.sum(axis=0) / at_risk)) / at_risk).sum(axis=1) ** 2).sum())


def repairs():
    from reliability.Repairable_systems import MCF_nonparametric
    rows = MCF_nonparametric(data=[s["events"] + [s["end"]] for s in FLEET], print_results=False, show_plot=False).results
    rows = rows[rows["state"] == "F"] if "state" in rows else rows
    kept = [(float(t), float(m), float(v)) for t, m, v in zip(rows["time"], rows["MCF"], rows["variance"]) if m == m and m != ""]
    last = {t: (m, v) for t, m, v in kept}
    for t in [12.0, 17.0, 25.0, 28.0]:
        m, v = last[t]
        # reliability counts two failures at one age one after the other.
        expected = {"mcf": m, "variance": robust(t)} | ({"variance_increments": v} if t == 12.0 else {})
        case(f"mcf-{t}", "mcf", {"systems": FLEET, "t": t}, expected, 1e-6,
             "reliability MCF_nonparametric; variance: formula of Lawless and Nadeau, 1995, in numpy")
    events, end = [40.0, 190.0, 220.0, 540.0, 1200.0, 1700.0, 2900.0, 3400.0, 4800.0], 6000.0
    for kind in ["time", "failure"]:
        n, T = len(events), (end if kind == "time" else events[-1])
        # By the maximum of the likelihood of a power-law process.
        f = lambda x: -(n * (x[0] + x[1]) + (math.exp(x[1]) - 1) * sum(np.log(events)) - math.exp(x[0]) * T ** math.exp(x[1]))
        x = optimize.minimize(f, [math.log(n) - 0.5 * math.log(T), math.log(0.5)], method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-14, "maxiter": 9000, "maxfev": 9000}).x
        beta = math.exp(x[1])
        df = 2 * n if kind == "time" else 2 * (n - 1)
        expected = {"beta": beta, "lambda": math.exp(x[0]), "beta_lower": beta * stats.chi2.ppf(0.025, df) / (2 * n), "beta_upper": beta * stats.chi2.ppf(0.975, df) / (2 * n)}
        args = {"events": events, "termination": kind} | ({"end": end} if kind == "time" else {})
        case(f"crow-amsaa-{kind}", "crow_amsaa", args, expected, 1e-6, "scipy: maximum of the likelihood, chi-square bounds")


def main():
    laws()
    fits()
    agreement()
    located()
    profiles()
    ranks()
    without_a_law()
    goodness()
    mixtures()
    hazards()
    repairs()
    head = json.dumps({"about": "Made by tests/interop/life_references.py", "versions": VERSIONS})[:-1]
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in CASES)
    SUITE.write_text(f"{head},\n\"cases\":[\n{lines}\n]}}\n")
    print(f"{len(CASES)} cases")


if __name__ == "__main__":
    main()
