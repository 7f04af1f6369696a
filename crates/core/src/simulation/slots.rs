//! Where the station's quantities stand in the hydraulic model's tensors, by the contract's names.

use crate::contract::Contract;

use super::{MAX_PUMPS, SimulationError};

/// Positions of the inputs and outputs of a hydraulic map for `n` pumps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slots {
    /// Wet-well level, m.
    pub wet_well_level: usize,
    /// Head-tank level, m.
    pub head_tank_level: usize,
    /// Water temperature, Cel.
    pub water_temperature: usize,
    /// Whether pump i runs, 0 or 1.
    pub run: Vec<usize>,
    /// Wear of pump i, a share of the head.
    pub wear: Vec<usize>,
    /// Flow of pump i, m3/h.
    pub flow: Vec<usize>,
    /// Electrical power of pump i, kW.
    pub power: Vec<usize>,
    /// NPSH margin of pump i, m.
    pub npsh_margin: Vec<usize>,
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
}

impl Slots {
    /// Finds all names in the contract.
    ///
    /// # Errors
    /// The first name that is missing, or a number of pumps that is not possible.
    pub fn find(contract: &Contract, pumps: usize) -> Result<Self, SimulationError> {
        if pumps == 0 || pumps > MAX_PUMPS {
            return Err(SimulationError::Pumps(pumps));
        }
        let input =
            |name: String| contract.input(&name).ok_or(SimulationError::Slot { direction: "input", name });
        let output =
            |name: String| contract.output(&name).ok_or(SimulationError::Slot { direction: "output", name });
        let each = |stem: &str, f: &dyn Fn(String) -> Result<usize, SimulationError>| {
            (1..=pumps).map(|i| f(format!("{stem}_{i}"))).collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            wet_well_level: input("wet_well_level".into())?,
            head_tank_level: input("head_tank_level".into())?,
            water_temperature: input("water_temperature".into())?,
            run: each("run", &input)?,
            wear: each("wear", &input)?,
            flow: each("flow", &output)?,
            power: each("power", &output)?,
            npsh_margin: each("npsh_margin", &output)?,
            inputs: contract.input_columns(),
            outputs: contract.output_columns(),
        })
    }

    /// Number of pumps.
    pub fn pumps(&self) -> usize {
        self.run.len()
    }
}
