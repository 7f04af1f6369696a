//! Numbers and titles as they stand in a reason.

/// A number with about three significant digits.
pub(super) fn number(x: f64) -> String {
    match libm::fabs(x) {
        a if a >= 100.0 || a == 0.0 => format!("{x:.0}"),
        a if a >= 10.0 => trimmed(format!("{x:.1}")),
        a if a >= 1.0 => trimmed(format!("{x:.2}")),
        _ => trimmed(format!("{x:.3}")),
    }
}

fn trimmed(text: String) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(super) fn lower(title: &str) -> String {
    let mut chars = title.chars();
    let second_is_upper = title.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !second_is_upper => first.to_lowercase().chain(chars).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (x, expected) in
            [(0.0, "0"), (0.15, "0.15"), (1.5, "1.5"), (41.0, "41"), (38.26, "38.3"), (912.3, "912")]
        {
            assert_eq!(number(x), expected);
        }
    }
}
