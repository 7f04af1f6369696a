//! What a static host reads of an HTTP request: its first line, and whether brotli is welcome.

use std::io::{BufRead, BufReader, Read};

/// A longer head than this is not a browser's.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// Method and path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) is_head: bool,
    /// Relative to the prefix, without query; the folder itself is `index.html`.
    pub(crate) path: Option<String>,
    /// Whether the browser unpacks brotli.
    pub(crate) brotli: bool,
}

/// Reads a request to the end of its head; `None` when the browser opened a connection for nothing.
pub(crate) fn read(stream: impl Read, prefix: &str) -> Option<Request> {
    let mut lines = BufReader::new(stream.take(MAX_HEAD_BYTES)).lines();
    let first = lines.next()?.ok()?;
    let mut brotli = false;
    for line in lines {
        let line = line.ok()?.to_ascii_lowercase();
        brotli |= line.starts_with("accept-encoding:") && line.contains("br");
        if line.is_empty() {
            return Some(Request { brotli, ..parse(&first, prefix)? });
        }
    }
    None
}

fn parse(first_line: &str, prefix: &str) -> Option<Request> {
    let mut words = first_line.split_whitespace();
    let is_head = match words.next()? {
        "GET" => false,
        "HEAD" => true,
        _ => return None,
    };
    Some(Request { is_head, path: relative(words.next()?, prefix), brotli: false })
}

fn relative(target: &str, prefix: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix(prefix)?;
    let is_safe = !path.split('/').any(|part| part == "..") && !path.contains(['\\', '%']);
    let whole =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    is_safe.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(target: &str, prefix: &str) -> Option<String> {
        let text = format!("GET {target} HTTP/1.1\r\nHost: here\r\n\r\n");
        read(text.as_bytes(), prefix).and_then(|request| request.path)
    }

    #[test]
    fn paths_are_relative_to_the_prefix_and_stay_inside() {
        assert_eq!(path_of("/", "/").as_deref(), Some("index.html"));
        assert_eq!(path_of("/a/b.js?x=1", "/a/").as_deref(), Some("b.js"));
        assert_eq!(path_of("/b.js", "/a/"), None);
        assert_eq!(path_of("/../secret", "/"), None);
        assert_eq!(path_of("/%2e%2e/secret", "/"), None);
    }

    #[test]
    fn other_methods_and_broken_heads_are_no_requests() {
        assert_eq!(read("POST / HTTP/1.1\r\n\r\n".as_bytes(), "/"), None);
        assert_eq!(read("GET / HTTP/1.1\r\n".as_bytes(), "/"), None);
    }
}
