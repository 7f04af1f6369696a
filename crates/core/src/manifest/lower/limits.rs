//! Limits.

use crate::diag::{Code, Report};
use crate::manifest::expression::{Expression, MAX_DEPTH};
use crate::manifest::raw;
use crate::manifest::resolved::{Limit, Side};
use crate::manifest::tree::{element, member};

use super::dates;

pub(super) fn convert_all(raw: Vec<raw::Limit>, report: &mut Report) -> Vec<Limit> {
    let numbered = raw.into_iter().enumerate();
    numbered.filter_map(|(i, limit)| convert_limit(limit, &element("limits", i), report)).collect()
}

fn convert_limit(raw: raw::Limit, path: &str, report: &mut Report) -> Option<Limit> {
    let raw::Limit {
        id,
        input,
        level,
        above,
        below,
        text,
        owner,
        expires,
        source,
        #[cfg(feature = "authoring")]
            cases: _, // checked when the manifest is compiled
    } = raw;
    let (side, key, bound) = match (above, below) {
        (Some(bound), None) => (Side::Above, "above", bound),
        (None, Some(bound)) => (Side::Below, "below", bound),
        _ => {
            report.error(Code::LimitSide, path, format!("limit `{id}` needs either `above` or `below`"));
            return None;
        }
    };
    let bound = convert_bound(bound, &member(path, key), report)?;
    let expires = expires.and_then(|text| dates::convert(&text, member(path, "expires"), report));
    Some(Limit { id, input, level, side, bound, text, owner, expires, source })
}

fn convert_bound(raw: raw::Bound, path: &str, report: &mut Report) -> Option<Expression> {
    let (code, why) = match raw {
        raw::Bound::Number(value) => return Some(Expression::Number(value)),
        raw::Bound::Compiled(expression) if expression.depth() <= MAX_DEPTH => return Some(expression),
        raw::Bound::Compiled(_) => {
            let message = format!("the expression is nested deeper than {MAX_DEPTH}");
            report.error(Code::BadExpression, path, message);
            return None;
        }
        raw::Bound::Text(text) => (Code::BadExpression, format!("the expression `{text}` is not compiled")),
        #[cfg(feature = "authoring")]
        raw::Bound::Domain(bound) => {
            (Code::DomainBound, format!("the bound from the domain of `{}` is not compiled", bound.domain))
        }
    };
    report.error(code, path, why).hint("compile the manifest with the command line");
    None
}
