//! A closed-form stand-in for the surrogate: the station's equations solved by bisection.
//!
//! It lets the golden suite run without an inference engine, in the same bits natively and in a browser.

/// Columns of a row: wet well, head tank, water temperature, three run flags, three wears.
const PUMPS: usize = 3;

/// Flow, head, power and NPSH margin of each pump, in the contract's order of outputs.
pub fn answer(row: &[f64]) -> Vec<f64> {
    let (level, tank, water) = (row[0], row[1], row[2]);
    let (run, wear) = (&row[3..6], &row[6..9]);
    let lift = 20.0 + tank - level;
    // The head at the header: what the pumps deliver falls with it, what the main takes rises with it.
    let (mut low, mut high) = (lift, 60.0);
    for _ in 0..60 {
        let header = 0.5 * (low + high);
        let delivered: f64 = (0..PUMPS).map(|i| run[i] * flow(header, wear[i])).sum();
        let taken = 300.0 * libm::pow(((header - lift) / 2.4).max(0.0), 0.54);
        if delivered > taken { low = header } else { high = header }
    }
    let header = 0.5 * (low + high);
    let mut out = vec![0.0f32; 4 * PUMPS];
    for i in (0..PUMPS).filter(|&i| run[i] > 0.5) {
        let q = flow(header, wear[i]);
        out[i] = q as f32;
        out[PUMPS + i] = (header + 1.0) as f32;
        out[2 * PUMPS + i] = (q * (header + 1.0) / 367.0 / (0.72 * (1.0 - 0.6 * wear[i]))) as f32;
        out[3 * PUMPS + i] =
            (10.3 - 0.015 * water + level - 4.5 - 0.5 - 2.0 - 2.4 * (q / 400.0) * (q / 400.0)) as f32;
    }
    out.into_iter().map(f64::from).collect()
}

/// Flow of a pump at a header head, m3/h: H = (40 - 10 (Q/400)^2)(1 - w) less a metre of losses.
fn flow(header: f64, wear: f64) -> f64 {
    let share = (40.0 - (header + 1.0) / (1.0 - wear)) / 10.0;
    400.0 * libm::sqrt(share.max(0.0))
}
