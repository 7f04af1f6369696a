//! The sheet as one page without scripts: to read, to print, to keep.

use twinlet_core::contract::{OutputValidation, Slot, Validation};
use twinlet_core::units;

use super::plot;
use super::show::{Sheet, evidence, range};

/// The app's own sizes and colours, then the sheet's.
const STYLE: &str = concat!(include_str!("../../../../style/tokens.css"), include_str!("sheet.css"));

/// The whole page.
pub fn page(sheet: &Sheet) -> String {
    let (card, index) = (&sheet.bundle.contract.model, &sheet.bundle.index);
    let title = escape(&card.title);
    let parts = [
        identity(sheet),
        lists(&[("For", &card.intended_use), ("Not for", &card.not_for)]),
        section(
            "How true it is",
            &format!("<p><strong>{}</strong> {}</p>", evidence(card.evidence), escape(&card.fidelity)),
        ),
        sheet.validation.as_ref().map(|v| figures(sheet, v)).unwrap_or_default(),
        slots("Inputs", &sheet.bundle.contract.inputs),
        slots("Outputs", &sheet.bundle.contract.outputs),
        domain(sheet),
        history(sheet),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title} {}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{}</body></html>\n",
        escape(&index.version),
        parts.concat()
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn section(title: &str, body: &str) -> String {
    format!("<section><h2>{title}</h2>{body}</section>")
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let cells =
        |tag: &str, row: &[String]| row.iter().map(|c| format!("<{tag}>{c}</{tag}>")).collect::<String>();
    let head: Vec<String> = head.iter().map(|h| (*h).to_owned()).collect();
    let rows: String = rows.map(|row| format!("<tr>{}</tr>", cells("td", &row))).collect();
    format!("<table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>", cells("th", &head))
}

fn identity(sheet: &Sheet) -> String {
    let (card, index) = (&sheet.bundle.contract.model, &sheet.bundle.index);
    let rows = [
        ("Model", format!("{} {}", index.id, index.version)),
        ("Owner", format!("{}, {}", card.owner.name, card.owner.contact)),
        ("Valid until", card.valid_until.clone()),
        ("Kind", card.kind.clone()),
        ("SHA-256", sheet.bundle.index_sha256.clone()),
    ];
    table(&["", ""], rows.into_iter().map(|(key, value)| vec![key.to_owned(), escape(&value)]))
}

fn lists(parts: &[(&str, &Vec<String>)]) -> String {
    let list =
        |lines: &Vec<String>| lines.iter().map(|l| format!("<li>{}</li>", escape(l))).collect::<String>();
    parts.iter().map(|(title, lines)| section(title, &format!("<ul>{}</ul>", list(lines)))).collect()
}

fn figures(sheet: &Sheet, validation: &Validation) -> String {
    let row = |(name, o): (&String, &OutputValidation)| {
        let whole = o.coverage.whole_curve.map_or("–".into(), |c| format!("{:.1} %", c * 100.0));
        let error = |x: f64| error(x, &o.unit);
        vec![
            escape(&title_of(sheet, name)),
            error(o.rmse),
            error(o.baseline_rmse),
            error(o.worst),
            format!("{:.1} %", o.coverage.pointwise * 100.0),
            whole,
        ]
    };
    let head = ["Output", "Error (RMSE)", "Baseline", "Worst", "Covered, values", "Covered, runs"];
    let nominal = sheet.bundle.intervals.coverage * 100.0;
    let body = format!(
        "<p>{}</p>{}<p>Baseline: {} Intervals promise {nominal:.0} %.</p>{}{}",
        escape(&validation.covers),
        table(&head, validation.outputs.iter().map(row)),
        escape(&validation.baseline.description),
        regions(sheet, validation),
        pictures(sheet, validation)
    );
    let title = format!("Validated on {} runs it never saw", validation.runs);
    section(&title, &body) + &lists(&[("Do not trust it for", &validation.not_to_trust)])
}

/// An error in the unit of a difference, with three digits that count.
fn error(x: f64, unit: &str) -> String {
    let unit = units::difference_of(unit);
    [plot::digits(x), units::shown(unit)].concat()
}

fn regions(sheet: &Sheet, validation: &Validation) -> String {
    let rows = validation.outputs.iter().flat_map(|(name, o)| {
        o.by_region.iter().map(move |(region, r)| {
            vec![
                escape(&title_of(sheet, name)),
                escape(&region.replace('_', " ")),
                r.n.to_string(),
                error(r.rmse, &o.unit),
                error(r.baseline_rmse, &o.unit),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = ["Output", "Region", "Values", "Error (RMSE)", "Baseline"];
    format!("<h3>By region</h3>{}", table(&head, rows.into_iter()))
}

fn pictures(sheet: &Sheet, validation: &Validation) -> String {
    let one = |(name, o): (&String, &OutputValidation)| {
        let (title, unit) = (escape(&title_of(sheet, name)), units::shown(&o.unit));
        let pictures = plot::parity(&o.parity, &unit) + &plot::residuals(&o.parity, &unit);
        format!("<figure><figcaption>{title}</figcaption>{pictures}</figure>")
    };
    let drawn = validation.outputs.iter().filter(|(_, o)| !o.parity.is_empty()).map(one).collect::<String>();
    if drawn.is_empty() {
        drawn
    } else {
        format!("<h3>Expected and answered</h3><div class=\"figures\">{drawn}</div>")
    }
}

fn title_of(sheet: &Sheet, output: &str) -> String {
    let slot = sheet.bundle.contract.outputs.iter().find(|s| s.name == output);
    slot.map_or_else(|| output.to_owned(), |s| s.title.clone())
}

fn slots(title: &str, slots: &[Slot]) -> String {
    let row = |slot: &Slot| {
        vec![
            escape(&slot.title),
            format!("<code>{}</code>", escape(&slot.name)),
            range(slot),
            slot.length.to_string(),
        ]
    };
    section(title, &table(&["", "Name", "Range", "Values"], slots.iter().map(row)))
}

fn domain(sheet: &Sheet) -> String {
    let test = &sheet.bundle.domain.operating;
    let method = format!("{:?}", test.method);
    let features: Vec<String> = test.features.iter().map(|f| escape(&f.name.replace('_', " "))).collect();
    let alarms = sheet.validation.as_ref().map(|v| {
        format!(
            "<p>It refuses {:.1} % of extrapolations and {:.1} % of good runs. {}</p>",
            v.domain.extrapolation_recall * 100.0,
            v.domain.false_alarm_rate * 100.0,
            escape(&v.domain.description)
        )
    });
    let body = format!(
        "<p>A box around each input, and {} over {} from {} runs: caution above {:.2}, out above {:.2}.</p>{}",
        spaced(&method),
        features.join(", "),
        test.n_runs,
        test.caution_distance,
        test.out_distance,
        alarms.unwrap_or_default()
    );
    section("Where it was validated", &body)
}

/// `RobustMahalanobis` as `robust mahalanobis`.
fn spaced(name: &str) -> String {
    let spaced: String = name
        .chars()
        .flat_map(|c| [if c.is_uppercase() { " " } else { "" }.to_owned(), c.to_lowercase().to_string()])
        .collect();
    spaced.trim().to_owned()
}

fn history(sheet: &Sheet) -> String {
    let p = &sheet.provenance;
    let texts = [&p.what, &p.network, &p.engine, &p.not_measured].into_iter().filter(|t| !t.is_empty());
    let texts: String = texts.map(|t| format!("<p>{}</p>", escape(t))).collect();
    let lineage = p
        .lineage
        .iter()
        .map(|a| vec![escape(&a.id), escape(&a.version), format!("<code>{}</code>", escape(&a.sha256))]);
    let lineage = if p.lineage.is_empty() {
        String::new()
    } else {
        table(&["Replaces", "Version", "SHA-256"], lineage)
    };
    let assumptions =
        if p.assumptions.is_empty() { String::new() } else { lists(&[("Assumptions", &p.assumptions)]) };
    section("Where it comes from", &(texts + &lineage)) + &assumptions
}
