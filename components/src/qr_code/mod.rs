//! A text as a QR code: one path, black on white in every theme, with its quiet zone.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

/// White modules around the code, as the standard asks for.
const QUIET: i32 = 4;

/// Side of the picture in modules, and the path of its dark ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrPath {
    /// Side with the quiet zone.
    pub size: i32,
    /// Path data, one run of dark modules after the other.
    pub path: String,
}

/// The path of a text; `None` when it is longer than a code can hold (about 2,300 letters).
pub fn qr_path(text: &str) -> Option<QrPath> {
    let code = Code::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                let parts = [
                    "M",
                    &(x + QUIET).to_string(),
                    " ",
                    &(y + QUIET).to_string(),
                    "h",
                    &run.to_string(),
                    "v1h-",
                    &run.to_string(),
                    "z",
                ];
                path.push_str(&parts.concat());
            }
            x += run.max(1);
        }
    }
    Some(QrPath { size: code.size() + 2 * QUIET, path })
}

/// A code to scan; words in its place when there is nothing to encode or too much.
#[component]
pub fn QrCode(
    /// What the code says, for example a link. Required.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for screen readers. Default: `QR code`.
    #[prop(into, default = "QR code".to_string().into())]
    label: Signal<String>,
) -> impl IntoView {
    let code = Memo::new(move |_| Some(qr_path(&text.read())).filter(|_| !text.read().is_empty()));
    let body = move || match code.get() {
        None => view! { <p class="empty">"There is nothing to encode yet."</p> }.into_any(),
        Some(None) => {
            view! { <p class="empty">"This is too long for a QR code. Save it as a file instead."</p> }
                .into_any()
        }
        Some(Some(code)) => picture(code, label),
    };
    view! { <div class="qr">{body}</div> }.into_any()
}

fn picture(code: QrPath, label: Signal<String>) -> AnyView {
    let side = code.size.to_string();
    view! {
        <svg class="qr-code" viewBox=["0 0 ", &side, " ", &side].concat() role="img" aria-label=label shape-rendering="crispEdges">
            <path class="qr-ground" d=["M0 0h", &side, "v", &side, "h-", &side, "z"].concat()></path>
            <path class="qr-dark" d=code.path></path>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone() {
        let code = qr_path("https://example.org").unwrap();
        assert_eq!(code.size, 25 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "the finder's top edge: {}", &code.path[..24]);
    }

    #[test]
    fn what_is_too_long_is_said() {
        assert!(qr_path(&"x".repeat(2_331)).is_some());
        assert_eq!(qr_path(&"x".repeat(2_332)), None);
    }
}
