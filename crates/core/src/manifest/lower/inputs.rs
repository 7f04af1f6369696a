//! Inputs and profiles.

use crate::diag::{Code, Report};
use crate::manifest::raw;
use crate::manifest::resolved::{
    ForecastError, Input, InputKind, ListInput, NumberInput, ProfileSpec, SpanInput,
};

pub(super) fn convert(id: String, raw: raw::Input, report: &mut Report) -> Input {
    match raw {
        raw::Input::Number(number) => convert_number(id, *number, report),
        raw::Input::Choice(raw::ChoiceInput { title, subtitle, options, default }) => {
            Input { id, title, subtitle, kind: InputKind::Choice { options, default } }
        }
        raw::Input::Switch(raw::SwitchInput { title, subtitle, default }) => {
            Input { id, title, subtitle, kind: InputKind::Switch { default } }
        }
        raw::Input::Span(raw::SpanInput { title, subtitle, unit, range, step, default }) => {
            let raw::Range { min, max } = range;
            Input { id, title, subtitle, kind: InputKind::Span(SpanInput { unit, min, max, step, default }) }
        }
        raw::Input::List(raw::ListInput { title, subtitle, unit, range, default }) => {
            let raw::Range { min, max } = range;
            Input { id, title, subtitle, kind: InputKind::List(ListInput { unit, min, max, default }) }
        }
    }
}

fn convert_number(id: String, raw: raw::NumberInput, report: &mut Report) -> Input {
    let raw::NumberInput {
        title,
        subtitle,
        unit,
        range,
        step,
        default,
        format,
        marks,
        profile,
        forecast_error,
    } = raw;
    let raw::Range { min, max } = range;
    let marks = marks.into_iter().map(|raw::Mark { label, at }| (label, at)).collect();
    let profile = profile.and_then(|profile| convert_profile(&id, profile, report));
    let is_clock = format == Some(raw::NumberFormat::Clock);
    let forecast_error = forecast_error.map(convert_forecast_error).unwrap_or_default();
    let kind = InputKind::Number(NumberInput {
        unit,
        min,
        max,
        step,
        default,
        is_clock,
        marks,
        profile,
        forecast_error,
    });
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
