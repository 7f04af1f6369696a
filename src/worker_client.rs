//! The app's side of the message channel: one worker, its messages in and out. Dropping it ends the worker.
//!
//! The only file that names the browser's worker. What to do when it fails is decided in [`crate::engine`].

use js_sys::{Array, Object, Reflect, Uint8Array};
use twinlet_core::protocol::{FromEngine, ToEngine};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

/// Name of a worker that gets its compiled module as the first message.
const HELPER: &str = "helper";

/// What a worker reports.
#[derive(Debug)]
pub enum Report {
    /// It said something; a compiled module may be attached.
    Said(Box<FromEngine>, Option<JsValue>),
    /// It failed, or said something that cannot be read; it is of no more use.
    Broken(String),
}

/// A running worker. The handlers live as long as it does.
pub struct WorkerClient {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl WorkerClient {
    /// Starts a worker from its script; `tell` hears of everything that it reports. With a compiled module it neither
    /// downloads nor compiles one; the first one without was started by the page, and is taken over.
    ///
    /// # Errors
    /// The browser's words when it refuses.
    pub fn start(
        url: &str,
        module: Option<&JsValue>,
        tell: impl Fn(Report) + Clone + 'static,
    ) -> Result<Self, String> {
        let (worker, heard) = match module.is_none().then(|| waiting(url)).flatten() {
            Some(waiting) => waiting,
            None => (new_worker(url, module.is_some())?, Array::new()),
        };
        let (hear, tell_later) = (tell.clone(), tell.clone());
        let on_message =
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hear(decode(&event.data())));
        let on_error =
            Closure::<dyn Fn(Event)>::new(move |event: Event| tell(Report::Broken(reason(&event))));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        if let Some(module) = module {
            worker.post_message(module).map_err(|error| text_of(&error))?;
        }
        heard.iter().for_each(|event| tell_later(report_of(event)));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a message.
    ///
    /// # Errors
    /// Why it could not be sent.
    pub fn send(&self, message: &ToEngine) -> Result<(), String> {
        self.send_with(message, &[], None)
    }

    /// Sends a message with its files, which are copied, and the compiled runtime of models.
    ///
    /// # Errors
    /// Why it could not be sent.
    pub fn send_with(
        &self,
        message: &ToEngine,
        files: &[&[u8]],
        sandbox: Option<&JsValue>,
    ) -> Result<(), String> {
        let buffers: Array = files.iter().map(|bytes| Uint8Array::from(*bytes).buffer()).collect();
        let data = envelope(message, &buffers)?;
        if let Some(module) = sandbox {
            Reflect::set(&data, &"sandbox".into(), module).map_err(|error| text_of(&error))?;
        }
        self.worker.post_message(&data).map_err(|error| text_of(&error))
    }

    /// Sends a message and hands over an end of a channel.
    ///
    /// # Errors
    /// Why it could not be sent.
    pub fn hand_over(&self, message: &ToEngine, port: &MessagePort) -> Result<(), String> {
        let data = envelope(message, &Array::new())?;
        let sent = self.worker.post_message_with_transfer(&data, &Array::of1(port));
        sent.map_err(|error| text_of(&error))
    }
}

impl Drop for WorkerClient {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

fn new_worker(url: &str, is_helper: bool) -> Result<Worker, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    if is_helper {
        // The loader's word for: wait for the module.
        options.set_name(HELPER);
    }
    Worker::new_with_options(url, &options).map_err(|error| text_of(&error))
}

/// The worker that the boot script has started from this address, with the events that nobody has heard yet; once.
fn waiting(url: &str) -> Option<(Worker, Array)> {
    let window = web_sys::window()?;
    let name = JsValue::from_str("twinletEngine");
    let waiting = Reflect::get(&window, &name).ok().filter(JsValue::is_object)?;
    let part = |key: &str| Reflect::get(&waiting, &JsValue::from_str(key)).ok();
    let is_it = part("url")?.as_string().as_deref() == Some(url);
    Reflect::delete_property(&window, &name).ok()?;
    let worker = part("worker")?.dyn_into::<Worker>().ok()?;
    if !is_it {
        worker.terminate();
        return None;
    }
    Some((worker, part("heard")?.dyn_into().ok()?))
}

fn report_of(event: JsValue) -> Report {
    match event.dyn_into::<MessageEvent>() {
        Ok(message) => decode(&message.data()),
        Err(other) => Report::Broken(reason(other.unchecked_ref())),
    }
}

/// A message as the worker reads it.
fn envelope(message: &ToEngine, buffers: &Array) -> Result<Object, String> {
    let json = serde_json::to_string(message).map_err(|error| error.to_string())?;
    let data = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&data, &JsValue::from_str(key), value);
    set("json", &JsValue::from_str(&json)).and_then(|_| set("buffers", buffers)).map_err(|e| text_of(&e))?;
    Ok(data)
}

/// A message is a text, or `{ json, module }`.
fn decode(data: &JsValue) -> Report {
    let part = |key: &str| Reflect::get(data, &JsValue::from_str(key)).ok();
    let text = data.as_string().or_else(|| part("json")?.as_string()).unwrap_or_default();
    let module = part("module").filter(|module| module.is_object());
    match serde_json::from_str(&text) {
        Ok(message) => Report::Said(Box::new(message), module),
        Err(error) => Report::Broken(format!("its answer cannot be read: {error}")),
    }
}

fn reason(event: &Event) -> String {
    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|text| !text.is_empty());
    message.unwrap_or_else(|| format!("the browser reported `{}`", event.type_()))
}

fn text_of(error: &JsValue) -> String {
    error.as_string().or_else(|| Object::from(error.clone()).to_string().as_string()).unwrap_or_default()
}
