//! Rules for Rust files that lints cannot express.

use super::Source;

/// Nobody reads on after this.
const MAX_LINES: usize = 500;

/// Text that must not occur, where it may, and what to do instead.
struct Ban {
    text: &'static str,
    allowed_in: &'static str,
    instead: &'static str,
}

const BANS: [Ban; 3] = [
    Ban {
        text: concat!("web_sys::", "Worker"),
        allowed_in: "src/worker_client.rs",
        instead: "talk to the engine through src/worker_client.rs",
    },
    Ban { text: concat!("inner", "_html"), allowed_in: "", instead: "build elements; text is never HTML" },
    Ban {
        text: concat!(" style", "=\""),
        allowed_in: "",
        instead: "use a class, or `style:property=`: a strict CSP blocks style strings",
    },
];

/// Every rule that this file breaks.
pub fn check(source: &Source) -> Vec<String> {
    if !source.path.ends_with(".rs") {
        return Vec::new();
    }
    let banned = BANS.iter().flat_map(|ban| check_ban(source, ban));
    banned.chain(check_length(source)).collect()
}

fn check_length(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > MAX_LINES).then(|| format!("{}: {lines} lines; split it below {MAX_LINES}", source.path))
}

fn check_ban(source: &Source, ban: &Ban) -> Vec<String> {
    if source.path == ban.allowed_in {
        return Vec::new();
    }
    let lines = source.text.lines().enumerate().filter(|(_, line)| holds_word(line, ban.text));
    lines.map(|(i, _)| format!("{}:{}: `{}`: {}", source.path, i + 1, ban.text.trim(), ban.instead)).collect()
}

/// `Worker` must not match `WorkerOptions`.
fn holds_word(line: &str, text: &str) -> bool {
    let after = |(start, _): (usize, &str)| line[start + text.len()..].chars().next();
    let continues =
        |c: Option<char>| text.ends_with(char::is_alphanumeric) && c.is_some_and(char::is_alphanumeric);
    line.match_indices(text).map(after).any(|c| !continues(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        check(&Source { path: path.to_owned(), text: text.to_owned() }).len()
    }

    #[test]
    fn one_file_names_the_worker() {
        let line = format!("let w: web_sys::{} = x;", "Worker");
        assert_eq!(broken("src/app.rs", &line), 1);
        assert_eq!(broken("src/worker_client.rs", &line), 0);
        assert_eq!(broken("src/app.rs", &line.replace("Worker", "WorkerOptions")), 0);
    }

    #[test]
    fn markup_comes_from_elements_and_classes() {
        assert_eq!(broken("src/app.rs", &format!("el.set_inner{}(x)", "_html")), 1);
        assert_eq!(broken("src/app.rs", &format!("<p style{}\"color: red\">", "=")), 1);
        assert_eq!(broken("src/app.rs", "<p style:width=w>"), 0);
    }

    #[test]
    fn files_stay_readable() {
        assert_eq!(broken("src/app.rs", &"x\n".repeat(501)), 1);
        assert_eq!(broken("src/app.rs", &"x\n".repeat(500)), 0);
    }
}
