//! Restore Desk: is my restore done?
//!
//! This crate is layout, browser and requests; what decides something stands in
//! `restore_desk_model`. Start reading at [`app`].

pub mod announcer;
pub mod api;
pub mod app;
pub mod browser;
pub mod clock;
pub mod closures;
pub mod components;
pub mod config;
pub mod credential;
pub mod embed;
pub mod frame;
pub mod html;
pub mod intl;
pub mod language;
pub mod later;
pub mod live;
pub mod pages;
pub mod poll;
pub mod portal;
pub mod presence;
pub mod release;
pub mod remote;
pub mod session;
pub mod tabs;
pub mod tasks;
pub mod trail;
pub mod view;
pub mod watched;
pub mod watcher;

use wasm_bindgen_futures::spawn_local;

/// Mounts the app once its configuration and texts are there. What a panic shows
/// is a static block of index.html, by boot.js.
pub fn start() {
    #[cfg(not(feature = "split"))]
    browser::log_panics();
    // Not by leptos, which starts with what is mounted.
    spawn_local(async {
        let config = config::load().await;
        match language::load(config.as_ref().ok()).await {
            Some(messages) => app::mount(config, messages),
            None => browser::show_block("unsupported"),
        }
    });
}
