"""What the bundle says in words."""

INPUT = "Hot-spot temperature"
OUTPUTS = {"ageing_rate": "Relative ageing rate, paper that is not upgraded",
           "ageing_rate_upgraded": "Relative ageing rate, thermally upgraded paper"}

MODEL = {
    "id": "transformer-ageing",
    "title": "Relative ageing rate of transformer insulation (IEC 60076-7)",
    "version": "1.0.0",
    "kind": "formula",
    "owner": {"name": "Twinlet example models", "contact": "models/transformer-ageing/README.md"},
    "valid_until": "2027-06-30",
    "intended_use": [
        "How fast the winding's paper ages at a given hot spot, beside its normal ageing: at 98 Cel without, at 110 Cel "
        "with thermal upgrading",
        "Adding up the life that a day of hourly hot spots uses: the mean rate of the day is the days of normal life used",
    ],
    "not_for": [
        "The remaining life of a real transformer: water, oxygen and acids in the oil change the rate by several times",
        "Hot spots above 140 Cel: gas bubbles may form in the oil there, and the answer is refused",
        "Telling rates below 80 Cel apart: the six-kelvin rule is meant for about 80 to 140 Cel, and rates below are small",
        "Protection, design or acceptance of a real transformer",
    ],
    "fidelity": "The two formulas of IEC 60076-7 as they stand, calculated in 64 bits. It is exact as a calculation; "
                "how well the formulas describe the ageing of real paper is not part of it.",
    "evidence": "physical_model",
}

VALIDATION = {
    "covers": "The arithmetic: 64 bits beside 50 digits on whole days anywhere in the range. It covers the standard's "
              "formulas, not measurements of paper. The interval is exact by definition, rounding aside.",
    "baseline": {"name": "mean", "description": "the mean rate of these days"},
    "domain": {"false_alarm_rate": 0.0, "extrapolation_recall": 1.0,
               "description": "The box alone: a formula was not trained, so there is no combination of hours that it "
                              "has not seen. Every hot spot below -20 or above 140 Cel is refused."},
    "not_to_trust": [
        "An exact interval as certainty about paper: it says that the formula is calculated correctly, nothing more.",
        "Values between the hours: a peak within an hour ages more than its mean temperature says.",
        "Rates of a wet or acid insulation: the formulas are for clean, dry paper without oxygen.",
    ],
}

PROVENANCE = {
    "what": "The relative ageing rates of IEC 60076-7, evaluated hour by hour.",
    "command": "python3 models/transformer-ageing/make.py",
    "network": "two formulas: V = 2^((hot spot - 98)/6) and V = exp(15000/(110 + 273) - 15000/(hot spot + 273))",
    "engine": "IEC 60076-7, relative ageing rate; reference experiments by Python's mathematical functions",
    "packages": {},
    "lineage": [],
    "sources": [{"name": "IEC 60076-7, Power transformers, part 7: Loading guide for mineral-oil-immersed power "
                         "transformers", "by": "IEC", "licence": "named for its formulas; none of its text is here",
                 "used_for": "both formulas; make.py compares them with rates that are commonly quoted from it, "
                             "not with the printed document"}],
    "assumptions": ["Value k of the hot spot holds for its hour"],
    "not_measured": "No paper took part.",
}
