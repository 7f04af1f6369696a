//! `OneHotEncoder`, `LabelEncoder` and `CategoryMapper`: categories into numbers and back.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::{NodeProto, TensorProto};
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::tensor;
use super::attributes::{floats, ints, string, strings};

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("OneHotEncoder", one_hot);
    register.insert("LabelEncoder", label_encoder);
    register.insert("CategoryMapper", category_mapper);
}

/// A list of categories of one type.
#[derive(Debug, Clone)]
enum Items {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
    Strings(Vec<String>),
}

impl Items {
    fn len(&self) -> usize {
        match self {
            Self::Ints(x) => x.len(),
            Self::Floats(x) => x.len(),
            Self::Strings(x) => x.len(),
        }
    }

    /// Whichever attribute `{start}_int64s`, `{start}_floats`, `{start}_strings` or `{start}_tensor` is there.
    fn of(ctx: &ParsingContext, node: &NodeProto, start: &str) -> TractResult<Option<(Self, DatumType)>> {
        if let Some(proto) = node.get_attr_opt::<&TensorProto>(&format!("{start}_tensor"))? {
            return Self::of_tensor(&ctx.load_tensor(proto)?).map(Some);
        }
        let whole = ints(node, &format!("{start}_int64s"))?;
        if !whole.is_empty() {
            return Ok(Some((Self::Ints(whole), i64::datum_type())));
        }
        let numbers = floats(node, &format!("{start}_floats"))?;
        if !numbers.is_empty() {
            return Ok(Some((Self::Floats(numbers.into_iter().map(f64::from).collect()), f32::datum_type())));
        }
        let texts = strings(node, &format!("{start}_strings"))?;
        Ok((!texts.is_empty()).then_some((Self::Strings(texts), String::datum_type())))
    }

    /// The elements of a tensor, and what they were.
    fn of_tensor(tensor: &Tensor) -> TractResult<(Self, DatumType)> {
        let kind = tensor.datum_type();
        let items = match kind {
            DatumType::String => Self::Strings(tensor.try_as_plain_ram()?.as_slice::<String>()?.to_vec()),
            DatumType::F32 | DatumType::F64 => {
                Self::Floats(tensor.cast_to::<f64>()?.try_as_plain_ram()?.as_slice::<f64>()?.to_vec())
            }
            _ => Self::Ints(tensor.cast_to::<i64>()?.try_as_plain_ram()?.as_slice::<i64>()?.to_vec()),
        };
        Ok((items, kind))
    }

    /// Where each of `wanted` is among them; numbers match whatever their type, NaN matches NaN.
    fn find(&self, wanted: &Self) -> TractResult<Vec<Option<usize>>> {
        match (self, wanted) {
            (Self::Strings(keys), Self::Strings(x)) => {
                Ok(x.iter().map(|x| place(keys, |key| key == x)).collect())
            }
            (Self::Ints(keys), Self::Ints(x)) => Ok(x.iter().map(|x| place(keys, |key| key == x)).collect()),
            (Self::Floats(keys), Self::Floats(x)) => {
                Ok(x.iter().map(|x| place(keys, |key| same(*key, *x))).collect())
            }
            (Self::Ints(keys), Self::Floats(x)) => {
                Ok(x.iter().map(|x| place(keys, |key| *key == *x as i64)).collect())
            }
            (Self::Floats(keys), Self::Ints(x)) => {
                Ok(x.iter().map(|x| place(keys, |key| *key == *x as f64)).collect())
            }
            _ => bail!("texts and numbers are compared"),
        }
    }

    /// A tensor of what stands at each place; `absent` (one item) where there is none.
    fn pick(
        &self,
        places: &[Option<usize>],
        absent: &Self,
        kind: DatumType,
        shape: &[usize],
    ) -> TractResult<Tensor> {
        let picked = match (self, absent) {
            (Self::Ints(x), Self::Ints(other)) => tensor(shape, chosen(x, places, other)?)?,
            (Self::Floats(x), Self::Floats(other)) => tensor(shape, chosen(x, places, other)?)?,
            (Self::Strings(x), Self::Strings(other)) => return tensor(shape, chosen(x, places, other)?),
            _ => bail!("values and default differ in type"),
        };
        Ok(picked.cast_to_dt(kind)?.into_owned())
    }
}

fn place<T>(keys: &[T], is: impl Fn(&T) -> bool) -> Option<usize> {
    keys.iter().position(is)
}

fn same(key: f64, x: f64) -> bool {
    key == x || key.is_nan() && x.is_nan()
}

fn chosen<T: Clone>(values: &[T], places: &[Option<usize>], absent: &[T]) -> TractResult<Vec<T>> {
    let absent = absent.first().context("there is no default")?;
    Ok(places.iter().map(|place| place.and_then(|ix| values.get(ix)).unwrap_or(absent).clone()).collect())
}

fn one_hot(_: &ParsingContext, node: &NodeProto) -> Built {
    let (whole, texts) = (ints(node, "cats_int64s")?, strings(node, "cats_strings")?);
    let categories = if whole.is_empty() { Items::Strings(texts) } else { Items::Ints(whole) };
    ensure!(categories.len() > 0, "OneHotEncoder has no categories");
    let zeros = node.get_attr_opt::<i64>("zeros")?.unwrap_or(1) != 0;
    built(node, OneHot { categories, zeros })
}

/// One more axis: 1 at the category, else 0.
#[derive(Debug)]
struct OneHot {
    categories: Items,
    /// Whether an unknown category is answered with zeros only, instead of an error.
    zeros: bool,
}

impl Kernel for OneHot {
    fn name(&self) -> &'static str {
        "OneHotEncoder"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("OneHotEncoder takes one input") };
        let mut shape = input.shape.clone();
        shape.push(self.categories.len().to_dim());
        Ok(vec![Fact { kind: f32::datum_type(), shape }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let places = self.categories.find(&Items::of_tensor(inputs[0])?.0)?;
        let width = self.categories.len();
        let mut hot = vec![0.0_f32; places.len() * width];
        for (row, place) in places.iter().enumerate() {
            match place {
                Some(ix) => hot[row * width + ix] = 1.0,
                None => ensure!(self.zeros, "OneHotEncoder is given a category that it does not know"),
            }
        }
        let mut shape: TVec<usize> = inputs[0].shape().into();
        shape.push(width);
        Ok(vec![tensor(&shape, hot)?])
    }
}

fn label_encoder(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let classes = strings(node, "classes_strings")?;
    if !classes.is_empty() {
        return first_edition(node, classes);
    }
    let (keys, _) = Items::of(ctx, node, "keys")?.context("LabelEncoder has no keys")?;
    let (values, kind) = Items::of(ctx, node, "values")?.context("LabelEncoder has no values")?;
    let absent = match (node.get_attr_opt::<&TensorProto>("default_tensor")?, &values) {
        (Some(proto), _) => Items::of_tensor(&ctx.load_tensor(proto)?)?.0,
        (None, Items::Ints(_)) => Items::Ints(vec![node.get_attr_opt("default_int64")?.unwrap_or(-1)]),
        (None, Items::Floats(_)) => {
            Items::Floats(vec![node.get_attr_opt::<f32>("default_float")?.map_or(-0.0, f64::from)])
        }
        (None, Items::Strings(_)) => Items::Strings(vec![string(node, "default_string", "_Unused")?]),
    };
    ensure!(keys.len() == values.len(), "keys and values of LabelEncoder differ in length");
    built(node, Encoder { keys, values, absent, kind, back: None })
}

/// ai.onnx.ml 1: a list of texts; texts become their places, places become texts.
fn first_edition(node: &NodeProto, classes: Vec<String>) -> Built {
    let places = Items::Ints((0..classes.len() as i64).collect());
    mapper(node, Items::Strings(classes), places)
}

fn category_mapper(_: &ParsingContext, node: &NodeProto) -> Built {
    let (texts, whole) = (strings(node, "cats_strings")?, ints(node, "cats_int64s")?);
    ensure!(texts.len() == whole.len(), "cats_strings and cats_int64s of CategoryMapper differ in length");
    mapper(node, Items::Strings(texts), Items::Ints(whole))
}

fn mapper(node: &NodeProto, texts: Items, numbers: Items) -> Built {
    let unknown_text = Items::Strings(vec![string(node, "default_string", "_Unused")?]);
    let unknown_number = Items::Ints(vec![node.get_attr_opt("default_int64")?.unwrap_or(-1)]);
    let back = Encoder {
        keys: numbers.clone(),
        values: texts.clone(),
        absent: unknown_text,
        kind: String::datum_type(),
        back: None,
    };
    let kind = i64::datum_type();
    built(
        node,
        Encoder { keys: texts, values: numbers, absent: unknown_number, kind, back: Some(Box::new(back)) },
    )
}

/// A value for each key.
#[derive(Debug)]
struct Encoder {
    keys: Items,
    values: Items,
    absent: Items,
    kind: DatumType,
    /// For numbers, where texts are the keys and both directions are allowed.
    back: Option<Box<Encoder>>,
}

impl Encoder {
    fn for_kind(&self, kind: DatumType) -> &Self {
        self.back.as_deref().filter(|_| kind != String::datum_type()).unwrap_or(self)
    }
}

impl Kernel for Encoder {
    fn name(&self) -> &'static str {
        "LabelEncoder"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("LabelEncoder takes one input") };
        Ok(vec![Fact { kind: self.for_kind(input.kind).kind, shape: input.shape.clone() }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let encoder = self.for_kind(inputs[0].datum_type());
        let places = encoder.keys.find(&Items::of_tensor(inputs[0])?.0)?;
        Ok(vec![encoder.values.pick(&places, &encoder.absent, encoder.kind, inputs[0].shape())?])
    }
}
