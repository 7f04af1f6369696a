//! The small evaluator beside what onnxruntime answers, on every model of the suite that it takes.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::{Path, PathBuf};

use twinlet_onnx::rows::Program;
use twinlet_onnx::{Data, Model, Value};
use twinlet_reference::{Folder, TOLERANCE};

/// What is taken of the corpus. Whoever loses one should know.
const TAKEN: [&str; 38] = [
    "pt_conformal_dyn",
    "pt_conformal_ts",
    "pt_conv_dyn",
    "pt_conv_ts",
    "pt_ens_dyn",
    "pt_gp_meanstd_dyn",
    "pt_gru2bi_dyn",
    "pt_gru2bi_ts",
    "pt_gru_dyn",
    "pt_grucell_dyn",
    "pt_grucell_ts",
    "pt_grulast_dyn",
    "pt_grulast_ts",
    "pt_lstm2_dyn",
    "pt_lstm2h0_ts",
    "pt_lstm2sep_dyn",
    "pt_lstm_ts",
    "pt_mlp_drop_dyn",
    "pt_mlp_dyn",
    "pt_mlp_dyn18",
    "pt_mlp_dyn21",
    "pt_mlp_dyn23",
    "pt_mlp_ts",
    "pt_mlp_ts15",
    "pt_mlp_ts20",
    "pt_quant_dyn",
    "pt_quant_ts",
    "pt_tcn_ts",
    "skl_gmm_score",
    "skl_imputer_ridge",
    "skl_linreg_multi",
    "skl_mlp_reg",
    "skl_pls",
    "skl_poly2_ridge",
    "skl_quantile_lin",
    "skl_ridge_scaler",
    "skl_stacking",
    "wa_blackop_scaler_linreg",
];

/// And of the operators.
const OPERATORS: [&str; 5] =
    ["made_imputer_f", "made_linreg_NONE", "made_scaler1_f", "made_scaler_f", "made_vector"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every folder of a suite with its program, or why there is none.
fn programs(suite: &str) -> Vec<(String, Folder, Result<Program, String>)> {
    let entries = std::fs::read_dir(root().join("tests/suite").join(suite)).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let program = |path: PathBuf| {
        let folder = Folder::open(&path).unwrap();
        let program = Program::decode(folder.model().unwrap());
        (path.file_name().unwrap().to_string_lossy().into_owned(), folder, program)
    };
    folders.into_iter().map(program).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    match value.data() {
        Data::F32(all) => all.iter().map(|x| f64::from(*x)).collect(),
        Data::F64(all) => all.clone(),
        Data::I64(all) => all.iter().map(|n| *n as f64).collect(),
        other => panic!("{:?}", other.kind()),
    }
}

/// The largest error of an answer as a multiple of its tolerance.
fn worst(found: &[f64], expected: &[f64], scale: f64) -> f64 {
    let error = |(a, b): (&f64, &f64)| match a == b || (a.is_nan() && b.is_nan()) {
        true => 0.0,
        false => {
            Some((a - b).abs() / (TOLERANCE * b.abs().max(scale))).filter(|e| !e.is_nan()).unwrap_or(f64::MAX)
        }
    };
    found.iter().zip(expected).map(error).fold(0.0, f64::max)
}

/// The largest error over all outputs of a batch, as a multiple of what is allowed: the tolerance, and where the exact
/// answer is stored, twice as far from it as onnxruntime is (`twinlet_reference::OutputError::holds`).
fn error(name: &str, program: &Program, folder: &Folder, rows: usize) -> f64 {
    let (answers, stored) =
        (program.run(&folder.inputs(rows).unwrap()).unwrap(), folder.outputs(rows).unwrap());
    assert_eq!(answers.len(), stored.len(), "{name}");
    let each = answers.iter().zip(&stored).enumerate().map(|(k, (answer, stored))| {
        assert_eq!(answer.shape(), stored.shape(), "{name}");
        let (ours, theirs, scale) = (numbers(answer), numbers(stored), folder.scale(k).unwrap());
        match folder.exact(rows, k).unwrap() {
            None => worst(&ours, &theirs, scale),
            Some(exact) => {
                let exact = numbers(&exact);
                worst(&ours, &exact, scale) / (2.0 * worst(&theirs, &exact, scale)).max(1.0)
            }
        }
    });
    each.fold(0.0, f64::max)
}

#[test]
fn answers_as_onnxruntime_does() {
    for (suite, expected) in [("corpus", TAKEN.as_slice()), ("operators", OPERATORS.as_slice())] {
        let mut taken = vec![];
        for (name, folder, program) in programs(suite) {
            match program {
                Err(why) => println!("{name}: {why}"),
                Ok(program) => {
                    let errors: Vec<f64> = folder
                        .batches()
                        .into_iter()
                        .map(|rows| error(&name, &program, &folder, rows))
                        .collect();
                    println!("{name}: {errors:.3?} of the tolerance at {:?} rows", folder.batches());
                    assert!(errors.iter().all(|error| *error <= 1.0), "{name}: {errors:?}");
                    taken.push(name);
                }
            }
        }
        assert_eq!(taken, expected);
    }
}

/// Rows `at..at + count` of a tensor.
fn piece(value: &Value, at: usize, count: usize) -> Value {
    let width = value.shape()[1..].iter().product::<usize>();
    let range = at * width..(at + count) * width;
    let data = match value.data() {
        Data::F32(all) => Data::F32(all[range].to_vec()),
        Data::I64(all) => Data::I64(all[range].to_vec()),
        other => panic!("{:?}", other.kind()),
    };
    Value::new([&[count], &value.shape()[1..]].concat(), data).unwrap()
}

fn bits(value: &Value) -> Vec<u64> {
    match value.data() {
        Data::F32(all) => all.iter().map(|x| u64::from(x.to_bits())).collect(),
        Data::I64(all) => all.iter().map(|n| n.cast_unsigned()).collect(),
        other => panic!("{:?}", other.kind()),
    }
}

#[test]
fn the_same_bits_alone_and_in_any_company() {
    for (name, folder, program) in programs("corpus") {
        let Ok(program) = program else { continue };
        let inputs = folder.inputs(256).unwrap();
        let together = program.run(&inputs).unwrap();
        for (at, count) in [(0, 1), (5, 1), (7, 3), (250, 6), (100, 8), (17, 31), (0, 0)] {
            let some: Vec<Value> = inputs.iter().map(|value| piece(value, at, count)).collect();
            for (all, some) in together.iter().zip(program.run(&some).unwrap()) {
                assert_eq!(bits(&piece(all, at, count)), bits(&some), "{name} {at} {count}");
                assert_eq!(some.shape()[0], count);
            }
        }
    }
}

/// The bundles in this repository do without the general engine, and answer as it does.
#[test]
fn the_bundles_are_taken() {
    for (bundle, width) in [("pump-station", 9), ("transformer", 49)] {
        let bytes = std::fs::read(root().join(format!("models/{bundle}/bundle/model.onnx"))).unwrap();
        let program = Program::decode(&bytes).unwrap();
        let model = Model::open(&bytes).unwrap();
        let numbers = (0..40 * width).map(|k| 0.3 + 0.1 * ((k * 7919 % 101) as f32)).collect();
        let rows = Value::new(vec![40, width], Data::F32(numbers)).unwrap();
        let (ours, theirs) =
            (program.run(std::slice::from_ref(&rows)).unwrap(), model.run(vec![rows]).unwrap());
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours.shape(), theirs.shape());
            let theirs = self::numbers(theirs);
            let scale = theirs.iter().fold(0.0, |most: f64, b| most.max(b.abs()));
            let error = worst(&self::numbers(ours), &theirs, scale);
            println!("{bundle}: {error:.3} of the tolerance");
            assert!(error <= 1.0, "{bundle}: {error}");
        }
    }
}
