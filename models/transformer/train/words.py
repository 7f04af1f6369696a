"""The sentences and titles of the bundle, and the rules by which its shown days are chosen."""
import numpy as np

MODEL = {
    "id": "distribution-transformer",
    "title": "Temperatures of a 400 kVA distribution transformer (Elm Street)",
    "version": "1.0.0",
    "kind": "onnx",
    "owner": {"name": "Twinlet example models", "contact": "models/transformer/README.md"},
    "valid_until": "2027-06-30",
    "intended_use": [
        "Hot-spot and top-oil temperature of each hour of a day, for given hourly load, ambient and initial top oil",
        "Comparing loading plans, and feeding the ageing formula of IEC 60076-7"],
    "not_for": [
        "Hot spots above 140 Cel: gas bubbles may form in the oil there, and the answer is refused",
        "Loads that change much within an hour: values are joined by straight lines, shorter peaks are not seen",
        "Another transformer: rating, losses, rises and time constants are those of this example",
        "Forced cooling, harmonics, unbalanced phases, tap changers, and faults",
        "Protection, design or acceptance of a real transformer"],
    "fidelity": "A neural network within the linear memory of the oil that reproduces the thermal model of IEC 60076-7 "
                "in steps of a minute. The errors and intervals given with it are those against that model: it covers "
                "the physical model it was trained on, not measurements of your transformer. Rises, enclosure, load "
                "shapes and weather are assumptions, named as such in the training code.",
    "evidence": "physical_model",
}
INPUTS = {"load": ("Load, share of the rating", "1"), "ambient": ("Ambient temperature", "Cel"),
          "initial_top_oil": ("Initial top-oil temperature", "Cel")}
OUTPUTS = {"hot_spot": "Hot-spot temperature", "top_oil": "Top-oil temperature"}
COVERS = ("The error and the coverage of the surrogate against the thermal model of IEC 60076-7 in steps of a minute, on "
          "whole days that took no part in the training or the calibration and whose hot spot stays at or below 140 Cel. "
          "It covers the physical model it was trained on, not measurements of your transformer.")
NOT_TO_TRUST = [
    "Hot spots above 140 Cel: the answer is refused. The error just above and just below is as small as elsewhere, so "
    "the refusal comes at the right hour; see edge_of_140_cel.",
    "The width of the intervals as that of a real transformer: they cover the difference between the surrogate and the "
    "standard's model, hundredths of a kelvin. Rises, time constants and hourly loads of a real one are known to "
    "several kelvin.",
    "Peaks shorter than an hour: a hot spot follows the load within about 8 min, hourly values cannot show that.",
    "Loads above 1.6: the network has never seen them and is wrong by many kelvin without notice (see beyond). The box "
    "refuses them.",
    "Very cold oil: the standard's model has no viscosity; below about 0 Cel real oil cools worse at first.",
    "The domain's verdict as an alarm for every odd day: see domain, by_kind, for how many are refused."]
BASELINE = {"name": "ambient + mean rise",
            "description": "The ambient of the same hour and the mean rise of the calibration days over it."}
WHAT = ("Surrogate of the thermal model of IEC 60076-7 for an invented 400 kVA distribution transformer; trained on runs "
        "over the whole box, calibrated and validated on realistic days.")
NETWORK = "2-24-2 tanh, applied to each hour; linear memory of the oil in closed form; trust-region least squares"
ENGINE = "transformer-thermal-model 0.6.0 (IEC 60076-7), steps of 1 min"
SOURCES = [
    {"name": "transformer-thermal-model 0.6.0", "by": "Alliander and contributors",
     "licence": "MPL-2.0; run to make training data, no code of it is in the bundle",
     "used_for": "full-order model; time constants, exponents and enclosure rise of a distribution transformer"},
    {"name": "Commission Regulation (EU) No 548/2014, Annex I, table I.1", "by": "European Union",
     "licence": "public", "used_for": "load loss 3250 W (Ak), no-load loss 387 W (A0 - 10 %) of 400 kVA, tier 2"},
    {"name": "TMY3 723170 Greensboro Piedmont Triad Int. Airport", "by": "NREL, shipped with pvlib 0.16.1",
     "licence": "pvlib: BSD-3-Clause; TMY3: US Department of Energy / NREL, free to use, without warranty",
     "used_for": "hourly ambient temperature"}]
ASSUMPTIONS = [
    "Rated rises: top oil 55 K over the air, hot spot 23 K over the top oil (hot-spot factor 1.1 included), so that the "
    "hot spot is 98 Cel at rated load in free air of 20 Cel; 10 K more for the compact substation it stands in",
    "Value k of a sequence holds at k + 1 h, straight lines between; in the first hour the first value is held",
    "The hot spot starts level with the top oil; 0.06 % of the rated rise is left of that at the first value",
    "Load shapes (residential, commercial, vehicle charging), their mixture, hourly noise of 3 %, heating and cooling",
    "Highest hourly load of a day: 1.55 up to 12 Cel, falling to 1.25 at 36 Cel; never above 1.6",
    "Initial top oil as after a day alike, within 3 K (one standard deviation); cooled before in 8 % of the days",
    "An outage of 2 to 5 h and the pickup after it in 15 % of the days",
    "Weather days moved by a normal step of 1.5 K, at most 4 K"]
NOT_MEASURED = "No measured transformer, load or oil temperature took part."


_peak = lambda x: x[:, :24].max(1)
_hottest = lambda y: y[:, :24].max(1)
_mean = lambda x: x[:, 24:48].mean(1)
_outage = lambda x: 1.0 * (x[:, :24].min(1) == 0)

# (id, title, score of all days [R]): the answered held-out day with the highest score is shown.
HELD_OUT = [
    ("hot-evening-peak", "Hot day, evening peak above the rating",
     lambda x, y: x[:, 24:48].max(1) / 5 + 4 * np.minimum(_peak(x), 1.15) - 20 * _outage(x)),
    ("near-the-limit", "Hot spot just below the limit", lambda x, y: _hottest(y) - 100 * _outage(x)),
    ("cold-load-pickup", "Outage and pickup on a cold day",
     lambda x, y: 20 * _outage(x) - np.abs(_mean(x)) / 5 + 5 * _peak(x)),
    ("mild-half-load", "Mild day, half load",
     lambda x, y: -np.abs(_mean(x) - 15) / 5 - 10 * np.abs(_peak(x) - 0.6) - 20 * _outage(x)),
    ("frost-overload", "Frost, load above the rating",
     lambda x, y: -_mean(x) / 5 + 5 * _peak(x) - 20 * _outage(x)),
    ("night-charging", "Peak late in the evening",
     lambda x, y: 10 * (x[:, 20:23].mean(1) - x[:, 7:17].mean(1)) - 20 * _outage(x)),
    ("light-load", "Hot day, light load", lambda x, y: _mean(x) / 5 - 15 * _peak(x) - 20 * _outage(x))]
