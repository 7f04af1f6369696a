//! What of a what-if app is compiled: expressions and conditions to trees, Markdown and drawings to nodes.

use crate::diag::{Code, Report};
use crate::refused::Refused;
use crate::{diagram, rich_text};

use super::cel;
use super::compile::{ReadFile, read_text};
use super::expression::Expression;
use super::raw::{
    Binding, Condition, DiagramWidget, Formula, GraphNode, Group, ImageWidget, Markdown, ShowWhen, Shown,
    Tabs, TextWidget, WhatIf, Widget,
};
use super::tree::{element, member};

/// What a number may be made of, as a hint says it.
const ARITHMETIC: &str = "allowed are numbers, inputs, `+ - * /`, parentheses, `min`, `max`, `exp`, `ln`, `log10`, `sqrt`, `abs`, `pow` and `a > b ? x : y`";
/// What a condition may be made of, as a hint says it.
const COMPARISONS: &str =
    "compare numbers with `< <= > >= ==`, a choice with a text in quotes, and join with `&&`, `||`, `!`";

/// Compiles everything that is written as text, and reads the files that widgets name.
pub(super) fn inline(app: &mut WhatIf, read_file: ReadFile<'_>, report: &mut Report) {
    for (node, step) in &mut app.graph.nodes.0 {
        let GraphNode::Model(step) = step else { continue };
        for (to, edge) in &mut step.inputs {
            if let Binding::Expression(from) = edge {
                compile(&mut from.expression, &format!("graph.nodes.{node}.inputs.{to}.expression"), report);
            }
        }
    }
    for (id, shown) in &mut app.outputs.0 {
        if let Shown::Derived(derived) = shown {
            compile(&mut derived.expression, &format!("outputs.{id}.expression"), report);
        }
    }
    let rules = app.decision.iter_mut().flat_map(|decision| decision.rules.iter_mut().enumerate());
    for (i, rule) in rules {
        rule.when.iter_mut().for_each(|when| condition(when, &format!("decision.rules[{i}].when"), report));
    }
    let mut walk = Walk { read_file, report };
    for (id, page) in &mut app.pages.0 {
        walk.list(&mut page.widgets, &format!("pages.{id}.widgets"));
    }
}

fn compile(formula: &mut Formula, path: &str, report: &mut Report) {
    let Formula::Text(text) = formula else { return };
    *formula = Formula::Compiled(parsed(cel::parse(text), Code::BadExpression, ARITHMETIC, path, report));
}

fn condition(condition: &mut Condition, path: &str, report: &mut Report) {
    let Condition::Text(text) = condition else { return };
    let parsed = parsed(cel::parse_condition(text), Code::BadCondition, COMPARISONS, path, report);
    *condition = Condition::Compiled(parsed);
}

/// The tree; one without a value where the text is wrong, so that the rest is checked all the same.
fn parsed(
    result: Result<Expression, String>,
    code: Code,
    hint: &str,
    path: &str,
    report: &mut Report,
) -> Expression {
    result.unwrap_or_else(|why| {
        report.error(code, path, why).hint(hint);
        Expression::Number(0.0)
    })
}

/// Endings of pictures that every browser shows.
const PICTURES: [&str; 5] = ["png", "jpg", "jpeg", "webp", "svg"];

struct Walk<'a> {
    read_file: ReadFile<'a>,
    report: &'a mut Report,
}

impl Walk<'_> {
    fn list(&mut self, widgets: &mut [Widget], path: &str) {
        widgets.iter_mut().enumerate().for_each(|(i, widget)| self.widget(widget, &element(path, i)));
    }

    fn widget(&mut self, widget: &mut Widget, path: &str) {
        let at = |key: &str| member(path, key);
        match widget {
            Widget::Text(text) => self.text(text, at("text.markdown")),
            Widget::Diagram(diagram) => self.diagram(diagram, at("diagram.file")),
            Widget::Image(ImageWidget { file, .. }) => self.goes_along(file, &PICTURES, at("image.file")),
            Widget::Custom(custom) => self.goes_along(&custom.script, &["js"], at("custom.script")),
            Widget::Column(Group { widgets, .. }) => self.list(widgets, &at("column.widgets")),
            Widget::Collapsible(Group { widgets, .. }) => self.list(widgets, &at("collapsible.widgets")),
            Widget::Tabs(Tabs { tabs }) => {
                for (i, tab) in tabs.iter_mut().enumerate() {
                    self.list(&mut tab.widgets, &member(&element(&at("tabs.tabs"), i), "widgets"));
                }
            }
            Widget::ShowWhen(ShowWhen { when, widgets, .. }) => {
                when.iter_mut().for_each(|when| condition(when, &at("show_when.when"), self.report));
                self.list(widgets, &at("show_when.widgets"));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &mut TextWidget, path: String) {
        let Markdown::Text(words) = &text.markdown else { return };
        let blocks = rich_text::parse(words);
        text.markdown = Markdown::Compiled(self.parsed(blocks, Code::BadMarkdown, &path));
    }

    fn diagram(&mut self, diagram: &mut DiagramWidget, path: String) {
        let Some(file) = diagram.file.take() else { return };
        match read_text(self.read_file, &file) {
            Ok(text) => diagram.drawing = Some(self.parsed(diagram::parse(&text), Code::BadDrawing, &path)),
            Err(why) => {
                self.report.error(Code::MissingFile, path, format!("`{file}`: {why}"));
            }
        }
    }

    fn parsed<T: Default>(&mut self, result: Result<T, Vec<Refused>>, code: Code, path: &str) -> T {
        result.unwrap_or_else(|refused| {
            for place in refused {
                self.report.error(code, path, format!("in line {} of it: {}", place.line, place.message));
            }
            T::default()
        })
    }

    /// A file that goes into the site as it is, under its own name.
    fn goes_along(&mut self, file: &str, endings: &[&str], path: String) {
        if !is_plain(file) || !file.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending)) {
            let message = format!("`{file}` cannot go into the site under this name");
            self.report.error(Code::FileName, path, message).hint(format!(
                "letters, digits, `_`, `-` and `.`, in folders below the manifest's own, and one of these endings: {}",
                endings.join(", ")
            ));
        } else if let Err(why) = (self.read_file)(file) {
            self.report.error(Code::MissingFile, path, format!("`{file}`: {why}"));
        }
    }
}

/// Whether a path is the same in every address and on every host, and leads nowhere but below its folder.
fn is_plain(path: &str) -> bool {
    let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(is_known))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn names_lead_below_the_folder_and_need_no_escape() {
        for (path, expected) in [
            ("plate.png", true),
            ("pictures/Plate_1998-a.min.png", true),
            ("../plate.png", false),
            ("/plate.png", false),
            ("a//b.png", false),
            (".hidden/b.png", false),
            ("name plate.png", false),
            ("plate.png?x", false),
            ("a\\b.png", false),
            ("C:plate.png", false),
            ("", false),
        ] {
            assert_eq!(is_plain(path), expected, "{path}");
        }
    }
}
