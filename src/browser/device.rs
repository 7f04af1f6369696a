//! What the device has, as far as the browser says it.

use js_sys::Reflect;
use web_sys::window;

/// Cores and memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Cores that a page may use; one where the browser does not say.
    pub cores: u32,
    /// Memory in GiB, rounded; only some browsers say it.
    pub memory_gib: Option<f64>,
}

/// The device that the app runs on.
pub fn place() -> Place {
    let Some(navigator) = window().map(|w| w.navigator()) else {
        return Place { cores: 1, memory_gib: None };
    };
    let memory = Reflect::get(&navigator, &"deviceMemory".into()).ok();
    Place { cores: navigator.hardware_concurrency() as u32, memory_gib: memory.and_then(|gib| gib.as_f64()) }
}
