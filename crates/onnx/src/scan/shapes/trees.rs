//! Operators of classical machine learning: a row in, a few numbers out.

use super::super::Limits;
use super::{Call, Known};

pub(super) fn of(op: &str, call: &Call) -> Option<Vec<Known>> {
    if op == "ZipMap" {
        return Some(vec![Known { maps: true, ..call.input(0)?.clone() }]);
    }
    let rows = call.shape(0)?.first().copied().unwrap_or(1);
    let wide = |columns: u64| Known::of(vec![rows, columns]);
    let attribute = |name: &str| call.node.int(name, 1).unsigned_abs();
    let entries = |names: [&str; 2]| {
        let count = |name: &str| call.node.attribute(name).map_or(0, |attribute| attribute.count as u64);
        names.into_iter().map(count).max().unwrap_or(0)
    };
    Some(match op {
        "TreeEnsembleRegressor" | "TreeEnsemble" => vec![wide(attribute("n_targets"))],
        "LinearRegressor" => vec![wide(attribute("targets"))],
        "SVMRegressor" => vec![wide(1)],
        "TreeEnsembleClassifier" => {
            let classes = entries(["classlabels_int64s", "classlabels_strings"]);
            vec![Known::of(vec![rows]), wide(classes.max(2))]
        }
        "LinearClassifier" | "SVMClassifier" => {
            let classes = entries(["classlabels_ints", "classlabels_strings"]);
            vec![Known::of(vec![rows]), wide(classes.max(2))]
        }
        "OneHotEncoder" => {
            let mut shape = call.shape(0)?.to_vec();
            shape.push(entries(["cats_int64s", "cats_strings"]));
            vec![Known::of(shape)]
        }
        "ArrayFeatureExtractor" => {
            let mut shape = call.shape(0)?.to_vec();
            *shape.last_mut()? = super::product(call.shape(1)?);
            vec![Known::of(shape)]
        }
        "FeatureVectorizer" => {
            let widths = call.node.ints("inputdimensions")?.iter().map(|n| n.unsigned_abs());
            vec![wide(widths.fold(0, u64::saturating_add).min(Limits::ROWS << 16))]
        }
        _ => return None,
    })
}
