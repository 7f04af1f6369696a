//! The engine as the app uses it: always one worker, replaced when it fails; others help it with large runs.

mod helpers;
mod pool;
mod supervisor;

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::set_interval_with_handle;
use twinlet_core::protocol::{RunId, ToEngine};
use wasm_bindgen::JsValue;

use crate::browser::{clock, page};
use crate::worker_client::{Report, WorkerClient};
use helpers::Helpers;
use pool::PoolEvent;
use supervisor::{Effect, Event, Supervisor};

pub use supervisor::News;

/// Time between two looks at the deadlines.
const TICK: Duration = Duration::from_millis(500);

/// What the engine works on.
pub struct Content {
    /// The compiled manifest.
    pub manifest: String,
    /// Model id, file name, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// The compiled runtime for models of more than plain layers, where there is such a model.
    pub sandbox: Option<JsValue>,
}

/// A handle to the engine; the last one to go ends the worker.
#[derive(Clone)]
pub struct Engine {
    inner: Rc<Inner>,
}

struct Inner {
    url: String,
    state: RefCell<State>,
    tell: Box<dyn Fn(News)>,
}

struct State {
    supervisor: Supervisor,
    worker: Option<WorkerClient>,
    helpers: Helpers,
    content: Option<Content>,
    ticker: Option<IntervalHandle>,
}

impl Engine {
    /// Starts an engine from the script that the page names; `tell` hears of its answers.
    pub fn start(tell: impl Fn(News) + 'static) -> Self {
        let url = page::meta("twinlet-worker").unwrap_or_default();
        let build = url.rsplit('/').next().unwrap_or_default().to_owned();
        let (helpers, supervisor) = (Helpers::new(build.clone()), Supervisor::new(build));
        let state = State { supervisor, worker: None, helpers, content: None, ticker: None };
        let inner = Rc::new(Inner { url, state: RefCell::new(state), tell: Box::new(tell) });
        let weak = Rc::downgrade(&inner);
        inner.state.borrow_mut().ticker = set_interval_with_handle(move || tick(&weak), TICK).ok();
        let engine = Self { inner };
        engine.retry();
        engine
    }

    /// Name of the engine's script: its build id.
    pub fn build(&self) -> String {
        self.inner.url.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// Starts the engine again after it went down.
    pub fn retry(&self) {
        self.inner.clone().step(Event::Start);
    }

    /// Hands over what it works on.
    pub fn load(&self, content: Content) {
        self.inner.state.borrow_mut().content = Some(content);
        self.inner.clone().step(Event::Content);
    }

    /// Asks for something; the answer comes as news.
    pub fn ask(&self, message: ToEngine) {
        self.inner.clone().step(Event::Ask(message));
    }

    /// Stops a run.
    pub fn cancel(&self, run: RunId) {
        self.inner.clone().step(Event::Withdraw(run));
    }
}

impl Drop for State {
    fn drop(&mut self) {
        if let Some(ticker) = self.ticker.take() {
            ticker.clear();
        }
    }
}

fn tick(engine: &Weak<Inner>) {
    happen(engine, Event::Tick);
    happen_to_helpers(engine, PoolEvent::Tick);
}

/// Steps after the browser has left its own handler, so that a worker never ends inside its own callback.
fn happen(engine: &Weak<Inner>, event: Event) {
    let engine = engine.clone();
    leptos::task::spawn_local(async move {
        if let Some(inner) = engine.upgrade() {
            inner.step(event);
        }
    });
}

fn happen_to_helpers(engine: &Weak<Inner>, event: PoolEvent) {
    let engine = engine.clone();
    leptos::task::spawn_local(async move {
        if let Some(inner) = engine.upgrade() {
            inner.step_helpers(event);
        }
    });
}

impl Inner {
    fn step(self: Rc<Self>, event: Event) {
        let effects = self.state.borrow_mut().supervisor.step(event, clock::monotonic_ms());
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let done = match effect {
            Effect::Terminate => {
                self.end_worker();
                Ok(())
            }
            Effect::Spawn => self.spawn(),
            Effect::Load => self.send_content(),
            Effect::Post(message) => self.post(&message),
            Effect::Tell(news) => {
                (self.tell)(news);
                Ok(())
            }
        };
        if let Err(reason) = done {
            happen(&Rc::downgrade(self), Event::Broken(reason));
        }
    }

    fn end_worker(self: &Rc<Self>) {
        self.state.borrow_mut().worker = None;
        self.step_helpers(PoolEvent::LeaderGone);
    }

    fn spawn(self: &Rc<Self>) -> Result<(), String> {
        self.end_worker();
        let weak = Rc::downgrade(self);
        let hear = move |report| match report {
            Report::Said(message, module) => {
                if let Some(inner) = weak.upgrade() {
                    inner.hear_of_helpers(&message, module);
                }
                happen(&weak, Event::Heard(*message));
            }
            Report::Broken(reason) => happen(&weak, Event::Broken(reason)),
        };
        let worker = WorkerClient::start(&self.url, None, hear)?;
        self.state.borrow_mut().worker = Some(worker);
        Ok(())
    }

    fn send_content(&self) -> Result<(), String> {
        let state = self.state.borrow();
        let content = state.content.as_ref().ok_or("nothing to load")?;
        let names = content.files.iter().map(|(model, name, _)| (model.clone(), name.clone())).collect();
        let bytes: Vec<&[u8]> = content.files.iter().map(|(_, _, bytes)| bytes.as_slice()).collect();
        let message = ToEngine::Load { manifest: content.manifest.clone(), files: names };
        let worker = state.worker.as_ref().ok_or("it is not there")?;
        worker.send_with(&message, &bytes, content.sandbox.as_ref())
    }

    fn post(&self, message: &ToEngine) -> Result<(), String> {
        self.state.borrow().worker.as_ref().ok_or("it is not there")?.send(message)
    }
}
