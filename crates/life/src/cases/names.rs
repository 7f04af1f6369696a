//! Names of functions that mean another.

/// The name that the functions here know, of a plain one.
pub(super) fn canonical(plain: &str) -> &str {
    let short = plain.strip_suffix("function").filter(|rest| !rest.ends_with("cumulative")).unwrap_or(plain);
    let short = short.strip_prefix("mixture").filter(|rest| OF_A_LAW.contains(rest)).unwrap_or(short);
    SAME.iter().find(|(name, _)| *name == short).map_or(short, |(_, known)| known)
}

/// Figures of a law that may be said to be a mixture's: `mixture_quantile`.
const OF_A_LAW: [&str; 14] = [
    "sf",
    "cdf",
    "pdf",
    "hazard",
    "cumhazard",
    "cumulativehazard",
    "pfailnext",
    "conditionalsf",
    "quantile",
    "blife",
    "mean",
    "median",
    "meanresiduallife",
    "mrl",
];

const SAME: [(&str, &str); 37] = [
    ("inversesf", "isf"),
    ("inversesurvival", "isf"),
    ("survivalprobability", "sf"),
    ("cumulativedistribution", "cdf"),
    ("probabilitydensity", "pdf"),
    ("probfailnext", "pfailnext"),
    ("pfailinnext", "pfailnext"),
    ("probabilityoffailurenext", "pfailnext"),
    ("conditionalfailureprobability", "pfailnext"),
    ("residuallife", "meanresiduallife"),
    ("remaininglife", "meanresiduallife"),
    ("mediansurvival", "kaplanmeiermedian"),
    ("rankregressionx", "rrx"),
    ("rankregressiony", "rry"),
    ("fitrrx", "rrx"),
    ("fitrry", "rry"),
    ("fitrankregression", "rankregression"),
    ("likelihoodratio", "likelihoodratiobounds"),
    ("fitlikelihoodratio", "likelihoodratiobounds"),
    ("profilelikelihood", "likelihoodratiobounds"),
    ("bootstrap", "bootstrapbounds"),
    ("bootstrapci", "bootstrapbounds"),
    ("confidenceinterval", "fitci"),
    ("standbycold", "coldstandby"),
    ("agereplacementcost", "costrate"),
    ("optimalreplacementage", "agereplacement"),
    ("competingriskfailure", "competingcdf"),
    ("competingriskscdf", "competingcdf"),
    ("competingriskspdf", "competingpdf"),
    ("competingriskshazard", "competinghazard"),
    ("competingrisksincidence", "incidence"),
    ("competingriskspfailnext", "competingpfailnext"),
    ("competingsurvival", "competingsf"),
    ("blifeci", "blifebounds"),
    ("quantilebounds", "blifebounds"),
    ("lifebounds", "blifebounds"),
    ("powerlaw", "crowamsaa"),
];
