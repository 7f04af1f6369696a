//! From probabilities of pairs to probabilities of classes.

/// Rounds at most, and how close is close enough for `k` classes: libsvm's own figures.
const ROUNDS: usize = 100;
const CLOSE: f64 = 0.005;

/// Solves for the class probabilities `p` that agree best with the pairwise ones `r[i][j] = P(i | i or j)`: the second
/// method of Wu, Lin and Weng, "Probability estimates for multi-class classification by pairwise coupling" (2004),
/// algorithm 2.
pub(super) fn couple(r: &[Vec<f64>]) -> Vec<f64> {
    let k = r.len();
    let q = matrix(r);
    let mut p = vec![1.0 / k as f64; k];
    for _ in 0..ROUNDS.max(k) {
        let mut qp: Vec<f64> = q.iter().map(|row| dot(row, &p)).collect();
        let mut pqp = dot(&p, &qp);
        let worst = qp.iter().map(|x| (x - pqp).abs()).fold(0.0, f64::max);
        if worst < CLOSE / k as f64 {
            break;
        }
        for t in 0..k {
            let step = (pqp - qp[t]) / q[t][t];
            p[t] += step;
            pqp = (pqp + step * (step * q[t][t] + 2.0 * qp[t])) / (1.0 + step).powi(2);
            for j in 0..k {
                qp[j] = (qp[j] + step * q[t][j]) / (1.0 + step);
                p[j] /= 1.0 + step;
            }
        }
    }
    p
}

/// `Q[t][t]` = sum of `r[j][t]^2`, `Q[t][j]` = `-r[j][t] r[t][j]`.
fn matrix(r: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let k = r.len();
    let others = |t: usize| (0..k).filter(move |j| *j != t);
    let entry = |t: usize, j: usize| match t == j {
        true => others(t).map(|j| r[j][t] * r[j][t]).sum(),
        false => -r[j][t] * r[t][j],
    };
    (0..k).map(|t| (0..k).map(|j| entry(t, j)).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::couple;

    /// Pairs that agree with known classes give those classes back.
    #[test]
    fn pairs_that_agree_give_the_classes_back() {
        for p in [vec![0.2, 0.3, 0.5], vec![0.9, 0.05, 0.05], vec![0.1, 0.2, 0.3, 0.4]] {
            let r = p.iter().map(|a| p.iter().map(|b| a / (a + b)).collect()).collect::<Vec<Vec<f64>>>();
            for (found, expected) in couple(&r).iter().zip(&p) {
                assert!((found - expected).abs() < 0.005, "{found} {expected}");
            }
        }
    }
}
