//! Convolutions, as matrices that multiply the columns under each place.

use super::super::step::Dense;
use super::node::Node;
use super::pad::grid;
use super::reader::{MOST_COLUMNS, Reader};
use super::shape::permuted;
use super::tensor::{Tensor, product};

type Answer = Result<Tensor, String>;

/// Along one axis: where windows begin, and what is under them.
struct Window {
    length: usize,
    before: usize,
    kernel: usize,
    stride: usize,
    dilation: usize,
    places: usize,
}

impl Window {
    fn new(length: usize, kernel: usize, said: [i64; 4]) -> Result<Self, String> {
        let small = |n: i64, least: usize| {
            usize::try_from(n)
                .ok()
                .filter(|n| (least..=MOST_COLUMNS).contains(n))
                .ok_or("its windows are odd")
        };
        let (before, after) = (small(said[0], 0)?, small(said[1], 0)?);
        let (stride, dilation) = (small(said[2], 1)?, small(said[3], 1)?);
        let spread = dilation * (kernel.clamp(1, MOST_COLUMNS) - 1) + 1;
        let over = (before + length + after)
            .checked_sub(spread)
            .ok_or("its window is larger than what it is over")?;
        Ok(Self { length, before, kernel, stride, dilation, places: over / stride + 1 })
    }

    /// What is under an entry of the window at a place; `None` in the padding.
    fn under(&self, place: usize, entry: usize) -> Option<usize> {
        let at = (place * self.stride + entry * self.dilation).checked_sub(self.before)?;
        (at < self.length).then_some(at)
    }
}

pub(super) fn conv(reader: &mut Reader, node: &Node) -> Answer {
    let (x, weights) = (node.input(0)?, node.input(1)?);
    let (values, kernel) = (weights.floats()?, &weights.shape);
    let windows = windows(node, x, kernel)?;
    let (channels, made) = (kernel[1], kernel[0]);
    let bias = match node.maybe(2) {
        Some(bias) => bias.floats()?.to_vec(),
        None => vec![0.0; made],
    };
    if bias.len() != made || weights.batch.is_some() {
        return Err("what it adds is not one number for each channel".into());
    }
    let places: Vec<usize> = windows.iter().map(|window| window.places).collect();
    let (positions, inputs) = (product(&places)?, product(&kernel[1..])?);
    if positions.saturating_mul(inputs) > MOST_COLUMNS {
        return Err("it needs more columns than are held here".into());
    }
    reader.toil(positions, inputs, made)?;
    reader.spend(positions * inputs)?;
    let zero = reader.fill(&[0.0])?;
    let order = under(&windows, channels, x.start()?, zero);
    let under = reader.place(order)?;
    let dense = Dense::new(inputs, bias, |k, j| values[j * inputs + k]);
    let out = reader.affine(under, positions, dense)?;
    let found = Tensor::columns(vec![positions, made], None, out);
    reader.moved(&found, [&[1, made], &places[..]].concat(), Some(0), permuted(&[positions, made], &[1, 0]))
}

/// The windows along the axes behind the channels.
fn windows(node: &Node, x: &Tensor, kernel: &[usize]) -> Result<Vec<Window>, String> {
    let rank = kernel.len().saturating_sub(2);
    if rank == 0 || x.shape.len() != rank + 2 || x.batch != Some(0) || x.shape[1] != kernel[1] {
        return Err(format!("it takes {:?} through windows of {kernel:?}", x.shape));
    }
    if node.int("group", 1)? != 1 {
        return Err("it works on groups of channels".into());
    }
    let said = node.ints("kernel_shape")?;
    let same = said
        .is_none_or(|said| said.iter().map(|n| usize::try_from(*n)).eq(kernel[2..].iter().map(|n| Ok(*n))));
    let padded = match node.text("auto_pad", "NOTSET")? {
        b"NOTSET" => node.ints("pads")?,
        b"VALID" => None,
        _ => return Err("it pads in a way that is not known here".into()),
    };
    let list = |given: Option<&[i64]>, count: usize, otherwise: i64| match given {
        None => Ok(vec![otherwise; count]),
        Some(given) if given.len() == count => Ok(given.to_vec()),
        Some(_) => Err("its lists are of different lengths".to_owned()),
    };
    let pads = list(padded, 2 * rank, 0)?;
    let (strides, dilations) =
        (list(node.ints("strides")?, rank, 1)?, list(node.ints("dilations")?, rank, 1)?);
    if !same {
        return Err("its windows are not as large as its constants".into());
    }
    let window = |at: usize| {
        let said = [pads[at], pads[rank + at], strides[at], dilations[at]];
        Window::new(x.shape[2 + at], kernel[2 + at], said)
    };
    (0..rank).map(window).collect()
}

/// The columns under each window, place by place: for each channel, those along all axes, a column of zeros in the padding.
fn under(windows: &[Window], channels: usize, start: usize, zero: usize) -> Vec<usize> {
    let area: usize = windows.iter().map(|window| window.length).product();
    let places = grid(&windows.iter().map(|window| window.places).collect::<Vec<_>>());
    let entries = grid(&windows.iter().map(|window| window.kernel).collect::<Vec<_>>());
    let mut order = Vec::with_capacity(places.len() * channels * entries.len());
    for place in &places {
        for channel in 0..channels {
            order.extend(entries.iter().map(|entry| {
                let at = windows
                    .iter()
                    .zip(place.iter().zip(entry))
                    .try_fold(0, |at, (window, (place, entry))| {
                        Some(at * window.length + window.under(*place, *entry)?)
                    });
                at.map_or(zero, |at| start + channel * area + at)
            }));
        }
    }
    order
}
