//! The stable form for other programs: flat, every key always there, in this order.

use serde::Serialize;
use twinlet_core::diag::Diagnostic;

/// One finding. Keys are added at the end and never taken away.
#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    code: &'static str,
    path: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    expected: Option<&'a str>,
    hints: &'a [String],
}

/// All findings as one array, one finding a line.
///
/// # Errors
/// When a text cannot be written.
pub fn all(diagnostics: &[Diagnostic]) -> serde_json::Result<String> {
    let lines: Result<Vec<String>, _> = diagnostics
        .iter()
        .map(|d| serde_json::to_string(&finding(d)).map(|line| format!("  {line}")))
        .collect();
    let lines = lines?;
    Ok(if lines.is_empty() { "[]".into() } else { format!("[\n{}\n]", lines.join(",\n")) })
}

fn finding(d: &Diagnostic) -> Finding<'_> {
    let place = d.place.as_ref();
    Finding {
        severity: d.severity.name(),
        code: d.code.name(),
        path: &d.path,
        file: place.map(|p| p.file.as_str()),
        line: place.map(|p| p.line),
        column: place.map(|p| p.column),
        message: &d.message,
        expected: d.expected.as_deref(),
        hints: &d.hints,
    }
}

#[cfg(test)]
mod tests {
    use twinlet_core::diag::{Code, Place, Severity};

    use super::*;

    #[test]
    fn every_key_is_there() {
        let mut d =
            Diagnostic::new(Severity::Error, Code::WrongType, "a.b", "`a.b` is a text instead of a number");
        let without = r#"{"severity":"error","code":"wrong-type","path":"a.b","file":null,"line":null,"column":null,"message":"`a.b` is a text instead of a number","expected":null,"hints":[]}"#;
        assert_eq!(all(std::slice::from_ref(&d)).unwrap(), format!("[\n  {without}\n]"));
        d.place = Some(Place { file: "twin.yaml".into(), line: 3, column: 5 });
        d.expect("a number").hint("write 4");
        let with = r#"{"severity":"error","code":"wrong-type","path":"a.b","file":"twin.yaml","line":3,"column":5,"message":"`a.b` is a text instead of a number","expected":"a number","hints":["write 4"]}"#;
        assert_eq!(all(&[d]).unwrap(), format!("[\n  {with}\n]"));
        assert_eq!(all(&[]).unwrap(), "[]");
    }
}
