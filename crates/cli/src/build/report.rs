//! What `twinlet build` says when it is done.

use std::path::Path;
use std::time::Duration;

use twinlet_site::Content;
use twinlet_site::output::Size;

/// What was written, how large it is, how long it took, what to do with it.
pub fn written(apps: &[Content], out: &Path, size: Size, time: Duration) {
    for app in apps {
        eprintln!("built `{}` {}: {}", app.id, app.version, app.title);
    }
    eprintln!(
        "wrote {} files to `{}`: {}, {} as brotli, in {}",
        size.files,
        out.display(),
        bytes(size.raw),
        bytes(size.brotli),
        seconds(time)
    );
    eprintln!("next: copy `{}` to a static host (docs/hosting.md); a sub-path works too", out.display());
}

/// The same of a single file.
pub fn written_file(app: &Content, out: &Path, size: usize, time: Duration) {
    eprintln!("built `{}` {}: {}", app.id, app.version, app.title);
    eprintln!("wrote `{}`: {}, in {}", out.display(), bytes(size), seconds(time));
    eprintln!("next: open it in a browser, or hand it on; docs/hosting.md says what it cannot do");
}

/// `14 B`, `23.4 kB`, `2.31 MB`: three digits that count.
fn bytes(n: usize) -> String {
    let x = n as f64;
    match n {
        0..1_000 => format!("{n} B"),
        1_000..1_000_000 => format!("{:.1} kB", x / 1e3),
        _ => format!("{:.2} MB", x / 1e6),
    }
}

fn seconds(time: Duration) -> String {
    match time.as_millis() {
        ms @ 0..1_000 => format!("{ms} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_short() {
        for (n, expected) in [(14, "14 B"), (23_440, "23.4 kB"), (2_310_000, "2.31 MB")] {
            assert_eq!(bytes(n), expected);
        }
        for (ms, expected) in [(14, "14 ms"), (1_440, "1.4 s")] {
            assert_eq!(seconds(Duration::from_millis(ms)), expected);
        }
    }
}
