//! Damage at random, the same each time.

/// Numbers that look random, by Marsaglia's xorshift.
pub struct Random(u64);

impl Random {
    /// The same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Some bits turned.
pub fn flipped(bytes: &[u8], random: &mut Random, flips: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..flips {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
    bytes
}

/// A stretch that is taken out, doubled or overwritten.
pub fn moved(bytes: &[u8], random: &mut Random) -> Vec<u8> {
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

/// Several damages at once, and sometimes a stretch of another file.
pub fn damaged(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            return bytes;
        }
        bytes = match random.below(4) {
            0 => flipped(&bytes, random, 1),
            1 => moved(&bytes, random),
            2 => overwritten(&bytes, random),
            _ => {
                let from = random.below(other.len());
                let stretch = &other[from..(from + 1 + random.below(200)).min(other.len())];
                let at = random.below(bytes.len());
                let end = (at + random.below(200)).min(bytes.len());
                [&bytes[..at], stretch, &bytes[end..]].concat()
            }
        };
    }
    bytes
}

/// A byte that is small, or as large as it gets: lengths, kinds and numbers are of that sort.
fn overwritten(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = random.below(bytes.len());
    bytes[at] = [0, 1, 2, 3, 7, 8, 127, 255][random.below(8)];
    bytes
}
