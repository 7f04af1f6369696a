//! What the host calls.

#![expect(unsafe_code, reason = "functions that a host finds by name have names that nothing else may have")]

use std::cell::{Cell, RefCell};

use twinlet_onnx::{Model, message};

thread_local! {
    /// Messages in both directions.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The text of a panic.
    static REASON: RefCell<String> = const { RefCell::new(String::new()) };
    static MODEL: RefCell<Option<Model>> = const { RefCell::new(None) };
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Room for a message of so many bytes: its address.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *const u8 {
    ROOM.with_borrow_mut(|room| {
        room.clear();
        room.resize(bytes, 0);
        room.as_ptr()
    })
}

/// Opens the model in the room; the answer is how it is run, or a refusal. Returns the answer's length.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> usize {
    start();
    let opened = Model::open(&ROOM.take());
    let plan = opened.as_ref().map(Model::plan).map_err(Clone::clone);
    MODEL.set(opened.ok());
    answer(message::from_answer(&plan))
}

/// Evaluates the values in the room; the answer is values, or a refusal. Returns the answer's length.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let answers = message::values(&ROOM.take())
        .and_then(|values| MODEL.with_borrow(|model| model.as_ref().map_or(Ok(vec![]), |m| m.run(values))));
    answer(message::from_answer(&answers))
}

/// The address of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> *const u8 {
    ROOM.with_borrow(|room| room.as_ptr())
}

/// Puts the text of the last panic into the room. Returns its length.
#[unsafe(no_mangle)]
pub extern "C" fn reason() -> usize {
    let reason = REASON.try_with(|reason| reason.try_borrow().map(|r| r.clone()).unwrap_or_default());
    answer(reason.unwrap_or_default().into_bytes())
}

fn answer(bytes: Vec<u8>) -> usize {
    let length = bytes.len();
    ROOM.set(bytes);
    length
}

fn start() {
    if STARTED.replace(true) {
        return;
    }
    twinlet_onnx::start();
    std::panic::set_hook(Box::new(|panic| {
        let _ = REASON.try_with(|reason| {
            if let Ok(mut reason) = reason.try_borrow_mut() {
                *reason = panic.to_string();
            }
        });
    }));
}
