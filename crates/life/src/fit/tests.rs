//! Fits and bounds against references by other programs.
//!
//! Estimates and covariances: mpmath 1.3 with 40 digits, by the roots of numerical derivatives of the likelihood, which
//! agree with scipy 1.17, lifelines 0.30 and surpyval 0.25 on the same units to their own 1e-6. Bounds: mpmath, 30 digits.

use super::*;
use crate::Distribution;

/// 18 mechanical seals, hours: made up, stored with the references.
const SEALS: ([f64; 10], [f64; 8]) = (
    [412.0, 998.0, 1210.0, 1604.0, 1987.0, 2380.0, 2511.0, 3077.0, 3342.0, 4105.0],
    [1500.0, 2000.0, 2000.0, 3000.0, 3000.0, 4200.0, 4200.0, 4200.0],
);
/// 31 vehicles, kilometres: Krivtsov and Case, 1999, as in `reliability.Datasets.automotive`.
const VEHICLES: ([f64; 10], [f64; 21]) = (
    [5248.0, 7454.0, 16890.0, 17200.0, 38700.0, 45000.0, 49390.0, 69040.0, 72280.0, 131900.0],
    [
        3961.0, 4007.0, 4734.0, 6054.0, 7298.0, 10190.0, 23060.0, 27160.0, 28690.0, 37100.0, 40060.0,
        45670.0, 53000.0, 67000.0, 69630.0, 77350.0, 78470.0, 91680.0, 105_700.0, 106_300.0, 150_400.0,
    ],
);
/// The first three seals that failed and four that ran on.
const FEW_SEALS: ([f64; 3], [f64; 4]) = ([412.0, 998.0, 1210.0], [1500.0, 2000.0, 2000.0, 3000.0]);

fn units(failures: &[f64], running: &[f64]) -> Vec<(f64, bool)> {
    failures.iter().map(|t| (*t, true)).chain(running.iter().map(|t| (*t, false))).collect()
}

fn near(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} instead of {expected}");
}

#[test]
fn estimates_and_covariances_agree_with_references() {
    let (seals, vehicles) = (units(&SEALS.0, &SEALS.1), units(&VEHICLES.0, &VEHICLES.1));
    // Law, location, scale, log-likelihood, covariance (location, both, scale).
    type Case<'a> = (&'a [(f64, bool)], Law, [f64; 6]);
    let cases: [Case<'_>; 8] = [
        (
            &seals,
            Law::Weibull,
            [
                8.243_837_831_050_696,
                0.557_664_169_758_918_8,
                -92.443_679_463_694_6,
                0.033_444_007_057_054_1,
                0.007_295_107_015_633_43,
                0.022_693_772_787_478_4,
            ],
        ),
        (
            &seals,
            Law::Lognormal,
            [
                8.023_147_141_443_617,
                0.846_317_103_617_781_8,
                -92.853_898_493_188_01,
                0.055_189_559_083_188_6,
                0.016_648_589_174_642_8,
                0.039_968_481_235_032_1,
            ],
        ),
        (
            &seals,
            Law::Loglogistic,
            [
                8.029_886_189_501_594,
                0.463_178_604_381_666_4,
                -92.651_776_810_901_04,
                0.043_348_897_178_929_8,
                0.005_858_517_907_827_35,
                0.015_477_831_074_502_9,
            ],
        ),
        (
            &seals,
            Law::Normal,
            [
                3_166.452_880_648_059,
                1_597.268_130_683_256,
                -93.217_392_917_649_89,
                196_312.343_729_508,
                57_466.886_569_462,
                141_762.223_625_082,
            ],
        ),
        (
            &vehicles,
            Law::Weibull,
            [
                11.810_441_802_895_294,
                0.866_230_852_789_242_7,
                -128.973_832_258_760_1,
                0.100_879_285_400_33,
                0.035_722_548_606_379_2,
                0.049_377_630_071_468_3,
            ],
        ),
        (
            &vehicles,
            Law::Lognormal,
            [
                11.547_713_477_867_934,
                1.384_751_340_441_461_3,
                -129.029_024_335_132_74,
                0.152_590_274_787_663,
                0.071_139_615_033_843_8,
                0.102_859_496_677_534,
            ],
        ),
        (
            &vehicles,
            Law::Loglogistic,
            [
                11.519_071_499_106_891,
                0.759_601_016_176_853_4,
                -129.080_644_574_400_93,
                0.116_940_353_091_939,
                0.030_128_448_131_441_9,
                0.038_382_715_552_013_2,
            ],
        ),
        (
            &vehicles,
            Law::Normal,
            [
                95_872.022_860_237_2,
                56_479.928_630_323_34,
                -132.026_692_254_764_2,
                254_643_579.480_681,
                116_444_588.819_413,
                162_562_102.343_291,
            ],
        ),
    ];
    for (units, law, [location, scale, log_likelihood, ll, ls, ss]) in cases {
        let found = fit(law, units).unwrap();
        near(found.theta[0], location, 1e-12, "location");
        near(found.theta[1], scale, 1e-12, "scale");
        near(found.log_likelihood, log_likelihood, 1e-13, "log-likelihood");
        near(found.aic, 4.0 - 2.0 * log_likelihood, 1e-13, "AIC");
        near(found.covariance[0][0], ll, 1e-11, "variance of the location");
        near(found.covariance[0][1], ls, 1e-11, "covariance");
        near(found.covariance[1][1], ss, 1e-11, "variance of the scale");
    }
}

#[test]
fn parameters_agree_with_other_programs() {
    // By scipy 1.17 and in closed form, with bounds of 95 % on the logarithm.
    let seals = units(&SEALS.0, &SEALS.1);
    let weibull = fit(Law::Weibull, &seals).unwrap();
    let found = weibull.parameters(0.95);
    for (parameter, name, value, low, high) in [
        (&found[0], "scale_h", 3_804.111_932, 2_658.202_59, 5_444.004_775),
        (&found[1], "shape", 1.793_193_885, 1.056_058_684, 3.044_853_809),
    ] {
        assert_eq!(parameter.name, name);
        // scipy stopped its search about 2e-8 from the maximum.
        near(parameter.bounds.value, value, 1e-7, name);
        near(parameter.bounds.low, low, 2e-6, name);
        near(parameter.bounds.high, high, 2e-6, name);
    }
    assert!(matches!(weibull.distribution, Distribution::Weibull { location_h: 0.0, .. }));
    let exponential = fit(Law::Exponential, &seals).unwrap();
    near(exponential.parameters(0.9)[0].bounds.value, 2.186_939_596_728_338_2e-4, 1e-14, "rate");
    near(exponential.log_likelihood, -94.278_372_499_001_28, 1e-14, "log-likelihood");
    near(exponential.aic, 190.556_744_998_002_5, 1e-14, "AIC");
    // A complete sample of the normal law: mean and deviation (divided by n) in closed form.
    let normal = fit(Law::Normal, &units(&[1.0, 2.0, 4.0, 5.0], &[])).unwrap();
    near(normal.theta[0], 3.0, 1e-13, "mean");
    near(normal.theta[1], 2.5_f64.sqrt(), 1e-13, "deviation");
}

#[test]
fn an_extreme_sample_is_still_solved() {
    // 10 early failures of 4082 (`reliability.Datasets.electronics`): packages differ by two decades in the scale.
    let running = [(44_798.0, 817), (62_715.0, 823), (81_474.0, 815), (80_632.0, 813), (62_716.0, 804)];
    let running: Vec<f64> = running.iter().flat_map(|(t, n)| vec![*t; *n]).collect();
    let failed = [220.0, 179.0, 123.0, 146.0, 199.0, 181.0, 191.0, 216.0, 1.0, 73.0];
    let found = fit(Law::Weibull, &units(&failed, &running)).unwrap();
    // lifelines and scipy: the same maximum, shape 0.1537453.
    near(found.log_likelihood, -144.616_758_620_921_22, 1e-12, "log-likelihood");
    near(1.0 / found.theta[1], 0.153_745_33, 1e-6, "shape");
    assert!(found.notes().iter().any(|note| note.contains("4072 of 4082 units have not failed")));
}

#[test]
fn bounds_agree_with_references() {
    let (many, few) = (units(&SEALS.0, &SEALS.1), units(&FEW_SEALS.0, &FEW_SEALS.1));
    type Triple = [f64; 3];
    // Failed at an age; life of 10 %; mean life; fails within a time from an age.
    type Case<'a> = (&'a [(f64, bool)], Law, [f64; 3], [Triple; 4]);
    let cases: [Case<'_>; 4] = [
        (
            &many,
            Law::Weibull,
            [3000.0, 2000.0, 720.0],
            [
                [0.479_636_268_911_9, 0.321_247_709_307_41, 0.667_521_153_158_79],
                [1_084.515_479_770_5, 620.046_601_446_65, 1_896.911_979_063_8],
                [3_383.574_874_079_6, 2_488.165_600_909_5, 4_601.212_605_912_6],
                [0.207_257_038_474_57, 0.124_195_055_630_02, 0.334_204_847_256_26],
            ],
        ),
        (
            &many,
            Law::Lognormal,
            [3000.0, 2000.0, 720.0],
            [
                [0.492_090_857_121_83, 0.317_843_038_312_36, 0.667_886_926_794_04],
                [1_031.271_857_272_4, 651.119_037_754_96, 1_633.375_131_019_1],
                [4_364.563_491_743_3, 2_516.960_678_665_2, 7_568.419_576_407_9],
                [0.198_458_641_004_77, 0.116_512_794_974_99, 0.326_351_069_794_71],
            ],
        ),
        (
            &few,
            Law::Weibull,
            [1000.0, 1000.0, 168.0],
            [
                [0.216_039_033_865_27, 0.075_492_035_466_543, 0.529_863_372_394_46],
                [488.894_429_162_85, 121.488_850_090_08, 1_967.404_932_133_7],
                [3_168.541_851_518_6, 1_063.598_171_632_8, 9_439.333_135_945_8],
                [0.047_340_858_291_076, 0.017_704_216_116_312, 0.123_373_211_610_12],
            ],
        ),
        (
            &few,
            Law::Lognormal,
            [1000.0, 1000.0, 168.0],
            [
                [0.223_841_868_240_05, 0.069_593_508_208_133, 0.484_150_522_651_85],
                [547.775_285_738_96, 196.936_498_472_17, 1_523.626_986_334_4],
                [4_660.433_505_307_9, 816.510_589_110_26, 26_600.561_887_463],
                [0.054_495_582_469_679, 0.019_703_912_565_302, 0.145_970_657_144_22],
            ],
        ),
    ];
    for (units, law, [age, from, ahead], expected) in cases {
        let fit = fit(law, units).unwrap();
        let found = [
            fit.failure_probability_by(Method::Delta, age, COVERAGE),
            fit.life_by(Method::Delta, 0.1, COVERAGE),
            fit.mean_life_by(Method::Delta, COVERAGE),
            fit.fails_within_by(Method::Delta, from, ahead, COVERAGE),
        ];
        for (i, (found, expected)) in found.into_iter().zip(expected).enumerate() {
            let Bounds { value, low, high, .. } = found.unwrap();
            for (found, expected) in [value, low, high].into_iter().zip(expected) {
                near(found, expected, 1e-11, &format!("{law:?} {i}"));
            }
        }
    }
}

#[test]
fn bounds_of_the_likelihood_ratio_agree_with_references() {
    let few = units(&FEW_SEALS.0, &FEW_SEALS.1);
    let many = units(&SEALS.0, &SEALS.1);
    for (units, law, age, failed, life) in [
        (
            &few,
            Law::Weibull,
            1000.0,
            [0.062_256_653_991_3, 0.475_509_001_389],
            [32.447_421_647_1, 1_340.385_701_38],
        ),
        (
            &few,
            Law::Lognormal,
            1000.0,
            [0.067_924_914_122_8, 0.480_073_655_988],
            [79.574_504_610_8, 1_262.354_442_37],
        ),
        (
            &many,
            Law::Weibull,
            3000.0,
            [0.308_498_889_5, 0.652_313_881_515],
            [507.934_359_152, 1_693.819_618_53],
        ),
        (
            &many,
            Law::Lognormal,
            3000.0,
            [0.316_652_545_846, 0.666_896_206_634],
            [562.868_753_621, 1_521.210_067_86],
        ),
    ] {
        let fit = fit(law, units).unwrap();
        let probability = fit.failure_probability_by(Method::LikelihoodRatio, age, COVERAGE).unwrap();
        let age = fit.life_by(Method::LikelihoodRatio, 0.1, COVERAGE).unwrap();
        for (found, expected) in [
            (probability.low, failed[0]),
            (probability.high, failed[1]),
            (age.low, life[0]),
            (age.high, life[1]),
        ] {
            near(found, expected, 1e-7, &format!("{law:?}"));
        }
        let chosen = fit.life(0.1, COVERAGE).unwrap().method;
        assert_eq!(chosen == Method::LikelihoodRatio, fit.failures < FEW);
    }
    // In closed form: the exponential law with one failure in 1000 h; 2 (e^u - 1 - u) = q² at both ends.
    let one = fit(Law::Exponential, &[(400.0, true), (600.0, false)]).unwrap();
    let Bounds { low, high, .. } = one.failure_probability(100.0, COVERAGE).unwrap();
    for end in [low, high] {
        let u = (-(1.0 - end).ln() * 10.0).ln();
        near(2.0 * (u.exp_m1() - u), 1.644_853_626_951_472_7_f64.powi(2), 1e-6, "deviance");
    }
}

#[test]
fn figures_out_of_their_range_have_no_value() {
    let fit = fit(Law::Weibull, &units(&SEALS.0, &SEALS.1)).unwrap();
    assert!(fit.failure_probability(0.0, 0.9).is_none() && fit.failure_probability(1.0, 1.0).is_none());
    assert!(fit.life(0.0, 0.9).is_none() && fit.life(1.0, 0.9).is_none() && fit.mean_life(0.0).is_none());
    assert!(fit.fails_within(-1.0, 1.0, 0.9).is_none() && fit.fails_within(1.0, 0.0, 0.9).is_none());
    // From new, the next x hours are the first x hours.
    let (new, first) =
        (fit.fails_within(0.0, 500.0, 0.9).unwrap(), fit.failure_probability(500.0, 0.9).unwrap());
    near(new.value, first.value, 1e-14, "from new");
}

#[test]
fn samples_that_say_too_little_are_refused() {
    for (law, units, why) in [
        (Law::Weibull, vec![], "0 failures, and 2 are needed"),
        (Law::Weibull, vec![(5.0, true), (9.0, false)], "1 failures, and 2 are needed"),
        (Law::Exponential, vec![(9.0, false)], "0 failures, and 1 are needed"),
        (Law::Weibull, vec![(5.0, true), (5.0, true), (3.0, false), (5.0, false)], "all units failed at 5"),
        (Law::Lognormal, vec![(5.0, true), (0.0, true)], "the time 0 of unit 2"),
        (Law::Lognormal, vec![(-1.0, false), (5.0, true)], "the time -1 of unit 1"),
        (Law::Normal, vec![(5.0, true), (f64::NAN, true)], "the time NaN of unit 2"),
        (Law::Normal, vec![(f64::INFINITY, false)], "the time inf of unit 1"),
    ] {
        let said = fit(law, &units).unwrap_err().to_string();
        assert!(said.contains(why), "{law:?} {units:?}: {said}");
    }
    // A unit that ran longer gives equal failure times a spread.
    assert!(fit(Law::Weibull, &[(5.0, true), (5.0, true), (9.0, false)]).unwrap().theta[1] > 0.0);
    assert!(fit(Law::Exponential, &[(5.0, true)]).is_ok());
}

#[test]
fn laws_are_compared_and_their_limits_named() {
    let fits = compare(&units(&SEALS.0, &SEALS.1)).unwrap();
    assert_eq!((fits.len(), fits[0].law), (9, Law::Weibull));
    assert!(fits.windows(2).all(|pair| pair[0].aic <= pair[1].aic));
    let notes = fits[0].notes();
    assert!(notes[1].starts_with("From 10 failures the shape comes out about 1"), "{notes:?}");
    assert_eq!(compare(&[(5.0, true), (9.0, false)]).unwrap().len(), 1);
}

#[test]
fn plot_points_need_no_law() {
    // Kaplan-Meier: product limit, stored with the references (lifelines and surpyval agree).
    let points = plot_points(&units(&SEALS.0, &SEALS.1)).unwrap();
    for (i, survival) in [
        (0, 17.0 / 18.0),
        (3, 0.773_809_523_809_523_7),
        (6, 0.571_428_571_428_571_4),
        (9, 0.285_714_285_714_285_7),
    ] {
        near(1.0 - points[i].kaplan_meier, survival, 1e-14, "survival");
    }
    // Without suspensions the order numbers are 1, 2, ...; two failures at a time share the later one.
    let points = plot_points(&units(&[3.0, 1.0, 3.0], &[])).unwrap();
    let ranks: Vec<(f64, f64)> = points.iter().map(|p| (p.time, p.median_rank)).collect();
    assert_eq!(ranks.len(), 2);
    near(ranks[0].1, 0.7 / 3.4, 1e-15, "first");
    near(ranks[1].1, 2.7 / 3.4, 1e-14, "last");
    // Johnson's order numbers of failed, suspended, failed: 1, then 1 + (4 - 1)/(1 + 1) = 2.5.
    let points = plot_points(&[(1.0, true), (2.0, false), (3.0, true)]).unwrap();
    near(points[1].median_rank, (2.5 - 0.3) / 3.4, 1e-15, "after a suspension");
}
