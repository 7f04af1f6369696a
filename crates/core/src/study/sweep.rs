//! An output over the ranges of two inputs.

use crate::manifest::resolved::Controls;
use crate::protocol::InputValue;

use super::course::{self, Outcome, Setting};
use super::inquiry::{count, number};
use super::lattice::spread;
use super::{Axis, Found, Sweep, Swept};

pub(super) struct Course {
    output: String,
    x: Axis,
    y: Axis,
    outcomes: Vec<Outcome>,
}

impl Course {
    pub fn new(controls: &Controls, study: &Sweep) -> Result<Self, String> {
        let Sweep { output, x, y, nx, ny } = study;
        count("nx", *nx, 2)?;
        count("ny", *ny, 2)?;
        if x == y {
            return Err(format!("both sides of the map are `{x}`; name two inputs"));
        }
        let axis = |id: &String, n: u32| {
            let number = number(controls, id)?;
            Ok::<_, String>(Axis { input: id.clone(), unit: number.unit.clone(), values: spread(number, n) })
        };
        Ok(Self { output: output.clone(), x: axis(x, *nx)?, y: axis(y, *ny)?, outcomes: Vec::new() })
    }
}

impl course::Course for Course {
    fn next(&self) -> Vec<Setting> {
        if !self.outcomes.is_empty() {
            return Vec::new();
        }
        let number = |axis: &Axis, x: f64| (axis.input.clone(), InputValue::Number(x));
        let cell = |x: f64, y: f64| vec![number(&self.x, x), number(&self.y, y)];
        let row = |y: &f64| self.x.values.iter().map(|x| cell(*x, *y)).collect::<Vec<_>>();
        self.y.values.iter().flat_map(row).collect()
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        self.outcomes = outcomes;
    }

    fn found(&self) -> Found {
        Found::Sweep(Swept {
            output: self.output.clone(),
            unit: self.outcomes.iter().find_map(|o| o.unit(&self.output)).unwrap_or_default(),
            x: self.x.clone(),
            y: self.y.clone(),
            cells: self.outcomes.iter().map(|o| o.point(&self.output)).collect(),
        })
    }
}
