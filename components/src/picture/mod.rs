//! A picture of the app's author that keeps its place while it loads.

use leptos::prelude::*;

/// How far a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Loading,
    Shown,
    Failed,
}

/// An image with its caption. Its place has the final size from the start.
#[component]
pub fn Picture(
    /// Where it is: a path within the app, or a `data:` or `blob:` address. Required.
    #[prop(into)]
    src: Signal<String>,
    /// What it shows, in words: for screen readers, and in its place when it cannot be shown. Required.
    #[prop(into)]
    alt: Signal<String>,
    /// A line below it. Default: empty.
    #[prop(into, optional)]
    caption: Signal<String>,
    /// Width and height in any unit: their ratio keeps the place. Default: 16 to 9.
    #[prop(default = (16.0, 9.0))]
    size: (f64, f64),
) -> impl IntoView {
    let progress = RwSignal::new(Progress::Loading);
    let ratio = [&size.0.to_string(), " / ", &size.1.to_string()].concat();
    let failed = move || {
        let words = move || ["This picture could not be shown: ", &alt.read(), "."].concat();
        (progress.get() == Progress::Failed)
            .then(|| view! { <p class="picture-failed" role="img" aria-label=words>{words}</p> })
    };
    view! {
        <figure class="picture">
            <div class="picture-place" class:is-loading=move || progress.get() == Progress::Loading style:aspect-ratio=ratio>
                <img src=src alt=alt loading="lazy" decoding="async" hidden=move || progress.get() == Progress::Failed
                    on:load=move |_| progress.set(Progress::Shown) on:error=move |_| progress.set(Progress::Failed)/>
                {failed}
            </div>
            <figcaption class="picture-caption">{caption}</figcaption>
        </figure>
    }
    .into_any()
}
