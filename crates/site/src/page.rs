//! What `index.html` learns from the build.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::rename::Renamed;

/// Where the build's identity goes.
const HEAD_END: &str = "</head>";
/// How the tag of the boot script begins.
const BOOT: &str = "<script type=\"module\" id=\"boot\"";

/// Points the page's script tags at the hashed names.
pub fn link_scripts(page: &str, scripts: &[Renamed]) -> Result<String> {
    let mut page = page.to_owned();
    for script in scripts {
        let tag = format!("src=\"./{}\"", script.from);
        if !page.contains(&tag) {
            bail!(
                "`index.html` has no script tag with `{tag}`; add it, or take it out of the list in `rename.rs`"
            );
        }
        page = page.replace(&tag, &format!("src=\"./{}\"", script.to));
    }
    Ok(page)
}

/// Moves the hash of the app's wasm from Trunk's preload tag to the boot script, and the tag away.
///
/// Chromium ignores the hash there, says so in the console, and then downloads the file a second time.
pub fn move_integrity(page: &str) -> Result<String> {
    let Some((before, tag, after)) = wasm_preload(page) else {
        bail!(
            "`index.html` has no preload tag for the app's wasm; Trunk writes one unless `pattern_preload` is set"
        );
    };
    let Some(hash) = tag.split("integrity=\"").nth(1).and_then(|rest| rest.split('"').next()) else {
        bail!("Trunk's preload tag has no `integrity`: {tag}");
    };
    Ok(format!("{before}{after}").replace(BOOT, &format!("{BOOT} data-integrity=\"{hash}\"")))
}

/// Tells the boot script what to fetch before the app asks for it.
pub fn fetch_early(page: &str, paths: &[String]) -> Result<String> {
    if !page.contains(BOOT) {
        bail!("`index.html` has no `{BOOT}`; what to fetch early goes there");
    }
    let list: Vec<String> = paths.iter().map(|path| escaped(&format!("./{path}"))).collect();
    Ok(page.replacen(BOOT, &format!("{BOOT} data-early=\"{}\"", list.join(" ")), 1))
}

/// The page before, in and after the tag.
fn wasm_preload(page: &str) -> Option<(&str, &str, &str)> {
    let start = page.find("<link rel=\"preload\"")?;
    let length = page[start..].find('>')? + 1;
    Some((&page[..start], &page[start..start + length], &page[start + length..]))
}

/// Puts the app's title where people see it before the app has started.
pub fn set_title(page: &str, title: &str) -> String {
    page.replace("{{title}}", &escaped(title))
}

/// Lets the page ask the hosts of its remote models, beside its own.
pub fn allow(page: &str, hosts: &BTreeSet<String>) -> Result<String> {
    const OWN: &str = "connect-src 'self'";
    if hosts.is_empty() {
        return Ok(page.to_owned());
    }
    if !page.contains(OWN) {
        bail!("`index.html` has no `{OWN}` in its policy; the hosts of remote models go there");
    }
    let all = hosts.iter().map(|host| escaped(host)).collect::<Vec<_>>().join(" ");
    Ok(page.replacen(OWN, &format!("{OWN} {all}"), 1))
}

/// Tells the app which build it is and where its parts lie, each by what it is called and its file.
pub fn add_meta(page: &str, build: &str, parts: &[(&str, Option<&str>)]) -> Result<String> {
    if !page.contains(HEAD_END) {
        bail!("`index.html` has no `{HEAD_END}`; the build's identity goes before it");
    }
    let part = |(part, name): &(&str, Option<&str>)| {
        name.map(|name| meta(&format!("twinlet-{part}"), &format!("./{name}"))).unwrap_or_default()
    };
    let parts: String = parts.iter().map(part).collect();
    let tags = format!("{}{parts}{HEAD_END}", meta("twinlet-build", build));
    Ok(page.replacen(HEAD_END, &tags, 1))
}

fn meta(name: &str, content: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{}\">\n", escaped(content))
}

/// A text as content or attribute value of HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_and_title_are_escaped() -> Result<()> {
        let page = set_title("<title>{{title}}</title></head>", "Pumps <&>");
        let page = add_meta(&page, "abc", &[("worker", Some("worker-1.js")), ("sandbox", None)])?;
        assert!(page.starts_with("<title>Pumps &lt;&amp;></title>"));
        assert!(page.contains("<meta name=\"twinlet-build\" content=\"abc\">"));
        assert!(page.contains("<meta name=\"twinlet-worker\" content=\"./worker-1.js\">"));
        assert!(!page.contains("twinlet-sandbox"));
        Ok(())
    }

    #[test]
    fn the_wasm_hash_moves_to_the_boot_script() -> Result<()> {
        let page = "<script type=\"module\" id=\"boot\" src=\"x\">a<link rel=\"preload\" integrity=\"sha384-x\" as=\"fetch\">b";
        let expected = "<script type=\"module\" id=\"boot\" data-integrity=\"sha384-x\" src=\"x\">ab";
        assert_eq!(move_integrity(page)?, expected);
        assert!(move_integrity("nothing").is_err());
        Ok(())
    }

    #[test]
    fn the_boot_script_learns_what_to_fetch() -> Result<()> {
        let page = fetch_early(
            "<script type=\"module\" id=\"boot\" src=\"x\">",
            &["app/twin.json".into(), "a".into()],
        )?;
        assert_eq!(page, "<script type=\"module\" id=\"boot\" data-early=\"./app/twin.json ./a\" src=\"x\">");
        assert!(fetch_early("nothing", &[]).is_err());
        Ok(())
    }

    #[test]
    fn remote_hosts_join_the_policy() -> Result<()> {
        let hosts = BTreeSet::from(["https://a.example".to_owned(), "http://localhost:81".to_owned()]);
        let page = allow("<meta content=\"connect-src 'self'; x\">", &hosts)?;
        assert_eq!(page, "<meta content=\"connect-src 'self' http://localhost:81 https://a.example; x\">");
        assert!(allow("none", &hosts).is_err());
        assert_eq!(allow("none", &BTreeSet::new())?, "none");
        Ok(())
    }

    #[test]
    fn a_missing_script_tag_is_said() {
        let script = Renamed { from: "boot.js".to_owned(), to: "boot-1.js".to_owned() };
        assert!(link_scripts("<head></head>", &[script]).is_err());
    }
}
