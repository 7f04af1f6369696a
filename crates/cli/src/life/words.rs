//! The report in plain words.

use twinlet_life::fit::{Answer, Bounds, Law, Method, Parameter};

use super::report::{LawReport, Report};

/// Prints it.
pub fn print(report: &Report) {
    let running = report.units - report.failures;
    println!(
        "{} units: {} failed, {running} still ran. The longest reached {}.",
        report.units,
        report.failures,
        number(report.longest)
    );
    print_laws(report);
    if let Some(best) = report.laws.first() {
        print_best(best, report);
    }
    for (law, why) in &report.refused {
        println!("Not fitted: {}, because {why}.", name(*law));
    }
}

fn print_laws(report: &Report) {
    println!(
        "\n{:<20} {:>10} {:>8} {:>8} {:>8} {:>7} {:>7}  plot",
        "law", "ln L", "AICc", "BIC", "A²", "p(A²)", "p(KS)"
    );
    for law in &report.laws {
        let goodness = law.goodness;
        let of = |x: Option<f64>, digits: usize| x.map_or("-".to_owned(), |x| format!("{x:.digits$}"));
        println!(
            "{:<20} {:>10.3} {:>8.2} {:>8.2} {:>8} {:>7} {:>7}  {}",
            name(law.law),
            law.log_likelihood,
            law.aicc,
            law.bic,
            of(goodness.map(|g| g.distances.anderson_darling), 3),
            of(goodness.and_then(|g| g.p_anderson_darling), 3),
            of(goodness.and_then(|g| g.p_kolmogorov_smirnov), 3),
            of(goodness.and_then(|g| g.plot_correlation), 4),
        );
    }
    let close: Vec<&str> = close(report);
    if !close.is_empty() {
        println!("Within 2 of the best, so that these units cannot tell them apart: {}.", close.join(", "));
    }
}

fn close(report: &Report) -> Vec<&'static str> {
    let best = report.laws.first().map_or(0.0, |law| law.aicc);
    report.laws.iter().skip(1).filter(|law| law.aicc - best < 2.0).map(|law| name(law.law)).collect()
}

fn print_best(best: &LawReport, report: &Report) {
    println!(
        "\n{} fits best. Its parameters, with {} % bounds:",
        capital(name(best.law)),
        number(100.0 * report.coverage)
    );
    for parameter in &best.fisher {
        let ratio = best.likelihood_ratio.iter().find(|other| other.name == parameter.name);
        let ratio = ratio.map_or(String::new(), |p| format!("; likelihood ratio {}", ends(p)));
        println!(
            "  {:<12} {:<10} Fisher {}{ratio}",
            label(parameter),
            number(parameter.bounds.value),
            ends(parameter)
        );
    }
    println!();
    for life in &report.lives {
        println!("{}", sentence(&life.name, &life.answer));
    }
    for note in &report.notes {
        println!("Note: {note}");
    }
}

/// Times of a table have no unit here.
fn label(parameter: &Parameter) -> &str {
    parameter.name.trim_end_matches("_per_h").trim_end_matches("_h")
}

fn ends(parameter: &Parameter) -> String {
    format!("{} to {}", number(parameter.bounds.low), number(parameter.bounds.high))
}

fn sentence(name: &str, answer: &Answer) -> String {
    let what = match name.strip_prefix('B') {
        Some(percent) => format!("{name}: {percent} % have failed by"),
        None => capital(name),
    };
    match answer {
        Answer::Supported { bounds } => format!("{what} {}.", bounded(bounds)),
        Answer::Extrapolated { bounds, reason } => {
            format!("{what} {}. Extrapolated: {reason}.", bounded(bounds))
        }
        Answer::Refused { reason } => format!("{name}: no answer; {reason}."),
    }
}

fn bounded(bounds: &Bounds) -> String {
    let method = match bounds.method {
        Method::Delta => "Fisher",
        Method::LikelihoodRatio => "likelihood ratio",
        Method::Bootstrap => "bootstrap",
    };
    format!("{} ({} to {}, {method})", number(bounds.value), number(bounds.low), number(bounds.high))
}

fn name(law: Law) -> &'static str {
    match law {
        Law::Exponential => "exponential",
        Law::Weibull => "Weibull",
        Law::Lognormal => "lognormal",
        Law::Loglogistic => "log-logistic",
        Law::Normal => "normal",
        Law::GumbelMin => "Gumbel (smallest)",
        Law::GumbelMax => "Gumbel (largest)",
        Law::Gamma => "gamma",
        Law::Weibull3 => "Weibull, located",
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Four digits that count.
fn number(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return x.to_string();
    }
    let digits = x.abs().log10().floor() as i32;
    if !(-4..9).contains(&digits) {
        return format!("{x:.3e}");
    }
    let rounded = format!("{x:.*}", (3 - digits).max(0) as usize);
    if rounded.contains('.') {
        rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_four_digits() {
        for (x, text) in [
            (3804.11, "3804"),
            (1.79319, "1.793"),
            (0.0002187, "0.0002187"),
            (90.0, "90"),
            (1e12, "1.000e12"),
            (134_651.2, "134651"),
        ] {
            assert_eq!(number(x), text);
        }
    }
}
