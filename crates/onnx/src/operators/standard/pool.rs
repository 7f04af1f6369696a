//! Convolutions and pooling.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::cnn::{Conv, HirMaxPool, HirSumPool, PaddingSpec, PoolSpec};
use tract_onnx::tract_hir::ops::nn::DataFormat;

use super::{Builder, Built, built};

pub(super) const OPERATORS: &[(&str, Builder)] =
    &[("Conv", conv), ("AveragePool", average_pool), ("MaxPool", max_pool)];

/// Margins as the standard writes them: all those before, then all those after.
enum Margins {
    Explicit(TVec<usize>, TVec<usize>),
    Automatic(PaddingSpec),
}

fn margins(node: &NodeProto, axes: Option<usize>) -> TractResult<Margins> {
    Ok(match node.get_attr_opt("auto_pad")?.unwrap_or("NOTSET") {
        "SAME_UPPER" => Margins::Automatic(PaddingSpec::SameUpper),
        "SAME_LOWER" => Margins::Automatic(PaddingSpec::SameLower),
        "VALID" => Margins::Automatic(PaddingSpec::Valid),
        "NOTSET" => match (node.get_attr_opt_tvec::<usize>("pads")?, axes) {
            (Some(pads), _) => {
                let (before, after) = pads.split_at(pads.len() / 2);
                Margins::Explicit(before.into(), after.into())
            }
            (None, Some(axes)) => Margins::Explicit(tvec!(0; axes), tvec!(0; axes)),
            (None, None) => Margins::Automatic(PaddingSpec::Valid),
        },
        other => bail!("{} has auto_pad `{other}`", node.op_type),
    })
}

fn conv(_: &ParsingContext, node: &NodeProto) -> Built {
    let kernel = node.get_attr_opt_tvec::<usize>("kernel_shape")?;
    let padding = match margins(node, kernel.as_ref().map(|kernel| kernel.len()))? {
        Margins::Explicit(before, after) => PaddingSpec::Explicit(before, after),
        Margins::Automatic(spec) => spec,
    };
    let mut conv = Conv::default().padding(padding).group(node.get_attr_opt("group")?.unwrap_or(1));
    if let Some(kernel) = kernel {
        conv = conv.kernel_shape(kernel);
    }
    if let Some(strides) = node.get_attr_opt_tvec("strides")? {
        conv = conv.strides(strides);
    }
    if let Some(dilations) = node.get_attr_opt_tvec("dilations")? {
        conv = conv.dilations(dilations);
    }
    built(if node.input.len() == 3 { conv.bias_input(2) } else { conv })
}

fn window(node: &NodeProto) -> TractResult<PoolSpec> {
    let kernel: TVec<usize> = node.get_attr_tvec("kernel_shape")?;
    let up = node.get_attr_opt("ceil_mode")?.unwrap_or(false);
    let padding = match margins(node, Some(kernel.len()))? {
        Margins::Explicit(before, after) => PaddingSpec::ExplicitOnnxPool(before, after, up),
        Margins::Automatic(spec) => spec,
    };
    let (dilations, strides) = (node.get_attr_opt_tvec("dilations")?, node.get_attr_opt_tvec("strides")?);
    Ok(PoolSpec::new(DataFormat::NCHW, kernel, padding, dilations, strides, 0, 0))
}

fn average_pool(_: &ParsingContext, node: &NodeProto) -> Built {
    let with_margins = node.get_attr_opt("count_include_pad")?.unwrap_or(false);
    built(HirSumPool::new(window(node)?, with_margins, true))
}

fn max_pool(_: &ParsingContext, node: &NodeProto) -> Built {
    ensure!(node.output.len() == 1, "MaxPool with indices is not known here");
    built(HirMaxPool::new(window(node)?, None))
}
