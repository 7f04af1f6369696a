//! The wall clock of a page.

/// A script for [`crate::Browser::before_each_page`] that sets the wall clock of every page to a day, `2027-06-30`.
pub fn on_the_day(date: &str) -> String {
    format!(
        "const Now = Date; const ahead = Date.parse({date:?}) - Date.now();
        window.Date = class extends Now {{
            constructor(...a) {{ if (a.length) super(...a); else super(Now.now() + ahead); }}
            static now() {{ return Now.now() + ahead; }}
        }};"
    )
}
