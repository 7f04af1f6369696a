//! Small views of the app itself: they know the session, unlike the component library's.

pub mod chart_switch;
pub mod compare_table;
pub mod confirm_sheet;
pub mod findings_card;
pub mod inputs;
pub mod mistakes;
pub mod model_line;
pub mod more_inputs;
pub mod notices;
pub mod page_title;
pub mod parts;
pub mod region;
pub mod remark_card;
pub mod roles;
pub mod run_bar;
pub mod scenario_card;
pub mod scenarios;
pub mod share;
pub mod status_sheet;
pub mod studies;
pub mod trace;
pub mod trouble;
pub mod units;
pub mod why_sheet;
pub mod window_card;

use twinlet_components::ErrorNotice;
use twinlet_core::protocol::EngineFailure;

/// A failure as a card.
pub fn notice_of(title: &str, failure: &EngineFailure) -> ErrorNotice {
    ErrorNotice {
        title: title.to_owned(),
        message: sentence(&failure.message),
        hint: sentence(&failure.hint),
        code: failure.code.clone(),
    }
}

/// Messages are lower case without a full stop; on the screen they are sentences.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with(['.', '!', '?']) || text.is_empty() { "" } else { "." };
    [&first, chars.as_str(), end].concat()
}
