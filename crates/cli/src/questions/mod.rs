//! What a what-if app asks beyond its outputs: its studies, and what its rules recommend, as text.

mod known;
mod studies;

use anyhow::anyhow;
use twinlet_core::advice::{self, Advice, advise};
use twinlet_core::graph::GraphAnswer;
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::raw::{Question, Tone};
use twinlet_core::protocol::InputValues;
use twinlet_core::study::StudyAnswer;
use twinlet_core::template;
use twinlet_engine::Twin;

use known::Known;

/// Studies and recommendation; nothing for an app that has neither.
///
/// # Errors
/// A study that the engine cannot answer.
pub fn text(
    twin: &Twin,
    app: &WhatIf,
    inputs: &InputValues,
    answer: &GraphAnswer,
    is_online: bool,
) -> anyhow::Result<String> {
    let answer_of =
        |study| twinlet_engine::study::answer(twin, inputs, study).map_err(|f| anyhow!("{}", f.message));
    let found: anyhow::Result<Vec<StudyAnswer>> = app.studies.iter().map(|of| answer_of(&of.study)).collect();
    let found = found?;
    let mut text: String =
        app.studies.iter().zip(&found).map(|(of, found)| studies::text(app, of, found)).collect();
    if let Some(question) = &app.decision {
        let inputs = app.controls.complete(inputs);
        let known = Known { twin, app, inputs, answer, found, is_online };
        text.push_str(&recommended(question, &known));
    }
    Ok(if text.is_empty() { text } else { format!("\n{text}") })
}

/// The question, what the rules say to it, and why.
fn recommended(question: &Question, known: &Known<'_>) -> String {
    let fill =
        |text: &str, with_interval| template::fill(text, &|name| advice::words(known, name, with_interval));
    let asked = fill(&question.question, false);
    match advise(question, &|name| advice::known(known, name)) {
        Advice::Rule(at) => question.rules.get(at).map_or_else(String::new, |rule| {
            let word = match rule.tone {
                Tone::Go => "go",
                Tone::Caution => "with care",
                Tone::Stop => "do not",
            };
            let say = fill(&rule.say, false);
            let because: String =
                rule.because.iter().map(|text| format!("  {}\n", fill(text, true))).collect();
            format!("  {asked}\n  {say} ({word})\n{because}")
        }),
        Advice::Pending | Advice::Nothing => {
            format!("  {asked}\n  No recommendation: a number that the rules read is missing.\n")
        }
    }
}
