//! A static site from the runtime and an app, in memory: [`Runtime`] + [`Content`] = [`Site`].
//!
//! The runtime is what the build made once for every app; the content is one app's compiled manifest and bundles. Every
//! path in a site is relative, so that its folder works below any path of any static host. Nothing here compiles wasm,
//! opens a browser or evaluates a model. [`single`] makes the same app one HTML file.

pub mod compress;
pub mod content;
pub mod files;
pub mod gallery;
pub mod headers;
pub mod hosts;
pub mod identity;
pub mod output;
mod pack;
mod page;
mod rename;
pub mod runtime;
mod service_worker;
pub mod single;
pub mod site;
mod web_manifest;
mod widgets;

pub use content::{Content, Failure};
pub use files::Files;
pub use identity::Build;
pub use runtime::Runtime;
pub use site::Site;
