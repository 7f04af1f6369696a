//! How much a file may ask for.

/// What a file may ask for before it is refused. A host may lower each of them, and raise [`Limits::bytes`] to
/// [`Limits::MOST_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes; 8 MiB unless said otherwise. What exceeds [`Limits::MOST_BYTES`] counts as that.
    pub bytes: usize,
    /// Nodes, those of subgraphs included; 2,000.
    pub nodes: usize,
    /// Levels of subgraphs below the main graph; 4.
    pub depth: usize,
    /// Bytes that the decoded messages, names and lists take, by the sizes of the decoder's own types, each list at twice
    /// its length because it grows by doubling; 64 MiB. A file of empty messages takes hundreds of times its size.
    pub decoded: usize,
    /// Elements of one tensor as far as shapes can be told from the file, at [`Limits::ROWS`] rows; 4 Mi.
    pub tensor: u64,
    /// Elements of all constants together, those that follow from constants included; 16 Mi. They are kept.
    pub constants: u64,
    /// Elements of all tensors together, told in the same way; 64 Mi. Most are let go while it runs.
    pub tensors: u64,
    /// Multiplications of one run, told in the same way; 2 Gi, which is about a second.
    pub work: u64,
}

impl Limits {
    /// The most that a host may allow, in bytes: 20 MiB.
    pub const MOST_BYTES: usize = 20 << 20;
    /// Rows at which tensors are measured: the largest batch that is run in one piece.
    pub const ROWS: u64 = 64;
    /// Length at which an axis is measured that is free and not the batch.
    pub const FREE: u64 = 8;

    /// The size that counts, in bytes.
    pub(super) fn most_bytes(&self) -> usize {
        self.bytes.min(Self::MOST_BYTES)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 8 << 20,
            nodes: 2_000,
            depth: 4,
            decoded: 64 << 20,
            tensor: 4 << 20,
            constants: 16 << 20,
            tensors: 64 << 20,
            work: 2 << 30,
        }
    }
}
