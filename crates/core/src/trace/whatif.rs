//! Where the numbers of a what-if app come from: outputs, inverse questions, the recommendation.

use std::collections::BTreeSet;

use crate::contract::{Contract, Statistic};
use crate::date::Date;
use crate::graph::{GraphAnswer, Node, NodeReport, Origin, Output, OutputAnswer, Reading, Source};
use crate::manifest::WhatIf;
use crate::manifest::expression::Expression;
use crate::manifest::raw::{Condition, FitNode, FromInput, Operand, Rule};
use crate::protocol::{InputValue, InputValues};
use crate::study::{Found, Solve, Study, StudyAnswer};

use super::inputs::Settings;
use super::written::condition;
use super::{Item, Kind, Trace, Versions, Worth, written};

/// An answer, and everything that it rests on.
pub struct Answered<'a> {
    /// The app.
    pub app: &'a WhatIf,
    /// The inputs that were asked at; missing ones have their defaults.
    pub inputs: &'a InputValues,
    /// The answer.
    pub answer: &'a GraphAnswer,
    /// Contracts of the models by id, as far as they are at hand.
    pub contracts: &'a [(&'a str, &'a Contract)],
    /// What made it.
    pub versions: &'a Versions,
    /// The day on which limits are judged; `None` where there is no clock.
    pub today: Option<Date>,
}

/// Where an output comes from; `None` where there is no such output.
pub fn output(of: &Answered<'_>, id: &str) -> Option<Trace> {
    let number = Walk::new(of).output(id)?;
    Some(Trace { number, versions: of.versions.clone() })
}

/// Where the answer of a study comes from: the question, how often the graph was asked, the output at the inputs as
/// they are. `None` where there is no such study.
pub fn study(of: &Answered<'_>, id: &str, found: &StudyAnswer) -> Option<Trace> {
    let number = Walk::new(of).study(id, Some(found))?;
    Some(Trace { number, versions: of.versions.clone() })
}

/// Where the recommendation comes from: the rule at this place in the manifest, what was found for the studies that it
/// reads, and every number in it. `None` for an app without a decision or without such a rule.
pub fn decision(
    of: &Answered<'_>,
    rule: usize,
    said: &str,
    found: &dyn Fn(&str) -> Option<StudyAnswer>,
) -> Option<Trace> {
    let number = Walk::new(of).decision(rule, said, found)?;
    Some(Trace { number, versions: of.versions.clone() })
}

/// Goes backwards; what was shown once is not repeated.
struct Walk<'a> {
    of: &'a Answered<'a>,
    settings: Settings<'a>,
    shown: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn new(of: &'a Answered<'a>) -> Self {
        let settings = Settings::new(&of.app.controls, &of.app.scenarios, of.inputs, of.today);
        Self { of, settings, shown: BTreeSet::new() }
    }

    fn title(&self, id: &str) -> Option<String> {
        let output = self.of.answer.outputs.iter().find(|output| output.id == id);
        let study = self.of.app.studies.iter().find(|study| study.id == id).map(|study| study.title.clone());
        output.map(|output| output.title.clone()).or(study).or_else(|| self.settings.title(id))
    }

    fn output(&mut self, id: &str) -> Option<Item> {
        let output = self.of.app.graph.outputs.iter().find(|output| output.id == id)?;
        let answer = self.of.answer.outputs.iter().find(|output| output.id == id)?;
        let item = Item::new(Kind::Number, id, answer.title.clone());
        let item = item.numbers(answer.series.clone(), answer.state).noted(limit(answer));
        Some(match &output.from {
            Origin::Node(reading) => {
                let how = self.read(reading);
                item.made(how).made_from(self.step(&reading.node))
            }
            Origin::Derived(expression) => {
                let how = written(expression, &|id| self.title(id));
                let how = format!("{how}; its interval spans all combinations of their ends.");
                let from = self.names(expression, Some(output));
                item.made(how).made_from(from)
            }
        })
    }

    /// What an expression reads: outputs written before `until`, and inputs.
    fn names(&mut self, expression: &Expression, until: Option<&Output>) -> Vec<Item> {
        let names = once_each(expression.inputs().into_iter());
        let before: Vec<&str> = self
            .of
            .app
            .graph
            .outputs
            .iter()
            .take_while(|output| until.is_none_or(|until| until.id != output.id))
            .map(|output| output.id.as_str())
            .collect();
        let one = |name: &str| match before.contains(&name) {
            true => self.output(name),
            false => Some(self.settings.item(name.split('=').next().unwrap_or(name))),
        };
        names.into_iter().filter_map(one).collect()
    }

    fn read(&self, reading: &Reading) -> String {
        let (name, from) = (&reading.output, &reading.node);
        match reading.statistic.map(statistic_words) {
            Some(words) => format!("{words} of `{name}` of the step `{from}`."),
            None => format!("`{name}` of the step `{from}`."),
        }
    }

    /// A node or a fit.
    fn step(&mut self, id: &str) -> Option<Item> {
        let report = self.of.answer.nodes.iter().find(|report| report.id == id)?;
        if let Some(fit) = self.of.app.graph.fit(id) {
            return Some(self.fit(id, fit, report));
        }
        let node = self.of.app.graph.node(id)?;
        Some(self.node(node, report))
    }

    fn node(&mut self, node: &Node, report: &NodeReport) -> Item {
        let contract =
            self.of.contracts.iter().find(|(id, _)| *id == report.model).map(|(_, contract)| *contract);
        let title = contract.map_or(report.model.clone(), |c| c.model.title.clone());
        let version = contract.map_or_else(String::new, |c| c.model.version.clone());
        let item = Item { state: Some(report.domain.state), ..Item::new(Kind::Model, &node.id, title) };
        let item =
            item.words(version).made(how_modelled(contract, &self.of.versions.short_hash(&report.model)));
        let notes = report.notice.iter().chain(&report.problem).chain(&report.domain.reasons).cloned();
        let item = item.noted(notes);
        if !self.shown.insert(node.id.clone()) {
            return item.noted(["What it was given stands above.".to_owned()]);
        }
        let given = node.edges.iter().map(|(slot, source)| self.given(slot, source, report, contract));
        let given: Vec<Item> = given.collect();
        item.made_from(given)
    }

    /// What one input of a model was given. An input of the app as it is stands for itself.
    fn given(
        &mut self,
        slot: &str,
        source: &Source,
        report: &NodeReport,
        contract: Option<&Contract>,
    ) -> Item {
        let title = contract.and_then(|c| c.inputs.iter().find(|s| s.name == slot)).map(|s| s.title.clone());
        let series = report.given.get(slot).cloned();
        let mut item = Item::new(Kind::Given, slot, title.unwrap_or_else(|| slot.to_owned()));
        item.worth = series.map(Worth::Numbers);
        match source {
            Source::Value(_) => Item { kind: Kind::Fixed, ..item }.made("A fixed value of the app."),
            Source::Input(from) => {
                let (how, inputs) = self.input_and_span(from);
                item.made(how).made_from(inputs)
            }
            Source::Expression(expression, _) => {
                let how = written(expression, &|id| self.title(id));
                let names = once_each(expression.inputs().into_iter());
                item.made(how).made_from(names.into_iter().map(|id| self.settings.item(id)))
            }
            Source::Output(reading) => {
                let how = self.read(reading);
                item.made(how).made_from(self.step(&reading.node))
            }
        }
    }

    /// An input, and another one during a part of the day.
    fn input_and_span(&self, from: &FromInput) -> (String, Vec<Item>) {
        let title = |id: &str| self.title(id).unwrap_or_else(|| id.to_owned());
        let own = title(&from.input);
        let mut items = vec![self.settings.item(&from.input)];
        let Some(during) = &from.during else { return (format!("From the input {own}."), items) };
        let words = |operand: &Operand| match operand {
            Operand::Number(x) => x.to_string(),
            Operand::Input(id) => title(id),
        };
        let operands = [&during.from, &during.to, &during.set];
        let [start, end, set] = operands.map(words);
        let ids = operands.into_iter().filter_map(|operand| match operand {
            Operand::Input(id) => Some(self.settings.item(id)),
            Operand::Number(_) => None,
        });
        items.extend(ids);
        (format!("{own}; from {start} to {end}: {set}."), items)
    }

    fn fit(&mut self, id: &str, fit: &FitNode, report: &NodeReport) -> Item {
        let law = format!("{:?}", fit.fit);
        let how =
            format!("{law} by maximum likelihood; bounds by the likelihood ratio or a normal approximation.");
        let item =
            Item { state: Some(report.domain.state), ..Item::new(Kind::Fit, id, format!("{law} fit")) };
        let operands = [("until", &fit.until), ("age", &fit.age), ("ahead", &fit.ahead)];
        let from = operands.into_iter().filter_map(|(name, operand)| match operand.as_ref()? {
            Operand::Input(id) => Some(self.settings.item(id)),
            Operand::Number(x) => Some(Item::fixed(name, name, x.to_string())),
        });
        let times = std::iter::once(self.settings.item(&fit.times));
        let notes = report.problem.iter().chain(&report.domain.reasons).cloned();
        item.words(law).made(how).noted(notes).made_from(times.chain(from))
    }

    fn study(&mut self, id: &str, found: Option<&StudyAnswer>) -> Option<Item> {
        let study = self.of.app.studies.iter().find(|study| study.id == id)?;
        let item = Item::new(Kind::Study, id, study.title.clone());
        let item = match found.map(|found| &found.found) {
            Some(Found::Solve(solved)) => {
                let unit = self.of.app.controls.number_input(&solved.input).map(|n| n.unit.clone());
                let value = solved.value.map(InputValue::Number);
                let set = |value: InputValue| Worth::Set {
                    default: value.clone(),
                    value,
                    unit: unit.unwrap_or_default(),
                    is_clock: study.is_clock,
                };
                Item { worth: value.map(set), state: solved.state, ..item }.noted(solved.reasons.clone())
            }
            _ => item,
        };
        let asked = found.map_or_else(String::new, |found| {
            format!(" The models were asked at {} sets of inputs.", found.asked)
        });
        let how = [question(&study.study, &|id| self.title(id)), asked].concat();
        let notices = found.iter().flat_map(|found| found.notices.clone()).collect::<Vec<_>>();
        let target = self.output(study.study.output());
        Some(item.made(how).noted(notices).made_from(target))
    }

    fn decision(
        &mut self,
        at: usize,
        said: &str,
        found: &dyn Fn(&str) -> Option<StudyAnswer>,
    ) -> Option<Item> {
        let question = self.of.app.decision.as_ref()?;
        let rule = question.rules.get(at)?;
        let place = format!("decision.rules[{at}]");
        let item = Item::new(Kind::Rule, &place, said.trim_end_matches('.'));
        let item = item.words(format!("rule {} of {}", at + 1, question.rules.len()));
        let tried = question.rules.iter().take(at + 1);
        let names = once_each(tried.flat_map(|rule: &Rule| rule.when.iter().flat_map(Condition::names)));
        let how = match &rule.when {
            Some(Condition::Compiled(when)) => {
                let when = condition(when, &|id| self.title(id));
                format!("The first rule that holds over all intervals: {when}.")
            }
            _ => "The last rule: no rule before it holds over all intervals.".to_owned(),
        };
        let one = |name: &str| {
            let input = name.split('=').next().unwrap_or(name);
            match found(name) {
                Some(found) => self.study(name, Some(&found)),
                None => self
                    .output(name)
                    .or_else(|| self.settings.title(input).map(|_| self.settings.item(input))),
            }
        };
        let from: Vec<Item> = names.into_iter().filter_map(one).collect();
        Some(item.made(how).made_from(from))
    }
}

/// Names in the order in which they are first read.
fn once_each<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut found: Vec<&str> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn limit(answer: &OutputAnswer) -> Option<String> {
    use crate::graph::Crossed;
    let limit = answer.limit.as_ref()?;
    let unit = answer.series.as_ref().map_or("", |series| series.unit.as_str());
    let above = crate::units::with_unit(limit.above, unit);
    let word = match limit.crossed {
        Crossed::No => "stays below",
        Crossed::Perhaps => "may go above",
        Crossed::Yes => "goes above",
    };
    answer.series.as_ref().map(|_| format!("It {word} {above}, {}.", limit.text))
}

fn how_modelled(contract: Option<&Contract>, hash: &str) -> String {
    let Some(contract) = contract else { return String::new() };
    let card = &contract.model;
    let kind = match card.kind.as_str() {
        "onnx" => "A network (ONNX)",
        "formula" => "A formula",
        "table" => "A table",
        "first_order" => "A first-order lag",
        "life" => "A distribution of lives",
        "remote" => "A model that is asked elsewhere",
        other => other,
    };
    let hash = if hash.is_empty() { String::new() } else { format!(", index {hash}…") };
    format!("{kind}, valid until {}{hash}. {}", card.valid_until, card.fidelity)
}

fn statistic_words(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Value => "The value",
        Statistic::Mean => "The mean",
        Statistic::Max => "The highest",
        Statistic::Min => "The lowest",
        Statistic::First => "The first",
        Statistic::Last => "The last",
        Statistic::Swing => "The highest less the lowest",
    }
}

fn question(study: &Study, title: &dyn Fn(&str) -> Option<String>) -> String {
    use crate::study::{Bound, Seek};
    let name = |id: &str| title(id).unwrap_or_else(|| id.to_owned());
    let output = name(study.output());
    match study {
        Study::Solve(Solve { input, seek, bound, .. }) => {
            let end = if *seek == Seek::Highest { "highest" } else { "lowest" };
            let (side, bound) = match bound {
                Bound::Above(x) => ("at or below", x),
                Bound::Below(x) => ("at or above", x),
            };
            let input = name(input);
            format!("The {end} {input} at which the whole interval of {output} stays {side} {bound}.")
        }
        Study::Sensitivity(_) => format!("What each input changes of {output}, one at a time."),
        Study::GlobalSensitivity(study) => {
            let points = study.samples;
            format!("What each input is worth to {output} over the whole domain, from {points} points.")
        }
        Study::Sweep(sweep) => format!("{output} over {} and {}.", name(&sweep.x), name(&sweep.y)),
    }
}
