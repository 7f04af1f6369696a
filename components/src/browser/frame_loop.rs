//! Work done at most once per animation frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls a function in the next animation frame, once however often it was asked for. The function gets the
/// frame's time in ms and says whether it wants another frame. Stops when dropped.
pub struct FrameLoop {
    inner: Rc<Inner>,
}

/// What runs in a frame; set once, right after the loop was made.
type Step = Closure<dyn FnMut(f64)>;

struct Inner {
    pending: Cell<Option<i32>>,
    step: RefCell<Option<Step>>,
}

impl FrameLoop {
    /// Wraps the work; nothing runs until [`FrameLoop::request`].
    pub fn new(mut work: impl FnMut(f64) -> bool + 'static) -> Self {
        let inner = Rc::new(Inner { pending: Cell::new(None), step: RefCell::new(None) });
        let weak = Rc::downgrade(&inner);
        let step = Closure::<dyn FnMut(f64)>::new(move |now| {
            let Some(inner) = weak.upgrade() else { return };
            inner.pending.set(None);
            if work(now) {
                inner.request();
            }
        });
        *inner.step.borrow_mut() = Some(step);
        Self { inner }
    }

    /// Asks for a call in the next frame.
    pub fn request(&self) {
        self.inner.request();
    }
}

impl Inner {
    fn request(&self) {
        if self.pending.get().is_some() {
            return;
        }
        if let (Some(window), Some(step)) = (web_sys::window(), self.step.borrow().as_ref()) {
            self.pending.set(window.request_animation_frame(step.as_ref().unchecked_ref()).ok());
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (web_sys::window(), self.pending.get()) {
            let _ = window.cancel_animation_frame(id);
        }
    }
}
