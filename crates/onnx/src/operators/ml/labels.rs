//! Class labels: whole numbers or texts.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::rows::tensor;
use super::attributes::{ints, strings};

/// The labels of a classifier, in the order of its scores.
#[derive(Debug, Clone)]
pub(super) enum Labels {
    Ints(Vec<i64>),
    Strings(Vec<String>),
}

impl Labels {
    /// From whichever attribute holds them; `ints_name` is the older or the newer spelling.
    ///
    /// # Errors
    /// When there are none.
    pub fn of(node: &NodeProto, ints_name: &str) -> TractResult<Self> {
        let (whole, texts) = (ints(node, ints_name)?, strings(node, "classlabels_strings")?);
        match (whole.is_empty(), texts.is_empty()) {
            (false, _) => Ok(Self::Ints(whole)),
            (true, false) => Ok(Self::Strings(texts)),
            (true, true) => bail!("{} has no class labels", node.op_type),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Ints(labels) => labels.len(),
            Self::Strings(labels) => labels.len(),
        }
    }

    pub fn kind(&self) -> DatumType {
        match self {
            Self::Ints(_) => i64::datum_type(),
            Self::Strings(_) => String::datum_type(),
        }
    }

    /// A column of labels from the numbers of classes; a number without a label stands for itself.
    pub fn column(&self, classes: &[usize]) -> TractResult<Tensor> {
        match self {
            Self::Ints(labels) => {
                let label = |class: &usize| labels.get(*class).copied().unwrap_or(*class as i64);
                tensor(&[classes.len()], classes.iter().map(label).collect())
            }
            Self::Strings(labels) => {
                let label = |class: &usize| labels.get(*class).cloned().unwrap_or_default();
                tensor(&[classes.len()], classes.iter().map(label).collect())
            }
        }
    }
}
