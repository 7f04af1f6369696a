//! Every export of the corpus, at every batch, beside what onnxruntime answers.

use std::path::{Path, PathBuf};

use twinlet_onnx::{Data, Model, Value};

fn corpus() -> PathBuf {
    std::env::var_os("CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/corpus"), PathBuf::from)
}

fn npy(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap();
    let header_len = u16::from_le_bytes([bytes[8], bytes[9]]) as usize;
    let header = std::str::from_utf8(&bytes[10..10 + header_len]).unwrap();
    let field = |key: &str| header.split(key).nth(1).unwrap().split('\'').nth(1).unwrap().to_owned();
    let descr = field("'descr'");
    assert!(header.contains("'fortran_order': False"), "{header}");
    let dims = header.split("'shape': (").nth(1).unwrap().split(')').next().unwrap();
    let shape: Vec<usize> = dims.split(',').filter_map(|d| d.trim().parse().ok()).collect();
    let body = &bytes[10 + header_len..];
    macro_rules! read {
        ($t:ty, $v:ident) => {
            Data::$v(
                body.chunks_exact(size_of::<$t>())
                    .map(|c| <$t>::from_le_bytes(c.try_into().unwrap()))
                    .collect(),
            )
        };
    }
    let data = match descr.as_str() {
        "<f4" => read!(f32, F32),
        "<f8" => read!(f64, F64),
        "<i4" => read!(i32, I32),
        "<i8" => read!(i64, I64),
        "|b1" => Data::Bool(body.iter().map(|b| *b != 0).collect()),
        other => panic!("{other}"),
    };
    Value::new(shape, data).unwrap()
}

fn value(folder: &Path, stem: &str) -> Option<Value> {
    let npy_path = folder.join(format!("{stem}.npy"));
    if npy_path.exists() {
        return Some(npy(&npy_path));
    }
    let text = std::fs::read_to_string(folder.join(format!("{stem}.json"))).ok()?;
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let shape = json["shape"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    let texts = json["data"].as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect();
    Some(Value::new(shape, Data::Text(texts)).unwrap())
}

/// What the model answers in 64 bits, where 32 are not enough for the tolerance.
fn exact(folder: &Path, stem: &str) -> Option<Value> {
    value(&folder.parent()?.with_file_name("corpus-exact").join(folder.file_name()?), stem)
}

fn widened(value: &Value) -> Value {
    Value::new(value.shape().to_vec(), Data::F64(numbers(value).unwrap())).unwrap()
}

fn numbers(value: &Value) -> Option<Vec<f64>> {
    match value.data() {
        Data::F32(x) => Some(x.iter().map(|x| f64::from(*x)).collect()),
        Data::F64(x) => Some(x.clone()),
        _ => None,
    }
}

/// The worst error, as a multiple of the tolerance; labels that differ are counted.
fn compare(found: &Value, expected: &Value, scale: f64) -> Result<(f64, usize), String> {
    if found.shape() != expected.shape() && found.data().len() != expected.data().len() {
        return Err(format!("shape {:?} instead of {:?}", found.shape(), expected.shape()));
    }
    if let (Some(a), Some(b)) = (numbers(found), numbers(expected)) {
        let worst = a.iter().zip(&b).map(|(a, b)| {
            if a == b || (a.is_nan() && b.is_nan()) {
                0.0
            } else {
                (a - b).abs() / (1e-5 * b.abs().max(scale))
            }
        });
        return Ok((worst.fold(0.0, |m, x| if x > m || x.is_nan() { x } else { m }), 0));
    }
    let differ = match (found.data(), expected.data()) {
        (Data::I64(a), Data::I64(b)) => a.iter().zip(b).filter(|(a, b)| a != b).count(),
        (Data::I32(a), Data::I32(b)) => a.iter().zip(b).filter(|(a, b)| a != b).count(),
        (Data::Text(a), Data::Text(b)) => a.iter().zip(b).filter(|(a, b)| a != b).count(),
        (Data::Bool(a), Data::Bool(b)) => a.iter().zip(b).filter(|(a, b)| a != b).count(),
        (a, b) => return Err(format!("{} instead of {}", a.kind().name(), b.kind().name())),
    };
    Ok((0.0, differ))
}

fn check(folder: &Path) -> Result<String, String> {
    let model = Model::open(&std::fs::read(folder.join("model.onnx")).unwrap()).map_err(|e| e.to_string())?;
    let mut worst = 0.0_f64;
    let mut labels = 0;
    let (mut ours, mut theirs) = (0.0_f64, 0.0_f64);
    // The scale of an output is its largest magnitude in everything that is stored for it.
    let scale = |k: usize| {
        let stored = [1, 7, 256].iter().filter_map(|batch| value(folder, &format!("b{batch}.out{k}")));
        stored
            .filter_map(|v| numbers(&v))
            .flatten()
            .filter(|x| x.is_finite())
            .fold(0.0_f64, |m, x| m.max(x.abs()))
    };
    for batch in [1, 7, 256] {
        let inputs: Vec<Value> = (0..).map_while(|k| value(folder, &format!("b{batch}.in{k}"))).collect();
        let expected: Vec<Value> = (0..).map_while(|k| value(folder, &format!("b{batch}.out{k}"))).collect();
        let found = model.run(inputs).map_err(|e| format!("batch {batch}: {e}"))?;
        if found.len() != expected.len() {
            return Err(format!("{} outputs", found.len()));
        }
        for (k, (found, expected)) in found.iter().zip(&expected).enumerate() {
            if let Some(exact) = exact(folder, &format!("b{batch}.out{k}")) {
                ours = ours.max(compare(found, &exact, scale(k))?.0);
                theirs = theirs.max(compare(&widened(expected), &exact, scale(k))?.0);
                continue;
            }
            let (error, differ) =
                compare(found, expected, scale(k)).map_err(|e| format!("batch {batch} output {k}: {e}"))?;
            if error.is_nan() || error > 1.0 {
                return Err(format!("batch {batch} output {k}: {error} times the tolerance"));
            }
            worst = worst.max(error);
            labels += differ;
        }
    }
    // Where 32 bits cannot keep the tolerance: at most twice as far from the exact answer as onnxruntime is.
    if theirs > 0.0 {
        let said = format!("{ours:.2} tolerances from the exact answer, onnxruntime {theirs:.2}");
        return if theirs > 1.0 && ours <= 2.0 * theirs { Ok(said) } else { Err(said) };
    }
    if labels > 0 {
        return Err(format!("{labels} labels differ; worst {worst}"));
    }
    Ok(format!("{worst:.3} {}", model.plan()))
}

#[test]
fn every_model_answers_as_onnxruntime_does() {
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(corpus()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    names.sort();
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut failures = vec![];
    let mut count = 0;
    for folder in names.iter().filter(|p| p.to_string_lossy().contains(&only)) {
        count += 1;
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        match check(folder) {
            Ok(said) => println!("ok   {name} {said}"),
            Err(why) => {
                println!("FAIL {name} {}", why.chars().take(300).collect::<String>());
                failures.push(name);
            }
        }
    }
    assert!(count > 0);
    assert!(failures.is_empty(), "{} of {count} fail: {failures:?}", failures.len());
}
