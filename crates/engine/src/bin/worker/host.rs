//! The worker's side of the message channel. The only file of the engine that names the browser.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Reflect, Uint8Array};
use twinlet_core::protocol::{EngineFailure, FromEngine, ToEngine};
use twinlet_engine::twin::Files;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use crate::task::Task;

struct Host {
    scope: DedicatedWorkerGlobalScope,
    /// Wakes the worker up again after it has looked at its messages; timers would cost 4 ms each.
    wake: MessageChannel,
    task: Task,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Installs the message handlers and says that the engine listens.
pub fn start() {
    std::panic::set_hook(Box::new(report_panic));
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(wake) = MessageChannel::new() else { return };
    let on_message =
        Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| with_host(|host| host.receive(&event)));
    scope.set_onmessage(Some(&leak(on_message)));
    let on_wake = Closure::<dyn FnMut(MessageEvent)>::new(|_| with_host(Host::work));
    wake.port1().set_onmessage(Some(&leak(on_wake)));
    let build = build_id(&scope);
    HOST.with(|host| *host.borrow_mut() = Some(Host { scope, wake, task: Task::default() }));
    with_host(|host| host.send(&FromEngine::Ready { build }));
}

/// The handlers live as long as the worker.
fn leak<T: ?Sized + wasm_bindgen::closure::WasmClosure>(closure: Closure<T>) -> Function {
    closure.into_js_value().unchecked_into()
}

/// The name of the worker's own file, which carries the hash of its content.
fn build_id(scope: &DedicatedWorkerGlobalScope) -> String {
    let path = scope.location().pathname();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The text of a panic reaches the app before the instance stops.
fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    let error = EngineFailure {
        code: "engine_panic".into(),
        message: format!("the calculation stopped unexpectedly: {info}"),
        hint: "it is started again by itself; if this comes back, reload the app".into(),
        fatal: true,
    };
    if let (Ok(scope), Ok(text)) = (
        js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>(),
        serde_json::to_string(&FromEngine::Failed { run: None, error }),
    ) {
        let _ = scope.post_message(&JsValue::from_str(&text));
    }
}

fn with_host(act: impl FnOnce(&mut Host)) {
    HOST.with(|host| {
        if let Some(host) = host.borrow_mut().as_mut() {
            act(host);
        }
    });
}

impl Host {
    fn receive(&mut self, event: &MessageEvent) {
        match decode(&event.data()) {
            Ok((ToEngine::Load { manifest, files }, buffers)) => {
                let message = self.task.load(&manifest, group(files, buffers));
                self.send(&message);
            }
            Ok((message, _)) => {
                for answer in self.task.handle(message) {
                    self.send(&answer);
                }
                self.wake_up();
            }
            Err(error) => self.send(&FromEngine::Failed { run: None, error }),
        }
    }

    /// One slice of work, then back to the messages.
    fn work(&mut self) {
        let now = || self.scope.performance().map_or(0.0, |p| p.now());
        let answers = self.task.slice(&now);
        for answer in answers {
            self.send(&answer);
        }
        self.wake_up();
    }

    fn wake_up(&self) {
        if self.task.is_busy() {
            let _ = self.wake.port2().post_message(&JsValue::NULL);
        }
    }

    fn send(&self, message: &FromEngine) {
        if let Ok(text) = serde_json::to_string(message) {
            let _ = self.scope.post_message(&JsValue::from_str(&text));
        }
    }
}

/// A message is `{ json, buffers }`.
fn decode(data: &JsValue) -> Result<(ToEngine, Vec<Vec<u8>>), EngineFailure> {
    let get = |key: &str| Reflect::get(data, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
    let json = get("json").as_string().unwrap_or_default();
    let message = serde_json::from_str(&json).map_err(|e| EngineFailure {
        code: "protocol".into(),
        message: format!("the app sent a message that the engine does not understand: {e}"),
        hint: "close all windows of the app and open it again".into(),
        fatal: false,
    })?;
    let buffers =
        get("buffers").dyn_into::<Array>().map(|a| a.iter().map(|b| Uint8Array::new(&b).to_vec()).collect());
    Ok((message, buffers.unwrap_or_default()))
}

fn group(files: Vec<(String, String)>, buffers: Vec<Vec<u8>>) -> BTreeMap<String, Files> {
    let mut models: BTreeMap<String, Files> = BTreeMap::new();
    for ((model, name), bytes) in files.into_iter().zip(buffers) {
        models.entry(model).or_default().insert(name, bytes);
    }
    models
}
