//! From a [`Tree`] to the raw types, without a detour over text.
//!
//! A struct is read from a map only and a number from a number only: the code that serde generates for
//! every other form is never instantiated, which halves its share of the browser build.

use serde::Deserializer;
use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{self, IntoDeserializer, Visitor};

use super::tree::Tree;

/// Why a tree does not fit a type. After the structural check it always does.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(String);

impl de::Error for ReadError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl<'de> IntoDeserializer<'de, ReadError> for &'de Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Methods that take one form of tree and refuse the others.
macro_rules! only {
    ($($method:ident($($extra:ty),*): $form:pat => |$visitor:ident| $visit:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, $(_: $extra,)* $visitor: V) -> Result<V::Value, ReadError> {
            match self {
                $form => $visit,
                other => Err(unexpected(other)),
            }
        })*
    };
}

fn unexpected(tree: &Tree) -> ReadError {
    ReadError(format!("{} is not expected", tree.kind()))
}

fn visit_list<'de, V: Visitor<'de>>(items: &'de [Tree], visitor: V) -> Result<V::Value, ReadError> {
    let mut items = SeqDeserializer::new(items.iter());
    let value = visitor.visit_seq(&mut items)?;
    items.end().map(|()| value)
}

fn visit_map<'de, V: Visitor<'de>>(
    entries: &'de [(String, Tree)],
    visitor: V,
) -> Result<V::Value, ReadError> {
    visitor.visit_map(MapDeserializer::new(entries.iter().map(|(key, value)| (key.as_str(), value))))
}

fn visit_number<'de, V: Visitor<'de>>(
    number: &serde_json::Number,
    visitor: V,
) -> Result<V::Value, ReadError> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(value), _, _) => visitor.visit_u64(value),
        (_, Some(value), _) => visitor.visit_i64(value),
        (_, _, Some(value)) => visitor.visit_f64(value),
        _ => Err(ReadError("the number is out of range".into())),
    }
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Number(number) => visit_number(number, visitor),
            Tree::Text(text) => visitor.visit_borrowed_str(text),
            Tree::List(items) => visit_list(items, visitor),
            Tree::Map(entries) => visit_map(entries, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// `name` is a variant without a value, `{ name: value }` one with it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self {
            Tree::Text(name) => visitor.visit_enum(StrDeserializer::new(name)),
            Tree::Map(entries) if entries.len() == 1 => {
                let entries = entries.iter().map(|(key, value)| (key.as_str(), value));
                visitor.visit_enum(de::value::MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            other => Err(unexpected(other)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    only! {
        deserialize_bool(): Tree::Bool(value) => |visitor| visitor.visit_bool(*value);
        deserialize_u32(): Tree::Number(number) => |visitor| visit_number(number, visitor);
        deserialize_u64(): Tree::Number(number) => |visitor| visit_number(number, visitor);
        deserialize_f64(): Tree::Number(number) => |visitor| visit_number(number, visitor);
        deserialize_str(): Tree::Text(text) => |visitor| visitor.visit_borrowed_str(text);
        deserialize_string(): Tree::Text(text) => |visitor| visitor.visit_borrowed_str(text);
        deserialize_identifier(): Tree::Text(text) => |visitor| visitor.visit_borrowed_str(text);
        deserialize_seq(): Tree::List(items) => |visitor| visit_list(items, visitor);
        deserialize_tuple(usize): Tree::List(items) => |visitor| visit_list(items, visitor);
        deserialize_map(): Tree::Map(entries) => |visitor| visit_map(entries, visitor);
        deserialize_struct(&'static str, &'static [&'static str]): Tree::Map(entries) => |visitor| visit_map(entries, visitor);
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct tuple_struct ignored_any
    }
}
