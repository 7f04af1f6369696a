//! What a WebAssembly module does once.

/// Registers the engine's parts, once, natively as in a browser: to be called first in a WebAssembly module.
///
/// Parts register themselves before `main`. A linker that sees nobody ask for this makes every exported function do it
/// before anything else, at each call: a fifth of the time of a small model at one row.
pub fn start() {
    #[cfg(target_arch = "wasm32")]
    constructors::call();
}

#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "the linker's own function has no other name")]
mod constructors {
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }

    pub fn call() {
        // SAFETY: the constructors of the crates linked here enter themselves in lists and can be called again.
        unsafe { __wasm_call_ctors() }
    }
}
