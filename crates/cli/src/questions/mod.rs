//! What a what-if app asks beyond its outputs: its studies, and what its rules recommend.

mod known;
pub mod studies;

use anyhow::anyhow;
use serde::Serialize;
use twinlet_core::advice::{self, Advice, advise};
use twinlet_core::graph::GraphAnswer;
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::raw::{Question, Tone};
use twinlet_core::protocol::InputValues;
use twinlet_core::study::StudyAnswer;
use twinlet_core::template;
use twinlet_core::units::Preference;
use twinlet_engine::Twin;

use known::{Known, Read};

/// An answer with everything that was asked beside it.
pub struct Questions<'a>(Known<'a>);

/// The same for programs: the answer's own keys and two more.
#[derive(Serialize)]
pub struct Told<'a> {
    #[serde(flatten)]
    answer: &'a GraphAnswer,
    /// In the order of the app.
    studies: Vec<ToldStudy<'a>>,
    /// `null` for an app without a decision.
    recommendation: Option<Recommendation>,
}

#[derive(Serialize)]
struct ToldStudy<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    answer: &'a StudyAnswer,
}

/// What the rules say.
#[derive(Serialize)]
struct Recommendation {
    /// The question, with its values.
    question: String,
    /// The rule that holds; `null` where a number that the rules read is missing.
    rule: Option<ToldRule>,
}

#[derive(Serialize)]
struct ToldRule {
    /// Its place in the manifest, from 0.
    at: usize,
    tone: Tone,
    say: String,
    because: Option<String>,
}

impl<'a> Questions<'a> {
    /// Asks the studies of an app.
    ///
    /// # Errors
    /// A study that the engine cannot answer.
    pub fn ask(
        twin: &'a Twin,
        app: &'a WhatIf,
        inputs: &InputValues,
        answer: &'a GraphAnswer,
        is_online: bool,
    ) -> anyhow::Result<Self> {
        let answer_of =
            |study| twinlet_engine::study::answer(twin, inputs, study).map_err(|f| anyhow!("{}", f.message));
        let found = app.studies.iter().map(|of| answer_of(&of.study)).collect::<anyhow::Result<_>>()?;
        Ok(Self(Known { twin, app, inputs: app.controls.complete(inputs), answer, found, is_online }))
    }

    /// The complete inputs, and the answer of the graph to them.
    pub fn asked(&self) -> (&InputValues, &GraphAnswer) {
        (&self.0.inputs, self.0.answer)
    }

    /// What a study found.
    pub fn study(&self, id: &str) -> Option<&StudyAnswer> {
        let at = self.0.app.studies.iter().position(|study| study.id == id)?;
        self.0.found.get(at)
    }

    /// The place of the rule that recommends, and what it says.
    pub fn rule(&self) -> Option<(usize, String)> {
        self.recommendation(&Preference::default())?.rule.map(|rule| (rule.at, rule.say))
    }

    /// Studies and recommendation for people, in the units that are preferred; nothing for an app that has neither.
    pub fn text(&self, units: &Preference) -> String {
        let Known { app, found, .. } = &self.0;
        let studies =
            app.studies.iter().zip(found).map(|(of, found)| studies::text(&app.controls, units, of, found));
        let recommended = self.recommendation(units).map(in_words);
        let text: String = studies.chain(recommended).collect();
        if text.is_empty() { text } else { format!("\n{text}") }
    }

    /// Everything for programs, in the app's own units.
    pub fn told(&self) -> Told<'_> {
        let Known { app, found, answer, .. } = &self.0;
        let studies = app.studies.iter().zip(found);
        let studies = studies.map(|(of, answer)| ToldStudy { id: &of.id, title: &of.title, answer });
        let recommendation = self.recommendation(&Preference::default());
        Told { answer, studies: studies.collect(), recommendation }
    }

    fn recommendation(&self, units: &Preference) -> Option<Recommendation> {
        let names = Read { known: &self.0, units };
        self.0.app.decision.as_ref().map(|question| recommended(question, &names))
    }
}

/// The question, what the rules say to it, and why.
fn recommended(question: &Question, names: &Read<'_>) -> Recommendation {
    let fill =
        |text: &str, with_interval| template::fill(text, &|name| advice::words(names, name, with_interval));
    let found = match advise(question, &|name| advice::known(names, name)) {
        Advice::Rule(at) => question.rules.get(at).map(|rule| (at, rule)),
        Advice::Pending | Advice::Nothing => None,
    };
    let rule = found.map(|(at, rule)| ToldRule {
        at,
        tone: rule.tone,
        say: fill(&rule.say, false),
        because: rule.because.as_ref().map(|text| fill(text, true)),
    });
    Recommendation { question: fill(&question.question, false), rule }
}

fn in_words(it: Recommendation) -> String {
    let asked = it.question;
    let Some(ToldRule { tone, say, because, .. }) = it.rule else {
        return format!("  {asked}\n  No recommendation: a number that the rules read is missing.\n");
    };
    let word = match tone {
        Tone::Go => "go",
        Tone::Caution => "with care",
        Tone::Stop => "do not",
    };
    let because = because.map(|text| format!("  {text}\n")).unwrap_or_default();
    format!("  {asked}\n  {say} ({word})\n{because}")
}
