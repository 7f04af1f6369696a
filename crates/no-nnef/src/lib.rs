//! The names of NNEF, another format for models, with nothing behind them.
//!
//! tract-onnx can also write what it has read as NNEF. The crate that knows NNEF enters itself into a list that the linker
//! must keep, and with itself every operator that the format has: Fourier transforms, image scaling, archives. No program
//! of this workspace reads or writes NNEF; this crate takes that one's place, so that the rest is not linked. It has what
//! tract-onnx's own operators are declared with; nothing of it is ever called, and what is called all the same fails.

#![allow(missing_docs, reason = "the names are tract's; what they mean is told there")]

pub use tract_core;
pub use tract_core::prelude::{tract_ndarray, tract_num_traits};

pub mod internal {
    pub use std::any::TypeId;

    pub use tract_core::internal::*;

    pub use crate::declare::{Identifier, Parameter, Registry, TypeName};
    pub use crate::framework::Nnef;
    pub use crate::read::{ModelBuilder, ResolvedInvocation, Value};
    pub use crate::ser::{IntoAst, RValue, invocation, logical, numeric, string};
}

pub mod framework {
    /// A reader that knows no format.
    #[derive(Debug, Default)]
    pub struct Nnef {
        pub registries: Vec<crate::declare::Registry>,
    }
}

mod declare {
    use std::sync::Arc;

    use tract_core::internal::*;

    use crate::read::{ModelBuilder, ResolvedInvocation, Value};
    use crate::ser::{IntoAst, RValue};

    type Read = fn(&mut ModelBuilder, &ResolvedInvocation) -> TractResult<Value>;
    type Write<O> = fn(&mut IntoAst, &TypedNode, &O) -> TractResult<Option<Arc<RValue>>>;

    /// A list that keeps nothing.
    #[derive(Debug)]
    pub struct Registry;

    impl Registry {
        pub fn new(_: impl AsRef<str>) -> Self {
            Self
        }

        #[must_use]
        pub fn with_doc(self, _: impl Into<String>) -> Self {
            self
        }

        pub fn register_dumper<O: TypedOp>(&mut self, _: Write<O>) {}

        pub fn register_primitive(&mut self, _: impl AsRef<str>, _: &[Parameter], _: &[(&str, Kind)], _: Read) {}
    }

    #[derive(Debug, PartialEq, Eq)]
    pub struct Identifier;

    impl From<&str> for Identifier {
        fn from(_: &str) -> Self {
            Self
        }
    }

    #[derive(Debug, Clone, Copy)]
    pub enum TypeName {
        Any,
        Integer,
        Scalar,
        Logical,
        String,
    }

    #[derive(Debug, Clone, Copy)]
    pub struct Kind;

    #[derive(Debug, Clone, Copy)]
    pub struct Parameter;

    impl TypeName {
        #[must_use]
        pub fn tensor(self) -> Kind {
            Kind
        }

        #[must_use]
        pub fn array(self) -> Kind {
            Kind
        }

        pub fn named(self, _: impl AsRef<str>) -> Parameter {
            Parameter
        }
    }

    impl Kind {
        pub fn named(self, _: impl AsRef<str>) -> Parameter {
            Parameter
        }
    }

    impl Parameter {
        #[must_use]
        pub fn default<T>(self, _: T) -> Self {
            self
        }
    }
}

mod read {
    use tract_core::internal::*;

    use crate::declare::Identifier;

    #[derive(Debug)]
    pub struct Value;

    #[derive(Debug)]
    pub struct Invocation {
        pub id: Identifier,
    }

    #[derive(Debug)]
    pub struct ResolvedInvocation {
        pub invocation: Invocation,
    }

    #[derive(Debug)]
    pub struct ModelBuilder {
        pub model: TypedModel,
    }

    fn no_reader<T>() -> TractResult<T> {
        bail!("this program does not read NNEF; hand it the ONNX file")
    }

    impl ModelBuilder {
        pub fn wire(&mut self, _: impl Into<Box<dyn TypedOp>>, _: &[OutletId]) -> TractResult<Value> {
            no_reader()
        }
    }

    impl ResolvedInvocation {
        pub fn named_arg_as<T>(&self, _: &mut ModelBuilder, _: &str) -> TractResult<T> {
            no_reader()
        }

        pub fn get_named_arg_as<T>(&self, _: &mut ModelBuilder, _: &str) -> TractResult<Option<T>> {
            no_reader()
        }

        pub fn optional_named_arg_as<T>(&self, _: &mut ModelBuilder, _: &str) -> TractResult<Option<T>> {
            no_reader()
        }
    }
}

pub mod ser {
    use std::fmt::Debug;
    use std::sync::Arc;

    use tract_core::internal::*;

    /// A word of a text that is never written.
    #[derive(Debug, Clone)]
    pub struct RValue;

    #[derive(Debug)]
    pub struct IntoAst {
        pub model: TypedModel,
        pub mapping: HashMap<OutletId, Arc<RValue>>,
    }

    impl IntoAst {
        pub fn konst_variable(&mut self, _: impl AsRef<str>, _: &Arc<Tensor>) -> TractResult<Arc<RValue>> {
            bail!("this program does not write NNEF")
        }
    }

    pub fn array(_: impl AsRef<[RValue]>) -> RValue {
        RValue
    }

    pub fn ints(_: &[usize]) -> RValue {
        RValue
    }

    pub fn tdims(_: &[TDim]) -> RValue {
        RValue
    }

    pub fn string(_: impl AsRef<str>) -> RValue {
        RValue
    }

    pub fn logical(_: bool) -> RValue {
        RValue
    }

    pub fn numeric<D: Debug>(_: D) -> RValue {
        RValue
    }

    pub fn invocation(_: impl AsRef<str>, _: &[Arc<RValue>], _: &[(&str, RValue)]) -> Arc<RValue> {
        Arc::new(RValue)
    }
}
