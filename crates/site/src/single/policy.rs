//! What is inlined, and the policy that allows just that.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::tag::{attribute, replace_each};
use crate::page::escaped;

const META: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Scripts and styles by their hashes, in the order of the page.
#[derive(Default)]
pub struct Inline {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Inline {
    /// A script element with this opening tag.
    ///
    /// # Errors
    /// When the text would end it early.
    pub fn script(&mut self, open: &str, code: &str) -> Result<String> {
        fits(code, "</script")?;
        self.scripts.push(source(code));
        Ok(format!("{open}{code}</script>\n"))
    }

    /// A style element.
    ///
    /// # Errors
    /// When the text would end it early, or asks for a file.
    pub fn style(&mut self, css: &str) -> Result<String> {
        fits(css, "</style")?;
        ensure!(
            !css.contains("url(") && !css.contains("@import"),
            "a style names another file, which a single file cannot hold; put it into the style itself"
        );
        self.styles.push(source(css));
        Ok(format!("<style>{css}</style>"))
    }

    /// The policy of the page; `hosts` are those of remote models.
    pub fn policy(&self, hosts: &BTreeSet<String>) -> String {
        let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
        let hosts = if hosts.is_empty() { "'none'".to_owned() } else { hosts.join(" ") };
        format!(
            "default-src 'none'; script-src {} 'wasm-unsafe-eval'; worker-src blob:; style-src {}; img-src data: blob:; \
             connect-src {hosts}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
             trusted-types default twinlet-single-file",
            self.scripts.join(" "),
            self.styles.join(" "),
        )
    }
}

/// A parser changes other line ends, and the hash would be of another text.
fn fits(text: &str, end: &str) -> Result<()> {
    let found = [end, "<!--", "\r", "\0"].into_iter().find(|piece| text.to_lowercase().contains(piece));
    ensure!(
        found.is_none(),
        "a script or style holds {:?}, which cannot stand in a page; write it another way",
        found.unwrap_or_default()
    );
    Ok(())
}

fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Puts the policy in the place of the site's.
///
/// # Errors
/// When the page has none.
pub fn put(page: &str, policy: &str) -> Result<String> {
    let mut found = 0;
    let page = replace_each(page, META, ">", |tag| {
        found += usize::from(attribute(tag, "content").is_some());
        Ok(format!("{META} content=\"{}\">", escaped(policy)))
    })?;
    ensure!(found == 1, "the runtime's `index.html` has {found} policies and must have one; build it again");
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_inlined_may_run() -> Result<()> {
        let mut inline = Inline::default();
        assert_eq!(inline.script("<script>", "")?, "<script></script>\n");
        assert_eq!(inline.style("a{}")?, "<style>a{}</style>");
        let policy = inline.policy(&BTreeSet::new());
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert!(policy.contains(&format!("script-src {empty} 'wasm-unsafe-eval';")), "{policy}");
        assert!(policy.contains("connect-src 'none';") && !policy.contains("unsafe-inline"), "{policy}");
        let hosts = BTreeSet::from(["https://a.example".to_owned()]);
        assert!(inline.policy(&hosts).contains("connect-src https://a.example;"));
        Ok(())
    }

    #[test]
    fn what_would_break_the_page_is_refused() {
        for code in ["'</SCRIPT>'", "'<!--'", "a\r\nb"] {
            assert!(Inline::default().script("<script>", code).is_err(), "{code}");
        }
        for css in ["a::after{content:'</style>'}", "a{background:url(x.png)}"] {
            assert!(Inline::default().style(css).is_err(), "{css}");
        }
        assert!(put("<head></head>", "x").is_err());
    }
}
