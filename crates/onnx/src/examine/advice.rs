//! What to do about an export that runs badly, or not at all, or answers what the original model does not.

use std::collections::BTreeSet;

use tract_onnx::pb::{ModelProto, NodeProto};

use super::graphs;
use crate::operators;

/// From this size on a model takes longer to fetch than the rest of an app.
const LARGE: usize = 2 << 20;
/// `TensorProto.DataType` of 64-bit numbers.
const DOUBLE: i32 = 11;

/// Each piece of advice once, the gravest first.
pub(super) fn advice(proto: &ModelProto, file: &[u8]) -> Vec<String> {
    let nodes: Vec<&NodeProto> = graphs(proto).into_iter().flat_map(|graph| &graph.node).collect();
    let names: BTreeSet<&str> = nodes.iter().map(|node| node.op_type.as_str()).collect();
    let has = |name: &str| names.contains(name);
    let found = [
        unknown(&names),
        nodes.iter().find_map(|node| forgotten_targets(node)),
        is_wide(proto).then(|| WIDE.to_owned()),
        has("GatherElements").then(|| HUMMINGBIRD.to_owned()).filter(|_| has("LessOrEqual") || has("Less")),
        (has("LSTM") || has("GRU") || has("RNN")).then(|| RECURRENT.to_owned()),
        (has("CDist") || has("Scan")).then(|| NEIGHBOURS.to_owned()),
        has("ZipMap").then(|| ZIPMAP.to_owned()),
        has("Dropout").then(|| DROPOUT.to_owned()),
        tells_its_origin(file).then(|| ORIGIN.to_owned()),
        (file.len() > LARGE).then(|| format!("{:.1} MB: {SIZE}", file.len() as f64 / 1e6)),
    ];
    found.into_iter().flatten().collect()
}

const WIDE: &str = "it computes in 64 bits, at about half the speed; that is right for Gaussian processes, otherwise export \
                    it in 32 bits";
const HUMMINGBIRD: &str = "its trees are written as gathers and comparisons; exported by skl2onnx or onnxmltools as a tree \
                           ensemble it is smaller and many times faster";
const RECURRENT: &str = "recurrent layers run with a fixed batch; keep the number of steps fixed, and prefer separate \
                         one-layer modules to `num_layers=2`";
const NEIGHBOURS: &str = "it compares each row with its training data: the file and each answer grow with them; thin the \
                          data out, or train a network on its answers";
const ZIPMAP: &str = "its probabilities are maps; they are answered as a table. Export with `options={'zipmap': False}` \
                      to say so in the file";
const DROPOUT: &str = "it contains Dropout; export after `model.eval()`";
const ORIGIN: &str = "its nodes carry file names and source lines of the computer that wrote it; strip the metadata, or \
                      export with `dynamo=False`";
const SIZE: &str =
    "a phone fetches it before its first answer; prune, use fewer trees, or store the weights in 16 bits";

fn unknown(names: &BTreeSet<&str>) -> Option<String> {
    let register = operators::reader().op_register.0;
    let missing: Vec<&str> =
        names.iter().copied().filter(|name| *name != "ZipMap" && !register.contains_key(*name)).collect();
    let first = missing.first()?;
    Some(format!("{} cannot be run here: {}", missing.join(", "), mend(first)))
}

/// The option or wrapper that avoids an operator.
pub(crate) fn mend(operator: &str) -> &'static str {
    match operator {
        "TfIdfVectorizer" | "StringNormalizer" | "Tokenizer" | "StringConcat" | "RegexFullMatch"
        | "StringSplit" => "texts are taken apart outside of the model; give it numbers",
        "DictVectorizer" | "CastMap" => "give a table of columns instead of a dictionary for each row",
        "QLinearConv" | "QLinearMatMul" | "ConvInteger" | "MatMulInteger" | "DynamicQuantizeLinear" => {
            "export the model before it is quantised; its weights are small enough"
        }
        "SequenceAt" | "SequenceConstruct" | "SplitToSequence" | "ConcatFromSequence" | "Optional" => {
            "export with `dynamo=True`, which writes lists of tensors as tensors"
        }
        "RandomNormal" | "RandomUniform" | "RandomNormalLike" | "RandomUniformLike" | "Multinomial"
        | "Bernoulli" => {
            "a surrogate answers the same to the same question: give the random numbers as an input"
        }
        "Resize" | "Upsample" | "GridSample" | "NonMaxSuppression" | "RoiAlign" => {
            "operators of images are left out; use convolutions and interpolation by matrices"
        }
        "FFT" | "DFT" | "STFT" | "MelWeightMatrix" => {
            "transform outside of the model, or multiply by the matrix of the transform"
        }
        "Loop" | "If" => "write the loop out, or trace the model instead of scripting it",
        _ => {
            "export it with `twinlet.export`, which writes plain arithmetic, or replace the layer that makes it"
        }
    }
}

/// XGBoost's multi-output regressors lose which tree belongs to which output when onnxmltools 1.16 writes them.
fn forgotten_targets(node: &NodeProto) -> Option<String> {
    let ints = |name: &str| node.attribute.iter().find(|a| a.name == name);
    let targets = ints("n_targets").map_or(1, |a| a.i);
    let used: BTreeSet<i64> =
        ints("target_ids").map(|a| a.ints.iter().copied().collect()).unwrap_or_default();
    let lost = node.op_type == "TreeEnsembleRegressor" && targets > 1 && used.len() < targets as usize;
    lost.then(|| {
        format!(
            "it has {targets} outputs, of which only {} ever change: the export has lost which tree belongs to which output; \
             export one model for each output",
            used.len()
        )
    })
}

fn is_wide(proto: &ModelProto) -> bool {
    let graph = proto.graph.as_ref();
    graph.is_some_and(|graph| graph.initializer.iter().any(|tensor| tensor.data_type == DOUBLE))
}

/// Lines of a Python traceback: the decoder drops the field that holds them.
fn tells_its_origin(file: &[u8]) -> bool {
    const TRACE: &[u8] = b".py\", line ";
    file.windows(TRACE.len()).any(|window| window == TRACE)
}
