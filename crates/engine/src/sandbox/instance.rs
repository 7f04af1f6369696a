//! One instance of the module, and how bytes get into it and out again.

use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};

/// What an instance can be asked for.
#[derive(Clone, Copy)]
pub enum Call {
    /// To open a model.
    Open,
    /// To evaluate values.
    Run,
}

/// A running instance.
pub struct Instance {
    exports: Object,
}

impl Instance {
    /// Starts one. It gets nothing from outside.
    ///
    /// # Errors
    /// What the browser says.
    pub fn start(module: &WebAssembly::Module) -> Result<Self, String> {
        let instance = WebAssembly::Instance::new(module, &Object::new()).map_err(|e| text_of(&e))?;
        Ok(Self { exports: instance.exports() })
    }

    /// Linear memory, bytes.
    pub fn memory_bytes(&self) -> u64 {
        self.memory().map_or(0, |memory| u64::from(Uint8Array::new(&memory.buffer()).length()))
    }

    /// Sends a message and fetches the answer.
    ///
    /// # Errors
    /// Why the instance has ended; it must not be called again.
    pub fn call(&self, call: Call, message: &[u8]) -> Result<Vec<u8>, String> {
        let length = u32::try_from(message.len()).map_err(|e| e.to_string())?;
        let name = match call {
            Call::Open => "open",
            Call::Run => "run",
        };
        self.number("room", &[length.into()])
            .and_then(|at| self.at(at, length).map(|room| room.copy_from(message)))
            .and_then(|()| self.number(name, &[]))
            .and_then(|length| self.answer(length))
            .map_err(|error| self.reason().unwrap_or_else(|| text_of(&error)))
    }

    fn answer(&self, length: u32) -> Result<Vec<u8>, JsValue> {
        Ok(self.at(self.number("answered", &[])?, length)?.to_vec())
    }

    /// What a panic said before it ended in a trap.
    fn reason(&self) -> Option<String> {
        let bytes = self.answer(self.number("reason", &[]).ok()?).ok()?;
        String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
    }

    fn at(&self, address: u32, length: u32) -> Result<Uint8Array, JsValue> {
        Ok(Uint8Array::new_with_byte_offset_and_length(&self.memory()?.buffer(), address, length))
    }

    fn memory(&self) -> Result<WebAssembly::Memory, JsValue> {
        Reflect::get(&self.exports, &"memory".into())?.dyn_into()
    }

    fn number(&self, name: &str, arguments: &[JsValue]) -> Result<u32, JsValue> {
        let function: Function = Reflect::get(&self.exports, &name.into())?.dyn_into()?;
        let answer = function.apply(&JsValue::UNDEFINED, &arguments.iter().collect())?;
        Ok(answer.as_f64().unwrap_or_default() as u32)
    }
}

fn text_of(error: &JsValue) -> String {
    Object::from(error.clone()).to_string().into()
}
