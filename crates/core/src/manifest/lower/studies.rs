//! Questions that ask many times, of a graph or of a station.

use crate::manifest::raw::{self, Entries, StationStudy};
use crate::manifest::resolved::Study;
use crate::study::{self, STATION_CELLS, STATION_SAMPLES};

/// Those of a station.
pub(super) fn of_station(raw: Entries<StationStudy>) -> Vec<Study> {
    let convert = |(id, study): (String, StationStudy)| {
        let (title, study) = match study {
            StationStudy::Sensitivity(raw::ShownSensitivity { title, sensitivity: asked }) => {
                (title, sensitivity(asked))
            }
            StationStudy::Sweep(raw::ShownSweep { title, sweep: asked }) => {
                (title, sweep(asked, STATION_CELLS))
            }
            StationStudy::GlobalSensitivity(raw::ShownGlobal { title, global_sensitivity }) => {
                (title, global(global_sensitivity, STATION_SAMPLES))
            }
        };
        Study { id, title, study, is_clock: false }
    };
    raw.0.into_iter().map(convert).collect()
}

/// What drives a number.
pub(super) fn sensitivity(raw: raw::Sensitivity) -> study::Study {
    let raw::Sensitivity { output, inputs } = raw;
    let inputs = Some(inputs).filter(|inputs| !inputs.is_empty());
    study::Study::Sensitivity(study::Sensitivity { output, inputs, span: study::Span::default() })
}

/// What each input is worth, from so many points when none are given.
pub(super) fn global(raw: raw::GlobalSensitivity, samples: u32) -> study::Study {
    let raw::GlobalSensitivity { output, inputs, samples: given } = raw;
    let inputs = Some(inputs).filter(|inputs| !inputs.is_empty());
    let samples = given.unwrap_or(samples);
    study::Study::GlobalSensitivity(study::GlobalSensitivity { output, inputs, samples, seed: 0 })
}

/// A map of so many columns and rows.
pub(super) fn sweep(raw: raw::Sweep, (nx, ny): (u32, u32)) -> study::Study {
    let raw::Sweep { output, x, y } = raw;
    study::Study::Sweep(study::Sweep { output, x, y, nx, ny })
}

/// How far an input may go.
pub(super) fn solve(raw: raw::Solve) -> study::Study {
    let raw::Solve { input, seek, output, below, above } = raw;
    let seek = match seek {
        raw::Seek::Highest => study::Seek::Highest,
        raw::Seek::Lowest => study::Seek::Lowest,
    };
    // That there is one of both was checked; what must stay below may not go above.
    let bound = match (below, above) {
        (Some(most), _) => study::Bound::Above(most),
        (None, least) => study::Bound::Below(least.unwrap_or(f64::NAN)),
    };
    study::Study::Solve(study::Solve { input, seek, output, bound, steps: study::STEPS })
}
