//! What opening and running a file costs. Memory is counted by the allocator of this program, so it is the same on every
//! machine; time is that of the thread on the processor where Linux tells it.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use twinlet_onnx::{Data, Kind, Model, Port, Refusal, Value};

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// Beyond this the program ends, before the machine does.
const CEILING: usize = 1 << 30;

struct Counting;

// SAFETY: every call goes to the system's allocator; only sums are kept besides.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(live, Ordering::Relaxed);
        if live > CEILING {
            LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
            return std::ptr::null_mut();
        }
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What came of a file.
pub struct Outcome {
    /// The code of the refusal, `runs`, or what is wrong: `panic`, `hang`.
    pub code: String,
    /// The message.
    pub said: String,
    /// Milliseconds.
    pub ms: u64,
    /// Bytes at most at one time.
    pub peak: usize,
}

/// A file that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens a file and lets it answer one row, in a thread of its own.
pub fn run(bytes: Vec<u8>) -> Outcome {
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let (send, receive) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let start = clock();
        let result = opened(&bytes);
        let _ = send.send((result, clock().saturating_sub(start).as_millis() as u64));
    });
    let told = receive.recv_timeout(PATIENCE);
    let peak = PEAK.load(Ordering::Relaxed).saturating_sub(before);
    let (code, said, ms) = match told {
        Ok((Ok(said), ms)) => ("runs".into(), said, ms),
        Ok((Err(refusal), ms)) => (refusal.code.to_owned(), refusal.message, ms),
        Err(mpsc::RecvTimeoutError::Timeout) => ("hang".into(), String::new(), PATIENCE.as_millis() as u64),
        Err(mpsc::RecvTimeoutError::Disconnected) => ("panic".into(), String::new(), 0),
    };
    if code != "hang" {
        let _ = thread.join();
    }
    Outcome { code, said, ms, peak }
}

fn opened(bytes: &[u8]) -> Result<String, Refusal> {
    let model = Model::open(bytes)?;
    let answers = model.run(model.inputs().iter().map(row).collect())?;
    let shapes: Vec<String> = answers.iter().map(|answer| format!("{:?}", answer.shape())).collect();
    Ok(format!("{}; {}", model.plan(), shapes.join(" ")))
}

fn row(port: &Port) -> Value {
    let axes = port.shape.as_deref().unwrap_or_default().iter().enumerate();
    let shape: Vec<usize> = axes.map(|(axis, n)| n.unwrap_or(if axis == 0 { 1 } else { 8 })).collect();
    let count = shape.iter().product();
    let data = match port.kind.unwrap_or(Kind::F32) {
        Kind::F32 => Data::F32(vec![0.5; count]),
        Kind::F64 => Data::F64(vec![0.5; count]),
        Kind::I32 => Data::I32(vec![1; count]),
        Kind::I64 => Data::I64(vec![1; count]),
        Kind::Bool => Data::Bool(vec![true; count]),
        Kind::Text => Data::Text(vec!["a".into(); count]),
    };
    Value::new(shape, data).expect("as many as the shape says")
}

/// Time on the processor where the system tells it, else time.
fn clock() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = told.and_then(|told| told.split(' ').next()?.parse().ok());
    spent.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
