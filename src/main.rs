//! The app shell: the only place where manifest, engine and widgets meet.
//!
//! `fetch` brings the manifest and the models, `base` owns what every app has, `session` what a station has beside it
//! and `whatif` what a graph of models has, `engine` looks after the engine's life, `pages` show it all. Intents go in, plans go out, results come
//! back by run id; nothing else writes.

mod app;
mod base;
mod browser;
mod calendar;
mod engine;
mod fetch;
mod files;
mod later;
mod pages;
mod remote;
mod render;
mod session;
mod storage;
mod views;
mod whatif;
mod worker_client;

use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        browser::page::show_rescue();
    }));
    mount_to_body(app::App);
    browser::page::remove_skeleton();
}
