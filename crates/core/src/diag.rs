//! What is wrong with something a person wrote: one type, three faces (terminal, error card, JSON).
//!
//! A diagnostic is data. Its message is lower case without a full stop, backticks surround what the
//! person typed, and a hint says what to do.

use std::fmt;

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It works, and is probably not what was meant.
    Warning,
    /// It cannot be used.
    Error,
}

/// A position in a text file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// File as the person named it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One finding about a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule found it.
    pub code: Code,
    /// The key it concerns, for example `inputs.inflow_mean.range`; empty for the whole text.
    pub path: String,
    /// Where that is in the file, when the text has lines.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What would be right, where that can be said: a type, the allowed words, a bound.
    pub expected: Option<String>,
    /// What to do.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic without place and hints.
    pub fn new(severity: Severity, code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        let (path, message) = (path.into(), message.into());
        Self { severity, code, path, place: None, message, expected: None, hints: Vec::new() }
    }

    /// Says what would be right.
    pub fn expect(&mut self, expected: impl Into<String>) -> &mut Self {
        self.expected = Some(expected.into());
        self
    }

    /// What would be right, unless the message or a hint says so already.
    pub fn unsaid(&self) -> Option<&str> {
        let texts = || std::iter::once(&self.message).chain(&self.hints);
        self.expected.as_deref().filter(|expected| !texts().any(|text| text.contains(expected)))
    }

    /// Adds what to do.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hints.push(hint.into());
        self
    }
}

impl Severity {
    /// The word in front of a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity.name(), self.code.name(), self.message)?;
        match (&self.place, self.path.as_str()) {
            (Some(at), "") => write!(f, "\n  at {}:{}:{}", at.file, at.line, at.column)?,
            (Some(at), path) => write!(f, "\n  at {}:{}:{} `{path}`", at.file, at.line, at.column)?,
            (None, "") => {}
            (None, path) => write!(f, "\n  at `{path}`")?,
        }
        self.unsaid().map_or(Ok(()), |expected| write!(f, "\n  expected: {expected}"))?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  hint: {hint}"))
    }
}

/// Collects diagnostics, so that a text is read to its end and everything is said at once.
#[derive(Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Notes an error; hints can be added to what is returned.
    pub fn error(
        &mut self,
        code: Code,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Error, code, path, message))
    }

    /// Notes a warning; hints can be added to what is returned.
    pub fn warning(
        &mut self,
        code: Code,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Warning, code, path, message))
    }

    /// Notes all of another report.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(other);
    }

    /// Notes what is not yet said about the same path by the same rule.
    pub fn extend_new(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        for d in other {
            if !self.diagnostics.iter().any(|said| said.code == d.code && said.path == d.path) {
                self.diagnostics.push(d);
            }
        }
    }

    /// There is at least one error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// Everything noted, in the order of discovery.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// What was noted so far.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let last = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[last] // the element was pushed on the line above
    }
}

/// Writes the enum, its names and its explanations from one table.
macro_rules! codes {
    ($($variant:ident $name:literal $explanation:literal,)*) => {
        /// Which rule found it. The name is stable and part of the public interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// All codes in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Stable name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The code of a name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// What the rule asks for and why.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation,)* }
            }
        }
    };
}

codes! {
    // The text.
    TooLarge "too-large" "A manifest is at most 256 KiB, so that a phone can read it at once.",
    TooDeep "too-deep" "Maps and lists are nested at most 32 deep.",
    Syntax "syntax" "The text is not well-formed YAML or JSON.",
    UnsupportedYaml "unsupported-yaml" "Anchors, aliases, tags and several documents are refused: they hide what a manifest says.",
    DuplicateKey "duplicate-key" "A key may occur once in a map; of two, one would silently lose.",
    TextTooLong "text-too-long" "A text has at most 2,000 characters.",
    ForbiddenCharacter "forbidden-character" "Control characters and those that reverse the reading direction are refused: they make a text look like another.",
    NotFinite "not-finite" "Numbers are finite.",
    // The structure.
    UnknownKey "unknown-key" "Only known keys are allowed: an unknown one is a typing mistake or would be silently ignored.",
    MissingKey "missing-key" "The key is required.",
    WrongType "wrong-type" "The value has another type than the key needs.",
    NotAllowed "not-allowed" "The value is not one of the allowed ones.",
    OutOfBounds "out-of-bounds" "The number is outside the bounds of its key.",
    UnsupportedVersion "unsupported-version" "The manifest was written for another version of the format.",
    // References.
    UnknownInput "unknown-input" "The name is not the id of an input.",
    UnknownModel "unknown-model" "The name is not the id of a model.",
    UnknownPreset "unknown-preset" "The name is not the id of a preset.",
    UnknownCalendar "unknown-calendar" "The name is the id of a calendar.",
    UnknownSite "unknown-site" "The name is the id of a site of `decision.planning`.",
    ModelVersion "model-version" "A model is a bundle's folder with its version, or a registry with a range that the lock resolves.",
    BundleHash "bundle-hash" "The bundle is the one whose hash was written: every number of the app rests on it.",
    RemoteModel "remote-model" "A model of kind `remote`, and no other, says where it is asked; only what-if apps have such models.",
    RemoteUrl "remote-url" "A remote model is asked over https, or over http on this very machine, at an address without anything to escape.",
    Fallback "fallback" "In place of a remote model answers a local one with the same inputs and outputs in the same order.",
    UnknownOutput "unknown-output" "The name is the id of an output.",
    UnknownName "unknown-name" "A name in a text or a condition is the id of an input or an output.",
    UnknownRole "unknown-role" "The name is the id of a role.",
    HiddenFromRole "hidden-from-role" "Every role sees a page, the one that it opens, and the decision where there is one.",
    ConfirmerCount "confirmer-count" "`who` has one entry for each person whom the level asks for.",
    NothingToConfirm "nothing-to-confirm" "Only an app with a decision has something to confirm.",
    UnknownSource "unknown-source" "The name is the id of a source.",
    UnknownAction "unknown-action" "The name is the id of an action.",
    UnusedOutput "unused-output" "An output that nothing shows costs time and says nothing.",
    WidgetKind "widget-kind" "A widget is bound to what it can show or set: a slider to a number, a heat map to a sweep.",
    RuleOrder "rule-order" "Every rule of a decision but the last has a condition, and the last has none: the first that holds answers.",
    BadColour "bad-colour" "A colour is `#rrggbb`.",
    LowContrast "low-contrast" "An accent has a contrast of at least 4.5 to 1 with its surface: it is read outdoors.",
    BadMarkdown "bad-markdown" "A text is Markdown without raw HTML, with links to the web, to mail or within the app.",
    BadDrawing "bad-drawing" "A drawing is an SVG of shapes and texts: no scripts, no styles, nothing from elsewhere.",
    BadCondition "bad-condition" "A condition compares numbers: `hot_spot <= 120 && load > 80`.",
    MissingFile "missing-file" "A file that a widget or an input names lies beside the manifest and can be read.",
    FileName "file-name" "A file that goes into the site lies below the manifest's folder, under a name that is the same in every address.",
    DuplicateId "duplicate-id" "An id names one thing.",
    BadId "bad-id" "An id has lower-case letters, digits, `_` and `-`, and starts with a letter.",
    UnusedInput "unused-input" "An input that nothing reads only looks as if it mattered.",
    UnknownNode "unknown-node" "The name is not the id of a node of the graph.",
    UnknownSlot "unknown-slot" "The name is an input or an output in the contract of the node's model.",
    MissingEdge "missing-edge" "Every input of a node's model is bound: to an input of the app, to another node, or to a fixed value.",
    SlotLength "slot-length" "A sequence goes where a sequence of the same length is taken; one number comes from it by a statistic.",
    Cycle "cycle" "Nodes do not wait for each other: a graph of models has a beginning and an end.",
    // Values.
    RangeReversed "range-reversed" "The lowest value of a range is below its highest.",
    OutsideRange "outside-range" "Defaults, marks and values of presets lie in their input's range.",
    UnknownOption "unknown-option" "A choice is one of its input's options.",
    WrongKind "wrong-kind" "A number is needed where the input is a choice, or a choice where it is a number.",
    BadStep "bad-step" "A step is above zero and not longer than what it divides.",
    NotAMultiple "not-a-multiple" "The longer time is a whole multiple of the shorter one, so that both grids meet.",
    NotPositive "not-positive" "The number is above zero.",
    Negative "negative" "The number is zero or more.",
    ShareOutOfBounds "share-out-of-bounds" "Probabilities and shares lie between 0 and 1.",
    ProbabilitySum "probability-sum" "The probabilities of all vibration zones sum to 1.",
    RiskLimit "risk-limit" "The risk limit is a probability above 0 and below 1: at 0 nothing is ever acceptable, at 1 everything is.",
    EmptyText "empty-text" "The text says something: an app without question, owner, practice and measure serves no decision.",
    EmptyList "empty-list" "The list has at least one entry.",
    Currency "currency" "The currency is a code of ISO 4217: three capital letters.",
    // Units.
    UnknownUnit "unknown-unit" "The unit is one of the UCUM codes that Twinlet knows.",
    UnitMismatch "unit-mismatch" "The input bound to this place has the unit that the model needs.",
    // Times.
    BadClock "bad-clock" "A clock time is `HH:MM` from 00:00 to 24:00.",
    BadDate "bad-date" "A date is a day of the calendar, `YYYY-MM-DD`.",
    BadRecurrence "bad-recurrence" "A recurrence is a rule of RFC 5545 with FREQ DAILY, WEEKLY or MONTHLY.",
    CalendarRule "calendar-rule" "A rule of a calendar is by the clock or by the tide, on named days or recurring, closed or priced.",
    EmptyCalendar "empty-calendar" "A calendar has a rule, and is open at some time of the days that are planned.",
    SpanReversed "span-reversed" "A span ends after it starts; one over midnight is written as two.",
    WindowTooShort "window-too-short" "At least one span with access is as long as the inspection.",
    HorizonTooShort "horizon-too-short" "The decision's horizon is not shorter than the scenario's.",
    StepTooLong "step-too-long" "The balance of the station is stepped at most one minute, or levels overshoot the switching points.",
    // Expressions and profiles.
    BadExpression "bad-expression" "A bound is a number or an expression of numbers, inputs, `+ - * /`, functions and `a > b ? x : y`.",
    SelfReference "self-reference" "A limit does not depend on the input that it limits, and the sides of a map are two inputs.",
    LimitSide "limit-side" "A limit has either `above` or `below`.",
    LimitUnreachable "limit-unreachable" "A limit beyond its input's range can never be crossed.",
    DomainBound "domain-bound" "A bound from a model's domain names an input of that model, whose bundle can be read and is unaltered.",
    LimitCase "limit-case" "A limit says what its own cases expect.",
    NoCases "no-cases" "A limit has cases on both sides of its bound: they show that it says what was meant.",
    LimitExpired "limit-expired" "A limit past its date stays in force until its owner confirms or changes it.",
    ProfileFile "profile-file" "The file of a profile can be read and has `values` and `source`.",
    ProfileMissing "profile-missing" "A profile has a `file`, or a `shape` with its `source`.",
    ProfileLength "profile-length" "A profile has 24 hourly values.",
    ProfileNormalisation "profile-normalisation" "The shape has mean 1, or its highest value is 0, as its normalisation says.",
    // Assets and station.
    PumpOrder "pump-order" "The order of the pumps names each asset once.",
    AssetCount "asset-count" "A station has one to four pumps.",
    TooMuchWork "too-much-work" "A run stays small enough for a phone: members, grid points and steps are bounded.",
    LevelCount "level-count" "There is one start level and one stop level for each asset.",
    LevelOrder "level-order" "Levels ascend, each pump stops below its start, and all lie within the wet well.",
    ZoneOptions "zone-options" "An input that gives a vibration zone is a choice of A, B, C and D.",
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_face() {
        let mut d =
            Diagnostic::new(Severity::Error, Code::UnknownKey, "scenario.mebers", "unknown key `mebers`");
        d.hint("did you mean `members`?");
        d.place = Some(Place { file: "twin.yaml".into(), line: 3, column: 5 });
        let expected = "error[unknown-key]: unknown key `mebers`\n  at twin.yaml:3:5 `scenario.mebers`\n  hint: did you mean `members`?";
        assert_eq!(d.to_string(), expected);
    }

    #[test]
    fn what_is_expected_is_said_once() {
        for (message, hint, shown) in [
            ("missing key `a`", "add it", true),
            ("`a` is nothing instead of a text", "add it", false),
            ("missing key `a`", "write a text", false),
        ] {
            let mut d = Diagnostic::new(Severity::Error, Code::MissingKey, "", message);
            d.expect("a text").hint(hint);
            assert_eq!(d.to_string().contains("expected: a text"), shown, "{d}");
        }
    }

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|c| c.name()).collect();
        assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        assert!(Code::ALL.iter().all(|c| c.explanation().ends_with('.')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
