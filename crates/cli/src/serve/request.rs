//! The body of an inference request, read without trust: only what is used is kept.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::refusal::Refusal;
pub use data::Data;
pub use whole::Whole;

mod data;
mod whole;

/// An inference request.
#[derive(Debug, Deserialize)]
pub struct InferRequest {
    /// Given back with the answer.
    #[serde(default)]
    pub id: Option<String>,
    /// Parameters of the request.
    #[serde(default)]
    pub parameters: Option<Object<Parameters>>,
    /// Tensors, one per input.
    pub inputs: Vec<Object<InputTensor>>,
    /// Outputs that are wanted; all when absent.
    #[serde(default)]
    pub outputs: Option<Vec<Object<Wanted>>>,
}

/// Parameters of a request that mean something here; others are ignored.
#[derive(Debug, Default, Deserialize)]
pub struct Parameters {
    /// Answer the other rows when some lie outside the domain.
    #[serde(default)]
    pub allow_out_of_domain: bool,
}

/// Parameters that mean nothing here.
#[derive(Debug, Deserialize)]
pub struct Ignored {}

/// A tensor of an input.
#[derive(Debug, Deserialize)]
pub struct InputTensor {
    /// Name of the input.
    pub name: String,
    /// Rows, and values per row.
    pub shape: Vec<Whole>,
    /// Type of the values.
    pub datatype: String,
    /// Nothing that is used.
    #[serde(default, rename = "parameters")]
    pub _parameters: Option<Object<Ignored>>,
    /// Values.
    pub data: Data,
}

/// An output that is wanted.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// Name of the output, or of one end of its interval.
    pub name: String,
    /// Nothing that is used.
    #[serde(default, rename = "parameters")]
    pub _parameters: Option<Object<Ignored>>,
}

impl InferRequest {
    /// Reads a body.
    ///
    /// # Errors
    /// 400 with the place where it has not the form of an inference request.
    pub fn parse(body: &[u8]) -> Result<Self, Refusal> {
        let parsed = serde_json::from_slice::<Object<Self>>(body).map(|request| request.0);
        parsed.map_err(|e| {
            Refusal::malformed(format!(
                "the body is no inference request: {e}; /openapi.json has its form and an example"
            ))
        })
    }
}

/// A JSON object: a list in the order of the fields is not taken for one.
#[derive(Debug)]
pub struct Object<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(std::marker::PhantomData))
    }
}

struct ObjectVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}
