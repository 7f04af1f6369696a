//! The choice of who uses the app, where there is one.

use leptos::prelude::*;
use twinlet_components::{Segment, SegmentedTabs};

use crate::base::Base;

/// Roles side by side. They arrange the screen; everybody can choose every role.
#[component]
pub fn Roles(
    /// Holds the role. Required.
    base: Base,
) -> impl IntoView {
    let roles = base.roles();
    let segments: Vec<Segment> = roles.iter().map(|(id, role)| Segment::new(id, &role.title)).collect();
    let select = Callback::new(move |id| base.choose_role(id));
    (segments.len() > 1).then(|| {
        view! {
            <div class="wide roles" data-testid="roles">
                <SegmentedTabs label="Role" segments=Signal::stored(segments) selected=base.role on_select=select/>
            </div>
        }
    })
}
