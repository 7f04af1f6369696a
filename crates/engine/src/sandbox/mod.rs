//! Models in WebAssembly modules of their own, without imports (`crates/sandbox`): one instance for each model. What ends an
//! instance is an error of that model, and the worker lives on.

mod instance;

use std::cell::RefCell;

use js_sys::WebAssembly;
use twinlet_onnx::{Refusal, Result, Runs, Runtime, Value, message};

use crate::keyed::Keyed;
use instance::{Call, Instance};

thread_local! {
    static MODULE: RefCell<Option<WebAssembly::Module>> = const { RefCell::new(None) };
    /// By the key of their model. JavaScript's objects stay on their thread, models need not.
    static INSTANCES: RefCell<Keyed<Instance>> = const { RefCell::new(Keyed::new()) };
}

/// Hands over the compiled module that models are to run in.
pub fn provide(module: WebAssembly::Module) {
    MODULE.set(Some(module));
}

/// Linear memory of all instances, bytes.
pub fn memory_bytes() -> u64 {
    INSTANCES.with_borrow(|all| all.all().map(Instance::memory_bytes).sum())
}

/// Opens models in the module that was handed over.
pub struct Sandbox;

impl Runtime for Sandbox {
    fn open(&self, bytes: &[u8]) -> Result<Box<dyn Runs>> {
        let key = INSTANCES.with_borrow_mut(Keyed::key);
        let mut guest = Guest { key, bytes: bytes.to_vec(), plan: String::new() };
        guest.plan = guest.begin()?;
        Ok(Box::new(guest))
    }
}

/// A model in its instance. After a trap the next call begins with a new one.
struct Guest {
    key: u32,
    bytes: Vec<u8>,
    plan: String,
}

impl Guest {
    /// Starts an instance and opens the model there; how it is run, in words.
    fn begin(&self) -> Result<String> {
        let module = MODULE.with_borrow(Clone::clone).ok_or_else(missing)?;
        let instance = Instance::start(&module).map_err(|said| ended("load", &said))?;
        INSTANCES.with_borrow_mut(|all| all.begin(self.key, instance));
        self.call("load", Call::Open, &self.bytes).inspect_err(|_| self.end())
    }

    fn call<T: for<'a> serde::Deserialize<'a>>(
        &self,
        code: &'static str,
        call: Call,
        message: &[u8],
    ) -> Result<T> {
        let answer = INSTANCES.with_borrow(|all| match all.get(self.key) {
            Some(instance) => instance.call(call, message),
            None => Err("it has ended".to_owned()),
        });
        match answer {
            Ok(answer) => message::answer(&answer),
            Err(said) => {
                self.end();
                Err(ended(code, &said))
            }
        }
    }

    fn is_running(&self) -> bool {
        INSTANCES.with_borrow(|all| all.get(self.key).is_some())
    }

    fn end(&self) {
        INSTANCES.with_borrow_mut(|all| all.end(self.key));
    }
}

impl Runs for Guest {
    fn run(&self, inputs: Vec<Value>) -> Result<Vec<Value>> {
        if !self.is_running() {
            self.begin()?;
        }
        self.call("run", Call::Run, &message::from_values(&inputs)?)
    }

    fn plan(&self) -> String {
        self.plan.clone()
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.end();
    }
}

fn ended(code: &'static str, said: &str) -> Refusal {
    let hint = "nothing else is harmed; tell the model's owner, or see `twinlet model check`";
    Refusal::new(code, format!("the model has ended its runtime: {said}"), hint)
}

fn missing() -> Refusal {
    let message = "it is made of more than plain layers, and this site has no runtime for that";
    Refusal::new("load", message, "build the site again with `twinlet build`")
}
