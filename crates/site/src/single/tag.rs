//! Elements of a page as they are written. The page is the runtime's own: what is not found there is a mistake.

use anyhow::{Context, Result, bail};

/// The page with every piece from `open` to `close` replaced by what `turn` makes of it.
pub fn replace_each(
    page: &str,
    open: &str,
    close: &str,
    mut turn: impl FnMut(&str) -> Result<String>,
) -> Result<String> {
    let (mut done, mut rest) = (String::new(), page);
    while let Some(start) = rest.find(open) {
        let length = rest[start..].find(close).with_context(|| format!("`{open}` without `{close}`"))?;
        let end = start + length + close.len();
        done += &rest[..start];
        done += &turn(&rest[start..end])?;
        rest = &rest[end..];
    }
    Ok(done + rest)
}

/// The value of an attribute, as it is written.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// The page with a piece replaced that stands there exactly once.
///
/// # Errors
/// When it does not.
pub fn once(page: &str, from: &str, to: &str) -> Result<String> {
    match page.matches(from).count() {
        1 => Ok(page.replacen(from, to, 1)),
        n => bail!(
            "the runtime's `index.html` must hold `{from}` exactly once, and holds it {n} times; build it again"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_replaced_and_attributes_are_read() -> Result<()> {
        let page = "a<link rel=\"x\" href=\"1\">b<link href=\"2\"/>c";
        let turned = replace_each(page, "<link ", ">", |tag| Ok(format!("[{:?}]", attribute(tag, "href"))))?;
        assert_eq!(turned, "a[Some(\"1\")]b[Some(\"2\")]c");
        assert!(replace_each("<link ", "<link ", ">", |_| Ok(String::new())).is_err());
        assert_eq!(attribute("<a data-href=\"1\">", "href"), None);
        Ok(())
    }

    #[test]
    fn a_piece_is_there_once_or_it_is_said() -> Result<()> {
        assert_eq!(once("abc", "b", "x")?, "axc");
        for page in ["ac", "abbc"] {
            assert!(once(page, "b", "x").is_err(), "{page}");
        }
        Ok(())
    }
}
