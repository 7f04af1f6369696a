//! Systems of independent units at one moment, from the reliability of each.
//!
//! Source: Barlow and Proschan, Statistical Theory of Reliability and Life Testing, 1975, chapter 2.

/// All are needed.
pub fn series(reliability: &[f64]) -> f64 {
    reliability.iter().product()
}

/// One is enough: 1 - product of (1 - r); where that is small, by adding what each unit still saves.
pub fn parallel(reliability: &[f64]) -> f64 {
    let failed: f64 = reliability.iter().map(|r| 1.0 - r).product();
    if failed < 0.5 {
        return 1.0 - failed;
    }
    reliability.iter().fold(0.0, |saved, r| saved + r * (1.0 - saved))
}

/// Probability that at least `needed` run. Units are added one by one to the law of the number that run, so that n
/// units cost n² steps and nothing is subtracted. `None` where more are needed than there are.
pub fn at_least(needed: usize, reliability: &[f64]) -> Option<f64> {
    if needed > reliability.len() {
        return None;
    }
    let mut running = vec![1.0];
    for r in reliability {
        let stays = running.iter().map(|p| p * (1.0 - r)).chain([0.0]);
        let joined = [0.0].into_iter().chain(running.iter().map(|p| p * r));
        running = stays.zip(joined).map(|(a, b)| a + b).collect();
    }
    // The smaller terms first.
    let (few, enough) = running.split_at(needed);
    let failed: f64 = few.iter().sum();
    let runs: f64 = enough.iter().rev().sum();
    Some(if failed < runs { 1.0 - failed } else { runs })
}
