//! Inputs, profiles and limits.

use crate::diag::{Code, Report};
use crate::manifest::expression::{Expression, MAX_DEPTH};
use crate::manifest::raw;
use crate::manifest::resolved::{ForecastError, Input, InputKind, Limit, NumberInput, ProfileSpec, Side};
use crate::manifest::tree::{element, member};

pub(super) fn convert(id: String, raw: raw::Input, report: &mut Report) -> Input {
    match raw {
        raw::Input::Number(number) => convert_number(id, *number, report),
        raw::Input::Choice(raw::ChoiceInput { title, subtitle, options, default }) => {
            Input { id, title, subtitle, kind: InputKind::Choice { options, default } }
        }
    }
}

fn convert_number(id: String, raw: raw::NumberInput, report: &mut Report) -> Input {
    let raw::NumberInput { title, subtitle, unit, range, step, default, marks, profile, forecast_error } =
        raw;
    let raw::Range { min, max } = range;
    let marks = marks.into_iter().map(|raw::Mark { label, at }| (label, at)).collect();
    let profile = profile.and_then(|profile| convert_profile(&id, profile, report));
    let forecast_error = forecast_error.map(convert_forecast_error).unwrap_or_default();
    let kind =
        InputKind::Number(NumberInput { unit, min, max, step, default, marks, profile, forecast_error });
    Input { id, title, subtitle, kind }
}

fn convert_forecast_error(raw: raw::ForecastError) -> ForecastError {
    let raw::ForecastError { relative_sd, absolute_sd, correlation_h } = raw;
    ForecastError { relative_sd, absolute_sd, correlation_h }
}

fn convert_profile(id: &str, raw: raw::Profile, report: &mut Report) -> Option<ProfileSpec> {
    let raw::Profile { normalisation, file, shape, source } = raw;
    match (file, shape, source) {
        (None, Some(shape), Some(source)) => Some(ProfileSpec { normalisation, shape, source }),
        _ => {
            let path = format!("inputs.{id}.profile");
            let message = "a profile needs a `file`, or a `shape` with its `source`";
            report.error(Code::ProfileMissing, path, message);
            None
        }
    }
}

pub(super) fn convert_limits(raw: Vec<raw::Limit>, report: &mut Report) -> Vec<Limit> {
    let numbered = raw.into_iter().enumerate();
    numbered.filter_map(|(i, limit)| convert_limit(limit, &element("limits", i), report)).collect()
}

fn convert_limit(raw: raw::Limit, path: &str, report: &mut Report) -> Option<Limit> {
    let raw::Limit { id, input, level, above, below, text, owner } = raw;
    let (side, key, bound) = match (above, below) {
        (Some(bound), None) => (Side::Above, "above", bound),
        (None, Some(bound)) => (Side::Below, "below", bound),
        _ => {
            report.error(Code::LimitSide, path, format!("limit `{id}` needs either `above` or `below`"));
            return None;
        }
    };
    let bound = convert_bound(bound, &member(path, key), report)?;
    Some(Limit { id, input, level, side, bound, text, owner })
}

fn convert_bound(raw: raw::Bound, path: &str, report: &mut Report) -> Option<Expression> {
    match raw {
        raw::Bound::Number(value) => Some(Expression::Number(value)),
        raw::Bound::Compiled(expression) if expression.depth() <= MAX_DEPTH => Some(expression),
        raw::Bound::Compiled(_) => {
            report.error(
                Code::BadExpression,
                path,
                format!("the expression is nested deeper than {MAX_DEPTH}"),
            );
            None
        }
        raw::Bound::Text(text) => {
            let diagnostic =
                report.error(Code::BadExpression, path, format!("the expression `{text}` is not compiled"));
            diagnostic.hint("compile the manifest with the command line");
            None
        }
    }
}
