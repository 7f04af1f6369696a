//! What a page shows: widgets, each bound by name to what can be set or to what is answered.

use serde::{Deserialize, Serialize};

use crate::rich_text::Block;

use super::Condition;

/// A widget: one key says which, its value what it is bound to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Widget {
    /// The decision: question, recommendation with its reason, who owns it. Example: `decision: {}`.
    Decision(Titled),
    /// Several inputs in one card, each as the widget that suits it; all when none is named. Example: `inputs: {}`.
    Inputs(OfInputs),
    /// A number on a track with the guardrail's zones. Example: `slider: { input: load }`.
    Slider(OfInput),
    /// A number in a field with a stepper. Example: `number: { input: age }`.
    Number(OfInput),
    /// One of several options from a list. Example: `select: { input: cooling }`.
    Select(OfInput),
    /// On or off. Example: `switch: { input: fans }`.
    Switch(OfInput),
    /// A span between two thumbs on one track. Example: `range: { input: crew_hours }`.
    Range(OfInput),
    /// The day shape of a number: draw, scale, shift, type or paste 24 values. Example: `profile: { input: load }`.
    Profile(OfInput),
    /// A list of numbers to type or paste. Example: `list: { input: failure_times }`.
    List(OfInput),
    /// The named scenarios, to run one. Example: `scenarios: {}`.
    Scenarios(Titled),
    /// The scenario beside the named ones: curves overlaid, only what differs in the table. Example: `comparison: { outputs: [hot_spot, hot_spot_max] }`.
    Comparison(OfOutputs),
    /// A failure probability over time with its band. Example: `failure_curve: { output: failure_probability }`.
    FailureCurve(OfOutput),
    /// The share that survives without a law, with the numbers at risk, of the times that a curve was fitted to. Example: `survival: { output: failure_probability }`.
    Survival(OfOutput),
    /// The failures on the paper on which the fitted law is a straight line. Example: `probability_paper: { output: failure_probability }`.
    ProbabilityPaper(OfOutput),
    /// A curve with its band and limit. Example: `line_chart: { output: hot_spot }`.
    LineChart(OfOutput),
    /// Numbers with their intervals in one card, with what must be known about them; all single ones when none is named. Example: `numbers: {}`.
    Numbers(OfOutputs),
    /// Curves below each other; all when none is named. Example: `curves: {}`.
    Curves(OfOutputs),
    /// One number with its interval; neighbours share a card. Example: `value: { output: hot_spot_max }`.
    Value(OfOutput),
    /// One number on a scale with its interval and limit. Example: `bullet: { output: hot_spot_max, min: 0, max: 160 }`.
    Bullet(OnScale),
    /// One number on a dial with its interval and limit. Example: `gauge: { output: top_oil_max, min: 0, max: 120 }`.
    Gauge(OnScale),
    /// A curve as small as a word. Example: `sparkline: { output: hot_spot }`.
    Sparkline(OfOutput),
    /// What drives a number, the strongest first. Example: `tornado: { output: drivers }`.
    Tornado(OfOutput),
    /// What each input is worth over the whole domain, the largest share first. Example: `shares: { output: importance }`.
    Shares(OfOutput),
    /// A number over two inputs; a cell opens its scenario. Example: `heat_map: { output: map }`.
    HeatMap(OfOutput),
    /// Numbers with their intervals in a table; a sequence has a row for each time. Example: `table: { outputs: [hot_spot, ageing] }`.
    Table(OfOutputs),
    /// When curves are within their limits, on a clock. Example: `windows: { outputs: [hot_spot, top_oil] }`.
    Windows(OfOutputs),
    /// A model: what it is for, how well it does, until when. Example: `model_sheet: { model: thermal }`.
    ModelSheet(OfModel),
    /// What the models were compared with, and how close they came, in sentences. Example: `fidelity: {}`.
    Fidelity(OfModel),
    /// Words in Markdown; `{hot_spot_max}` shows a number, raw HTML is refused. Example: `text: { markdown: "Hot spot **{hot_spot_max}**" }`.
    Text(TextWidget),
    /// A picture beside the manifest. Example: `image: { file: plate.png, alt: Name plate }`.
    Image(ImageWidget),
    /// An SVG drawing beside the manifest whose texts and shapes show values. Example: `diagram: { file: one-line.svg, alt: One-line diagram }`.
    Diagram(DiagramWidget),
    /// Widgets in one column; on wide screens columns stand side by side. Example: `column: { widgets: [...] }`.
    Column(Group),
    /// Widgets in tabs, one shown at a time. Example: `tabs: { tabs: [{ title: Day, widgets: [...] }] }`.
    Tabs(Tabs),
    /// Widgets folded away under a title. Example: `collapsible: { title: Details, widgets: [...] }`.
    Collapsible(Group),
    /// Widgets that are shown while a condition holds, or to some roles. Example: `show_when: { when: "load > 100", widgets: [...] }`.
    ShowWhen(ShowWhen),
    /// A form for what was found on site: readings, photo, barcode, note. Example: `inspection: { findings: [none, leak] }`.
    Inspection(InspectionForm),
    /// A file of a source opened into inputs. Example: `source: { source: logger }`.
    Source(OfSource),
    /// Buttons of actions; all when none is named. Example: `actions: { actions: [share] }`.
    Actions(OfActions),
    /// An element of your own: JavaScript beside the manifest, in the app's policy. Example: `custom: { element: my-dial, script: my-dial.js, outputs: [hot_spot_max] }`.
    Custom(Custom),
}

impl Widget {
    /// Whether it, or one within it, is of a kind.
    pub fn any(&self, is: &dyn Fn(&Self) -> bool) -> bool {
        is(self) || self.inner().iter().any(|list| list.iter().any(|widget| widget.any(is)))
    }

    /// Files beside the manifest that it and those within it need as they are; a drawing is compiled instead.
    pub fn files(&self) -> Vec<&str> {
        let own = match self {
            Self::Image(image) => Some(image.file.as_str()),
            Self::Custom(custom) => Some(custom.script.as_str()),
            _ => None,
        };
        let inner = self.inner().into_iter().flatten().flat_map(Self::files);
        own.into_iter().chain(inner).collect()
    }

    /// The lists of widgets within it.
    pub fn inner(&self) -> Vec<&[Self]> {
        match self {
            Self::Column(group) | Self::Collapsible(group) => vec![&group.widgets],
            Self::Tabs(Tabs { tabs }) => tabs.iter().map(|tab| tab.widgets.as_slice()).collect(),
            Self::ShowWhen(show) => vec![&show.widgets],
            _ => Vec::new(),
        }
    }
}

/// A widget that is bound to the app as a whole.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Titled {
    /// Title in place of the widget's own. Example: `title: Today`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A widget of one input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfInput {
    /// The input, by id. Example: `input: load`.
    pub input: String,
}

/// A widget of several inputs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfInputs {
    /// Title of the card; none when absent. Example: `title: Weather`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Inputs by id, in the order of the screen; all when absent. Example: `inputs: [ambient, wind]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
}

/// A widget of one output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfOutput {
    /// The output, by id. Example: `output: hot_spot_max`.
    pub output: String,
}

/// A widget of several outputs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfOutputs {
    /// Title of the card; the widget's own when absent. Example: `title: Temperatures`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Outputs by id, in the order of the screen; all that suit when absent.
    /// Example: `outputs: [hot_spot_max, top_oil_max]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<String>,
}

/// A number on a scale, in the unit of the output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OnScale {
    /// The output, by id. Example: `output: hot_spot_max`.
    pub output: String,
    /// Where the scale begins. Example: `min: 0`.
    pub min: f64,
    /// Where it ends. Example: `max: 160`.
    pub max: f64,
}

/// A widget of one model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfModel {
    /// The model, by id; all when absent. Example: `model: thermal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// Words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextWidget {
    /// Markdown; `{name}` shows the value of an input or output, `{{` a brace.
    /// Example: `markdown: "Hot spot **{hot_spot_max}**"`.
    pub markdown: Markdown,
}

/// Markdown: as written, or as compiled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Markdown {
    /// As people write it.
    Text(String),
    /// The compiled form; written by the command line, not by people.
    Compiled(Vec<Block>),
}

impl Markdown {
    /// Names whose values it shows; none before it is compiled.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::Compiled(blocks) => crate::rich_text::bound_values(blocks),
        }
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImageWidget {
    /// File beside the manifest: PNG, JPEG, WebP or SVG. Example: `file: plate.png`.
    pub file: String,
    /// What it shows, for those who do not see it. Example: `alt: Name plate`.
    pub alt: String,
    /// Words under it. Example: `caption: The plate of 1998`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// A drawing with values: `data-value="output"` on a text shows its number, `data-state="output"` on a shape its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiagramWidget {
    /// SVG file beside the manifest. Example: `file: one-line.svg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What it shows, for those who do not see it. Example: `alt: One-line diagram`.
    pub alt: String,
    /// The compiled drawing; written by the command line, not by people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawing: Option<crate::diagram::Shape>,
}

impl DiagramWidget {
    /// Names whose values it shows; none before it is compiled.
    pub fn names(&self) -> Vec<&str> {
        self.drawing.as_ref().map(crate::diagram::Shape::bound_outputs).unwrap_or_default()
    }
}

/// Several widgets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Title; what is folded away needs one. Example: `title: Details`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Roles for whom it stands first: the column before the others, the tab that is shown, what is folded away unfolded.
    /// Example: `first_for: [engineer]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_for: Vec<String>,
    /// The widgets, from top to bottom. Example: `widgets: [{ value: { output: hot_spot_max } }]`.
    pub widgets: Vec<Widget>,
}

/// Tabs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tabs {
    /// The tabs; each needs a title. Example: `tabs: [{ title: Day, widgets: [{ curves: {} }] }]`.
    pub tabs: Vec<Group>,
}

/// Widgets under a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShowWhen {
    /// Holds over the whole interval of every output in it; without it the roles decide alone.
    /// Example: `when: "load > 100"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Roles that see it; everybody when absent. Example: `roles: [planner]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The widgets, from top to bottom. Example: `widgets: [{ value: { output: hot_spot_max } }]`.
    pub widgets: Vec<Widget>,
}

/// A form for what was found on site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InspectionForm {
    /// Title of the form. Example: `title: Round`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What can be found; one is chosen. Example: `findings: [none, leak]`.
    pub findings: Vec<String>,
    /// Inputs that are read off on site, by id. Example: `readings: [top_oil_now]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// A photo can be added. Example: `photo: true`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub photo: bool,
    /// The asset's barcode can be read or typed. Example: `barcode: true`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub barcode: bool,
}

/// A widget of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfSource {
    /// The source, by id. Example: `source: logger`.
    pub source: String,
}

/// A widget of actions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfActions {
    /// Actions by id, in the order of the screen; all when absent. Example: `actions: [share, reset]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
}

/// An element of your own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Custom {
    /// Name of the custom element, with a hyphen. Example: `element: my-dial`.
    pub element: String,
    /// JavaScript module beside the manifest that defines it. Example: `script: my-dial.js`.
    pub script: String,
    /// Inputs whose values it gets and may set, by id. Example: `inputs: [load]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
    /// Outputs whose answers it gets, by id. Example: `outputs: [hot_spot_max]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<String>,
}
