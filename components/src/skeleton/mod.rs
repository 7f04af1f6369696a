//! The shape of what is coming, in its final size, so that nothing jumps.

use leptos::prelude::*;

/// What is coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SkeletonShape {
    /// One line of text.
    #[default]
    Line,
    /// A headline of two lines.
    Headline,
    /// Three tiles.
    Tiles,
    /// A chart of 240 px.
    Chart,
    /// A slider with its label.
    Slider,
}

impl SkeletonShape {
    fn class(self) -> &'static str {
        match self {
            Self::Line => "skeleton skeleton-line",
            Self::Headline => "skeleton skeleton-headline",
            Self::Tiles => "skeleton skeleton-tiles",
            Self::Chart => "skeleton skeleton-chart",
            Self::Slider => "skeleton skeleton-slider",
        }
    }
}

/// A quiet placeholder, hidden from screen readers: say "Loading" elsewhere, once.
#[component]
pub fn Skeleton(
    /// What is coming. Default: one line.
    #[prop(optional)]
    shape: SkeletonShape,
) -> impl IntoView {
    view! { <span class=shape.class() aria-hidden="true"></span> }.into_any()
}
