//! Figures of lives against references.

use super::Distribution as Law;
use crate::kinds::testing::{answered, refused, same};

/// A law; `[age, ahead, probability to fail]`; `[age, survival, hazard]`.
type Case = (Law, [f64; 3], [f64; 3]);

/// By mpmath 1.3 with 80 and more digits, `1 - S(age + ahead)/S(age)` and so on; the last ten are in the tails.
#[rustfmt::skip]
const CASES: [Case; 28] = [
    (Law::Exponential { rate_per_h: 0.003952822087797245, location_h: 0.0 }, [11.304935040373165, 3.7227913084877544, 0.014607787427937656], [266.44889689896047, 0.348810988076215, 0.003952822087797245]),
    (Law::Weibull { scale_h: 1987.4728456693372, shape: 3.954032362814945, location_h: 547.2642908693596 }, [616.2905887513657, 71.37254481783008, 2.6430724795069837e-05], [687.1314253586895, 0.999972290192361, 7.833648313392195e-07]),
    (Law::Lognormal { mu: 9.347232653629632, sigma: 1.1436083818804699, location_h: 0.0 }, [4389.441105111286, 252.5627768558011, 0.01750901344128012], [2484.7757808847855, 0.9094301389420293, 6.313395246110792e-05]),
    (Law::Normal { mean_h: 60189.38022164529, sd_h: 16885.958516720402 }, [29414.029797012998, 548.1993125646115, 0.002624070141577564], [10937.674130889744, 0.9982313654675243, 3.363714091308495e-07]),
    (Law::Loglogistic { scale_h: 1749.6130038657457, shape: 2.9985744984078733, location_h: 0.0 }, [973.756078964182, 63.43749772708222, 0.029745569868614485], [677.6462739431146, 0.9450192039011039, 0.00024328918998550055]),
    (Law::GumbelMin { location_h: 1292.9091230349009, scale_h: 176.77479155378683 }, [76.08847418344389, 11.677324933582984, 6.996585787682084e-05], [821.5992916955596, 0.9328427044184265, 0.0003932612955062112]),
    (Law::Exponential { rate_per_h: 4.880120890677493e-05, location_h: 0.0 }, [1747.4975816408112, 74.1294492762085, 0.003611071084528219], [6656.157716762089, 0.722651246453187, 4.880120890677493e-05]),
    (Law::Weibull { scale_h: 74361.62032274828, shape: 0.6251201695817289, location_h: 0.0 }, [18600.363348787127, 36.74740697922724, 0.00051901617224308], [29874.468252220915, 0.5680838896500742, 1.1832740003216932e-05]),
    (Law::Lognormal { mu: 4.992856190710871, sigma: 0.9409991340392942, location_h: 0.0 }, [33.87941991739623, 114.47842137463749, 0.47163469243236616], [31.973535915498072, 0.9477854452041766, 0.0037436678663998265]),
    (Law::Normal { mean_h: 6876.340825733058, sd_h: 738.5276538776318 }, [4099.335792927606, 347.6109322428476, 0.0004169535121452421], [7497.867341302655, 0.20001290398898855, 0.0018953570407870628]),
    (Law::Loglogistic { scale_h: 1079.6142103381856, shape: 2.5099892967296644, location_h: 0.0 }, [111.8076240095674, 48.35345769985035, 0.004901586425459651], [345.1883411568798, 0.945938876533456, 0.00039309798475649344]),
    (Law::GumbelMin { location_h: 117.73449705423484, scale_h: 14.89546212080655 }, [34.66901931810936, 348.8182275230439, 1.0], [15.667322074651196, 0.9989434658078428, 7.096743352231338e-05]),
    (Law::Exponential { rate_per_h: 0.008660554010617962, location_h: 0.0 }, [8.230266959736081, 868.9330070857166, 0.9994608092963255], [50.90291802074834, 0.6434908502216942, 0.008660554010617962]),
    (Law::Weibull { scale_h: 24741.872987621467, shape: 2.8730378745773293, location_h: 0.0 }, [971.6028030167215, 17.640661805618972, 4.846156654304117e-06], [14838.901707662857, 0.7943781897048204, 4.4569386109886786e-05]),
    (Law::Lognormal { mu: 11.29120938622718, sigma: 0.5983026064332198, location_h: 0.0 }, [6419.22937084625, 3.320478374756968, 4.714468284207803e-08], [22324.253103904495, 0.9836470785314246, 3.1041319252165314e-06]),
    (Law::Normal { mean_h: 43266.69225857537, sd_h: 12571.14960644212 }, [18305.884688742426, 59.18128151904373, 0.00026915402170614737], [88207.45883248257, 0.00017517216538080974, 0.000304037770271542]),
    (Law::Loglogistic { scale_h: 946.3177030136643, shape: 2.773155384462084, location_h: 0.0 }, [104.37344090326809, 10.778901194453773, 0.0006911298723941516], [975.4893830282745, 0.47896353467661756, 0.0014812207128560304]),
    (Law::GumbelMin { location_h: 10552.739298083769, scale_h: 1294.5552714018265 }, [792.1180414106635, 205.90313809980245, 9.163194717978827e-05], [22433.806283053415, 0.0, 7.476751571354949]),
    (Law::Normal { mean_h: 0.0, sd_h: 1.0 }, [0.001, 1e-09, 7.985212895625121e-10], [0.001, 0.49960105778608893, 0.7985212895629114]),
    (Law::Normal { mean_h: 1000.0, sd_h: 80.0 }, [1.0, 1.0, 7.425276874327195e-37], [1.0, 1.0, 6.861013339116901e-37]),
    (Law::Normal { mean_h: 1000.0, sd_h: 10.0 }, [2000.0, 0.001, 0.009951161052009314], [2000.0, 0.0, 10.000999800099926]),
    (Law::Lognormal { mu: 2.0, sigma: 0.1, location_h: 0.0 }, [100.0, 0.0001, 0.00026086563588931076], [100.0, 6.434598110833742e-150, 2.60899747770706]),
    (Law::Weibull { scale_h: 10.0, shape: 6.0, location_h: 0.0 }, [1000.0, 1e-18, 5.9999999820000006e-09], [1000.0, 0.0, 6000000000.0]),
    (Law::Weibull { scale_h: 1000000.0, shape: 3.0, location_h: 50.0 }, [10.0, 100.0, 2.1599999999997666e-13], [10.0, 1.0, 0.0]),
    (Law::Loglogistic { scale_h: 10.0, shape: 9.0, location_h: 0.0 }, [10000.0, 0.001, 8.99999550000165e-07], [10000.0, 1e-27, 0.0009]),
    (Law::Loglogistic { scale_h: 10000.0, shape: 4.0, location_h: 0.0 }, [1.0, 1e-06, 4.0000060000039994e-22], [1.0, 0.9999999999999999, 3.9999999999999994e-16]),
    (Law::GumbelMin { location_h: 1000.0, scale_h: 10.0 }, [300.0, 1.0, 4.1810169848910326e-32], [300.0, 1.0, 3.975449735908647e-32]),
    (Law::Exponential { rate_per_h: 1e-09, location_h: 0.0 }, [1000000000.0, 0.001, 9.999999999995002e-13], [1000000000.0, 0.3678794411714423, 1e-09]),
];

#[test]
fn figures_are_those_of_the_reference() {
    for (law, [age, ahead, fails], [t, survival, hazard]) in CASES {
        assert_eq!(law.problem(), None);
        for (figure, found, expected) in [
            ("failure probability", -(-law.gained_hazard(age, ahead)).exp_m1(), fails),
            ("survival", (-law.cumulative_hazard(t)).exp(), survival),
            ("hazard", law.hazard(t), hazard),
        ] {
            assert!(
                (found - expected).abs() <= 1e-10 * expected,
                "{law:?}: {figure} {found}, not {expected}"
            );
        }
    }
}

#[test]
fn a_new_one_and_no_time_ahead_are_defined() {
    for (law, ..) in CASES {
        let from_new = law.gained_hazard(0.0, 50.0);
        let difference = law.cumulative_hazard(50.0) - law.cumulative_hazard(0.0);
        assert!((from_new - difference).abs() <= 1e-9 * difference, "{law:?}: {from_new}, {difference}");
        assert_eq!(law.gained_hazard(10.0, 0.0), 0.0, "{law:?}");
    }
}

const MODEL: &str = r#"{"distribution":{"weibull":{"scale_h":100,"shape":2}}}"#;

#[test]
fn outputs_are_found_by_name() {
    let slots = "age:h ahead*2:h -> hazard*2:/h failure_probability*2 survival*2";
    let expected = [0.02, 0.04, 0.0, 1.0 - (-3.0f64).exp(), (-1.0f64).exp(), (-4.0f64).exp()];
    same(&answered("life", MODEL, slots, &[100.0, 0.0, 100.0]), &expected);
    let slots = "age:h ahead:h -> survival";
    for row in [[-1.0, 1.0], [1.0, -1.0], [f64::NAN, 1.0]] {
        same(&answered("life", MODEL, slots, &row), &[f64::NAN]);
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let fits = "age:h ahead:h -> survival";
    for (model, slots, why) in [
        (MODEL, "age:d ahead:h -> survival", "`age` is in `d`; it is taken in `h`"),
        (MODEL, "age:h -> survival", "`ahead`, which is no input"),
        (MODEL, "age*2:h ahead*2:h -> survival*2", "`age` has 2 values; one is needed"),
        (MODEL, "age:h ahead:h -> hazard", "`hazard` is in `1`; it is given in `/h`"),
        (MODEL, "age:h ahead:h -> life_left", "`life_left` is not known; a life gives `failure_probability`"),
        (MODEL, "age:h ahead:h load -> survival", "input `load` is read by no output"),
        (
            r#"{"distribution":{"weibull":{"scale_h":0,"shape":2}}}"#,
            fits,
            "`scale_h` is 0; it is more than zero",
        ),
        (r#"{"distribution":{"normal":{"mean_h":9,"sd_h":-1}}}"#, fits, "`sd_h` is -1; it is more than zero"),
        (r#"{"distribution":{"gamma":{"shape":1}}}"#, fits, "missing field `scale_h`"),
        (r#"{"distribution":{"cauchy":{"shape":1}}}"#, fits, "unknown variant `cauchy`"),
        (r#"{"distribution":{"exponential":{"mean_h":1}}}"#, fits, "unknown field `mean_h`"),
    ] {
        refused("life", model, slots, why);
    }
}
