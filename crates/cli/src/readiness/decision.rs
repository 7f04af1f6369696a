//! Is there a decision behind the app, whose is it, and how was it made until now?

use twinlet_core::manifest::tree::Tree;
use twinlet_core::manifest::yaml;

use super::Line;
use crate::app::Source;

/// A question, the keys below `decision` that answer it, and what to do where none does.
const QUESTIONS: [(&str, &[&str], &str); 4] = [
    ("question", &["question"], "say which question the app answers"),
    ("owner", &["owner"], "name who makes the decision and answers for it"),
    ("current practice", &["current_practice", "practice"], "say how it was decided until now"),
    ("measure", &["measure"], "say by which number the pilot is judged, and against what"),
];

/// The four questions, read from the text: either form of an app may answer them.
pub(super) fn lines(source: &Source) -> anyhow::Result<Vec<Line>> {
    let (tree, _) = yaml::read(&source.text, &source.name()).map_err(|found| anyhow::anyhow!("{found}"))?;
    let decision = tree.get("decision");
    Ok(QUESTIONS.iter().map(|(question, keys, todo)| line(decision, question, keys, todo)).collect())
}

fn line(decision: Option<&Tree>, question: &'static str, keys: &[&str], todo: &str) -> Line {
    let text = decision.and_then(|decision| keys.iter().find_map(|key| decision.get(key)));
    match text {
        Some(Tree::Text(text)) if !text.trim().is_empty() => Line::ok("decision", question, text.clone()),
        _ if decision.is_none() => Line::missing("decision", question, "the app has no `decision`", todo),
        _ => Line::missing("decision", question, "nothing is said", todo),
    }
}
