//! What was entered so far, and what of it is still missing.

use crate::slider::parse;

/// A number to read off.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingSpec {
    /// Identifies it in the entry.
    pub id: String,
    /// What is read.
    pub label: String,
    /// Unit as shown to people.
    pub unit: String,
    /// Least and greatest plausible reading.
    pub range: (f64, f64),
    /// Whether the form needs it.
    pub required: bool,
}

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InspectionSpec {
    /// Title.
    pub title: String,
    /// Id and words of each finding; one must be chosen. Empty asks for none.
    pub findings: Vec<(String, String)>,
    /// Numbers to read off.
    pub readings: Vec<ReadingSpec>,
    /// Whether a photo may be taken.
    pub photo: bool,
    /// What the barcode names, for example `Bearing`; empty asks for none.
    pub barcode: String,
}

/// What was entered, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InspectionDraft {
    /// Id of the finding.
    pub finding: String,
    /// Texts of the readings, in their order.
    pub readings: Vec<String>,
    /// A remark.
    pub note: String,
    /// A photo as a `data:` address.
    pub photo: Option<String>,
    /// The barcode.
    pub barcode: String,
}

/// A finished entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InspectionEntry {
    /// Id of the finding; empty where none was asked for.
    pub finding: String,
    /// Id and number of each reading that was entered.
    pub readings: Vec<(String, f64)>,
    /// A remark.
    pub note: String,
    /// A photo as a `data:` address of a JPEG.
    pub photo: Option<String>,
    /// The barcode.
    pub barcode: String,
}

impl InspectionDraft {
    /// What is wrong with a reading; `None` when it is fine or need not be there.
    pub fn reading_error(&self, i: usize, spec: &ReadingSpec) -> Option<String> {
        let typed = self.readings.get(i).map(|t| t.trim()).unwrap_or_default();
        let (low, high) = spec.range;
        match (typed, parse(typed)) {
            ("", _) => spec.required.then(|| [&spec.label, " is missing."].concat()),
            (_, None) => Some([&spec.label, ": “", typed, "” is not a number."].concat()),
            (_, Some(x)) if x < low || x > high => {
                let end = crate::format::plain;
                let range = [&end(low), " to ", &crate::format::with_unit(&end(high), &spec.unit)].concat();
                Some([&spec.label, " is plausible from ", &range, "."].concat())
            }
            _ => None,
        }
    }

    /// The entry, or every field that is missing or wrong, in words.
    ///
    /// # Errors
    /// One sentence for each field.
    pub fn entry(&self, spec: &InspectionSpec) -> Result<InspectionEntry, Vec<String>> {
        let known = spec.findings.iter().any(|(id, _)| *id == self.finding);
        let finding = (!spec.findings.is_empty() && !known).then(|| "Choose a finding.".to_string());
        let readings = spec.readings.iter().enumerate().filter_map(|(i, s)| self.reading_error(i, s));
        let wrong: Vec<String> = finding.into_iter().chain(readings).collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let number = |(s, text): (&ReadingSpec, &String)| Some((s.id.clone(), parse(text)?));
        Ok(InspectionEntry {
            finding: self.finding.clone(),
            readings: spec.readings.iter().zip(&self.readings).filter_map(number).collect(),
            note: self.note.trim().into(),
            photo: self.photo.clone(),
            barcode: self.barcode.trim().into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> InspectionSpec {
        let reading = |id: &str, required| ReadingSpec {
            id: id.into(),
            label: ["Reading ", id].concat(),
            unit: "mm/s".into(),
            range: (0.0, 50.0),
            required,
        };
        InspectionSpec {
            findings: vec![("ok".into(), "No defect".into())],
            readings: vec![reading("a", true), reading("b", false)],
            ..Default::default()
        }
    }

    fn draft(finding: &str, a: &str, b: &str) -> InspectionDraft {
        InspectionDraft { finding: finding.into(), readings: vec![a.into(), b.into()], ..Default::default() }
    }

    #[test]
    fn every_missing_field_is_named() {
        for (draft, expected) in [
            (InspectionDraft::default(), "Choose a finding. Reading a is missing."),
            (draft("ok", "2,x", ""), "Reading a: “2,x” is not a number."),
            (draft("ok", "2.5", "90"), "Reading b is plausible from 0 to 50 mm/s."),
        ] {
            assert_eq!(draft.entry(&spec()).unwrap_err().join(" "), expected);
        }
    }

    #[test]
    fn an_entry_holds_what_was_entered() {
        let entry = draft("ok", "2,5", "").entry(&spec()).unwrap();
        assert_eq!((entry.finding.as_str(), entry.readings), ("ok", vec![("a".to_string(), 2.5)]));
    }
}
