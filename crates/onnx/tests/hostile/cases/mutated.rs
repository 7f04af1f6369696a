//! Good files, damaged at random but the same way each time.

use super::super::build::linear;
use super::*;

/// Exports that are small enough to be damaged often.
const FILES: [&str; 6] = [
    "skl_ridge_scaler",
    "skl_logreg_zipmap",
    "pt_mlp_ts",
    "tree3_branch_gte",
    "pt_gru_dyn",
    "skl_coltrans_str",
];

/// Numbers that look random, by Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn flipped(bytes: &[u8], random: &mut Random, flips: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..flips {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
    bytes
}

/// A stretch that is taken out, doubled or overwritten.
fn moved(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let (from, length) = (random.below(bytes.len()), 1 + random.below(40));
    let stretch = from..(from + length).min(bytes.len());
    let mut bytes = bytes.to_vec();
    match random.below(3) {
        0 => drop(bytes.drain(stretch)),
        1 => {
            let copy = bytes[stretch].to_vec();
            let at = random.below(bytes.len());
            bytes.splice(at..at, copy);
        }
        _ => bytes[stretch].fill(random.below(256) as u8),
    }
    bytes
}

pub fn cases() -> Vec<Case> {
    let read = |name: &str| {
        let path = format!("{}/../../tests/suite/corpus/{name}/model.onnx", env!("CARGO_MANIFEST_DIR"));
        (name.to_owned(), std::fs::read(path).expect("the corpus is there"))
    };
    let mut files: Vec<(String, Vec<u8>)> = FILES.into_iter().map(read).collect();
    files.push(("linear".into(), linear()));
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut cases = Vec::new();
    for (name, bytes) in &files {
        let mut add = |what: String, bytes| cases.push(case(&what, Expected::Either, bytes));
        for i in 0..24 {
            add(format!("{name}: bits flipped, {i}"), flipped(bytes, &mut random, 1 + i / 6));
        }
        for i in 0..12 {
            add(format!("{name}: a stretch moved, {i}"), moved(bytes, &mut random));
        }
        for i in 0..6 {
            add(format!("{name}: cut off, {i}"), bytes[..random.below(bytes.len())].to_vec());
        }
    }
    cases
}
