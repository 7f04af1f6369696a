//! The helpers' workers: what [`super::pool`] decides, carried out.

use std::collections::BTreeMap;
use std::rc::Rc;

use twinlet_core::protocol::{FromEngine, ToEngine};
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

use super::pool::{Pool, PoolEffect, PoolEvent, most_helpers};
use super::{Inner, happen_to_helpers};
use crate::browser::{clock, device, page};
use crate::worker_client::{Report, WorkerClient};

/// The pool and its workers.
pub(super) struct Helpers {
    pool: Pool,
    workers: BTreeMap<u32, WorkerClient>,
    /// The engine as the leading worker compiled it.
    module: Option<JsValue>,
}

impl Helpers {
    /// None yet.
    pub fn new(build: String) -> Self {
        let pool = Pool::new(build, most_helpers(device::place()));
        Self { pool, workers: BTreeMap::new(), module: None }
    }
}

impl Inner {
    /// What the leading worker says about helpers.
    pub(super) fn hear_of_helpers(self: &Rc<Self>, message: &FromEngine, module: Option<JsValue>) {
        let event = match message {
            FromEngine::HelpWanted { .. } => {
                self.state.borrow_mut().helpers.module = module;
                PoolEvent::Wanted
            }
            FromEngine::HelperLost { helper } => PoolEvent::Broken(*helper),
            _ => PoolEvent::Busy,
        };
        happen_to_helpers(&Rc::downgrade(self), event);
    }

    pub(super) fn step_helpers(self: &Rc<Self>, event: PoolEvent) {
        let effects = self.state.borrow_mut().helpers.pool.step(event, clock::monotonic_ms());
        for effect in effects {
            let done = match effect {
                PoolEffect::Spawn(helper) => self.spawn_helper(helper).map_err(|_| helper),
                PoolEffect::Connect(helper) => self.connect(helper).map_err(|_| helper),
                PoolEffect::End(helper) => {
                    let ended = self.state.borrow_mut().helpers.workers.remove(&helper);
                    drop(ended);
                    Ok(())
                }
                PoolEffect::TellGone(helper) => {
                    // A leader that cannot be told is about to be replaced.
                    let _ = self.post(&ToEngine::HelperGone { helper });
                    Ok(())
                }
            };
            if let Err(helper) = done {
                happen_to_helpers(&Rc::downgrade(self), PoolEvent::Broken(helper));
            }
        }
    }

    fn spawn_helper(self: &Rc<Self>, helper: u32) -> Result<(), String> {
        let weak = Rc::downgrade(self);
        let hear = move |report| {
            let event = match report {
                Report::Said(message, _) => match *message {
                    FromEngine::Ready { build } => PoolEvent::Ready(helper, build),
                    FromEngine::Failed { .. } => PoolEvent::Broken(helper),
                    _ => return,
                },
                Report::Broken(_) => PoolEvent::Broken(helper),
            };
            happen_to_helpers(&weak, event);
        };
        let mut state = self.state.borrow_mut();
        // A single file hands every worker its compiled engine itself.
        let own = page::meta("twinlet-single-file").is_none();
        let module = state.helpers.module.clone().filter(|_| own);
        let worker = WorkerClient::start(&self.url, module.as_ref(), hear)?;
        state.helpers.workers.insert(helper, worker);
        Ok(())
    }

    /// A channel between the leading worker and a helper.
    fn connect(&self, helper: u32) -> Result<(), String> {
        let channel = MessageChannel::new().map_err(|_| "no channel")?;
        let state = self.state.borrow();
        let leader = state.worker.as_ref().ok_or("nobody leads")?;
        let worker = state.helpers.workers.get(&helper).ok_or("it is gone")?;
        leader.hand_over(&ToEngine::Helper { helper }, &channel.port1())?;
        worker.hand_over(&ToEngine::Help, &channel.port2())
    }
}
