//! What a what-if app asks beyond its outputs: its studies, and what its rules recommend, as text.

mod known;
mod studies;

use anyhow::anyhow;
use twinlet_core::advice::{Advice, advise};
use twinlet_core::graph::GraphAnswer;
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::raw::{Question, Tone};
use twinlet_core::protocol::InputValues;
use twinlet_core::study::StudyAnswer;
use twinlet_core::template;
use twinlet_core::units::Preference;
use twinlet_engine::Twin;

use known::Known;

/// Studies and recommendation in the units that are preferred; nothing for an app that has neither.
///
/// # Errors
/// A study that the engine cannot answer.
pub fn text(
    twin: &Twin,
    app: &WhatIf,
    inputs: &InputValues,
    answer: &GraphAnswer,
    is_online: bool,
    units: &Preference,
) -> anyhow::Result<String> {
    let answer_of =
        |study| twinlet_engine::study::answer(twin, inputs, study).map_err(|f| anyhow!("{}", f.message));
    let found: anyhow::Result<Vec<StudyAnswer>> = app.studies.iter().map(|of| answer_of(&of.study)).collect();
    let found = found?;
    let mut text: String =
        app.studies.iter().zip(&found).map(|(of, found)| studies::text(app, units, of, found)).collect();
    if let Some(question) = &app.decision {
        let inputs = app.controls.complete(inputs);
        let known = Known { twin, app, inputs: &inputs, answer, found: &found, is_online, units };
        text.push_str(&recommended(question, &known));
    }
    Ok(if text.is_empty() { text } else { format!("\n{text}") })
}

/// The question, what the rules say to it, and why.
fn recommended(question: &Question, known: &Known<'_>) -> String {
    let asked = template::fill(&question.question, &|name| known.words(name, false));
    match advise(question, &|name| known.known(name)) {
        Advice::Rule(at) => question.rules.get(at).map_or_else(String::new, |rule| {
            let word = match rule.tone {
                Tone::Go => "go",
                Tone::Caution => "with care",
                Tone::Stop => "do not",
            };
            let say = template::fill(&rule.say, &|name| known.words(name, false));
            let because =
                rule.because.iter().map(|text| template::fill(text, &|name| known.words(name, true)));
            let because: String = because.map(|text| format!("  {text}\n")).collect();
            format!("  {asked}\n  {say} ({word})\n{because}")
        }),
        Advice::Pending | Advice::Nothing => {
            format!("  {asked}\n  No recommendation: a number that the rules read is missing.\n")
        }
    }
}
