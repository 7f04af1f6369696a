//! A tensor while a program is made: a shape in which the batch counts as one, and where its numbers are.

use std::rc::Rc;

use crate::proto::TensorProto;

/// What a tensor holds.
#[derive(Clone)]
pub(super) enum Held {
    /// Numbers that depend on the row: consecutive columns of the scratch from here.
    Columns(usize),
    /// Truth values that depend on the row, as ones and zeros in consecutive columns.
    Truths(usize),
    /// Whole numbers that depend on the row, below 2^24, in consecutive columns.
    Wholes(usize),
    /// Constant numbers.
    Floats(Rc<[f32]>),
    /// Constant whole numbers.
    Ints(Rc<[i64]>),
    /// Lengths, of which at least one is the number of rows.
    Lengths(Rc<[Length]>),
    /// Constants of another type.
    Other,
}

/// A length that is read from a tensor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// The number of rows, whatever it is.
    Rows,
    /// So many.
    Of(i64),
}

/// A tensor: row-major, the batch with the length one.
#[derive(Clone)]
pub(super) struct Tensor {
    /// Lengths along each axis, none of them zero.
    pub shape: Vec<usize>,
    /// Which axis is the batch; a constant has none, unless it was made as long as there are rows.
    pub batch: Option<usize>,
    pub held: Held,
}

/// Axes of a tensor at most.
const MOST_AXES: usize = 8;

/// Entries of a list of lengths at most: several shapes.
pub(super) const MOST_LENGTHS: usize = 64;

/// The product of lengths.
///
/// # Errors
/// When there is none that could be held, or one of them is zero.
pub(super) fn product(shape: &[usize]) -> Result<usize, String> {
    if shape.len() > MOST_AXES {
        return Err(format!("a tensor has {} axes", shape.len()));
    }
    match shape.iter().try_fold(1_usize, |all, n| all.checked_mul(*n)) {
        Some(n) if n > 0 && n <= super::MOST_ENTRIES => Ok(n),
        Some(0) => Err("a tensor is empty".into()),
        _ => Err("a tensor is too large".into()),
    }
}

/// An axis counted from the front.
///
/// # Errors
/// When there is no such axis.
pub(super) fn axis(axis: i64, rank: usize) -> Result<usize, String> {
    let from_front = if axis < 0 { axis.checked_add_unsigned(rank as u64) } else { Some(axis) };
    let found = from_front.and_then(|axis| usize::try_from(axis).ok()).filter(|axis| *axis < rank);
    found.ok_or_else(|| format!("there is no axis {axis}"))
}

impl Tensor {
    /// A constant of the file.
    ///
    /// # Errors
    /// When its numbers do not fill its shape.
    pub fn constant(proto: &TensorProto) -> Result<Self, String> {
        let shape: Option<Vec<usize>> = proto.dims.iter().map(|n| usize::try_from(*n).ok()).collect();
        let shape = shape.ok_or("a length is negative")?;
        let held = match proto.data_type {
            1 => Held::Floats(numbers(&proto.float_data, &proto.raw_data, f32::from_le_bytes)?),
            7 => Held::Ints(numbers(&proto.int64_data, &proto.raw_data, i64::from_le_bytes)?),
            _ => Held::Other,
        };
        Self::holding(shape, held)
    }

    /// Constants of this shape; those that nothing here can use are kept without one.
    ///
    /// # Errors
    /// When they do not fill it.
    pub fn holding(shape: Vec<usize>, held: Held) -> Result<Self, String> {
        let length = match &held {
            Held::Floats(all) => all.len(),
            Held::Ints(all) => all.len(),
            _ => 0,
        };
        let filled = shape.iter().try_fold(1_usize, |all, n| all.checked_mul(*n));
        match held {
            Held::Floats(_) | Held::Ints(_) if filled != Some(length) => {
                Err(format!("{length} numbers do not fill its shape"))
            }
            held if length > 0 && shape.len() <= MOST_AXES => Ok(Self { shape, batch: None, held }),
            _ => Ok(Self { shape: vec![], batch: None, held: Held::Other }),
        }
    }

    /// Lengths in a list.
    pub fn lengths(list: Vec<Length>) -> Self {
        Self { shape: vec![list.len()], batch: None, held: Held::of_lengths(&list) }
    }

    /// Columns where the batch is this axis.
    pub fn columns(shape: Vec<usize>, batch: Option<usize>, start: usize) -> Self {
        Self { shape, batch, held: Held::Columns(start) }
    }

    /// Where its columns begin.
    ///
    /// # Errors
    /// When it holds anything but numbers that depend on the row.
    pub fn start(&self) -> Result<usize, String> {
        match self.held {
            Held::Columns(start) => Ok(start),
            Held::Truths(_) | Held::Wholes(_) => Err("truth values or places are taken for numbers".into()),
            _ => Err("a constant stands where numbers of the row are expected".into()),
        }
    }

    /// Its constant numbers.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn floats(&self) -> Result<&[f32], String> {
        match &self.held {
            Held::Floats(all) => Ok(all),
            Held::Columns(_) => Err("a tensor that should be constant depends on the row".into()),
            _ => Err("a constant is not of 32-bit numbers".into()),
        }
    }

    /// Its constant whole numbers.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn ints(&self) -> Result<&[i64], String> {
        match &self.held {
            Held::Ints(all) => Ok(all),
            _ => Err("shapes, axes and indices must be constant 64-bit whole numbers".into()),
        }
    }

    /// Its whole numbers, among which the number of rows may be.
    ///
    /// # Errors
    /// When it holds anything else, or more than shapes are calculated from.
    pub fn read_lengths(&self) -> Result<Vec<Length>, String> {
        if self.shape.iter().product::<usize>() > MOST_LENGTHS {
            return Err(format!("a list of lengths has {:?} entries", self.shape));
        }
        match &self.held {
            Held::Lengths(all) => Ok(all.to_vec()),
            _ => Ok(self.ints()?.iter().copied().map(Length::Of).collect()),
        }
    }

    /// Number of elements, the batch counted as one.
    ///
    /// # Errors
    /// As for [`product`].
    pub fn len(&self) -> Result<usize, String> {
        product(&self.shape)
    }

    /// An axis that is not the batch.
    ///
    /// # Errors
    /// When it is, or there is none.
    pub fn row_axis(&self, number: i64) -> Result<usize, String> {
        let found = axis(number, self.shape.len())?;
        match self.batch == Some(found) {
            true => Err("it works along the batch".into()),
            false => Ok(found),
        }
    }

    /// Elements before, along and after an axis.
    pub fn around(&self, axis: usize) -> (usize, usize, usize) {
        let all = |lengths: Option<&[usize]>| lengths.unwrap_or_default().iter().product::<usize>();
        let length = self.shape.get(axis).copied().unwrap_or(1);
        (all(self.shape.get(..axis)), length, all(self.shape.get(axis.saturating_add(1)..)))
    }
}

impl Held {
    /// Lengths; where none is the number of rows, plain whole numbers.
    pub fn of_lengths(all: &[Length]) -> Self {
        let plain = |length: &Length| match length {
            Length::Rows => None,
            Length::Of(n) => Some(*n),
        };
        let ints: Option<Rc<[i64]>> = all.iter().map(plain).collect();
        ints.map_or_else(|| Self::Lengths(all.into()), Self::Ints)
    }
}

fn numbers<T: Copy, const N: usize>(
    list: &[T],
    raw: &[u8],
    read: fn([u8; N]) -> T,
) -> Result<Rc<[T]>, String> {
    let (whole, rest) = raw.as_chunks::<N>();
    match (list.is_empty(), raw.is_empty(), rest.is_empty()) {
        (false, true, _) => Ok(list.into()),
        (true, _, true) => Ok(whole.iter().map(|bytes| read(*bytes)).collect()),
        _ => Err("the numbers of a constant are given twice, or not whole".into()),
    }
}
