//! Texts as HTML.

/// A text with the characters escaped that mean something in HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A section with its title; nothing where there is nothing in it.
pub fn section(title: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("<section><h2>{}</h2>\n{body}</section>\n", escaped(title))
}

/// A list of sentences; nothing for none.
pub fn list<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let items: String = lines.filter(|l| !l.is_empty()).map(|l| format!("<li>{}</li>", escaped(l))).collect();
    if items.is_empty() { items } else { format!("<ul>{items}</ul>\n") }
}

/// A table with a line of heads; the texts are escaped here.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cell = |tag: &str, text: &str| format!("<{tag}>{}</{tag}>", escaped(text));
    let head: String = heads.iter().map(|h| cell("th", h)).collect();
    let line =
        |row: &Vec<String>| format!("<tr>{}</tr>\n", row.iter().map(|t| cell("td", t)).collect::<String>());
    format!(
        "<table><thead><tr>{head}</tr></thead><tbody>\n{}</tbody></table>\n",
        rows.iter().map(line).collect::<String>()
    )
}

/// Pairs of a name and what it is.
pub fn pairs(rows: &[(&str, String)]) -> String {
    let line = |(name, value): &(&str, String)| {
        format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(name), escaped(value))
    };
    let lines: String = rows.iter().filter(|(_, value)| !value.is_empty()).map(line).collect();
    if lines.is_empty() { lines } else { format!("<table><tbody>\n{lines}</tbody></table>\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_become_markup() {
        let bad = "<script>alert(\"1\")</script> & <b>";
        let good = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;";
        for found in [
            escaped(bad),
            section(bad, "x"),
            list([bad].into_iter()),
            table(&[bad], &[vec![bad.to_owned()]]),
            pairs(&[(bad, bad.to_owned())]),
        ] {
            assert!(found.contains(good) && !found.contains("<script") && !found.contains("<b>"), "{found}");
        }
    }

    #[test]
    fn nothing_is_left_out_of_sight() {
        assert_eq!(section("Empty", ""), "");
        assert_eq!(list(["", ""].into_iter()), "");
        assert_eq!(table(&["A"], &[]), "");
        assert_eq!(pairs(&[("A", String::new())]), "");
    }
}
