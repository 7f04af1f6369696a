//! The worker's side of the message channel. The only file of the engine that names the browser, beside `sandbox`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::helper::{FromHelper, Helper};
use crate::sandbox;
use crate::twin::Files;
use js_sys::{Array, Float64Array, Function, Object, Reflect, Uint8Array};
use twinlet_core::ensemble::Rows;
use twinlet_core::protocol::{EngineFailure, FromEngine, ToEngine};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use super::task::Task;

struct Host {
    scope: DedicatedWorkerGlobalScope,
    /// Wakes the worker up again after it has looked at its messages; timers would cost 4 ms each.
    wake: MessageChannel,
    task: Task,
    /// To the helpers of this worker.
    helpers: BTreeMap<u32, MessagePort>,
    /// When this worker is a helper: what it knows of the run.
    helper: Helper,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Installs the message handlers and says that the engine listens.
pub fn start() {
    crate::start();
    std::panic::set_hook(Box::new(report_panic));
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(wake) = MessageChannel::new() else { return };
    let on_message =
        Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| with_host(|host| host.receive(&event)));
    scope.set_onmessage(Some(&leak(on_message)));
    let on_wake = Closure::<dyn FnMut(MessageEvent)>::new(|_| with_host(Host::work));
    wake.port1().set_onmessage(Some(&leak(on_wake)));
    let build = build_id(&scope);
    HOST.with(|host| {
        *host.borrow_mut() = {
            let (task, helpers, helper) = (Task::default(), BTreeMap::new(), Helper::default());
            Some(Host { scope, wake, task, helpers, helper })
        }
    });
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
                if let Ok(module) = part(&event.data(), "sandbox").dyn_into() {
                    sandbox::provide(module);
                }
                let message = self.task.load(&manifest, group(files, buffers));
                self.send(&message);
            }
            Ok((ToEngine::Help, _)) => self.help(event),
            Ok((message, _)) => {
                match &message {
                    ToEngine::Helper { helper } => self.connect(*helper, event),
                    ToEngine::HelperGone { helper } => {
                        self.helpers.remove(helper).iter().for_each(MessagePort::close)
                    }
                    _ => {}
                }
                let answers = self.task.handle(message);
                self.answer(&answers);
                self.wake_up();
            }
            Err(error) => self.send(&FromEngine::Failed { run: None, error }),
        }
    }

    /// One slice of work, then back to the messages.
    fn work(&mut self) {
        let now = || self.scope.performance().map_or(0.0, |p| p.now());
        let answers = self.task.slice(&now);
        self.answer(&answers);
        self.wake_up();
    }

    fn answer(&mut self, answers: &[FromEngine]) {
        for (helper, message, numbers) in self.task.posts() {
            if let Some(port) = self.helpers.get(&helper) {
                post(port, &message, numbers.iter().map(Vec::as_slice));
            }
        }
        answers.iter().for_each(|answer| self.send(answer));
    }

    /// A helper listens at the other end of the attached port.
    fn connect(&mut self, helper: u32, event: &MessageEvent) {
        let Some(port) = event.ports().get(0).dyn_into::<MessagePort>().ok() else { return };
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            with_host(|host| host.hear_helper(helper, &event.data()));
        });
        port.set_onmessage(Some(&leak(hear)));
        self.helpers.insert(helper, port);
    }

    fn hear_helper(&mut self, helper: u32, data: &JsValue) {
        let message = serde_json::from_str(&text(data))
            .unwrap_or_else(|e| FromHelper::Failed { message: e.to_string() });
        let [guarded, unguarded] = numbers(data);
        let answers = self.task.heard(helper, message, Rows { guarded, unguarded });
        self.answer(&answers);
    }

    /// From now on this worker helps the one at the other end of the attached port.
    fn help(&mut self, event: &MessageEvent) {
        let Some(port) = event.ports().get(0).dyn_into::<MessagePort>().ok() else { return };
        let leader = port.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            with_host(|host| host.help_with(&leader, &event.data()));
        });
        port.set_onmessage(Some(&leak(hear)));
    }

    fn help_with(&mut self, leader: &MessagePort, data: &JsValue) {
        let [answers, _] = numbers(data);
        let answer = match serde_json::from_str(&text(data)) {
            Ok(message) => self.helper.handle(message, answers),
            Err(error) => Some((FromHelper::Failed { message: error.to_string() }, Rows::default())),
        };
        if let Some((message, rows)) = answer {
            post(leader, &message, [rows.guarded.as_slice(), rows.unguarded.as_slice()].into_iter());
        }
    }

    fn wake_up(&self) {
        if self.task.is_busy() {
            let _ = self.wake.port2().post_message(&JsValue::NULL);
        }
    }

    fn send(&self, message: &FromEngine) {
        let Ok(text) = serde_json::to_string(message) else { return };
        let text = JsValue::from_str(&text);
        let _ = match message {
            // Helpers start from the compiled module: nothing is downloaded or compiled again.
            FromEngine::HelpWanted { .. } => {
                let data = Object::new();
                let _ = Reflect::set(&data, &"json".into(), &text);
                let _ = Reflect::set(&data, &"module".into(), &wasm_bindgen::module());
                self.scope.post_message(&data)
            }
            _ => self.scope.post_message(&text),
        };
    }
}

/// Sends a message between workers; the numbers are handed over, not copied once more.
fn post<'a>(port: &MessagePort, message: &impl serde::Serialize, numbers: impl Iterator<Item = &'a [f64]>) {
    let Ok(text) = serde_json::to_string(message) else { return };
    let buffers: Array = numbers.map(|xs| Float64Array::from(xs).buffer()).collect();
    let data = Object::new();
    let _ = Reflect::set(&data, &"json".into(), &JsValue::from_str(&text));
    let _ = Reflect::set(&data, &"buffers".into(), &buffers);
    let _ = port.post_message_with_transferable(&data, &buffers);
}

/// The attached numbers, as many as there are.
fn numbers<const N: usize>(data: &JsValue) -> [Vec<f64>; N] {
    let buffers = part(data, "buffers").dyn_into::<Array>().unwrap_or_default();
    std::array::from_fn(|k| match buffers.get(k as u32) {
        buffer if buffer.is_undefined() => Vec::new(),
        buffer => Float64Array::new(&buffer).to_vec(),
    })
}

fn part(data: &JsValue, key: &str) -> JsValue {
    Reflect::get(data, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

fn text(data: &JsValue) -> String {
    part(data, "json").as_string().unwrap_or_default()
}

/// A message is `{ json, buffers }`.
fn decode(data: &JsValue) -> Result<(ToEngine, Vec<Vec<u8>>), EngineFailure> {
    let message = serde_json::from_str(&text(data)).map_err(|e| EngineFailure {
        code: "protocol".into(),
        message: format!("the app sent a message that the engine does not understand: {e}"),
        hint: "close all windows of the app and open it again".into(),
        fatal: false,
    })?;
    let buffers = part(data, "buffers")
        .dyn_into::<Array>()
        .map(|a| a.iter().map(|b| Uint8Array::new(&b).to_vec()).collect());
    Ok((message, buffers.unwrap_or_default()))
}

fn group(files: Vec<(String, String)>, buffers: Vec<Vec<u8>>) -> BTreeMap<String, Files> {
    let mut models: BTreeMap<String, Files> = BTreeMap::new();
    for ((model, name), bytes) in files.into_iter().zip(buffers) {
        models.entry(model).or_default().insert(name, bytes);
    }
    models
}
